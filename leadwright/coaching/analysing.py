"""A recording is listened to: who spoke when, what that comes to, and what was said where it can be told."""

from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from leadwright.coaching.concerns import marked
from leadwright.coaching.measuring import figures
from leadwright.coaching.models import Recording, Utterance
from leadwright.coaching.provided import provided
from leadwright.coaching.recordings import Unheard, samples
from leadwright.coaching.transcribing import Said, transcribe
from leadwright.coaching.transcripts import Line
from leadwright.coaching.voices import listen


def analyse(pk: int) -> None:
    """May run twice: the second time finds the same. A recording that went meanwhile is left alone."""
    recording = Recording.objects.filter(pk=pk, gone_at=None).exclude(sound="").first()
    if recording is None:
        return
    try:
        channels = samples(Path(recording.sound.path))
    except Unheard as unheard:
        Recording.objects.filter(pk=pk).update(state=Recording.State.UNHEARD, why=str(unheard)[:300])
        return
    call = listen(channels)
    if recording.utterances.exists():
        said = Said("", None, "")  # somebody brought the words along, or they were written down before
    else:
        said = provided(recording.workspace_id, channels, call) or transcribe(channels, call)
    speakers = [
        {
            "parts": [[round(a, 2), round(b, 2)] for a, b in one.parts],
            "seconds": round(one.seconds, 2),
            "longest": round(one.longest, 2),
        }
        for one in call.speakers
    ]
    why = "; ".join(part for part in (call.why, said.reason) if part)
    with transaction.atomic():
        fresh = Recording.objects.select_for_update().filter(pk=pk, gone_at=None).first()
        if fresh is None:
            return
        fresh.seconds, fresh.speakers, fresh.sure, fresh.why = call.seconds, speakers, call.sure, why[:300]
        fresh.state = Recording.State.HEARD
        measure(fresh)
        if said.lines and not fresh.utterances.exists():
            keep_words(fresh, [Line(at, _place(who, fresh.own_channel), words) for at, who, words in said.lines])


def measure(recording: Recording) -> None:
    found = figures(recording.speakers, recording.own_channel, recording.seconds)
    recording.talk_share, recording.longest = found.share, found.longest
    recording.patience, recording.turns_a_minute = found.patience, found.turns_a_minute
    recording.save(
        update_fields=[
            "seconds", "speakers", "sure", "why", "state", "own_channel", "talk_share", "longest", "patience",
            "turns_a_minute",
        ]
    )  # fmt: skip


def turn_round(recording: Recording) -> None:
    """The other speaker is ours."""
    with transaction.atomic():
        fresh = Recording.objects.select_for_update().get(pk=recording.pk)
        fresh.own_channel = 1 - min(fresh.own_channel, 1)
        measure(fresh)
        lines = [Line(row.at, 1 - min(row.speaker, 1), row.words) for row in fresh.utterances.all()]
        if lines:
            keep_words(fresh, lines)


def keep_words(recording: Recording, lines: Sequence[Line]) -> None:
    """These words are what was said; what stood before goes. Questions and concerns are counted in them."""
    with transaction.atomic():
        recording.utterances.all().delete()
        found = marked([(line.speaker, line.words) for line in lines])
        Utterance.objects.bulk_create(
            Utterance(
                recording=recording, at=line.at, speaker=line.speaker, words=line.words, questions=one.questions,
                concern=one.concern, answered=one.answered,
            )
            for line, one in zip(lines, found, strict=True)
        )  # fmt: skip
        concerns = [one for one in found if one.concern]
        Recording.objects.filter(pk=recording.pk).update(
            questions=sum(one.questions for one in found if one.speaker == 0),
            concerns=len(concerns),
            concerns_answered=sum(bool(one.answered) for one in concerns),
        )


def _place(speaker: int, own: int) -> int:
    """0 for who is ours, 1 for the others."""
    return int(speaker != own)
