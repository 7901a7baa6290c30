"""A talk with an invented person: begun, turn by turn, ended, judged. Their words follow from the rep's alone."""

from datetime import datetime

from django.db import transaction

from leadwright.team.models import Member
from leadwright.training.learning import pass_gates
from leadwright.training.models import Talk, Topic, Turn, TurnMark
from leadwright.training.personas import persona
from leadwright.training.rubric import judged
from leadwright.training.talking import talk as answers_to


def begin(member: Member, *, topic: Topic | None, seed: int, now: datetime, language: str = "en") -> Talk:
    """The talk of this member that is not ended goes on; else a new one begins."""
    given = {
        "workspace_id": member.workspace_id,
        "topic": topic,
        "seed": seed % 2**31,
        "language": language,
        "began_at": now,
    }
    talk, _new = Talk.objects.get_or_create(member=member, ended_at=None, defaults=given)
    return talk


def say(talk: Talk, words: str, *, now: datetime) -> None:
    """The rep's next words; after those that end it, the talk is judged. An ended talk stays as it is."""
    with transaction.atomic():
        fresh = Talk.objects.select_for_update().get(pk=talk.pk)
        if fresh.ended_at:
            return
        said = [turn.said for turn in fresh.turns.all()] + [words]
        answers, standing = answers_to(persona(fresh.seed, fresh.language), said)
        fresh.turns.create(number=len(said), said=words, answer=answers[-1], at=now)
        if standing.outcome:
            _judge(fresh, standing.outcome, said, now)


def end(talk: Talk, *, now: datetime) -> None:
    """The rep breaks it off; it is judged as far as it went."""
    with transaction.atomic():
        fresh = Talk.objects.select_for_update().get(pk=talk.pk)
        if not fresh.ended_at:
            _judge(fresh, "broken", [turn.said for turn in fresh.turns.all()], now)


def _judge(talk: Talk, outcome: str, said: list[str], now: datetime) -> None:
    found = judged(persona(talk.seed, talk.language), said)
    talk.ended_at, talk.outcome, talk.percent, talk.marks = now, outcome, found.percent, found.marks
    talk.save(update_fields=["ended_at", "outcome", "percent", "marks"])
    turns = dict(Turn.objects.filter(talk=talk).values_list("number", "pk"))
    TurnMark.objects.bulk_create(
        TurnMark(turn_id=turns[turn + 1], well=well, criterion=criterion) for turn, well, criterion in found.moments
    )
    if talk.topic_id:
        pass_gates(talk.member, talk.topic_id, now=now)
