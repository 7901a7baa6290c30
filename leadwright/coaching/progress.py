"""How far a member is with a goal, and what happened since the last one-to-one: figures that are measured, not told."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, F, Max, Sum

from leadwright.coaching.models import Goal, OneToOne, Recording, Remark, Review
from leadwright.conversations.models import Call
from leadwright.inbox.models import Reply
from leadwright.pipeline.models import Handoff
from leadwright.team.access import SELLERS
from leadwright.team.models import Member

AT_MOST = {Goal.Measure.TALK_SHARE, Goal.Measure.LONGEST}
LOOKED_BACK = timedelta(days=30)
PRAISE_MISSING = 3  # criticisms after which praise is missed, and the other way round


def measured(measure: str, member: Member, *, since: datetime, until: datetime) -> float | None:
    """The figure in that time; None where there is nothing to measure yet."""
    calls = Recording.objects.filter(member=member, recorded_at__gte=since, recorded_at__lte=until)
    if measure == Goal.Measure.TALK_SHARE:
        return _times(calls.aggregate(value=Avg("talk_share"))["value"], 100)
    if measure == Goal.Measure.LONGEST:
        return calls.aggregate(value=Avg("longest"))["value"]
    if measure == Goal.Measure.QUESTIONS:
        return calls.aggregate(value=Avg("questions"))["value"]
    if measure == Goal.Measure.CONCERNS:
        both = calls.aggregate(heard=Sum("concerns"), taken=Sum("concerns_answered"))
        return 100 * both["taken"] / both["heard"] if both["heard"] else None
    if measure == Goal.Measure.SCORE:
        given = Review.objects.filter(member=member, published_at__gte=since, published_at__lte=until)
        return given.exclude(by=F("member")).aggregate(value=Avg("score"))["value"]
    if measure == Goal.Measure.CALLS:
        return float(Call.objects.filter(member=member, at__gte=since, at__lte=until).count())
    accepted = Handoff.objects.filter(offered_by=member, state=Handoff.State.ACCEPTED)
    return float(accepted.filter(answered_at__gte=since, answered_at__lte=until).count())


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


@dataclass(frozen=True)
class Standing:
    """A goal with the figure so far: `reached` is None where nothing could be measured yet."""

    goal: Goal
    figure: float | None
    reached: bool | None
    overdue: bool


def standing(goal: Goal, *, now: datetime) -> Standing:
    figure = measured(goal.measure, goal.member, since=goal.set_at, until=now)
    reached = None if figure is None else figure <= goal.figure if goal.measure in AT_MOST else figure >= goal.figure
    return Standing(goal, figure, reached, goal.by_on < now.date())


@dataclass(frozen=True)
class Balance:
    """Praise and criticism of one member's work, and which of the two was forgotten."""

    praise: int
    criticism: int

    @property
    def forgotten(self) -> str:
        if not self.praise and self.criticism >= PRAISE_MISSING:
            return "praise"
        return "criticism" if not self.criticism and self.praise >= PRAISE_MISSING else ""


def balance(member: Member, *, since: datetime) -> Balance:
    tones = Remark.objects.filter(member=member, at__gte=since).exclude(by=member).values_list("tone", flat=True)
    said = list(tones)
    return Balance(said.count(Remark.Tone.PRAISE), said.count(Remark.Tone.CRITICISM))


@dataclass(frozen=True)
class Since:
    """What happened to a member's work since their last one-to-one."""

    begin: datetime
    last: OneToOne | None
    calls: int
    replies: int
    accepted: int
    returned: list[Handoff]
    recordings: list[Recording]
    reviews: list[Review]
    remarks: list[Remark]
    balance: Balance


def since_the_last(member: Member, *, now: datetime) -> Since:
    last = OneToOne.objects.filter(member=member).order_by("-at").select_related("by__user").first()
    begin = last.at if last else now - LOOKED_BACK
    handoffs = Handoff.objects.filter(offered_by=member, answered_at__gt=begin).select_related("lead")
    answered = list(handoffs)
    remarks = Remark.objects.filter(member=member, at__gt=begin).select_related("by__user", "recording", "message")
    reviews = Review.objects.filter(member=member).published().filter(published_at__gt=begin)
    return Since(
        begin=begin,
        last=last,
        calls=Call.objects.filter(member=member, at__gt=begin).count(),
        replies=Reply.objects.filter(owner=member, at__gt=begin).count(),
        accepted=sum(one.state == Handoff.State.ACCEPTED for one in answered),
        returned=[one for one in answered if one.state == Handoff.State.RETURNED],
        recordings=list(Recording.objects.filter(member=member, recorded_at__gt=begin).order_by("-recorded_at")[:20]),
        reviews=list(
            reviews.select_related("scorecard", "by__user", "recording", "message", "handoff__lead").order_by(
                "-published_at"
            )[:20]
        ),
        remarks=list(remarks.order_by("-at")[:40]),
        balance=balance(member, since=begin),
    )


def counters(manager: Member, *, since: datetime) -> dict[str, int]:
    """How much a manager coached: calls listened to, scorecards published, comments given."""
    return {
        "heard": manager.hearings.filter(at__gte=since).exclude(recording__member=manager).count(),
        "scored": Review.objects.filter(by=manager, published_at__gte=since).exclude(member=manager).count(),
        "praise": Remark.objects.filter(by=manager, at__gte=since, tone=Remark.Tone.PRAISE).count(),
        "criticism": Remark.objects.filter(by=manager, at__gte=since, tone=Remark.Tone.CRITICISM).count(),
    }


def team(workspace_id: int, *, since: datetime) -> list[dict]:
    """Everybody who sells, with what was said of their work and how many calls were heard; asked in few questions."""
    people = Member.objects.filter(workspace_id=workspace_id, active=True, role__in=SELLERS).select_related("user")
    told = Counter(
        Remark.objects.filter(workspace_id=workspace_id, at__gte=since)
        .exclude(by=F("member"))
        .values_list("member", "tone")
    )
    calls = Recording.objects.filter(workspace_id=workspace_id, recorded_at__gte=since).values("member")
    heard = {row["member"]: row for row in calls.annotate(many=Count("pk"), share=Avg("talk_share"))}
    talks = dict(
        OneToOne.objects.filter(workspace_id=workspace_id)
        .values("member")
        .annotate(at=Max("at"))
        .values_list("member", "at")
    )
    goals = Counter(Goal.objects.filter(workspace_id=workspace_id, ended_at=None).values_list("member", flat=True))
    return [
        {
            "member": one,
            "balance": Balance(told[one.pk, Remark.Tone.PRAISE], told[one.pk, Remark.Tone.CRITICISM]),
            "calls": heard.get(one.pk, {}).get("many", 0),
            "share": _times(heard.get(one.pk, {}).get("share"), 100),
            "talk_at": talks.get(one.pk),
            "goals": goals[one.pk],
        }
        for one in people.order_by("user__name")
    ]


def answered_by_own(member: Member) -> set[int]:
    """The reviews of this member's work by others beside which their own is published too."""
    rows = list(Review.objects.filter(member=member).published())
    own = {(row.scorecard_id, *_subject(row)) for row in rows if row.is_own}
    return {row.pk for row in rows if (row.scorecard_id, *_subject(row)) in own}


def _subject(row: Review) -> tuple:
    return (row.recording_id, row.message_id, row.handoff_id)
