"""What the days to come hold if nobody answers: the planner itself, walked on a clock that runs ahead.

Pure, and the same rules that the clockwork follows. Assumed: nobody answers, everybody does their tasks when they show,
calls are not answered (so a voicemail follows), no event that is waited for happens (so the branch for it is not
taken), mail leaves when it is due. A limit of a mailbox is not applied: what
is asked for beside what the mailbox may send is what shows the overload.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from leadwright.cadences import planner
from leadwright.cadences.planner import Held, PlannedStep, Snapshot, Touched

SOON = timedelta(minutes=1)
MOST_MOVES = 500
NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class Foreseen:
    """One touch to come."""

    at: datetime
    step: PlannedStep


def foresee(snapshot: Snapshot, now: datetime, until: datetime) -> list[Foreseen]:
    """The touches of one enrolment from `now` to `until`, in their order. One on hold without a date has none."""
    snapshot = replace(snapshot, mailbox_shut="", mailbox_full="")
    found: list[Foreseen] = []
    for _turn in range(MOST_MOVES):
        if now >= until or (isinstance(hold := planner.open_hold(snapshot), Held) and hold.until is None):
            break
        match planner.next_move(snapshot, now):
            case planner.Touch(step) if step.kind == planner.WAIT:
                snapshot = noted(snapshot, Touched(step, planner.PENDING, now))
            case planner.Touch(step):
                found.append(Foreseen(now, step))
                snapshot = noted(snapshot, done(step, now))
            case planner.PassOver(step, why):
                snapshot = noted(snapshot, Touched(step, planner.PASSED_OVER, now, now, mail_why=why))
            case planner.Settle(step, outcome, at, _why, arm):
                snapshot = noted(snapshot, replace(done(step, at), outcome=outcome, arm=arm))
            case planner.Finish():
                break
            case planner.Doubt(_step, later):
                now = max(later, now + SOON)
            case planner.Wait(later):
                snapshot, now = waited(snapshot, max(later, now + SOON), now, found)
    return found


def waited(snapshot: Snapshot, later: datetime, now: datetime, found: list[Foreseen]) -> tuple[Snapshot, datetime]:
    """A hold is over when its date comes; what is under way is done now: a mail in the queue leaves, a task that is
    open is still a person's to do."""
    if hold := planner.open_hold(snapshot):
        over = tuple(replace(each, over_at=each.until) if each is hold else each for each in snapshot.holds)
        return replace(snapshot, holds=over), later
    under_way = next((touch for touch in snapshot.touches if touch.outcome == planner.PENDING), None)
    if under_way is None or under_way.mail in {"cancelled"} or under_way.step.kind == planner.WAIT:
        return snapshot, later
    at = max(now, under_way.task_due_at or under_way.at)
    found.append(Foreseen(at, under_way.step))
    return noted(snapshot, done(under_way.step, at)), now


def done(step: PlannedStep, at: datetime) -> Touched:
    """As it stands once it was done: a mail that left, a task that was closed, a call that nobody answered."""
    outcome = NO_ANSWER if step.kind == planner.CALL else ""
    return Touched(step, planner.DONE, at, at, mail="sent" if step.kind == planner.EMAIL else "", disposition=outcome)


def noted(snapshot: Snapshot, touch: Touched) -> Snapshot:
    others = tuple(each for each in snapshot.touches if each.step.id != touch.step.id)
    return replace(snapshot, touches=(*others, touch))


@dataclass(frozen=True)
class Load:
    """What one day asks of one person, mailbox or channel, and how much it can bear (None: no limit is known)."""

    day: date
    asked: int
    limit: int | None = None

    @property
    def over(self) -> int:
        return max(self.asked - self.limit, 0) if self.limit is not None else 0


def loads(counted: Counter[date], days: Iterable[date], limit: int | None, scale: float = 1.0) -> list[Load]:
    """Day by day, `scale` times what was counted: where only every third was walked, each of them stands for three."""
    return [Load(day, round(counted[day] * scale), limit) for day in days]


def overload(found: Iterable[Load]) -> list[Load]:
    return [load for load in found if load.over]
