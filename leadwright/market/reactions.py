"""What a person of the market does when something reaches them. Pure: the same person, touch and time react alike.

The rates follow what senders report for cold outreach (../shared: 3 to 10 % answers a mail, 5 to 10 % of calls
picked up); `liveliness` multiplies them, for a demo in which something happens.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from leadwright.market.chance import dice, weighed
from leadwright.market.people import Person
from leadwright.market.words import CLOSING, GREETING, LETTERS, day_in_words

PRESSED = {"meeting": 4, "interested": 6, "question": 7, "objection": 3, "not_now": 3, "referral": 1}
COOL = {"question": 2, "interested": 1, "objection": 3, "not_now": 4, "referral": 3, "not_interested": 6, "opt_out": 3}
TALKS = {"meeting", "interested", "question", "objection"}
AUTOMATIC = {"out_of_office", "auto_reply", "bounce", "soft_bounce"}


@dataclass(frozen=True)
class Reaction:
    """A letter that will be written at `at`. `kind` is what it means; `says` is what a careful reader takes from it:
    `until` or `returns_on` (ISO dates), `evidence` (criterion, sentence, strength), `agrees`."""

    kind: str
    at: datetime
    text: str = ""
    says: dict = field(default_factory=dict)

    @property
    def automatic(self) -> bool:
        return self.kind in AUTOMATIC


@dataclass(frozen=True)
class Touched:
    """The `number`-th mail of its kind, when it was sent and by whom."""

    number: int
    at: datetime
    sender: str


def on_touch(person: Person, touch: Touched, liveliness: float = 1) -> Reaction | None:
    """A mail that nobody asked for. None is silence."""
    number, at = touch.number, touch.at
    throw = dice(person.seed, person.address, "touch", number)
    if person.mailbox == "dead" or (person.mailbox == "full" and number == 1):
        kind = "bounce" if person.mailbox == "dead" else "soft_bounce"
        return Reaction(kind, at + timedelta(minutes=throw.randint(1, 12)))
    chance = throw.random()
    if chance < 0.03:
        back = at.date() + timedelta(days=throw.randint(2, 10))
        text = throw.choice(LETTERS[person.language]["out_of_office"])
        text = text.format(date=day_in_words(back, person.language))
        return Reaction("out_of_office", at + timedelta(minutes=1), text, {"returns_on": back.isoformat()})
    if chance < 0.04:
        text = throw.choice(LETTERS[person.language]["auto_reply"]).format(number=throw.randint(10_000, 99_999))
        return Reaction("auto_reply", at + timedelta(minutes=1), text)
    if chance < 0.04 + liveliness * (0.015 + 0.1 * person.pull):
        return written(person, throw, weighed(throw, PRESSED if person.pull > 0.4 else COOL), touch)
    return None


def on_answer(person: Person, touch: Touched, last_kind: str) -> Reaction | None:
    """We answered their letter. They say how it stands with them, or fall silent."""
    turn, at = touch.number, touch.at
    throw = dice(person.seed, person.address, "answer", turn)
    if turn > 2 or last_kind not in TALKS | {"facts"} or throw.random() > (0.78 if turn == 1 else 0.3):
        return None
    if turn == 2:
        return written(person, throw, "question", touch)
    said = LETTERS[person.language]
    end = throw.choice(said["agrees" if person.fits else "refuses"])
    evidence = person.evidence()
    lines = [throw.choice(said["facts"]), " ".join(sentence for _code, sentence, _strength in evidence), end]
    says = {"evidence": evidence, "agrees": person.fits}
    return Reaction("facts", later(person, throw, at), letter(person, throw, "\n\n".join(lines), touch.sender), says)


def written(person: Person, throw: Random, kind: str, touch: Touched) -> Reaction:
    at, sender = touch.at, touch.sender
    text, says = throw.choice(LETTERS[person.language][kind]), {}
    if kind == "not_now":
        day = at.date() + timedelta(days=throw.choice([14, 21, 30, 45, 60, 90, 180]))
        says["until"] = day.isoformat()
        text = text.format(date=day_in_words(day, person.language))
    if kind == "referral":
        name = throw.choice(["Ona Petrulytė", "Jonas Ilgūnas", "Maria Voss", "Peter Lang", "Inga Ozola"])
        says["name"] = name
        text = text.format(name=name, title=throw.choice(["Head of quality", "Fleet manager"]))
    if kind in {"interested", "meeting"}:
        hints = [line for line in person.evidence() if line[0] in {"size", "fit"} and line[2] == "shown"]
        says["evidence"] = hints
        text = " ".join([text, *(sentence for _code, sentence, _strength in hints)])
    return Reaction(kind, later(person, throw, at), letter(person, throw, text, sender), says)


def letter(person: Person, throw: Random, text: str, sender: str) -> str:
    first = sender.split(" ", maxsplit=1)[0]
    opening = throw.choice(GREETING[person.language]).format(first)
    if person.temperament == "brisk" and throw.random() < 0.6:
        return f"{text}\n\n{person.given_name}".strip()
    closing = throw.choice(CLOSING[person.language])
    signed = f"{person.given_name} {person.family_name}\n{person.title}, {person.company.name}".strip()
    return f"{opening},\n\n{text}\n\n{closing}\n{signed}"


def later(person: Person, throw: Random, at: datetime) -> datetime:
    """Half of the answers come within five hours at the desk, a few take days."""
    return person.by_day(at + timedelta(hours=min(72, throw.lognormvariate(1.5, 1.0)), minutes=throw.randint(1, 59)))


@dataclass(frozen=True)
class Talk:
    """What a call came to: a disposition of conversations.Call, and what was said (see Reaction)."""

    disposition: str
    says: dict = field(default_factory=dict)


def on_call(person: Person, number: int, at: datetime, liveliness: float = 1) -> Talk:
    throw = dice(person.seed, person.address, "call", number)
    if person.phone == "wrong":
        return Talk("wrong_number")
    if throw.random() > min(0.6, person.reachable * liveliness):
        return Talk(weighed(throw, {"voicemail": 6, "no_answer": 4}))
    mood = weighed(throw, {"talks": 1 + 3 * person.pull, "refused": 0.8, "call_back": 0.7, "not_now": 0.6})
    if mood == "talks":
        return Talk("meeting" if person.fits else "reached", {"evidence": person.evidence(), "agrees": person.fits})
    if mood == "not_now":
        return Talk("reached", {"until": (at.date() + timedelta(days=throw.choice([30, 60, 90]))).isoformat()})
    return Talk(mood)


def accepts_on_linkedin(person: Person) -> bool:
    return dice(person.seed, person.address, "linkedin").random() < 0.2 + 0.3 * person.pull


@dataclass(frozen=True)
class Deal:
    """How an account executive fares: `returned` names why the hand-off is given back; `moves` are (stage, days
    after the acceptance)."""

    answer_hours: int
    returned: str
    moves: list[tuple[str, int]]
    amount_cents: int
    lost_reason: str


def deal(person: Person) -> Deal:
    throw = dice(person.seed, person.address, "deal")
    returned = weighed(throw, {"": 86, "no_authority": 5, "incomplete": 5, "no_budget": 4})
    proposal = throw.randint(1, 3)
    demo = proposal + throw.randint(1, 4)
    moves = [("proposal", proposal), ("demo", demo)]
    won = throw.random() < 0.2 + 0.35 * person.pull
    moves.append(("won" if won else "lost", demo + throw.randint(2, 7)))
    lost_reason = throw.choice(["Chose another supplier", "The budget went elsewhere", "Decided to wait a year"])
    amount = max(90_000, person.company.budget_cents * throw.randint(50, 90) // 100 // 1000 * 1000)
    return Deal(throw.randint(2, 30), returned, moves, min(amount, 4_500_000), "" if won else lost_reason)
