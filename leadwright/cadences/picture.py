"""A cadence drawn on its time line, and the days to come as bars: numbers for an SVG."""

from collections.abc import Sequence

from leadwright.cadences.branches import NO, YES
from leadwright.cadences.figures import ICONS, Line
from leadwright.cadences.forecast import Load
from leadwright.cadences.models import ON_LINKEDIN, StepKind

# In units of the view box.
LEFT, WIDTH, TOP, LANE, CURVE = 104, 880, 30, 46, 84
BARS_LEFT, BAR, BARS_HEIGHT = 34, 22, 96
LANES = ("wait", "email", "linkedin", "call", "voicemail", "sms", "other")
LANE_OF = {StepKind.EMAIL: "email", **dict.fromkeys(ON_LINKEDIN, "linkedin")}


def way(found: list[Line], started: int) -> dict:
    """The picture of one prospect's way: lanes by channel, columns by working day, branches as lines between."""
    days = max((line.day for line in found), default=1)
    used = [lane for lane in LANES if any(lane_of(line) == lane for line in found)]
    column = (WIDTH - LEFT) / days
    foot = TOP + LANE * len(used)

    def middle(day: int) -> float:
        return round(LEFT + column * (day - 0.5), 1)

    stops, same_place = [], {}
    for line in found:
        place = (line.day, used.index(lane_of(line)))
        shift = same_place.get(place, 0)
        same_place[place] = shift + 1
        stops.append({"line": line, "x": middle(line.day) + 15 * shift, "y": TOP + LANE * (place[1] + 0.5)})
    seen = sorted({line.day for line in found})
    return {
        "days": [{"n": day, "x": middle(day), "on": day in seen} for day in numbered(days)],
        "columns": [{"x": round(middle(day) - column / 2, 1), "width": round(column, 1)} for day in seen],
        "stops": stops,
        "edges": edges(stops),
        "last": days,
        "canvas": WIDTH + 12,  # the number on the last step stands out to the right
        "width": WIDTH,
        "edge": LEFT,
        "foot": foot,
        "body": foot - TOP + CURVE - 12,
        "top": TOP,
        "lanes": lanes(used),
        **still_in_it(found, started, foot, middle),
    }


def lane_of(line: Line) -> str:
    return LANE_OF.get(StepKind(line.step.kind), line.step.kind)


def numbered(days: int) -> list[int]:
    """Every day has its number; of very long ways every fifth."""
    return [day for day in range(1, days + 1) if days <= 40 or day % 5 == 0 or day == 1]


def still_in_it(found: list[Line], started: int, foot: int, middle) -> dict:
    """The curve below the lanes: of those who began, how many reached each day."""
    reached: dict[int, int] = {}
    for line in found:
        reached[line.day] = max(reached.get(line.day, 0), line.reached)
    base, left = foot + CURVE - 12, []
    for day, n in reached.items():
        share = n / started if started else 0
        left.append({"x": middle(day), "n": n, "y": round(base - 60 * share, 1)})
    points = " ".join(f"{each['x']},{each['y']}" for each in left)
    return {
        "left": left,
        "trace": points,
        "area": f"{left[0]['x']},{base} {points} {left[-1]['x']},{base}" if left else "",
        "base": base,
        "height": foot + CURVE + 24,
        "numbers_at": foot + CURVE + 12,
    }


def edges(stops: list[dict]) -> list[dict]:
    """From the step that decides along each branch to where they join again. A branch without steps goes straight."""
    found, place = [], 0
    while place < len(stops):
        after = place + 1
        arms: dict[str, list[dict]] = {YES: [], NO: []}
        while after < len(stops) and stops[after]["line"].fork is not None:
            arms[stops[after]["line"].step.arm].append(stops[after])
            after += 1
        if any(arms.values()):
            joins = stops[after : after + 1]
            for arm, branch in arms.items():
                found += [edge(a, b, arm) for a, b in zip([stops[place], *branch], [*branch, *joins], strict=False)]
        place = after
    return found


def edge(begin: dict, end: dict, arm: str) -> dict:
    x, y, to_x, to_y = begin["x"], begin["y"], end["x"], end["y"]
    bend = max(14, (to_x - x) / 2)
    return {
        "arm": arm,
        "path": f"M{x},{y} C{round(x + bend, 1)},{y} {round(to_x - bend, 1)},{to_y} {to_x},{to_y}",
        "word": begin["line"].step.kind == StepKind.WAIT and begin["line"].fork is None,
        "x": round(x + (to_x - x) * 0.35, 1),
        "y": round(y + (to_y - y) * 0.25 - 6, 1),
    }


def lanes(used: Sequence[str]) -> list[dict]:
    icons = {lane: ICONS[StepKind(lane)] for lane in used}
    return [
        {"kind": lane, "icon": icons[lane], "y": TOP + LANE * (row + 0.5), "rule": TOP + LANE * (row + 1)}
        for row, lane in enumerate(used)
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
