from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from leadwright.coaching import analysing, keeping
from leadwright.coaching.models import Hearing, Moment, Recording, RecordingRules, Remark, Review
from leadwright.coaching.models.recording import shelf
from leadwright.coaching.shipped import scorecards_of
from tests.cast import a_lead
from tests.coaching.stage import WRITTEN, a_recording, wav


def upload(client, member, content, **said):
    file = SimpleUploadedFile("call.wav", content, content_type="text/html")
    given = {"title": "First call", "member": member.pk, "consent": "asked", "heard_by": "managers", "sound": file}
    return client.post(reverse("coaching:new"), {**given, **said})


def test_a_recording_is_taken_in_listened_to_and_heard(cast, as_member, now, stopped_clock):
    client, content = as_member(cast.alice), wav()
    assert upload(client, cast.alice, content).status_code == 303
    recording = Recording.objects.get()
    assert recording.keep_until == (now + timedelta(days=90)).date()
    analysing.analyse(recording.pk)
    analysing.analyse(recording.pk)  # twice is once
    recording.refresh_from_db()
    assert recording.state == Recording.State.HEARD
    assert 0.4 < recording.talk_share < 0.8
    assert recording.patience == pytest.approx(0.6, abs=0.3)
    page = client.get(reverse("coaching:recording", args=[recording.pk])).content.decode()
    assert page.count("<rect x=") >= 6
    heard = client.get(reverse("coaching:sound", args=[recording.pk]))
    assert b"".join(heard.streaming_content) == content
    assert (heard["Content-Type"], heard["X-Content-Type-Options"]) == ("audio/wav", "nosniff")
    part = client.get(reverse("coaching:sound", args=[recording.pk]), headers={"Range": "bytes=100-199"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, content[100:200])
    assert part["Content-Range"] == f"bytes 100-199/{len(content)}"
    beyond = client.get(reverse("coaching:sound", args=[recording.pk]), headers={"Range": "bytes=999999999-"})
    assert beyond.status_code == 416
    assert [one.member for one in Hearing.objects.all()] == [cast.alice]


def test_without_consent_or_sound_nothing_is_kept(cast, as_member, now):
    client = as_member(cast.alice)
    assert upload(client, cast.alice, wav(), consent="").status_code == 422
    assert upload(client, cast.alice, b"<html><script>alert(1)</script>").status_code == 422
    assert upload(client, cast.bob, wav()).status_code == 422  # not hers
    assert not Recording.objects.exists()


def test_the_same_sound_twice_is_one_recording(cast, now):
    first, second = a_recording(cast.alice, now), a_recording(cast.alice, now)
    assert first.pk == second.pk
    assert len(shelf().listdir(str(cast.workspace.pk))[1]) == 1


def test_the_sound_of_a_call_that_one_may_not_hear_is_refused_in_a_sentence(cast, now, as_member):
    a_recording(cast.alice, now, wav())
    done = upload(as_member(cast.bob), cast.bob, wav())
    assert done.status_code == 422
    assert "This sound was added already" in done.content.decode()
    assert Recording.objects.count() == 1


def test_what_is_no_sound_says_so_on_its_page(cast, now, as_member):
    recording = a_recording(cast.alice, now)
    analysing.analyse(recording.pk)
    page = as_member(cast.alice).get(reverse("coaching:recording", args=[recording.pk])).content.decode()
    assert "is no WAV, MP3 or OGG" in page


def test_who_may_hear(cast, now, as_member):
    own, of_team = a_recording(cast.alice, now), a_recording(cast.alice, now, wav(), heard_by="team")
    hears = {
        (member.user.email, recording.pk): as_member(member)
        .get(reverse("coaching:sound", args=[recording.pk]))
        .status_code
        for member in (cast.alice, cast.bob, cast.dana, cast.erin, cast.mara, cast.charlie)
        for recording in (own, of_team)
    }
    assert {key for key, status in hears.items() if status == 200} == {
        *((member.user.email, own.pk) for member in (cast.alice, cast.dana)),
        *((member.user.email, of_team.pk) for member in (cast.alice, cast.bob, cast.dana, cast.erin)),
    }


def test_a_recording_past_its_date_is_gone_and_its_scores_stay(
    cast, now, as_member, django_capture_on_commit_callbacks
):
    recording = a_recording(cast.alice, now, wav(), may_teach=True, lead=a_lead(cast.alice))
    analysing.analyse(recording.pk)
    client = as_member(cast.dana)
    client.post(reverse("coaching:words", args=[recording.pk]), {"words": WRITTEN})
    card = next(card for card in scorecards_of(cast.workspace, now=now) if card.of == "recording")
    same = {"workspace": cast.workspace, "member": cast.alice, "by": cast.dana, "recording": recording}
    Review.objects.create(**same, scorecard=card, version=card.current, score=80, saved_at=now, published_at=now)
    Remark.objects.create(**same, tone="praise", words="Well asked.", at=now)
    topic = {"topic": "Price", "title": "Asks back", "begins": 1, "ends": 3}
    client.post(reverse("coaching:moments", args=[recording.pk]), topic)
    moment = Moment.objects.get()
    piece = as_member(cast.bob).get(reverse("coaching:moment_sound", args=[moment.pk])).content
    assert piece[:4] == b"RIFF" and len(piece) == pytest.approx(2 * 16_000 * 2 * 2, rel=0.01)

    assert keeping.forget_what_is_past(now=now + timedelta(days=90)) == 0  # its last day
    path, share = recording.sound.path, Recording.objects.get().talk_share
    with django_capture_on_commit_callbacks(execute=True):
        assert keeping.forget_what_is_past(now=now + timedelta(days=91)) == 1
    assert keeping.forget_what_is_past(now=now + timedelta(days=91)) == 0
    recording.refresh_from_db()
    assert not recording.sound and not shelf().exists(path)
    assert not recording.utterances.exists() and recording.speakers == [] and not Moment.objects.exists()
    assert (recording.talk_share, recording.concerns, Review.objects.get().score) == (share, 2, 80)
    client = as_member(cast.dana)
    assert client.get(reverse("coaching:sound", args=[recording.pk])).status_code == 404
    page = client.get(reverse("coaching:recording", args=[recording.pk])).content.decode()
    assert "The recording is gone" in page and "Well asked." in page and "<audio" not in page


def test_consent_that_is_withdrawn_removes_the_sound_at_once(cast, now, as_member, django_capture_on_commit_callbacks):
    recording = a_recording(cast.alice, now)
    assert as_member(cast.bob).post(reverse("coaching:removal", args=[recording.pk])).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert as_member(cast.alice).post(reverse("coaching:removal", args=[recording.pk])).status_code == 303
    recording.refresh_from_db()
    assert recording.is_gone and not recording.sound
    assert shelf().listdir(str(cast.workspace.pk))[1] == []


def test_a_workspace_says_how_long_recordings_are_kept(cast, now, as_member):
    before = a_recording(cast.alice, now)
    client = as_member(cast.dana)
    assert client.post(reverse("coaching:rules"), {"kept_days": "0"}).status_code == 422
    assert client.post(reverse("coaching:rules"), {"kept_days": "14"}).status_code == 303
    assert RecordingRules.objects.get().kept_days == 14
    after = a_recording(cast.alice, now, wav())
    assert after.keep_until == (now + timedelta(days=14)).date()
    before.refresh_from_db()
    assert before.keep_until == (now + timedelta(days=90)).date()


def test_sound_without_a_row_is_swept_away(cast, now):
    recording = a_recording(cast.alice, now)
    kept = a_recording(cast.alice, now, wav())
    Recording.objects.filter(pk=recording.pk).delete()
    later = now + timedelta(days=3650)
    assert keeping.sweep(now=later) >= 1
    assert shelf().listdir(str(cast.workspace.pk))[1] == [kept.sound.name.split("/")[1]]


def test_a_transcript_counts_our_questions_and_their_concerns(cast, now, as_member):
    recording = a_recording(cast.alice, now)
    client = as_member(cast.alice)
    assert client.post(reverse("coaching:words", args=[recording.pk]), {"words": "no form"}).status_code == 422
    assert client.post(reverse("coaching:words", args=[recording.pk]), {"words": WRITTEN}).status_code == 303
    recording.refresh_from_db()
    assert (recording.questions, recording.concerns, recording.concerns_answered) == (2, 2, 1)
    page = client.get(reverse("coaching:recording", args=[recording.pk])).content.decode()
    assert "concern, taken up" in page and "concern, passed over" in page


def test_the_other_speaker_may_be_ours(cast, now, as_member):
    recording = a_recording(cast.alice, now, wav())
    analysing.analyse(recording.pk)
    before = Recording.objects.get(pk=recording.pk).talk_share
    as_member(cast.alice).post(reverse("coaching:side", args=[recording.pk]))
    assert Recording.objects.get(pk=recording.pk).talk_share == pytest.approx(1 - before)


def test_a_moment_is_kept_only_where_they_agreed_to_teaching(cast, now, as_member):
    recording = a_recording(cast.alice, now, wav())
    client = as_member(cast.alice)
    said = {"topic": "Price", "title": "Asks back", "begins": 1, "ends": 3}
    client.post(reverse("coaching:moments", args=[recording.pk]), said)
    assert not Moment.objects.exists()
    client.post(reverse("coaching:hearers", args=[recording.pk]), {"heard_by": "managers", "may_teach": "on"})
    assert client.post(reverse("coaching:moments", args=[recording.pk]), {**said, "ends": 0}).status_code == 422
    client.post(reverse("coaching:moments", args=[recording.pk]), said)
    bob = as_member(cast.bob)
    assert "Asks back" in bob.get(reverse("coaching:library"), {"topic": "Price"}).content.decode()
    assert bob.get(reverse("coaching:recording", args=[recording.pk])).status_code == 404  # the rest is not for him
    as_member(cast.alice).post(reverse("coaching:hearers", args=[recording.pk]), {"heard_by": "managers"})
    assert not Moment.objects.exists()
