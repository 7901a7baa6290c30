"""What must hold in every world. Nothing here is shared with the engine: rows are read by SQL of its own over a
connection of its own, hours are worked out from zone and calendar, and the mail server's own list is what was sent.

The names I1 to I19 are explained in docs/guide/reliability.md.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from psycopg.rows import namedtuple_row

from worlds import rules
from worlds.fates import failed_without_cause, without_cause

# Read just before the point of no return of a message is committed: all that was committed before it, and no more.
POINT = """
    SELECT message.automatic, message.recipient, message.state, message.message_id, message.mailbox_id AS mailbox,
        message.lead_id AS lead, enrolment.id AS enrolment, enrolment.state AS way, lead.status,
        coalesce(step.origin_id, step.id) AS step, box.read_at, box.stopped_at AS box_stopped,
        workspace.sending_stopped_at AS company_stopped, lead.workspace_id AS workspace,
        EXISTS (
            SELECT FROM leads_optout no
            WHERE no.workspace_id = message.workspace_id AND no.channel IN ('all', 'email')
              AND (no.lead_id = lead.id OR no.address IN (message.recipient, lead.email))
        ) AS no_more,
        EXISTS (SELECT FROM cadences_hold hold WHERE hold.enrolment_id = enrolment.id AND hold.lifted_at IS NULL) AS held
    FROM conversations_message message
    JOIN leads_lead lead ON lead.id = message.lead_id
    JOIN team_workspace workspace ON workspace.id = message.workspace_id
    JOIN channels_mailbox box ON box.id = message.mailbox_id
    LEFT JOIN cadences_touch touch ON touch.message_id = message.id
    LEFT JOIN cadences_step step ON step.id = touch.step_id
    LEFT JOIN cadences_enrolment enrolment ON enrolment.id = touch.enrolment_id
    WHERE message.id = %s
"""
ENDED = {"answered", "waiting", "qualified", "disqualified", "opted_out", "bounced", "finished"}
OPENS, CLOSES = time(9), time(17)
DAY, HOUR, FRESH = timedelta(hours=24), timedelta(hours=1), timedelta(hours=2)


@dataclass(frozen=True)
class Passing:
    """One point of no return that stands."""

    message_id: str
    enrolment: int | None
    step: int | None
    mailbox: int
    recipient: str
    automatic: bool
    at: datetime


@dataclass
class Judge:
    world: object
    found: list[str] = field(default_factory=list)
    passings: list[Passing] = field(default_factory=list)
    opt_outs: set[int] = field(default_factory=set)
    settled: set[str] = field(default_factory=set)
    unsent: set[str] = field(default_factory=set)  # of these, what a person says was not sent
    away: dict[int, datetime] = field(default_factory=dict)  # until when the lead is out of office
    hurt: set[str] = field(default_factory=set)  # what was between its point and its record when a fault struck
    expecting: dict[int, tuple[Passing, list]] = field(default_factory=dict)
    judged: int = 0

    def wrong(self, rule: str, what: str) -> None:
        if f"{rule}: {what}" not in self.found:
            self.found.append(f"{rule}: {what}")
            self.world.say(f"VIOLATION {rule}: {what}")

    def ask(self, question: str, values: object = ()) -> list:
        return self.world.theatre.troupe.looker.cursor(row_factory=namedtuple_row).execute(question, values).fetchall()

    def hold_against(self, questions: list, values: dict) -> None:
        """All of them in one statement: what they cost is mostly the way there and back."""
        asked = all_in_one(tuple(question for _rule, _what, question in questions))
        for number, row in self.world.theatre.troupe.looker.execute(asked, values).fetchall():
            rule, what, _question = questions[number]
            self.wrong(rule, f"{what} {row}")

    def before_the_point(self, player: int, values: dict) -> None:
        """What stood against a mail when its point of no return was committed: I1, I2, I4, I10, I12, I18."""
        [row] = self.ask(POINT, [values["message"]])
        now = values["now"]
        passing = Passing(row.message_id, row.enrolment, row.step, row.mailbox, row.recipient, row.automatic, now)
        self.expecting[player] = passing, [each for each in self.against(row, now) if each[2]]

    def passed(self, player: int) -> str:
        """It was committed; its Message-ID, or "" where the last look said no and the commit says so."""
        passing, broken = self.expecting[player]
        if self.ask(rules.STATE, [self.world.house.workspace.pk, passing.message_id])[0].state != "committing":
            return ""
        for rule, what, _broken in broken:
            self.wrong(rule, f"a mail to {passing.recipient} passes the point of no return: {what}")
        self.passings.append(passing)
        return passing.message_id

    def against(self, row, now: datetime) -> list[tuple[str, str, bool]]:
        own = self.world.house.workspace.pk
        cadence = row.enrolment is not None
        found = [
            ("I1", f"its state is {row.state}", row.state != "claimed"),
            (
                "I1",
                "the mail server has it",
                any(t.message_id == row.message_id for t in self.world.theatre.post.taken),
            ),
            ("I2", "they opted out", row.no_more),
            ("I2", f"the cadence is {row.way}", cadence and row.way != "active"),
            ("I2", "it is on hold", cadence and row.held),
            ("I2", f"the lead is {row.status}", cadence and row.status in ENDED),
            ("I18", "the company's sending is stopped", row.company_stopped is not None),
            ("I18", "the mailbox is stopped", row.box_stopped is not None),
            ("I12", "it is another workspace's", row.workspace != own),
        ]
        if back := self.away.get(row.lead):
            found.append(("I2", f"they are away until {back:%d %b}", row.automatic and now < back))
        if row.automatic:
            zone, country = self.world.house.places.get(row.lead, ("UTC", ""))
            stale = row.read_at is None or now - row.read_at > FRESH
            found += [
                (
                    "I4",
                    f"it is {now.astimezone(ZoneInfo(zone)):%a %d %b %H:%M} in {zone}",
                    not in_hours(now, zone, country),
                ),
                ("I18", "the mailbox was not read for two hours", stale),
                ("I10", "no step of a cadence asked for it", not cadence),
            ]
        return found

    def before_the_dot(self, message_id: str) -> None:
        """I17: what may be taken from here on stands in the database as handed over."""
        rows = self.ask(rules.STATE, [self.world.house.workspace.pk, message_id])
        state = rows[0].state if rows else "missing"
        if state not in {"committing", "unknown"} and message_id not in self.settled:
            self.wrong("I17", f"a mail is handed over while its state is {state}")

    def after_a_scene(self) -> None:
        self.sent_once()
        self.paced()
        self.told()
        workspace = self.world.house.workspace.pk
        self.hold_against(rules.ALWAYS, {"workspace": workspace})
        standing = {row.id for row in self.ask(rules.OPT_OUTS, [workspace])}
        if self.opt_outs - standing:
            self.wrong("I11", "an opt-out has gone")
        self.opt_outs = standing
        failed_without_cause(self)

    def taken(self) -> list[str]:
        return [each.message_id for each in self.world.theatre.post.taken]

    def sent_once(self) -> None:
        """I1, by the mail server's list: each Message-ID once, each step of an enrolment once."""
        taken = self.taken()
        passings = {each.message_id: each for each in self.passings}
        steps = [(passings[one].enrolment, passings[one].step) for one in taken if one in passings]
        steps = [each for each in steps if each[0] is not None]
        if len(set(taken)) != len(taken):
            self.wrong("I1", "the mail server took a Message-ID twice")
        if len(set(steps)) != len(steps):
            self.wrong("I1", "the mail server took two mails of one step")
        if missing := [one for one in taken if one not in passings]:
            self.wrong("I17", f"{len(missing)} mails were taken that passed no point of no return")

    def paced(self) -> None:
        """I5: the limits of each mailbox, by the times of the points of no return of what was taken."""
        taken = set(self.taken())
        for number, each in enumerate(self.passings[self.judged :], self.judged):
            if each.automatic and each.message_id in taken:
                # One that was refused after its point, and passes it again, is one mail: that of the last time.
                others = taken - {each.message_id}
                before = {p.message_id: p for p in self.passings[:number] if p.mailbox == each.mailbox}
                counted = [p for p in before.values() if p.message_id in others]
                self.pace_of(each, [p for p in counted if each.at - DAY < p.at <= each.at])
        self.judged = len(self.passings)

    def pace_of(self, each: Passing, before: list[Passing]) -> None:
        box = next(box for box in self.world.house.boxes if box.pk == each.mailbox)
        domain = each.recipient.rpartition("@")[2]
        if len(before) >= box.daily_limit:
            self.wrong("I5", f"{len(before) + 1} mails in 24 hours where {box.daily_limit} may go")
        if box.hourly_limit and sum(p.at > each.at - HOUR for p in before) >= box.hourly_limit:
            self.wrong("I5", f"more than {box.hourly_limit} mails in an hour")
        if box.domain_limit and sum(p.recipient.endswith(f"@{domain}") for p in before) >= box.domain_limit:
            self.wrong("I5", f"more than {box.domain_limit} mails a day to {domain}")
        if before and (each.at - max(p.at for p in before)).total_seconds() < box.gap_seconds:
            self.wrong("I5", f"two mails less than {box.gap_seconds} seconds apart")

    def told(self) -> None:
        """I6: what the mail server took is known as sent, handed over, or doubtful; what is known as sent, it took."""
        rows = self.ask(rules.STATES, [self.world.house.workspace.pk])
        states, taken = {row.message_id: row.state for row in rows}, set(self.taken())
        for message_id in taken - self.settled:
            if states.get(message_id) not in {"sent", "committing", "unknown"}:
                self.wrong("I6", f"a mail that was taken is known as {states.get(message_id)}")
        for message_id, state in states.items():
            if state == "sent" and message_id not in taken | self.settled:
                self.wrong("I6", "a mail is known as sent that the mail server never took")

    def at_the_end(self, *, came_to_it: bool) -> None:
        workspace = self.world.house.workspace.pk
        self.hold_against(
            rules.AT_THE_END + rules.ENDED * came_to_it,
            {"workspace": workspace, "neighbour": self.world.house.neighbour.pk},
        )
        if not self.world.clock.set_back:
            self.hold_against(rules.BY_DATE, {"workspace": workspace})
        self.asked_in_hours(workspace)
        if came_to_it:
            without_cause(self)
        doubted = {row.message_id for row in self.ask(rules.DOUBTED, [workspace])}
        lost = set(self.world.theatre.post.lost_answers)
        if doubted - lost - self.hurt:
            self.wrong("I17", "a mail is in doubt whose answer was not lost")
        if known := (lost & {each.message_id for each in self.passings}) - doubted:
            self.wrong("I17", f"{len(known)} answers were lost and nobody was told")
        for message_id in self.world.inbox.handed_in:
            [row] = self.ask(rules.KEPT, {"workspace": workspace, "id": message_id})
            if row.count != 1:
                self.wrong("I9", f"a mail that came in stands {row.count} times: {message_id}")

    def asked_in_hours(self, workspace: int) -> None:
        for row in self.ask(rules.ASKED, [workspace]):
            zone, country = self.world.house.places.get(row.lead, ("UTC", ""))
            if not in_hours(row.created_at, zone, country):
                local = row.created_at.astimezone(ZoneInfo(zone))
                self.wrong("I4", f"a person is asked to do a step on {local:%a %d %b %H:%M} in {zone}: {row.title}")

    def gone_away(self, lead: int, back: datetime) -> None:
        """Their mailbox said until when, and it was read; what a person decided about the cadence goes before it."""
        if self.ask(rules.RIDING, [lead]) and not self.ask(rules.HELD_BY_HAND, [lead]):
            self.away[lead] = max(back, self.away.get(lead, back))


@lru_cache(maxsize=8)
def all_in_one(questions: tuple[str, ...]) -> str:
    return " UNION ALL ".join(
        f"SELECT {number}, found::text FROM ({question}) found" for number, question in enumerate(questions)
    )


def in_hours(now: datetime, zone: str, country: str) -> bool:
    local = now.astimezone(ZoneInfo(zone))
    off, weekend = calendar(country, local.year)
    return OPENS <= local.time() < CLOSES and local.date() not in off and local.weekday() not in weekend


@lru_cache(maxsize=256)
def calendar(country: str, year: int) -> tuple[frozenset, frozenset]:
    if not country:
        return frozenset(), frozenset({5, 6})
    days = holidays.country_holidays(country, years=year)
    return frozenset(days), frozenset(days.weekend)
