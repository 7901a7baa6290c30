"""How a version of a cadence does: who reached each step, what was done, after which step people answered."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import BigIntegerField, Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from leadwright.activities.models import Activity
from leadwright.cadences.forecast import Load
from leadwright.cadences.models import Cadence, Enrolment, Refusal, Step, StepKind, Touch, Version
from leadwright.conversations.models import Call

ANSWERED = ("answered", "refused")
WELL = ("meeting", "interested", "question")
A_DAY = timedelta(days=1)
OF_TOUCH = Coalesce("step__origin_id", "step_id", output_field=BigIntegerField())
OF_STEP = Coalesce("origin_id", "id", output_field=BigIntegerField())
LANES = {StepKind.EMAIL: 0, StepKind.LINKEDIN: 1, StepKind.CALL: 2, StepKind.VOICEMAIL: 3}
ICONS = {StepKind.EMAIL: "mail", StepKind.LINKEDIN: "social", StepKind.CALL: "phone", StepKind.VOICEMAIL: "voicemail"}
# The picture, in units of its view box.
LEFT, WIDTH, TOP, LANE, CURVE = 96, 880, 30, 46, 84
BARS_LEFT, BAR, BARS_HEIGHT = 34, 22, 96


@dataclass(frozen=True)
class Line:
    """One step with its day and its numbers. `waiting`: it is the next one, or under way."""

    step: Step
    day: int
    icon: str
    last: bool
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


def meant_well() -> Q:
    """An answer that leads on: it asks, it is interested, it wants to meet; on the phone, it wants to meet. That they
    answered ended the cadence, so the answer lies before that (or was read within the day)."""
    during = {"lead": OuterRef("lead"), "at__gte": OuterRef("started_at"), "at__lte": OuterRef("ended_at") + A_DAY}
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
    found, day = [], 1
    for step in steps:
        day += step.wait_days
        last = step is steps[-1]
        icon = "flag" if last and step.kind == StepKind.EMAIL else ICONS[StepKind(step.kind)]
        found.append(Line(step, day, icon, last, **(numbers or {}).get(step.identity, {})))
    return found


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
    standing = riding(version).filter(~Exists(under_way), state="active")
    return by_identity(version, standing.values_list("version", "position").annotate(n=Count("pk")), ahead=1)


def answers(version: Version) -> list[tuple[str, Counter[int]]]:
    """After which step they answered, and how many of them well."""
    ended = riding(version).filter(ended_code__in=ANSWERED).values_list("version", "position")
    counted = list(ended.annotate(n=Count("pk"), well=Count("pk", filter=meant_well())))
    return [
        ("answered", by_identity(version, [(of, at, n) for of, at, n, _well in counted])),
        ("positive", by_identity(version, [(of, at, well) for of, at, _n, well in counted])),
    ]


def by_identity(version: Version, counted: Iterable[tuple[int, int, int]], ahead: int = 0) -> Counter[int]:
    of_number = Step.objects.filter(version__cadence=version.cadence_id, version__number=version.number)
    identities = {(of, at): identity for of, at, identity in of_number.values_list("version", "position", OF_STEP)}
    found: Counter[int] = Counter()
    for of, position, n in counted:
        if identity := identities.get((of, position + ahead)):
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


def way(found: list[Line], started: int) -> dict:
    """The picture of one prospect's way, as numbers for an SVG: lanes by channel, columns by working day."""
    days = max((line.day for line in found), default=1)
    column = (WIDTH - LEFT) / days
    foot = TOP + LANE * len(LANES)

    def middle(day: int) -> float:
        return round(LEFT + column * (day - 0.5), 1)

    stops, same_place = [], {}
    for line in found:
        place = (line.day, LANES[StepKind(line.step.kind)])
        shift = same_place.get(place, 0)
        same_place[place] = shift + 1
        stops.append({"line": line, "x": middle(line.day) + 12 * shift, "y": TOP + LANE * (place[1] + 0.5)})
    left, seen = [], set()
    for line in found:
        if line.day not in seen:
            seen.add(line.day)
            share = line.reached / started if started else 0
            left.append({"x": middle(line.day), "n": line.reached, "y": round(foot + CURVE - 12 - 60 * share, 1)})
    points = " ".join(f"{each['x']},{each['y']}" for each in left)
    base = foot + CURVE - 12
    return {
        "days": [{"n": day, "x": middle(day), "on": day in seen} for day in range(1, days + 1)],
        "columns": [{"x": round(middle(day) - column / 2, 1), "width": round(column, 1)} for day in sorted(seen)],
        "stops": stops,
        "left": left,
        "trace": points,
        "area": f"{left[0]['x']},{base} {points} {left[-1]['x']},{base}" if left else "",
        "width": WIDTH,
        "canvas": WIDTH + 12,  # the number on the last step stands out to the right
        "height": foot + CURVE + 24,
        "edge": LEFT,
        "foot": foot,
        "base": base,
        "numbers_at": foot + CURVE + 12,
        "body": foot - TOP + CURVE - 12,
        "top": TOP,
        "lanes": lanes(),
    }


def lanes() -> list[dict]:
    return [
        {"kind": kind, "icon": ICONS[kind], "y": TOP + LANE * (row + 0.5), "rule": TOP + LANE * (row + 1)}
        for kind, row in LANES.items()
    ]


def chart(found: Sequence[Load]) -> dict:
    """Bars for an SVG, one a day, with a line for what can be done; what is over it is a part of its own."""
    most = max([load.asked for load in found] + [load.limit or 0 for load in found] + [1])
    room, foot = BARS_HEIGHT - 22, BARS_HEIGHT - 18

    def height(n: int) -> float:
        return round(room * n / most, 1)

    bars, line = [], []
    for number, load in enumerate(found):
        x, within = BARS_LEFT + number * BAR, load.asked - load.over
        bars.append(
            {
                "load": load,
                "x": x,
                "y": foot - height(within),
                "height": height(within),
                "over_y": round(foot - height(load.asked), 1),
                "over": height(load.over),
                "label": number % 5 == 0,
            }
        )
        if load.limit is not None:
            line += [f"{x - 2},{foot - height(load.limit)}", f"{x + BAR - 2},{foot - height(load.limit)}"]
    width = BARS_LEFT + len(found) * BAR
    return {"bars": bars, "limit": " ".join(line), "most": most, "foot": foot, "width": width, "height": BARS_HEIGHT}
