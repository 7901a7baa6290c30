"""What people do while a mail is on its way: aimed at the lead in flight, by the functions behind the product's doors.

Each act takes the world and the lead. It may run at any point of another's work, may come twice, and may come late.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from leadwright.cadences import stopping, versions
from leadwright.cadences.approving import approve
from leadwright.cadences.calling import call_made
from leadwright.cadences.enrolling import enrol
from leadwright.cadences.linkedin import touched
from leadwright.cadences.models import Enrolment
from leadwright.channels.models import Mailbox
from leadwright.conversations import sending
from leadwright.conversations.models import Message
from leadwright.conversations.opting_out import opt_out_by
from leadwright.inbox.receiving import read_mailbox
from leadwright.leads.models import Lead, OptOut, Status
from leadwright.leads.opting_out import write_down
from leadwright.tasks.models import Task, TaskKind
from leadwright.team.models import Workspace
from leadwright.web.acts import hand

Act = Callable[["World", Lead], object]  # noqa: F821 - worlds/world.py imports this module
DISPOSITIONS = ["voicemail", "no_answer", "no_answer", "reached", "wrong_number", "call_back", "refused"]


def last_mail(world, lead: Lead) -> Message | None:
    return Message.objects.filter(lead=lead, outbound=True).exclude(state="queued").order_by("-pk").first()


def answer(world, lead: Lead, kind: str = "answer") -> None:
    """They write, and the mailbox is read at once."""
    about = last_mail(world, lead)
    box = about.mailbox if about else world.house.boxes[0]
    world.inbox.letter(kind, lead, box, about, world.clock.now)
    read(world, box)


def no_more(world, lead: Lead) -> None:
    answer(world, lead, "no more")


def away(world, lead: Lead) -> None:
    about = last_mail(world, lead)
    box = about.mailbox if about else world.house.boxes[0]
    back = world.inbox.letter("away", lead, box, about, world.clock.now)
    read(world, box)
    world.judge.gone_away(lead.pk, back.replace(hour=0, minute=0))


def bounce(world, lead: Lead, *, hard: bool = True) -> None:
    about = last_mail(world, lead)
    if about is not None:
        world.inbox.report(lead.email, about.mailbox, about.message_id, world.clock.now, hard=hard)
        read(world, about.mailbox)


def soft_bounce(world, lead: Lead) -> None:
    bounce(world, lead, hard=False)


def backscatter(world, lead: Lead) -> None:
    """A report about a mail that we never wrote, to an address that we write to."""
    box = world.house.boxes[0]
    world.inbox.report(lead.email, box, "<forged@elsewhere.example>", world.clock.now, hard=True)
    read(world, box)


def stranger(world, _lead: Lead) -> None:
    box = world.house.boxes[1]
    world.inbox.letter("stranger", None, box, None, world.clock.now)
    read(world, box)


def again(world, _lead: Lead) -> None:
    """What lay in a mailbox lies there twice, or the server has numbered it anew."""
    box = world.dice.choice(world.house.boxes)
    world.inbox.repeat(box, anew=world.dice.random() < 0.5)
    read(world, box)


def read(world, box: Mailbox) -> None:
    read_mailbox(Mailbox.objects.get(pk=box.pk), now=world.clock.now)


def link(world, lead: Lead) -> None:
    """The way out at the foot of the mail."""
    about = last_mail(world, lead)
    if about is not None:
        opt_out_by(about, source="one_click", now=world.clock.now)


def says_no(world, lead: Lead) -> None:
    channel = world.dice.choice(["all", "email", "phone", "linkedin"])
    write_down(lead, channel=channel, words="no", by=world.house.reps[0], now=world.clock.now)


def says_no_to_all(world, lead: Lead) -> None:
    write_down(lead, channel="all", words="no", by=world.house.reps[0], now=world.clock.now)


def list_says_no(world, lead: Lead) -> None:
    """A list that came in says so of the address: written as an import writes it."""
    no = {"address": lead.email, "channel": "all", "source": "import", "at": world.clock.now}
    with transaction.atomic():
        OptOut.objects.bulk_create([OptOut(workspace=world.house.workspace, lead=lead, **no)])
        Lead.objects.filter(pk=lead.pk).update(status=Status.OPTED_OUT)


def address_says_no(world, lead: Lead) -> None:
    """A list of addresses that nobody may write to came in; it names no lead."""
    no = {"address": lead.email, "channel": "all", "source": "import", "at": world.clock.now}
    OptOut.objects.keep([OptOut(workspace=world.house.workspace, **no)])


def stop(world, lead: Lead) -> None:
    stopping.stop_all(lead, code="manual", why="Enough.", by=world.house.reps[0], now=world.clock.now)


def pause(world, lead: Lead) -> None:
    now = world.clock.now
    world.judge.away.pop(lead.pk, None)
    until = world.dice.choice([None, now + timedelta(hours=3), now + timedelta(days=4)])
    stopping.hold_all(lead, code="manual", reason="Later.", until=until, by=world.house.reps[0], now=now)


def go_on(world, lead: Lead) -> None:
    enrolment = Enrolment.objects.active().filter(lead=lead).select_related("lead").first()
    if enrolment is not None:
        world.judge.away.pop(lead.pk, None)
        stopping.resume(enrolment, by=world.house.reps[0], now=world.clock.now)


def edit(world, _lead: Lead) -> None:
    """The cadence is changed while it runs: for all, or only for those who come."""
    dice, now = world.dice, world.clock.now
    version = world.house.cadence.current
    steps = list(version.steps.select_related("template", "version__cadence"))
    common = {"by": world.house.manager, "now": now, "everybody": dice.random() < 0.7}
    step = dice.choice(steps)
    fields = {"kind": "email", "name": "More", "wait_days": 1, "patience_days": 2, "body": "Once more.", "subject": "S"}
    match dice.choice(["move", "add", "remove", "waits"]):
        case "move":
            versions.move(step, to=dice.randint(1, len(steps)), **common)
        case "add":
            versions.add(version, fields, after=dice.randint(0, len(steps)), **common)
        case "remove" if len(steps) > 1:
            versions.remove(step, **common)
        case _:
            kept = {"body": step.template.body, "subject": step.template.subject, "name": step.name, "kind": step.kind}
            versions.edit(step, {**fields, **kept, "wait_days": dice.randint(0, 3)}, **common)


def reassign(world, lead: Lead) -> None:
    to = world.dice.choice([*world.house.reps, None])
    hand(Lead.objects.get(pk=lead.pk), to, note="", by=world.house.manager, now=world.clock.now)


def halt(world, _lead: Lead) -> None:
    """Nothing leaves the company from here on, as by the button."""
    Workspace.objects.filter(pk=world.house.workspace.pk).update(
        sending_stopped_at=world.clock.now, sending_stopped_why="A look first."
    )


def halt_mailbox(world, _lead: Lead) -> None:
    Mailbox.objects.get(pk=world.dice.choice(world.house.boxes).pk).stop("A look first.", world.clock.now)


def halt_mailboxes(world, _lead: Lead) -> None:
    for box in world.house.boxes:
        Mailbox.objects.get(pk=box.pk).stop("A look first.", world.clock.now)


def let_go(world, _lead: Lead) -> None:
    Workspace.objects.filter(pk=world.house.workspace.pk).update(sending_stopped_at=None)
    for box in Mailbox.objects.filter(workspace=world.house.workspace).exclude(stopped_at=None):
        box.release(world.clock.now)


def enrol_again(world, lead: Lead) -> None:
    enrol(lead, cadence=world.house.cadence, by=world.house.manager, now=world.clock.now)


def work_off(world, _lead: Lead | None = None) -> None:
    """Somebody does what is asked of them: most of it, in the order in which it stands."""
    now, dice = world.clock.now, world.dice
    asked = Task.objects.open().filter(workspace=world.house.workspace, due_at__lte=now).select_related("lead", "owner")
    for task in asked.order_by("due_at", "pk"):
        if not world.calm and dice.random() < 0.3:
            continue
        do(world, task, dice, now)


def do(world, task: Task, dice, now) -> None:
    if task.kind == TaskKind.CALL:
        world.met.add(task.lead_id)
        call_made(task, disposition=dice.choice(DISPOSITIONS), note="", by=task.owner, now=now)
    elif task.kind == TaskKind.LINKEDIN:
        touched(task, by=task.owner, note="", now=now)
    elif task.kind == TaskKind.APPROVE:
        approve(task, subject="Your loads", text=task.words, by=task.owner, due_at=now, now=now)
    elif task.kind != TaskKind.SETTLE:
        outcome = dice.choice([Task.Outcome.DONE, Task.Outcome.SKIPPED])
        task.close(by=task.owner, outcome=outcome, now=now)
    elif dice.random() < 0.5:
        settle(world, task, dice, now)


def settle(world, task: Task, dice, now) -> None:
    """A person looked into the sent mail, or only believes so."""
    message = Message.objects.get(pk=int(task.key.partition(":")[2]))
    if task.close(by=task.owner, outcome=Task.Outcome.DONE, now=now, told=False):
        world.judge.settled.add(message.message_id)
        sent = dice.random() < 0.5
        if not sent:
            world.judge.unsent.add(message.message_id)
        sending.settle(message, sent=sent, by=task.owner, now=now)


# What is done to the company or the cadence, and not to the lead in flight.
TO_NOBODY: set[Act] = {halt, halt_mailbox, halt_mailboxes, let_go, edit, stranger, again, backscatter, work_off}
STOPS: list[Act] = [
    answer,
    no_more,
    away,
    bounce,
    link,
    says_no,
    list_says_no,
    address_says_no,
    stop,
    pause,
    halt,
    halt_mailbox,
]
OTHERS: list[Act] = [
    soft_bounce,
    backscatter,
    stranger,
    again,
    go_on,
    edit,
    edit,
    reassign,
    let_go,
    enrol_again,
    work_off,
]
