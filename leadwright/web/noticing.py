"""What members should hear of: found in the rooms' own rows, told once each. Nobody below knows of notices."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse

from leadwright.channels.models import Mailbox
from leadwright.inbox.models import Reply
from leadwright.knowledge.models import Answer
from leadwright.knowledge.plaintext import plain
from leadwright.leads.models import Lead, Motion, Status
from leadwright.pipeline.models import Handoff
from leadwright.tasks.models import Leave
from leadwright.team.models import Member
from leadwright.web.models import Notice, NoticeChoice, NoticeKind

NEWS = timedelta(days=1)  # what is older is no news: it stands in Today
MOST = 500  # of a kind, in one look


def gather(now: datetime) -> int:
    """A notice for each thing that has none yet. How many were made; asked again, none twice."""
    since = now - NEWS
    fresh = [*replies(since), *inbound(since), *handoffs(since), *questions(since), *answers(since)]
    fresh += mailboxes(since)
    fresh += covered(fresh, now)
    return len(Notice.objects.bulk_create(fresh, ignore_conflicts=True)) if fresh else 0


def untold(rows: QuerySet, kind: str, whose: str) -> QuerySet:
    """Those of whom their owner has no notice yet."""
    key = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), CharField()))
    return rows.filter(~Exists(Notice.objects.filter(member=OuterRef(whose), key=key)))[:MOST]


def replies(since: datetime) -> Iterable[Notice]:
    waiting = Reply.objects.filter(settled_at=None, at__gt=since, owner__active=True)
    for reply in untold(waiting, NoticeKind.REPLY, "owner").only("workspace", "lead", "owner", "words", "at"):
        where = {"address": reverse("inbox:detail", args=[reply.pk]), "at": reply.at, "lead_id": reply.lead_id}
        text = " ".join(reply.words.split())
        yield notice(NoticeKind.REPLY, reply, reply.owner_id, text=text, **where)


def inbound(since: datetime) -> Iterable[Notice]:
    asking = Lead.objects.filter(motion=Motion.INBOUND, status__in=[Status.NEW, Status.READY], created_at__gt=since)
    rows = untold(asking.filter(owner__active=True), NoticeKind.INBOUND, "owner")
    for lead in rows.only("workspace", "owner", "title", "created_at"):
        where = {"address": reverse("leads:detail", args=[lead.pk]), "at": lead.created_at, "lead_id": lead.pk}
        yield notice(NoticeKind.INBOUND, lead, lead.owner_id, text=lead.title, **where)


def handoffs(since: datetime) -> Iterable[Notice]:
    offered = Handoff.objects.filter(state=Handoff.State.OFFERED, at__gt=since, offered_to__active=True)
    for handoff in untold(offered, NoticeKind.HANDOFF, "offered_to"):
        where = {"address": reverse("pipeline:handoff", args=[handoff.pk]), "at": handoff.at}
        where["lead_id"] = handoff.lead_id
        yield notice(NoticeKind.HANDOFF, handoff, handoff.offered_to_id, text=handoff.note, **where)


def questions(since: datetime) -> Iterable[Notice]:
    """Whoever is asked what no article knows."""
    asked = Answer.objects.filter(draft="", asked_at__gt=since, asked_of__active=True)
    for answer in untold(asked, NoticeKind.QUESTION, "asked_of"):
        where = {"address": reverse("knowledge:question", args=[answer.pk]), "at": answer.asked_at}
        text = " ".join(answer.question.split())
        yield notice(NoticeKind.QUESTION, answer, answer.asked_of_id, text=text, lead_id=answer.lead_id, **where)


def answers(since: datetime) -> Iterable[Notice]:
    """Whoever asked a colleague, or asked themselves, once a colleague wrote the answer."""
    written = Answer.objects.filter(written_at__gt=since).annotate(whom=Coalesce("asked_by", "asker"))
    for answer in untold(written.filter(whom__isnull=False).exclude(whom=F("written_by")), NoticeKind.ANSWER, "whom"):
        where = {"address": reverse("knowledge:question", args=[answer.pk]), "at": answer.written_at}
        text = " ".join(plain(answer.draft).split())
        yield notice(NoticeKind.ANSWER, answer, answer.whom, text=text, lead_id=answer.lead_id, **where)


def mailboxes(since: datetime) -> Iterable[Notice]:
    """Stopped: once for each time that it stops, so the moment is part of the key."""
    stopped = Mailbox.objects.filter(stopped_at__gt=since, member__active=True).defer("password")
    told = Notice.objects.filter(member=OuterRef("member"), kind=NoticeKind.MAILBOX, at=OuterRef("stopped_at"))
    for box in stopped.filter(~Exists(told))[:MOST]:
        key = f"mailbox:{box.pk}:{box.stopped_at.isoformat()}"
        where = {"address": reverse("channels:index"), "at": box.stopped_at, "text": box.stopped_why[:200]}
        yield Notice(workspace_id=box.workspace_id, member_id=box.member_id, kind=NoticeKind.MAILBOX, key=key, **where)


def notice(kind: NoticeKind, row: Reply | Lead | Handoff | Answer, member: int, *, text: str, **where) -> Notice:
    key = f"{kind}:{row.pk}"
    return Notice(workspace_id=row.workspace_id, member_id=member, kind=kind, key=key, text=text[:200], **where)


def covered(fresh: list[Notice], now: datetime) -> list[Notice]:
    """Whoever covers for somebody away hears of it as well."""
    away = {leave.member_id: leave for leave in Leave.objects.on(now.date()).select_related("member", "cover")}
    found = []
    for each in fresh:
        leave = away.get(each.member_id)
        if leave and leave.cover.active and each.kind != NoticeKind.MAILBOX:
            same = {field.attname: getattr(each, field.attname) for field in Notice._meta.fields if field.name != "id"}
            found.append(Notice(**same | {"member_id": leave.cover_id}))
    return found


def unseen(member: Member) -> QuerySet[Notice]:
    return Notice.objects.filter(member=member, seen_at=None)


def newest(member: Member, after: int) -> list[Notice]:
    """What has come since the notice of that number, for the page that stays open; only what they want there."""
    quiet = member.notice_choices.filter(kind=OuterRef("kind"), in_page=False)
    fresh = unseen(member).filter(~Exists(quiet), pk__gt=after).select_related("lead")
    return list(fresh.order_by("pk")[:5])


def last_of(member: Member) -> int:
    return Notice.objects.filter(member=member).order_by("-pk").values_list("pk", flat=True).first() or 0


def see(member: Member, now: datetime) -> int:
    return unseen(member).update(seen_at=now)


def wanting(by: str) -> Exists:
    """For a query of notices: whether its member wants this kind that way. `by_push` is on unless they said no,
    `by_mail` only where they said yes."""
    said = NoticeChoice.objects.filter(member=OuterRef("member"), kind=OuterRef("kind"))
    return Exists(said.filter(by_mail=True)) if by == "by_mail" else ~Exists(said.filter(by_push=False))
