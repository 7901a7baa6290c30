"""What the planner is handed, and what it answers: frozen values in the words of the trade. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from leadwright.cadences.conditions import Condition
from leadwright.cadences.hours import CALL_HOURS, MAIL_HOURS, Hours, Place

EMAIL, LINKEDIN, CALL, VOICEMAIL = "email", "linkedin", "call", "voicemail"
VIEW, MESSAGE, COMMENT, SMS, OTHER, WAIT = "view", "message", "comment", "sms", "other", "wait"
CHANNELS = {
    EMAIL: "email",
    LINKEDIN: "linkedin",
    VIEW: "linkedin",
    MESSAGE: "linkedin",
    COMMENT: "linkedin",
    CALL: "phone",
    VOICEMAIL: "phone",
    SMS: "phone",  # whoever does not want to be called does not want to be texted either
    OTHER: "other",
    WAIT: "",
}
HOURS: dict[str, Hours] = {kind: CALL_HOURS if kind in {CALL, VOICEMAIL} else MAIL_HOURS for kind in CHANNELS}
PENDING, DONE, PASSED_OVER = "pending", "done", "passed_over"
SILENCE_DAYS = 5
HOLD_LOOK = timedelta(days=14)
DOUBT = timedelta(hours=24)
LOOK_AGAIN = timedelta(hours=24)
EVENT_LOOK = timedelta(hours=4)
MAILBOX_LOOK = timedelta(minutes=15)


@dataclass(frozen=True)
class PlannedStep:
    """`calendar`: its wait is in days of the calendar, not in working days. `on` is an exact date instead of a wait.
    `arm` and `fork`: the branch that it is on, and the step that decides. `condition`: what a waiting step waits for;
    of any other step, without what it is left out. `begins`: a mail that needs none before it."""

    id: int
    position: int
    kind: str
    name: str
    wait_days: int = 0
    patience_days: int = 3
    calendar: bool = False
    on: date | None = None
    arm: str = ""
    fork: int | None = None
    condition: Condition | None = None
    approved_first: bool = False
    begins: bool = True


@dataclass(frozen=True)
class Touched:
    """A touch as it stands. `mail` is the state of its message, `task` how its task was closed ("" while open)."""

    step: PlannedStep
    outcome: str
    at: datetime
    done_at: datetime | None = None
    mail: str = ""
    mail_at: datetime | None = None
    mail_why: str = ""
    bad_address: bool = False
    task: str = ""
    task_due_at: datetime | None = None
    task_closed_at: datetime | None = None
    task_why: str = ""
    disposition: str = ""
    arm: str = ""
    by_hand: bool = False


@dataclass(frozen=True)
class Held:
    """`ends`: the code with which the cadence ends when the hold is over, "" where it goes on."""

    at: datetime
    until: datetime | None
    why: str
    over_at: datetime | None = None
    ends: str = ""


@dataclass(frozen=True)
class Snapshot:
    """Everything that a move hangs on. `steps` in the order of their positions, `touches` of this enrolment only.
    `away`: days, first and last, on which the sender is on leave."""

    steps: tuple[PlannedStep, ...]
    touches: tuple[Touched, ...]
    started_at: datetime
    place: Place
    seed: int
    opted_out: frozenset[str] = frozenset()
    ended: tuple[str, str] | None = None
    holds: tuple[Held, ...] = ()
    has_phone: bool = True
    wrong_number: bool = False
    no_calls: str = ""
    mailbox_shut: str = ""
    mailbox_full: str = ""
    mailbox_code: str = ""
    mail_hours: Hours = MAIL_HOURS
    call_hours: Hours = CALL_HOURS
    away: tuple[tuple[date, date], ...] = ()
    events: Mapping[str, datetime] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Touch:
    """Do this step now."""

    step: PlannedStep
    why: str


@dataclass(frozen=True)
class Settle:
    """The step under way has come to its end: done, or passed over with a reason. `arm`: the branch that it chose."""

    step: PlannedStep
    outcome: str
    at: datetime
    why: str
    arm: str = ""


@dataclass(frozen=True)
class PassOver:
    """Leave this step out, and say why; the next one is looked at at once. `code`, where it is a refusal to count."""

    step: PlannedStep
    why: str
    code: str = ""


@dataclass(frozen=True)
class Doubt:
    """Nobody knows whether this mail was sent: a person is asked, and it is never sent again by itself."""

    step: PlannedStep
    until: datetime
    why: str


@dataclass(frozen=True)
class Wait:
    """`code`, where a guard stands in the way: a refusal to count."""

    until: datetime
    why: str
    code: str = ""


@dataclass(frozen=True)
class Finish:
    code: str
    why: str


Move = Touch | Settle | PassOver | Doubt | Wait | Finish
