"""What a person does with a reply short of answering it: put it off, hand it to a colleague, write a note beside it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from leadwright.activities.models import Activity, record
from leadwright.activities.models import Kind as Fact
from leadwright.inbox.models import Reply
from leadwright.inbox.settling import Refused
from leadwright.team.models import Member

MOST_LETTERS = 2_000
MORNING = time(8)


def wakes_at(choice: str, by: Member, now: datetime) -> datetime:
    """When it comes back: this evening, tomorrow or next Monday in the morning, where the member lives."""
    here = now.astimezone(ZoneInfo(by.timezone))
    days = {"tomorrow": 1, "monday": 7 - here.weekday(), "week": 7}
    if choice == "later":
        return now + timedelta(hours=3)
    if choice not in days:
        raise Refused(_("There is no such time."))
    day = here.date() + timedelta(days=days[choice])
    return datetime.combine(day, MORNING, ZoneInfo(by.timezone))


def put_off(reply: Reply, until: datetime | None) -> None:
    """It stands in no list of what waits until then; None brings it back at once."""
    reply.snoozed_until = until
    reply.save(update_fields=["snoozed_until"])


def hand_to(reply: Reply, member: Member, *, by: Member, now: datetime) -> bool:
    """It waits for a colleague from now on; the lead stays whose it is. Answers whether anything changed."""
    if reply.owner_id == member.pk:
        return False
    reply.owner, reply.snoozed_until = member, None
    reply.save(update_fields=["owner", "snoozed_until"])
    told(reply, _("Reply handed to %s") % member.name, "", by, now)
    return True


def note(reply: Reply, text: str, *, by: Member, now: datetime) -> None:
    text = " ".join(text.replace("\x00", "").split())
    if not text:
        raise Refused(_("The note is empty."))
    if len(text) > MOST_LETTERS:
        raise Refused(_("The note is longer than %s characters.") % f"{MOST_LETTERS:,}")
    told(reply, text, _("A note beside their mail."), by, now, words=text)


def told(reply: Reply, summary: str, why: str, by: Member, now: datetime, **detail: object) -> None:
    record(
        Fact.NOTE,
        workspace_id=reply.workspace_id,
        key=f"reply:{reply.pk}:note:{now.isoformat()}",
        summary=summary,
        why=why,
        lead=reply.lead,
        member=by,
        detail={"reply": reply.pk, **detail},
        at=now,
    )


def notes_of(reply: Reply) -> list[Activity]:
    """The notes that people wrote about the lead beside its mail, the newest last."""
    rows = Activity.objects.filter(workspace_id=reply.workspace_id, lead_id=reply.lead_id, kind=Fact.NOTE)
    found = rows.filter(detail__has_key="words").select_related("member__user").order_by("-at", "-pk")[:5]
    return list(found)[::-1]
