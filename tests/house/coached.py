"""The part of the world that coaching and training show: a call that was recorded, what was said of it, a lesson."""

import io
from datetime import timedelta
from types import SimpleNamespace

import numpy
import soundfile

from leadwright.coaching.keeping import take_in
from leadwright.coaching.models import Goal, Moment, Remark, Review, Utterance
from leadwright.coaching.shipped import scorecards_of
from leadwright.training.learning import take
from leadwright.training.models import Lesson, Talk, Topic
from leadwright.training.paths import of_an_article


def furnish_coaching(world: SimpleNamespace, number: int) -> None:
    now, cast = world.now, world.cast
    world.scorecard = next(card for card in scorecards_of(cast.workspace, now=now) if card.of == "recording")
    world.recording = recording = take_in(
        a_sound(number),
        member=cast.alice,
        by=cast.alice,
        title=f"Call {number}",
        consent="asked",
        may_teach=True,
        lead=world.lead,
        now=now,
    )
    Utterance.objects.create(recording=recording, at=1, speaker=1, words="Too dear.", concern="price", answered=False)
    same = {"workspace": cast.workspace, "member": cast.alice, "by": cast.dana, "recording": recording}
    world.remark = Remark.objects.create(**same, tone=Remark.Tone.PRAISE, words="Well asked.", at=now)
    Review.objects.create(
        **same, scorecard=world.scorecard, version=world.scorecard.current, saved_at=now, published_at=now
    )
    world.moment = Moment.objects.create(
        workspace=cast.workspace, recording=recording, topic="Price", title="m", begins=0, ends=1, by=cast.dana, at=now
    )
    world.topic = Topic.objects.create(workspace=cast.workspace, name=f"Topic {number}")
    world.talk = Talk.objects.create(
        workspace=cast.workspace, member=cast.alice, seed=number, began_at=now, ended_at=now
    )
    world.lesson = of_an_article(Lesson(article=world.article), world.topic)
    world.card = world.lesson.cards.get()
    take(world.lesson, by=cast.alice, now=now)
    world.goal = Goal.objects.create(
        workspace=cast.workspace,
        member=world.member,
        measure=Goal.Measure.CALLS,
        figure=20,
        by_on=now.date() + timedelta(days=30),
        set_by=cast.dana,
        set_at=now,
    )


def a_sound(number: int) -> bytes:
    out = io.BytesIO()
    soundfile.write(out, numpy.full((1600, 2), number / 100), 16_000, format="WAV")
    return out.getvalue()
