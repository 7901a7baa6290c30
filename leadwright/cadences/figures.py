"""How a version of a cadence does: who reached each step, what was done, after which step people answered."""

from dataclasses import dataclass

from django.db.models import Count, Q

from leadwright.cadences.models import Enrolment, Step, StepKind, Touch, Version

ANSWERED = ("answered", "refused")
LANES = {StepKind.EMAIL: 0, StepKind.LINKEDIN: 1, StepKind.CALL: 2, StepKind.VOICEMAIL: 3}
ICONS = {StepKind.EMAIL: "mail", StepKind.LINKEDIN: "social", StepKind.CALL: "phone", StepKind.VOICEMAIL: "voicemail"}
# The picture, in units of its view box.
LEFT, WIDTH, TOP, LANE, CURVE = 96, 880, 30, 46, 84


@dataclass(frozen=True)
class Line:
    """One step with its day and its numbers."""

    step: Step
    day: int
    icon: str
    last: bool
    reached: int
    done: int
    left_out: int
    answered: int


@dataclass(frozen=True)
class Totals:
    started: int
    active: int
    answered: int
    ended: int
    whole_way: int


def totals(version: Version) -> Totals:
    """Went the whole way: of those who did not answer, bounce or opt out, how many did every step."""
    return Totals(
        **Enrolment.objects.filter(version=version).aggregate(
            started=Count("pk"),
            active=Count("pk", filter=Q(state="active")),
            answered=Count("pk", filter=Q(ended_code__in=ANSWERED)),
            ended=Count("pk", filter=Q(ended_code__in=["finished", "left_out", "manual", "failed"])),
            whole_way=Count("pk", filter=Q(ended_code__in=["finished", "left_out"])),
        )
    )


def lines(version: Version) -> list[Line]:
    steps = list(version.steps.select_related("template").order_by("position"))
    touches = Touch.objects.filter(step__version=version).values_list("step_id")
    counted = touches.annotate(
        reached=Count("pk"),
        done=Count("pk", filter=Q(outcome="done")),
        left_out=Count("pk", filter=Q(outcome="passed_over")),
    )
    by_step = {pk: numbers for pk, *numbers in counted}
    answers = Enrolment.objects.filter(version=version, ended_code__in=ANSWERED).values_list("position")
    answered = dict(answers.annotate(n=Count("pk")))
    found, day = [], 1
    for step in steps:
        day += step.wait_days
        last = step is steps[-1]
        icon = "flag" if last and step.kind == StepKind.EMAIL else ICONS[StepKind(step.kind)]
        numbers = by_step.get(step.pk, (0, 0, 0))
        found.append(Line(step, day, icon, last, *numbers, answered.get(step.position, 0)))
    return found


def reasons(step: Step) -> list[tuple[str, int]]:
    """Why a step was left out, the most frequent first."""
    left_out = Touch.objects.filter(step=step, outcome="passed_over").values_list("why")
    return list(left_out.annotate(n=Count("pk")).order_by("-n")[:5])


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
