"""What the person answers in a practised talk. Their whole state follows from what was said before: the same words get
the same answers. Pure; works without a language model."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from leadwright.training.listening import Heard, heard
from leadwright.training.personas import Persona

MOST_TURNS = 14
LONG = 70  # words at one go
FACTS = ("need", "gap", "cost", "money", "decides", "when", "size")


@dataclass
class Standing:
    """Where the talk stands: which facts were told, which concerns came up and were settled, what patience is left."""

    patience: int
    told: list[str] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    waiting: str = ""  # the concern that was brought up last and is not settled
    outcome: str = ""  # "agreed", "lost" or "" while the talk goes on
    moments: list[tuple[int, bool, str]] = field(default_factory=list)  # turn, well or badly, criterion


def opening(person: Persona) -> str:
    return person.lines.openings[person.temper].format(name=person.name)


def talk(person: Persona, said: Sequence[str]) -> tuple[list[str], Standing]:
    """The person's answers to each of the rep's turns, and where the talk stands after the last."""
    standing = Standing(person.patience)
    answers = []
    for turn, words in enumerate(said):
        if standing.outcome:
            break
        answers.append(_answer(person, standing, turn, heard(words)))
        if not standing.outcome and turn + 1 >= MOST_TURNS:
            standing.outcome = "lost"
            answers[-1] += f" {person.lines.says['called']}"
    return answers, standing


def _answer(person: Persona, at: Standing, turn: int, now: Heard) -> str:
    if now.words > LONG:
        at.moments.append((turn, False, "share"))
        at.patience -= 1
    lines = []
    if at.waiting:
        lines.append(_on_concern(person, at, turn, now))
    elif now.step:
        return _on_step(person, at, turn, now)
    fresh = [topic for topic in now.asked if topic not in at.told]
    if fresh:
        lines += _tell(person, at, turn, now, fresh[:2])
    elif now.pitched and not at.waiting:
        lines.append(_on_pitch(person, at, turn))
    if at.patience <= 0:
        at.outcome = "lost"
        return person.lines.says["lost"]
    if now.step and not at.waiting:
        return " ".join([*[line for line in lines if line], _on_step(person, at, turn, now)])
    if not at.waiting and _time_for_a_concern(person, at, turn):
        at.waiting = next(one for one in person.concerns if one not in at.raised)
        at.raised.append(at.waiting)
        lines.append(person.lines.concerns[at.waiting])
    said = " ".join(line for line in lines if line)
    return said or person.lines.says["go on" if now.words > 3 else "listening"]


def _tell(person: Persona, at: Standing, turn: int, now: Heard, fresh: Sequence[str]) -> list[str]:
    """What they were asked for. Guarded people tell what it costs them only after they told what hurts."""
    lines = []
    for asked in fresh:
        topic = asked
        if topic in {"gap", "cost"} and "need" not in at.told:
            topic = "need"
        if topic in at.told:
            continue
        at.told.append(topic)
        at.moments.append((turn, True, {"need": "need", "gap": "gap", "cost": "gap"}.get(topic, "deciding")))
        lines.append(_fact(person, topic))
    if now.open:
        at.moments.append((turn, True, "asking"))
    return lines


def _fact(person: Persona, topic: str) -> str:
    if topic == "size":
        return person.lines.says["size"].format(vehicles=person.vehicles, trade=person.trade)
    if topic == "decides":
        return f"{person.decides[0].upper()}{person.decides[1:]}."
    return getattr(person, topic)


def _on_pitch(person: Persona, at: Standing, turn: int) -> str:
    if "need" in at.told:
        return person.lines.says["so what"]
    at.patience -= 1
    at.moments.append((turn, False, "need"))
    return person.lines.says["too early"]


def _on_concern(person: Persona, at: Standing, turn: int, now: Heard) -> str:
    """A concern is settled where it is asked about or taken seriously, and then answered with something."""
    asks, answers = bool(now.asked) or now.open, now.words >= 12
    if now.understood or asks:
        at.settled.append(at.waiting)
        at.waiting = ""
        at.moments.append((turn, True, "concern"))
        return person.lines.says["settled" if answers or asks else "half settled"]
    at.patience -= 1
    at.moments.append((turn, False, "concern"))
    if at.patience > 0:
        return f"{person.lines.says['passed over']} {person.lines.concerns[at.waiting]}"
    return ""


def _time_for_a_concern(person: Persona, at: Standing, turn: int) -> bool:
    return len(at.raised) < len(person.concerns) and turn >= 2 + 3 * len(at.raised)


def _on_step(person: Persona, at: Standing, turn: int, now: Heard) -> str:
    ready = "need" in at.told and ("gap" in at.told or "cost" in at.told or at.settled) and not at.waiting
    if ready:
        at.outcome = "agreed"
        at.moments.append((turn, True, "step"))
        return person.lines.says["agreed"]
    at.patience -= 1
    at.moments.append((turn, False, "step"))
    if at.patience <= 0:
        at.outcome = "lost"
        return person.lines.says["no meeting"]
    return person.lines.says["why meet" if "need" not in at.told else "not yet"]
