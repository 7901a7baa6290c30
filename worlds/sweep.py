"""The crash sweep: in each scenario whoever is swept dies at its n-th write point, for every n that there is; then the
engine recovers, people do their work, and everything that must hold is judged.

Rare orders of events are not left to luck: two commits where one should be show here at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from worlds.reports import SMALL, Report
from worlds.scenarios import SCENARIOS, Scenario
from worlds.troupe import Part, Player
from worlds.world import World

# Where something is about to be, or has just been, written or said that another can see.
WRITE_POINTS = ("after write", "before commit", "after commit", "wire mail", "wire body", "wire dot", "wire answer")
MOST_POINTS = 400


class Stage(World):
    """A world whose play is written down. With `crash_at` the swept part dies at its write point of that number."""

    def __init__(self, number: int, theatre, scenario: Scenario, crash_at: int = 0) -> None:
        super().__init__(number, theatre, SMALL)
        self.nerves, self.harm, self.workers, self.to_the_end = 0.0, 0.0, 2, True
        self.scenario, self.crash_at = scenario, crash_at
        self.points, self.victim, self.die_at, self.stall_at = 0, "", "", ("", timedelta(0))

    def at(self, player: Player, point: str, subject: object) -> str:
        name = player.part.name
        if self.victim == name and point.startswith(WRITE_POINTS):
            self.points += 1
            if self.points == self.crash_at:
                self.report.steps += 1
                self.note(player, point)
                return self.strike(player, "crash", point)
        if self.die_at and point.startswith(self.die_at):
            self.die_at = ""
            return self.strike(player, "crash", point)
        if self.stall_at[0] and point.startswith(self.stall_at[0]):
            by, self.stall_at = self.stall_at[1], ("", timedelta(0))
            self.note(player, "stall")
            self.clock.move(by)
            return "stall"
        return super().at(player, point, subject)

    def choose(self, ready: list[Player]) -> Player:
        """Whoever has waited for a cue acts at once when it comes, and not when it has passed."""
        return next((each for each in ready if each.part.cue), None) or super().choose(ready)

    def run(self) -> Report:
        from datetime import datetime

        from worlds.founding import set_up

        self.clock.now = datetime.min
        self.house = set_up(self.seed, self.post.port, list(self.scenario.kinds))
        self.clock.now = self.house.begin
        if self.scenario.name != "enrolled by two":
            self.enrol_both()
        self.scenario.play(self)
        self.victim, self.nerves = "", 0.0
        if not self.judge.found:
            self.quiet()
        if not self.judge.found:
            self.judge.at_the_end(came_to_it=True)
        self.close(0.0)
        return self.report

    def enrol_both(self) -> None:
        from leadwright.cadences.enrolling import enrol_all

        enrol_all(self.house.leads, cadence=self.house.cadence, by=self.house.manager, now=self.clock.now)

    # What scenarios say

    def worker(self, number: int) -> Part:
        jobs = [self.read, self.advance, self.send, self.keep_house]
        return Part(f"worker {number}", lambda: [job(f"worker {number}") for job in jobs])

    def people(self, act, cue: str = "") -> Part:
        return Part(act.__name__.replace("_", " "), self.act(act), cue=cue)

    def swept(self, *parts: Part) -> None:
        """The first of them dies where `crash_at` says."""
        self.victim = parts[0].name
        self.scene(list(parts))
        self.victim = ""

    def scene(self, parts: list[Part], *, die_at: str = "") -> None:
        self.die_at = die_at
        super().scene(parts)
        self.die_at = ""

    def scene_with_a_stall(self, parts: list[Part], *, at: str, minutes: int) -> None:
        self.stall_at = (at, timedelta(minutes=minutes))
        self.scene(parts)

    def go_to_next_hour(self) -> None:
        """To two hours after something is due: by then it is due for both leads."""
        [row] = self.judge.ask(NEXT, {"w": self.house.workspace.pk})
        if row[0] is not None:
            self.clock.jump(max(row[0], self.clock.now) + timedelta(hours=2, minutes=5))

    def until_sent(self, mails: int) -> None:
        """Both leads have their first mail."""
        while len(self.post.taken) < mails and not self.judge.found:
            self.go_to_next_hour()
            self.scene([self.worker(1)])


@dataclass
class Swept:
    """What the sweep of one scenario has come to: its write points, crashes that were played, what was broken."""

    name: str
    points: int = 0
    crashes: int = 0
    sends: int = 0
    violations: list[str] = field(default_factory=list)


def sweep(theatre, *, only: str = "", every: int = 1, first: int = 1) -> Iterator[Swept]:
    """Each scenario without a crash, then with a crash at each `every`th write point from the `first` on."""
    for number, scenario in enumerate(SCENARIOS):
        if only in scenario.name:
            yield sweep_one(number, scenario, theatre, every=every, first=first)


def sweep_one(number: int, scenario: Scenario, theatre, *, every: int = 1, first: int = 1) -> Swept:
    done = Swept(scenario.name)
    stage = play(number, scenario, theatre, 0, done)
    done.points = stage.points
    crash_at = first
    while not done.violations and crash_at <= MOST_POINTS:
        stage = play(number, scenario, theatre, crash_at, done)
        if stage.points < crash_at:
            return done  # there is no such point any more
        done.crashes += 1
        crash_at += every
    return done


def play(number: int, scenario: Scenario, theatre, crash_at: int, done: Swept) -> Stage:
    stage = Stage(1_000_000 + number, theatre, scenario, crash_at)
    report = stage.run()
    done.sends += report.sends
    done.violations += [f"{scenario.name}, crash at {crash_at}: {words}" for words in report.violations]
    return stage


from worlds.world import NEXT  # noqa: E402
