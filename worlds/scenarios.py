"""The canonical scenarios of the crash sweep (worlds/sweep.py). Each says which steps the cadence has, what came
before, and the scene in which somebody dies at each write point in turn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from leadwright.cadences.enrolling import enrol_all
from leadwright.cadences.models import Step
from leadwright.cadences.taking_back import take_back
from leadwright.channels.models import Mailbox
from leadwright.tasks.models import Task, TaskKind
from worlds import acts
from worlds.troupe import Part

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
TRIES = 24  # more than the engine may need for its last one: some of the moments lie outside the hours
COMMIT = "before commit past the point"
PAST = "before write message past the point"


@dataclass(frozen=True)
class Scenario:
    name: str
    kinds: tuple[str, ...]
    play: Callable


def first_mail(stage) -> None:
    stage.go_to_next_hour()
    stage.swept(stage.worker(1))


def follow_up(stage) -> None:
    stage.until_sent(2)
    stage.go_to_next_hour()
    stage.swept(stage.worker(1))


def a_task(stage) -> None:
    """The worker asks, a person does it."""
    stage.go_to_next_hour()
    stage.swept(stage.worker(1))
    stage.swept(stage.people(acts.work_off))


def voicemail(stage) -> None:
    """A call that nobody answers: the voicemail of the next step is left in the same call."""
    stage.go_to_next_hour()
    stage.scene([stage.worker(1)])
    stage.swept(stage.people(call_without_answer))


def approved_first(stage) -> None:
    """A person reads the mail before it goes; while it waits to leave, the cadence is held and goes on again."""
    Step.objects.filter(version__cadence=stage.house.cadence, position=1).update(approved_first=True)
    stage.go_to_next_hour()
    stage.swept(stage.worker(1))
    stage.swept(stage.people(acts.work_off))
    stage.swept(stage.people(acts.pause))
    stage.go_to_next_hour()
    stage.swept(stage.people(acts.go_on))
    stage.swept(stage.worker(1))


def outcome_taken_back(stage) -> None:
    """They were not reached after all: what the call ended goes on, and the call is asked for again."""
    stage.go_to_next_hour()
    stage.scene([stage.worker(1)])
    stage.swept(stage.people(acts.work_off))
    stage.swept(stage.people(take_back_all))
    stage.swept(stage.worker(1))


def take_back_all(world, _lead) -> None:
    closed = Task.objects.exclude(closed_at=None).filter(workspace=world.house.workspace, kind=TaskKind.CALL)
    for task in closed.exclude(outcome=Task.Outcome.DROPPED).select_related("owner", "lead").order_by("pk"):
        world.met.add(task.lead_id)
        take_back(task, by=task.owner, now=world.clock.now)


def call_without_answer(world, _lead) -> None:
    for task in Task.objects.open().filter(workspace=world.house.workspace, kind=TaskKind.CALL).order_by("pk"):
        acts.call_made(task, disposition="voicemail", note="", by=task.owner, now=world.clock.now)


def call_back(stage) -> None:
    """They ask to be called back: the cadence stands still until then."""
    stage.go_to_next_hour()
    stage.scene([stage.worker(1)])
    stage.swept(stage.people(ask_for_call_back))
    stage.go_to_next_hour()
    stage.swept(stage.worker(1))


def ask_for_call_back(world, _lead) -> None:
    for task in Task.objects.open().filter(workspace=world.house.workspace, kind=TaskKind.CALL).order_by("pk"):
        world.met.add(task.lead_id)
        acts.call_made(task, disposition="call_back", note="", by=task.owner, now=world.clock.now)


def reply_during_send(stage) -> None:
    stage.until_sent(2)
    stage.go_to_next_hour()
    stage.swept(stage.worker(1), stage.people(acts.answer, cue=PAST))


def reply_is_read(stage) -> None:
    """Who reads the answer dies."""
    stage.until_sent(2)
    stage.swept(stage.people(acts.answer))
    stage.swept(stage.worker(1))


def opt_out_at_the_last_look(stage) -> None:
    stage.until_sent(2)
    stage.go_to_next_hour()
    stage.swept(stage.worker(1), stage.people(acts.link, cue=PAST))


def opt_out_dies(stage) -> None:
    """Who writes the opt-out down dies, and it is asked for once more."""
    stage.until_sent(2)
    stage.swept(stage.people(acts.link))
    stage.scene([stage.people(acts.link)])


def bounce(stage) -> None:
    stage.until_sent(2)
    stage.swept(stage.people(acts.bounce))
    stage.swept(stage.worker(1))


def out_of_office(stage) -> None:
    stage.until_sent(2)
    stage.swept(stage.people(acts.away))
    stage.go_to_next_hour()
    stage.swept(stage.worker(1))


def mailbox_stopped(stage) -> None:
    """Stopped in the middle of a round, and released later."""
    stage.go_to_next_hour()
    stage.swept(stage.worker(1), stage.people(acts.halt_mailbox, cue="wire mail"))


def company_stopped(stage) -> None:
    stage.go_to_next_hour()
    stage.swept(stage.worker(1), stage.people(acts.halt, cue="before read message"))


def edited(stage) -> None:
    """The cadence is changed for those on their way, in the middle of a round and once more after it."""
    stage.until_sent(2)
    stage.swept(stage.people(acts.edit))
    stage.go_to_next_hour()
    stage.swept(stage.worker(1), stage.people(acts.edit, cue="before write touch"))


def lost_answer(stage) -> None:
    """The mail server takes it and hangs up; the doubt becomes a task, and after a day counts as sent."""
    stage.go_to_next_hour()
    stage.post.told["dot"] = "gone after taking"
    stage.swept(stage.worker(1))
    stage.clock.move(HOUR)
    stage.swept(stage.worker(2))


def doubt_is_settled(stage) -> None:
    lost_answer_of(stage)
    stage.swept(stage.people(settle_all))


def lost_answer_of(stage) -> None:
    stage.go_to_next_hour()
    stage.post.told["dot"] = "silent after taking"
    stage.scene([stage.worker(1)])
    stage.scene([stage.worker(2)])


def settle_all(world, _lead) -> None:
    asked = Task.objects.open().filter(workspace=world.house.workspace, kind=TaskKind.SETTLE)
    for task in asked.order_by("pk"):
        acts.settle(world, task, world.dice, world.clock.now)


def two_workers(stage) -> None:
    stage.go_to_next_hour()
    stage.nerves = 0.3
    stage.swept(stage.worker(1), stage.worker(2))


def reclaimed(stage) -> None:
    """A worker died with its mails claimed; who takes them over dies as well."""
    stage.go_to_next_hour()
    stage.scene([stage.worker(1)], die_at="after write message past the point")
    stage.clock.move(16 * MINUTE)
    stage.swept(stage.worker(2))


def stalled(stage) -> None:
    """A worker stands still past its lease, another takes over, and then it goes on."""
    stage.go_to_next_hour()
    stage.scene_with_a_stall([stage.worker(1), stage.worker(2)], at="wire mail", minutes=20)
    stage.swept(stage.worker(2))


def busy(stage) -> None:
    """The server asks to come back later."""
    stage.go_to_next_hour()
    stage.post.told["rcpt"] = "451 4.3.2 come back later"
    stage.swept(stage.worker(1))
    stage.go_to_next_hour()
    stage.swept(stage.worker(1))


def refused(stage) -> None:
    stage.go_to_next_hour()
    stage.post.told["rcpt"] = "550 5.1.1 no such user"
    stage.swept(stage.worker(1))
    stage.swept(stage.worker(2))


def stopped_by_hand(stage) -> None:
    stage.until_sent(2)
    stage.go_to_next_hour()
    stage.swept(stage.people(acts.stop), stage.worker(1))


def held_and_resumed(stage) -> None:
    stage.until_sent(2)
    stage.swept(stage.people(acts.pause))
    stage.go_to_next_hour()
    stage.swept(stage.people(acts.go_on))
    stage.swept(stage.worker(1))


def enrolled_by_two(stage) -> None:
    """Who enrols dies; another enrols the same people."""

    def enrols(by):
        given = {"cadence": stage.house.cadence, "by": by}
        return lambda: enrol_all(stage.house.leads, **given, now=stage.clock.now)

    stage.swept(Part("max", enrols(stage.house.manager)))
    stage.scene([Part("max", enrols(stage.house.manager))])


def unread(stage) -> None:
    """The mailbox was not read for hours: its mail waits until it is, planned or not."""
    stage.go_to_next_hour()
    mailboxes = Mailbox.objects.filter(workspace=stage.house.workspace)
    mailboxes.update(read_at=stage.clock.now)
    stage.scene([Part("worker 1", lambda: stage.advance("worker 1"))])
    mailboxes.update(read_at=stage.clock.now - 3 * HOUR)
    stage.swept(Part("worker 1", lambda: (stage.send("worker 1"), stage.advance("worker 1"))))
    stage.swept(stage.worker(1))


def busy_for_good(stage) -> None:
    """The server asks to come back later, every time: after the last try it is given up."""
    stage.go_to_next_hour()
    stage.post.always["rcpt"] = "451 4.3.2 come back later"
    for _turn in range(TRIES):
        stage.go_to_next_hour()
        stage.scene([stage.worker(1)])
    stage.post.always.clear()
    stage.post.refusals += 2  # of both leads
    stage.swept(stage.worker(1))


def held_in_the_queue(stage) -> None:
    """Held while its mail waits: that is called off, and the step is done when the hold is over."""
    stage.go_to_next_hour()
    stage.scene([Part("worker 1", lambda: (stage.read("worker 1"), stage.advance("worker 1")))])
    stage.swept(stage.people(acts.pause))
    stage.go_to_next_hour()
    stage.swept(stage.people(acts.go_on))
    stage.swept(stage.worker(1))


def opt_out_by_mail(stage) -> None:
    stage.until_sent(2)
    stage.swept(stage.people(acts.no_more))
    stage.swept(stage.worker(1))


def address_says_no(stage) -> None:
    """A list of addresses comes in while the mails are on their way, and names no lead."""
    stage.go_to_next_hour()
    stage.swept(stage.worker(1), stage.people(acts.address_says_no, cue="wire mail"))


def channel_says_no(stage) -> None:
    """No calls, please: the call is left out, and the mail after it goes."""
    stage.scene([stage.people(no_calls)])
    stage.go_to_next_hour()
    stage.swept(stage.worker(1))


def no_calls(world, lead) -> None:
    acts.write_down(lead, channel="phone", words="no", by=world.house.reps[0], now=world.clock.now)


def stopped_in_flight(stage) -> None:
    """A person ends the cadence while its mail is claimed and named to the server."""
    stage.go_to_next_hour()
    stage.swept(stage.worker(1), stage.people(acts.stop, cue="wire mail"))


def at_the_commit(act) -> Callable:
    """When all was looked at a last time, and the point of no return is about to be committed."""

    def play(stage) -> None:
        stage.go_to_next_hour()
        stage.swept(stage.worker(1), stage.people(act, cue=COMMIT))

    return play


def held_in_flight(stage) -> None:
    stage.go_to_next_hour()
    stage.swept(stage.worker(1), stage.people(acts.pause, cue="wire mail"))


def held_then_stopped(stage) -> None:
    stage.until_sent(2)
    stage.scene([stage.people(acts.pause)])
    stage.scene([stage.people(acts.stop)])
    stage.scene([stage.people(acts.stop)])
    stage.swept(stage.worker(1))


MAIL, CALL, VOICEMAIL, LINKEDIN = "email", "call", "voicemail", "linkedin"
SCENARIOS = [
    Scenario("first mail", (MAIL,), first_mail),
    Scenario("follow-up in the same thread", (MAIL, MAIL), follow_up),
    Scenario("task step", (LINKEDIN,), a_task),
    Scenario("call with voicemail", (CALL, VOICEMAIL), voicemail),
    Scenario("mail that is approved first", (MAIL, MAIL), approved_first),
    Scenario("outcome taken back", (CALL, MAIL), outcome_taken_back),
    Scenario("call back", (CALL, MAIL), call_back),
    Scenario("reply during send", (MAIL, MAIL), reply_during_send),
    Scenario("reply is read", (MAIL, MAIL), reply_is_read),
    Scenario("opt-out at the last look", (MAIL, MAIL), opt_out_at_the_last_look),
    Scenario("opt-out dies", (MAIL, MAIL), opt_out_dies),
    Scenario("bounce", (MAIL, MAIL), bounce),
    Scenario("out of office", (MAIL, MAIL), out_of_office),
    Scenario("mailbox stopped", (MAIL,), mailbox_stopped),
    Scenario("company stopped", (MAIL,), company_stopped),
    Scenario("edit of a live cadence", (MAIL, MAIL), edited),
    Scenario("lost answer after the dot", (MAIL, MAIL), lost_answer),
    Scenario("doubt is settled", (MAIL,), doubt_is_settled),
    Scenario("two workers", (MAIL,), two_workers),
    Scenario("reclaim after lease", (MAIL,), reclaimed),
    Scenario("stall past the lease", (MAIL,), stalled),
    Scenario("server busy", (MAIL,), busy),
    Scenario("address refused", (MAIL, MAIL), refused),
    Scenario("stopped by hand", (MAIL, MAIL), stopped_by_hand),
    Scenario("held and resumed", (MAIL, MAIL), held_and_resumed),
    Scenario("enrolled by two", (MAIL,), enrolled_by_two),
    Scenario("mailbox not read", (MAIL,), unread),
    Scenario("opt-out at the commit", (MAIL, MAIL), at_the_commit(acts.says_no_to_all)),
    Scenario("address says no at the commit", (MAIL, MAIL), at_the_commit(acts.address_says_no)),
    Scenario("company stopped at the commit", (MAIL,), at_the_commit(acts.halt)),
    Scenario("mailbox stopped at the commit", (MAIL,), at_the_commit(acts.halt_mailboxes)),
    Scenario("stopped at the commit", (MAIL, MAIL), at_the_commit(acts.stop)),
    Scenario("opt-out by mail", (MAIL, MAIL), opt_out_by_mail),
    Scenario("address says no", (MAIL, MAIL), address_says_no),
    Scenario("no to one channel", (CALL, MAIL), channel_says_no),
    Scenario("stopped in flight", (MAIL,), stopped_in_flight),
    Scenario("held in flight", (MAIL,), held_in_flight),
    Scenario("held then stopped", (MAIL, MAIL), held_then_stopped),
    Scenario("server busy for good", (MAIL,), busy_for_good),
    Scenario("held with mail in the queue", (MAIL,), held_in_the_queue),
]
