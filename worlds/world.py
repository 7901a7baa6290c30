"""One world: scenes in virtual time, each played by some workers and people whose turns the seed decides."""

import gc
import hashlib
import random
import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from worlds.reports import LARGE, Fault, Report, Size
from worlds.troupe import Director, Part, Player

RCPT = re.compile(rb"(?i)rcpt to:<([^>]+)>")
ID = re.compile(rb"(?im)^message-id:\s*(<[^>]+>)")
NEXT = """
    SELECT least(
        (SELECT min(due_at) FROM cadences_enrolment enrolment JOIN leads_lead lead ON lead.id = enrolment.lead_id
         WHERE lead.workspace_id = %(w)s AND enrolment.state = 'active'),
        (SELECT min(due_at) FROM conversations_message WHERE workspace_id = %(w)s AND state = 'queued'),
        (SELECT min(lease_until) FROM conversations_message
         WHERE workspace_id = %(w)s AND state IN ('claimed', 'committing')))
"""
QUIET_SCENES, QUIET_DAYS = 90, 75
PATIENCE, SWEEP = 50_000, 2_500  # looks at whether all lines are closed, 0.2 ms apart; and after how many to sweep up
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# Where a fault strikes, and where an act begins while a worker is under way.
PLACES = [
    "before write message past the point",
    "after write message past the point",
    "before commit",
    "after commit",
    "after write message",
    "before write",
    "after write",
    "wire body",
    "wire dot",
    "wire answer",
    "wire mail",
    "before read",
]
CUES = [
    *PLACES,
    "before write message past the point",
    "before commit past the point",
    "wire dot",
    "before write touch",
    "",
]
# What may come out of a round beside its end: the database's own refusals, which the next round makes good.
BORNE = {"failed OperationalError", "failed InterfaceError"}


class World(Director):
    """The director of its scenes. `weather` is how much goes wrong, `nerves` how often turns change hands."""

    def __init__(self, seed: int, theatre, size: Size = LARGE) -> None:
        from worlds.inbox import Inbox
        from worlds.judging import Judge

        self.seed, self.theatre, self.size = seed, theatre, size
        self.dice = random.Random(seed)  # noqa: S311
        self.clock, self.post = theatre.clock, theatre.post
        self.clock.set_back = False
        self.post.new_world(seed)
        self.inbox = theatre.inbox = Inbox()
        self.judge = Judge(self)
        self.faults: list[Fault] = []
        self.in_flight = ""
        self.met: set[int] = set()  # the leads to whom somebody did something
        self.now_sending: dict[int, str] = {}
        self.calm = False
        self.skew = timedelta(0)
        self.nerves = self.dice.choice([0.0, 0.05, 0.15, 0.4])
        self.harm = self.dice.choice([0.1, 0.5, 0.8, 1.0])
        self.trace = hashlib.sha256()
        self.lines: list[str] | None = None
        self.report = Report(seed)

    # What the troupe asks

    def at(self, player: Player, point: str, subject: object) -> str:
        self.report.steps += 1
        self.note(player, point)
        for fault in self.faults:
            if player.part.name == fault.part and point.startswith(fault.place):
                fault.turns -= 1
                if fault.turns == 0:
                    self.faults.remove(fault)
                    return self.strike(player, fault.what, point)
        return "turn" if self.nerves and self.dice.random() < self.nerves else ""

    def strike(self, player: Player, what: str, point: str) -> str:
        if what == "lost" and point.startswith("wire"):
            what = "crash"
        self.note(player, what)
        self.report.faults[what] += 1
        self.report.crashes += what == "crash"
        if sending := self.now_sending.get(player.number):
            self.judge.hurt.add(sending)
        if what == "stall":
            self.clock.move(self.dice.choice([2 * MINUTE, 20 * MINUTE, 2 * HOUR]))
        return what

    def choose(self, ready: list[Player]) -> Player:
        return ready[0] if len(ready) == 1 else self.dice.choice(ready)

    def note(self, player: Player, what: str) -> None:
        self.say(f"{player.name}: {what}")

    def say(self, line: str) -> None:
        self.trace.update(line.encode() + b"\n")
        if self.lines is not None:
            self.lines.append(line)

    def passes(self, player: Player, values: dict) -> None:
        self.judge.before_the_point(player.number, values)

    def passed(self, player: Player, values: dict) -> None:
        self.now_sending[player.number] = self.judge.passed(player.number)

    def speaks(self, player: Player, name: str, data: bytes) -> None:
        if found := RCPT.search(data):
            self.in_flight = found[1].decode()
        if name == "body" and (found := ID.search(data)):
            player.message_id = found[1].decode()
        if name == "dot":
            self.judge.before_the_dot(player.message_id)

    def waited(self, player: Player) -> None:
        self.note(player, "the mail server says nothing")
        self.clock.move(MINUTE)

    def is_silent(self, port: int) -> bool:
        return port in self.post.silent

    # The play

    def run(self) -> Report:
        from worlds.founding import found

        began = time.perf_counter()
        self.clock.now = datetime.min
        self.house = found(self.seed, self.dice, self.post.port, self.size)
        self.clock.now = self.house.begin
        self.set_the_weather()
        self.enrol()
        self.turbulence()
        if not self.judge.found:
            self.quiet()
        if not self.judge.found:
            self.judge.at_the_end(came_to_it=self.to_the_end)
        self.close(began)
        return self.report

    def set_the_weather(self) -> None:
        dice, post = self.dice, self.post
        post.weather = dice.choice([0.0, 0.0, 0.03, 0.1, 0.25])
        post.asks_for_log_in, post.pipelining = dice.random() < 0.3, dice.random() < 0.7
        post.log_in_may_fail = dice.random() < 0.3
        self.workers = dice.choice([2, 2, 3])
        self.to_the_end = dice.randrange(100) < self.size.to_the_end

    def enrol(self) -> None:
        """Somebody puts the leads on the cadence; now and then two do at the same time."""
        from leadwright.cadences.enrolling import enrol_all

        house = self.house

        def enrols(by) -> Callable[[], object]:
            leads = house.leads if by is house.manager else house.leads[::-1][:3]
            return lambda: enrol_all(leads, cadence=house.cadence, by=by, now=self.clock.now)

        parts = [Part("max", enrols(house.manager)), Part("ona", enrols(house.reps[0]))]
        self.scene(parts if self.dice.random() < 0.3 else parts[:1])

    def turbulence(self) -> None:
        for _turn in range(self.size.scenes):
            if self.judge.found or not self.go_to_next():
                return
            parts = [Part("worker 1", self.round(1))]
            parts += [
                Part(f"worker {n}", self.round(n)) for n in range(2, self.workers + 1) if self.dice.random() < 0.5
            ]
            if self.dice.random() < 0.4:
                parts.append(Part("people", self.act(work_off)))
            if self.dice.random() < 0.5:
                parts.append(self.an_act())
            self.faults = [self.a_fault(parts) for _turn in range(2) if self.dice.random() < self.harm]
            self.scene(parts)

    def a_fault(self, parts: list[Part]) -> Fault:
        dice = self.dice
        workers = [part.name for part in parts if part.name.startswith("worker")]
        turns = 1 if dice.random() < 0.5 else dice.randint(1, 12)
        what = dice.choice(["crash", "crash", "crash", "lost", "stall"])
        return Fault(dice.choice(workers), dice.choice(PLACES), turns, what)

    def an_act(self) -> Part:
        dice = self.dice
        act = dice.choice(STOPS if dice.random() < 0.6 else OTHERS)
        return Part(act.__name__.replace("_", " "), self.act(act), cue=dice.choice(CUES))

    def act(self, act) -> Callable[[], object]:
        def play() -> None:
            lead = self.house.by_address.get(self.in_flight) or self.dice.choice(self.house.leads)
            self.say(f"{act.__name__} meets {lead.email}")
            if act not in TO_NOBODY:
                self.met.add(lead.pk)
            act(self, type(lead).objects.get(pk=lead.pk))

        return play

    def round(self, number: int) -> Callable[[], None]:
        """What the timers of one worker do, one after the other."""
        name = f"worker {number}"
        jobs = [self.read, self.advance, self.send]
        if number > 1 or self.dice.random() < 0.6:
            jobs.append(self.keep_house)
        if number > 1:
            self.dice.shuffle(jobs)

        def work() -> None:
            for job in jobs:
                job(name)

        return work

    def read(self, _name: str) -> None:
        from leadwright.channels.models import Mailbox
        from leadwright.inbox.receiving import read_mailbox

        for box in Mailbox.objects.filter(workspace=self.house.workspace).order_by("read_at", "pk"):
            read_mailbox(box, now=self.clock.now)

    def advance(self, name: str) -> None:
        from leadwright.cadences.engine import advance_due

        advance_due(now=self.clock.now, worker=name)

    def send(self, name: str) -> None:
        from leadwright.cadences.guards import last_look
        from leadwright.conversations.sending import send_due

        send_due(now=self.clock.now, worker=name, last_look=last_look)

    def keep_house(self, _name: str) -> None:
        from leadwright.cadences.doubts import ask_about_doubts
        from leadwright.conversations.sending import reclaim_expired

        reclaim_expired(self.clock.now)
        ask_about_doubts(self.clock.now)

    def scene(self, parts: list[Part]) -> None:
        self.report.scenes += 1
        self.in_flight = ""
        self.now_sending.clear()
        self.say(f"scene at {self.clock.now}: {', '.join(part.name for part in parts)}")
        self.theatre.troupe.play(parts, self)
        for part in parts:
            self.say(f"{part.name} {part.outcome or 'not begun'}")
            if part.outcome.startswith("failed") and part.outcome not in BORNE:
                self.judge.wrong("error", f"{part.name} {part.outcome}: {part.error}")
        self.hang_up()
        self.judge.after_a_scene()

    def hang_up(self) -> None:
        """The mail server sees every line closed before the next scene. What a dead worker left open is closed when
        its remains are swept up, which with so little going on happens only when it is asked for."""
        for look in range(PATIENCE):
            if not self.post.open:
                return
            time.sleep(0.0002)
            if look % SWEEP == SWEEP - 1:
                gc.collect()
        self.judge.wrong("wire", f"{self.post.open} connections to the mail server stay open")

    def go_to_next(self) -> bool:
        """To when something is due, or a while later. False where nothing ever is."""
        [row] = self.judge.ask(NEXT, {"w": self.house.workspace.pk})
        if row[0] is None:
            return False
        dice = self.dice
        if self.calm:
            late = HOUR if row[0] > self.clock.now else 4 * HOUR
        else:
            late = dice.choice([MINUTE, 25 * MINUTE, HOUR, 2 * HOUR, 2 * HOUR, 3 * HOUR, 9 * HOUR, DAY])
        self.clock.jump(max(row[0], self.clock.now) + late * (dice.random() + 0.5))
        if not self.calm and dice.random() < 0.03:
            self.clock.turn_back(dice.choice([MINUTE, HOUR, 2 * HOUR]))  # somebody sets the clock on the wall
        return True

    def quiet(self) -> None:
        """Faults cease and people do their work: within a bounded time every enrolment comes to its end."""
        self.calm, self.faults, self.post.weather, self.nerves = True, [], 0.0, 0.0
        until = self.clock.now + QUIET_DAYS * DAY
        self.scene([Part("people", self.make_peace)])
        self.scene([Part("worker 1", self.tidy_up)])  # its timer comes within a minute, also where nothing is due
        for turn in range(QUIET_SCENES if self.to_the_end else 1):
            if self.judge.found or self.clock.now > until or not self.go_to_next():
                return
            self.scene([Part("worker 1", self.last_round if turn % 5 == 4 else self.quiet_round)])

    def make_peace(self) -> None:
        let_go(self, self.house.leads[0])
        held = {row.lead_id for row in self.judge.ask(rules.HELD, [self.house.workspace.pk])}
        for each in self.house.leads:
            if each.pk in held:
                go_on(self, each)

    def quiet_round(self) -> None:
        work_off(self)
        for job in (self.read, self.advance, self.send):
            job("worker 1")
        self.tidy_up()

    def tidy_up(self) -> None:
        if self.judge.ask(rules.DOUBTFUL, [self.house.workspace.pk]):
            self.keep_house("worker 1")

    def last_round(self) -> None:
        """Who has been looked at is not looked at again in the same moment."""
        from leadwright.cadences.engine import advance_due

        self.quiet_round()
        self.advance("worker 1")
        if looked_at := advance_due(now=self.clock.now, worker="worker 1"):
            self.judge.wrong("I19", f"{looked_at} enrolments are looked at again and again")

    def close(self, began: float) -> None:
        report = self.report
        for line in self.judge.ask(FATES, [self.house.workspace.pk]):
            self.say(f"{line.email} {line.state} {line.ended_code} {line.done}")
        self.say(" ".join(each.recipient for each in self.post.taken))
        report.trace = self.trace.hexdigest()[:16]
        report.sends = len(self.post.taken)
        [(report.replies, report.stops, report.unknowns)] = self.judge.ask(COUNTS, {"w": self.house.workspace.pk})
        report.faults.update(self.post.faults)
        report.violations = self.judge.found
        self.theatre.clear()
        report.seconds = time.perf_counter() - began


FATES = """
    SELECT lead.email, enrolment.state, enrolment.ended_code,
        (SELECT count(*) FROM cadences_touch touch WHERE touch.enrolment_id = enrolment.id AND outcome = 'done') AS done
    FROM cadences_enrolment enrolment JOIN leads_lead lead ON lead.id = enrolment.lead_id
    WHERE lead.workspace_id = %s ORDER BY enrolment.id
"""
COUNTS = """
    SELECT (SELECT count(*) FROM inbox_reply WHERE workspace_id = %(w)s) AS replies,
        (SELECT count(*) FROM cadences_enrolment enrolment JOIN leads_lead lead ON lead.id = enrolment.lead_id
         WHERE lead.workspace_id = %(w)s AND enrolment.state = 'stopped') AS stops,
        (SELECT count(*) FROM activities_activity WHERE workspace_id = %(w)s AND detail ->> 'state' = 'unknown') AS unknowns
"""


def play(seed: int, theatre, size: Size = LARGE, *, tell: bool = False) -> Report:
    """One world. With `tell` its trace is printed, to be read by a person."""
    world = World(seed, theatre, size)
    if tell:
        world.lines = []
    report = world.run()
    if tell:
        print("\n".join(world.lines))
    return report


from worlds import rules  # noqa: E402
from worlds.acts import OTHERS, STOPS, TO_NOBODY, go_on, let_go, work_off  # noqa: E402 - they need the models of the rooms
