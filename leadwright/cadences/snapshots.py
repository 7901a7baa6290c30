"""What the planner is handed: the rows of a whole batch of enrolments, read in a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from zlib import crc32

from django.db.models import Count, Q

from leadwright.cadences import planner
from leadwright.cadences.branches import forks
from leadwright.cadences.drafts import Drafts
from leadwright.cadences.facts import Facts
from leadwright.cadences.hours import Place, place
from leadwright.cadences.models import Counts, Enrolment, Hold, Refusal, Step, StepKind, Touch, Variant
from leadwright.cadences.rules import call_hours, mail_hours, rulesets_of
from leadwright.cadences.variants import deal
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Call, Message
from leadwright.leads.models import Motion, OptOut, Status
from leadwright.leads.places import zone_of, zone_of_phone
from leadwright.tasks.models import Leave, TaskKind
from leadwright.team.models import Member, Workspace

FULL_DAY = timedelta(hours=24)
A_DAY = timedelta(days=1)
WAITING_TO_GO = [Message.State.QUEUED, Message.State.CLAIMED, Message.State.COMMITTING]
ENDS = {
    Status.ANSWERED: ("answered", "They answered."),
    Status.WAITING: ("waiting", "They wait for a later date."),
    Status.QUALIFIED: ("qualified", "They are qualified."),
    Status.DISQUALIFIED: ("disqualified", "They are disqualified."),
    Status.OPTED_OUT: ("opted_out", "They opted out."),
    Status.BOUNCED: ("bounced", "Mail to their address comes back."),
    Status.FINISHED: ("finished", "They were struck off."),
}


# What planning looks at and a follow-up answers; a mail and a task have much more, and there are many of them.
OF_A_TOUCH = [
    *("enrolment", "step", "message", "task", "variant", "outcome", "why", "at", "done_at"),
    *("message__state", "message__failure", "message__at", "message__subject", "message__conversation"),
    *("message__message_id", "message__in_reply_to", "message__references"),
    *("arm", "task__kind", "task__outcome", "task__closed_at", "task__due_at", "task__note"),
]


def with_everything(enrolments):
    """What is read with each row of an enrolment queryset; a batch adds what many of them share."""
    return enrolments.select_related("lead__account", "lead__brief")


class Batch:
    """The rows of some enrolments as they stand. What is done is noted here too, and stored with `drafts`."""

    def __init__(self, enrolments: Iterable[Enrolment], now: datetime) -> None:
        self.now = now
        self.drafts = Drafts()
        self.enrolments = list(enrolments)
        self._ids = [enrolment.pk for enrolment in self.enrolments]
        share(self.enrolments)
        self.rulesets = rulesets_of({enrolment.version_id for enrolment in self.enrolments})
        self._away = leaves_of({enrolment.mailbox.member_id for enrolment in self.enrolments}, now)
        self.steps = self._steps()
        self._variants = self._read_variants()
        self.planned = {version: as_planned(steps) for version, steps in self.steps.items()}
        self._planned = {step.id: step for steps in self.planned.values() for step in steps}
        self.touches = self._touches()
        self.holds = self._holds()
        self._opt_outs = OptOut.objects.channels_of(enrolment.lead for enrolment in self.enrolments)
        self._dispositions, self._wrong_numbers = self._read_calls()
        self._mailboxes = {enrolment.mailbox_id: enrolment.mailbox for enrolment in self.enrolments}
        self.room = self._room()
        self._shut: dict[int, str] = {}
        self._standing: dict[int, dict[str, object]] = {}
        self.facts = Facts(self.enrolments, self.steps)
        refused = Refusal.objects.filter(enrolment__in=self._ids).values_list("enrolment_id", "code")
        self.refused: set[tuple[int, str]] = set(refused)

    def snapshot(self, enrolment: Enrolment) -> planner.Snapshot:
        standing = self._standing.get(enrolment.pk)
        if standing is None:
            standing = self._standing[enrolment.pk] = self._stands(enrolment)
        return planner.Snapshot(
            touches=tuple([self._touched(touch) for touch in self.touches[enrolment.pk]]),
            holds=tuple([as_held(hold) for hold in self.holds[enrolment.pk]]),
            mailbox_full=self._full(enrolment.mailbox),
            **standing,
        )

    def _stands(self, enrolment: Enrolment) -> dict[str, object]:
        """What no move of the batch changes."""
        lead, rules = enrolment.lead, self.rulesets[enrolment.version_id]
        home = place_of(enrolment, rules.zone)
        return {
            "steps": self.planned[enrolment.version_id],
            "started_at": enrolment.started_at,
            "place": home,
            "mail_hours": mail_hours(rules),
            "call_hours": call_hours(rules, home.country),
            "away": self._away.get(enrolment.mailbox.member_id, ()) if rules.waits_for_leave else (),
            "no_calls": not_checked(lead, home.country) if home.country in rules.calling_list_countries else "",
            "seed": seed_of(lead),
            "opted_out": self._opt_outs[lead.pk],
            "ended": ENDS.get(lead.status),
            "has_phone": bool(lead.phone),
            "wrong_number": lead.pk in self._wrong_numbers,
            "mailbox_shut": self._why_shut(enrolment.mailbox, lead.workspace),
            "mailbox_code": code_of(enrolment.mailbox, lead.workspace),
            **self.facts.of(enrolment),
        }

    def _why_shut(self, mailbox: Mailbox, workspace: Workspace) -> str:
        if mailbox.pk not in self._shut:
            self._shut[mailbox.pk] = shut(mailbox, workspace, self.now)
        return self._shut[mailbox.pk]

    def _steps(self) -> dict[int, list[Step]]:
        found: dict[int, list[Step]] = defaultdict(list)
        versions = {enrolment.version_id for enrolment in self.enrolments}
        for step in Step.objects.filter(version__in=versions).select_related("template").order_by("position"):
            found[step.version_id].append(step)
        return found

    def _read_variants(self) -> dict[int, list[Variant | None]]:
        """By the identity of the step: its own words (None) and those that are tried beside them."""
        found: dict[int, list[Variant | None]] = {}
        identities = {step.identity for steps in self.steps.values() for step in steps if step.kind == planner.EMAIL}
        for variant in Variant.objects.used().filter(step__in=identities).select_related("template").order_by("letter"):
            found.setdefault(variant.step_id, [None]).append(variant)
        return found

    def variant(self, step: Step, enrolment: Enrolment) -> Variant | None:
        """Whose words this person gets; None for the step's own."""
        used = self._variants.get(step.identity)
        return deal(seed_of(enrolment.lead), step.identity, used) if used else None

    def _touches(self) -> dict[int, list[Touch]]:
        found: dict[int, list[Touch]] = defaultdict(list)
        steps = {step.pk: step for steps in self.steps.values() for step in steps}
        rows = Touch.objects.filter(enrolment__in=self._ids).select_related("message", "task").only(*OF_A_TOUCH)
        for touch in rows.order_by("pk"):
            touch.step = steps[touch.step_id]
            found[touch.enrolment_id].append(touch)
        return found

    def _holds(self) -> dict[int, list[Hold]]:
        found: dict[int, list[Hold]] = defaultdict(list)
        for hold in Hold.objects.filter(enrolment__in=self._ids).order_by("pk"):
            found[hold.enrolment_id].append(hold)
        return found

    def _read_calls(self) -> tuple[dict[str, str], set[int]]:
        """What came of each call that a task asked for, and whose number is wrong: the one that they have now, and not
        one that was corrected since."""
        numbers = {enrolment.lead_id: enrolment.lead.phone for enrolment in self.enrolments if enrolment.position}
        dispositions, wrong = {}, set()
        calls = Call.objects.filter(lead__in=numbers).values_list("key", "lead", "disposition", "number")
        for key, lead_id, disposition, number in calls:
            dispositions[key] = disposition
            if disposition == Call.Disposition.WRONG_NUMBER and number == numbers[lead_id]:
                wrong.add(lead_id)
        return dispositions, wrong

    def _room(self) -> dict[int, int]:
        """How many more mails each mailbox may take on: its limit of a rolling day, less what went or waits to go."""
        recent = Q(state=Message.State.SENT, at__gt=self.now - FULL_DAY) | Q(state__in=WAITING_TO_GO)
        counted = Message.objects.filter(recent, mailbox__in=self._mailboxes, outbound=True)
        taken = dict(counted.values_list("mailbox").annotate(n=Count("pk")))
        return {pk: mailbox.pace(self.now).day - taken.get(pk, 0) for pk, mailbox in self._mailboxes.items()}

    def _full(self, mailbox: Mailbox) -> str:
        if self.room[mailbox.pk] > 0:
            return ""
        limit = mailbox.pace(self.now).day
        return f"{mailbox.address} has its {limit} mails of 24 hours; this one goes the next working day."

    def _touched(self, touch: Touch) -> planner.Touched:
        message, task = touch.message, touch.task
        approval = task is not None and task.kind == TaskKind.APPROVE
        if approval and message is not None:
            task = None  # the mail says what became of it
        return planner.Touched(
            step=self._planned[touch.step_id],
            outcome=touch.outcome,
            at=touch.at,
            done_at=touch.done_at,
            mail=message.state if message else "",
            mail_at=message.at if message else None,
            mail_why=message.failure_words if message else "",
            bad_address=bool(message and message.address_is_bad),
            task=(task.outcome or planner.DONE) if task and task.closed_at else "",
            task_due_at=task.due_at if task else None,
            task_closed_at=task.closed_at if task else None,
            task_why=task.note if task else "",
            disposition=self._dispositions.get(f"task:{touch.task_id}", ""),
            arm=touch.arm,
            by_hand=approval,
        )


def share(enrolments: Sequence[Enrolment]) -> None:
    """Mailboxes, owners and workspaces are few: read once for all, and without the password of a mailbox, which takes
    longer to decrypt than all the rest to read."""
    boxes = Mailbox.objects.defer("password").select_related("member__user")
    mailboxes = boxes.in_bulk({each.mailbox_id for each in enrolments})
    owners = Member.objects.select_related("user").in_bulk({each.lead.owner_id for each in enrolments} - {None})
    workspaces = Workspace.objects.in_bulk({each.lead.workspace_id for each in enrolments})
    for each in enrolments:
        each.mailbox, each.lead.workspace = mailboxes[each.mailbox_id], workspaces[each.lead.workspace_id]
        each.lead.owner = owners.get(each.lead.owner_id)


def as_planned(steps: list[Step]) -> tuple[planner.PlannedStep, ...]:
    """The steps of a version, in their order, each with the step that decides whether it is theirs."""
    first_mail = next((step for step in steps if step.kind == StepKind.EMAIL), None)
    return tuple(
        planned(
            step.pk,
            step.position,
            step.kind,
            step.name,
            step.wait_days,
            step.patience_days,
            step.counts == Counts.CALENDAR,
            step.on_date,
            step.arm,
            None if fork is None else steps[fork].pk,
            step.condition,
            step.approved_first,
            step.new_thread or step is first_mail or bool(step.template and step.template.subject),
        )
        for step, fork in zip(steps, forks(steps), strict=True)
    )


@lru_cache(maxsize=1024)
def planned(*values) -> planner.PlannedStep:
    return planner.PlannedStep(*values)


def code_of(mailbox: Mailbox, workspace) -> str:
    """The code of what `shut` says."""
    if workspace.sending_stopped_at:
        return "sending_stopped"
    return "mailbox_stopped" if mailbox.stopped_at else "stale_inbox"


def as_held(hold: Hold) -> planner.Held:
    return planner.Held(hold.at, hold.until, hold.reason, hold.lifted_at, hold.ends)


def place_of(enrolment: Enrolment, otherwise: str = "") -> Place:
    """The ladder: the lead's zone, else the one of their country and city, else of their phone number, else the
    sender's, else the cadence's."""
    lead = enrolment.lead
    country = lead.country or (lead.account.country if lead.account else "")
    ladder = [*zones_of_lead(lead, country), enrolment.mailbox.member.timezone, otherwise]
    return place(ladder, country or lead.workspace.country)


def zones_of_lead(lead, country: str) -> list[str]:
    return [lead.timezone, zone_of(country, lead.city), zone_of_phone(lead.phone)]


def not_checked(lead, country: str) -> str:
    """Why they may not be called where a list of who does not want calls has to be asked first: a column of theirs,
    `calling_list_checked`, says that it was."""
    if (lead.custom or {}).get("calling_list_checked") or lead.motion == Motion.INBOUND:
        return ""
    return f"Their number was not checked against the calling list of their country ({country})."


def leaves_of(members: set[int], now: datetime) -> dict[int, tuple[tuple[date, date], ...]]:
    """When the senders are on leave, from now on."""
    found: dict[int, tuple[tuple[date, date], ...]] = {}
    rows = Leave.objects.filter(member__in=members, ended_at=None, last_on__gte=now.date() - A_DAY)
    for member, first, last in rows.values_list("member", "first_on", "last_on"):
        found[member] = (*found.get(member, ()), (first, last))
    return found


def seed_of(lead) -> int:
    """The same for the same person in every run, and even over the minutes of a morning."""
    return crc32((lead.email or str(lead.pk)).encode())


def shut(mailbox: Mailbox, workspace, now: datetime) -> str:
    """Why this mailbox may not send now; "" where it may."""
    if workspace.sending_stopped_at:
        return f"Sending is stopped: {workspace.sending_stopped_why or 'a person stopped it'}"[:300]
    if mailbox.stopped_at:
        return f"{mailbox.address} is stopped: {mailbox.stopped_why or 'a person stopped it'}"[:300]
    if not mailbox.freshly_read(now):
        return f"{mailbox.address} was not read in the last two hours: an answer may wait there, so nothing is sent."
    return ""
