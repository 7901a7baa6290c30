from leadwright.ai.models import LanguageModel
from leadwright.coaching.analysing import analyse
from tests.coaching.stage import a_recording, wav
from tests.wire.language_model import KEY


def a_model(cast, now, listener="whisper-1"):
    LanguageModel.objects.create(
        workspace=cast.workspace, url="https://models.example/v1", name="m", listener=listener, key=KEY, created_at=now
    )


def said(*rows) -> dict:
    return {"text": "", "segments": [{"start": at, "end": at + 2, "text": words} for at, words in rows]}


def test_each_channel_is_written_down_alone_and_concerns_are_counted(cast, now, talker):
    a_model(cast, now)
    talker.segments = [
        said((0.5, " How do you notice it today?"), (9.0, "I see.")),
        said((4.0, "That sounds too expensive for us.")),
    ]
    recording = a_recording(cast.alice, now, wav())
    analyse(recording.pk)
    recording.refresh_from_db()
    lines = [(row.speaker, row.words) for row in recording.utterances.all()]
    assert lines == [(0, "How do you notice it today?"), (1, "That sounds too expensive for us."), (0, "I see.")]
    assert (recording.questions, recording.concerns) == (1, 1)
    assert "whisper-1" in recording.why
    assert len(talker.asked) == 2
    assert all(b"OggS" in one["sound"] for one in talker.asked)


def test_a_provider_that_fails_leaves_the_figures_and_says_why(cast, now, talker):
    a_model(cast, now)
    talker.status = 503
    recording = a_recording(cast.alice, now, wav())
    analyse(recording.pk)
    recording.refresh_from_db()
    assert recording.talk_share is not None
    assert "503" in recording.why
    assert not recording.utterances.exists()


def test_no_sound_leaves_where_no_listener_is_named(cast, now, talker):
    a_model(cast, now, listener="")
    recording = a_recording(cast.alice, now, wav())
    analyse(recording.pk)
    assert talker.asked == []
