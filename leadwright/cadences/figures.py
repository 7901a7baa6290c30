"""How a version of a cadence does: who reached each step, what was done, after which step people answered."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import BigIntegerField, Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from leadwright.activities.models import Activity
from leadwright.cadences import branches
from leadwright.cadences.branches import forks
from leadwright.cadences.models import ON_LINKEDIN, Cadence, Counts, Enrolment, Refusal, Step, StepKind, Touch, Version
from leadwright.conversations.models import Call

ANSWERED = ("answered", "refused")
WELL = ("meeting", "interested", "question")
A_DAY = timedelta(days=1)
OF_TOUCH = Coalesce("step__origin_id", "step_id", output_field=BigIntegerField())
OF_STEP = Coalesce("origin_id", "id", output_field=BigIntegerField())
ICONS = {
    StepKind.EMAIL: "mail",
    **dict.fromkeys(ON_LINKEDIN, "social"),
    StepKind.CALL: "phone",
    StepKind.VOICEMAIL: "voicemail",
    StepKind.SMS: "send",
    StepKind.OTHER: "note",
    StepKind.WAIT: "clock",
}


@dataclass(frozen=True)
class Line:
    """One step with its day and its numbers. `waiting`: it is the next one, or under way."""

    step: Step
    day: int
    icon: str
    last: bool
    fork: Step | None = None
    reached: int = 0
    done: int = 0
    left_out: int = 0
    waiting: int = 0
    answered: int = 0
    positive: int = 0


@dataclass(frozen=True)
class Totals:
    started: int
    active: int
    answered: int
    positive: int
    ended: int
    whole_way: int


def totals(version: Version) -> Totals:
    """Went the whole way: of those who did not answer, bounce or opt out, how many did every step."""
    return Totals(
        **riding(version).aggregate(
            started=Count("pk"),
            active=Count("pk", filter=Q(state="active")),
            answered=Count("pk", filter=Q(ended_code__in=ANSWERED)),
            positive=Count("pk", filter=Q(ended_code__in=ANSWERED) & meant_well()),
            ended=Count("pk", filter=Q(ended_code__in=["finished", "left_out", "manual", "failed"])),
            whole_way=Count("pk", filter=Q(ended_code__in=["finished", "left_out"])),
        )
    )


def on_their_way(cadence: Cadence) -> int:
    return Enrolment.objects.active().filter(version__cadence=cadence).count()


def riding(version: Version) -> QuerySet[Enrolment]:
    """Who is on this version, with those who were carried over to it."""
    return Enrolment.objects.filter(version__cadence=version.cadence_id, version__number=version.number)


def meant_well(of: str = "") -> Q:
    """An answer that leads on: it asks, it is interested, it wants to meet; on the phone, it wants to meet. That they
    answered ended the cadence, so the answer lies before that (or was read within the day). `of`: the way to the
    enrolment, where rows of another kind are asked."""
    during = {
        "lead": OuterRef(f"{of}lead"),
        "at__gte": OuterRef(f"{of}started_at"),
        "at__lte": OuterRef(f"{of}ended_at") + A_DAY,
    }
    mail = Activity.objects.filter(**during, detail__intent__in=WELL)
    return Q(Exists(mail)) | Q(Exists(Call.objects.filter(**during, disposition=Call.Disposition.MEETING)))


def lines(version: Version) -> list[Line]:
    numbers = touched(version)
    for name, found in (("waiting", next_ones(version)), *answers(version)):
        for identity, n in found.items():
            numbers[identity][name] += n
    return days(version, numbers)


def days(version: Version, numbers: Mapping[int, Mapping[str, int]] | None = None) -> list[Line]:
    """The steps on their days, with the numbers by identity."""
    steps = list(version.steps.select_related("template").order_by("position"))
    found = []
    on_days = branches.days(steps, [in_working_days(step) for step in steps])
    for step, day, fork in zip(steps, on_days, forks(steps), strict=True):
        last = step is steps[-1]
        icon = "flag" if last and step.kind == StepKind.EMAIL else ICONS[StepKind(step.kind)]
        decides = None if fork is None else steps[fork]
        found.append(Line(step, day, icon, last, decides, **(numbers or {}).get(step.identity, {})))
    return found


def in_working_days(step: Step) -> int:
    """The wait of a step on a line of working days: a week of the calendar has five of them."""
    return step.wait_days if step.counts == Counts.WORKING else round(step.wait_days * 5 / 7)


def touched(version: Version) -> dict[int, Counter[str]]:
    """What was done of each step, by its identity: a step that was changed is still the same step."""
    touches = Touch.objects.filter(step__version__cadence=version.cadence_id, step__version__number=version.number)
    counted = touches.values_list(OF_TOUCH).annotate(
        reached=Count("pk"),
        done=Count("pk", filter=Q(outcome="done")),
        left_out=Count("pk", filter=Q(outcome="passed_over")),
        waiting=Count("pk", filter=Q(outcome="pending")),
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for identity, *numbers in counted:
        found[identity] = Counter(dict(zip(("reached", "done", "left_out", "waiting"), numbers, strict=True)))
    return found


def next_ones(version: Version) -> Counter[int]:
    """For how many active enrolments each step is the next one."""
    under_way = Touch.objects.filter(enrolment=OuterRef("pk"), outcome="pending")
    chose = Touch.objects.filter(enrolment=OuterRef("pk")).exclude(arm="").order_by("-step__position").values("arm")[:1]
    standing = riding(version).filter(~Exists(under_way), state="active").annotate(chose=Subquery(chose))
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in of_number(version).order_by("position"):
        steps[step.version_id].append(step)
    found: Counter[int] = Counter()
    for of, position, arm, n in standing.values_list("version", "position", "chose").annotate(n=Count("pk")):
        theirs = zip(steps[of], forks(steps[of]), strict=True)
        ahead = (s for s, fork in theirs if s.position > position and (fork is None or s.arm == arm))
        if step := next(ahead, None):
            found[step.identity] += n
    return found


def of_number(version: Version) -> QuerySet[Step]:
    """The steps of this version and of those beside it."""
    return Step.objects.filter(version__cadence=version.cadence_id, version__number=version.number)


def answers(version: Version) -> list[tuple[str, Counter[int]]]:
    """After which step they answered, and how many of them well."""
    ended = riding(version).filter(ended_code__in=ANSWERED).values_list("version", "position")
    counted = list(ended.annotate(n=Count("pk"), well=Count("pk", filter=meant_well())))
    return [
        ("answered", by_identity(version, [(of, at, n) for of, at, n, _well in counted])),
        ("positive", by_identity(version, [(of, at, well) for of, at, _n, well in counted])),
    ]


def by_identity(version: Version, counted: Iterable[tuple[int, int, int]]) -> Counter[int]:
    rows = of_number(version).values_list("version", "position", OF_STEP)
    identities = {(of, at): identity for of, at, identity in rows}
    found: Counter[int] = Counter()
    for of, position, n in counted:
        if identity := identities.get((of, position)):
            found[identity] += n
    return found


def reasons(step: Step) -> list[tuple[str, int]]:
    """Why a step was left out, the most frequent first."""
    same = Q(step=step.identity) | Q(step__origin=step.identity)
    left_out = Touch.objects.filter(same, outcome="passed_over").values_list("why")
    return list(left_out.annotate(n=Count("pk")).order_by("-n")[:5])


def refusals(cadence: Cadence) -> list[dict]:
    """Who was not enrolled here, or a step not done, counted by the code, with one of its sentences."""
    met = Refusal.objects.filter(Q(cadence=cadence) | Q(enrolment__version__cadence=cadence))
    counted = met.values("code").annotate(n=Count("pk"), leads=Count("lead", distinct=True), sentence=Max("sentence"))
    return list(counted.order_by("-n", "code"))
