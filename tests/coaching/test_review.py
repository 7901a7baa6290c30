import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from leadwright.coaching.models import Mark, Question, Remark, Review, Scorecard
from leadwright.coaching.shipped import scorecards_of
from tests.coaching.stage import a_recording


@pytest.fixture
def recording(cast, now):
    return a_recording(cast.alice, now)


@pytest.fixture
def card(cast, now):
    return next(card for card in scorecards_of(cast.workspace, now=now) if card.of == "recording")


def filled(card, level=4, **said):
    by_kind = {}
    for question in card.current.questions.all():
        by_kind[question.kind] = question
    given = {
        f"q{by_kind['range'].pk}": str(level),
        f"q{by_kind['yes_no'].pk}": "1",
        f"q{by_kind['single'].pk}": by_kind["single"].choices[1],
        f"q{by_kind['multi'].pk}": by_kind["multi"].choices[:2],
        f"q{by_kind['open'].pk}": "Ask once more before you tell.",
    }
    return {**given, **said}


def review(client, recording, given):
    return client.post(reverse("coaching:recording_review", args=[recording.pk]), given)


def page(client, recording):
    return client.get(reverse("coaching:recording", args=[recording.pk])).content.decode()


def test_saved_is_for_its_scorer_published_for_others(cast, as_member, recording, card):
    assert review(as_member(cast.dana), recording, filled(card)).status_code == 303
    assert "saved, not published" in page(as_member(cast.dana), recording)
    assert "Dana Whitlock" not in page(as_member(cast.ada), recording).split("<main")[1]
    review(as_member(cast.dana), recording, filled(card, level=5, publish="1"))
    found = Review.objects.get()
    assert found.score == pytest.approx((100 + 100 + 50 + 50) / 4)
    assert "Dana Whitlock" in page(as_member(cast.ada), recording).split("<main")[1]
    again = review(as_member(cast.dana), recording, filled(card, level=1, publish="1"))
    assert again.status_code == 422 and Review.objects.get().score == found.score


def test_the_self_review_is_written_first_and_stands_beside_the_managers(cast, as_member, recording, card):
    review(as_member(cast.dana), recording, filled(card, level=2, publish="1"))
    first = page(as_member(cast.alice), recording)
    assert "Write your own review first" in first and "self-review" not in first
    review(as_member(cast.alice), recording, filled(card, level=5))
    assert "Write your own review first" in page(as_member(cast.alice), recording)  # saved is not published
    review(as_member(cast.alice), recording, filled(card, level=5, publish="1"))
    both = page(as_member(cast.alice), recording)
    assert both.index("self-review") < both.index("· Dana Whitlock")


def test_a_mandatory_question_must_be_answered_to_publish_and_may_wait_to_save(cast, as_member, recording, card):
    empty = {key: value for key, value in filled(card).items() if value != "4"}
    assert review(as_member(cast.dana), recording, empty).status_code == 303
    refused = review(as_member(cast.dana), recording, {**empty, "publish": "1"})
    assert refused.status_code == 422
    assert "How well did they listen?" in refused.content.decode()
    assert Review.objects.get().published_at is None


def test_an_optional_question_may_be_left_out(cast, as_member, recording, card):
    single = card.current.questions.get(kind="single")
    review(as_member(cast.dana), recording, filled(card, publish="1", **{f"out{single.pk}": "on"}))
    mark = Mark.objects.get(question=single)
    assert mark.left_out and mark.chosen == []
    assert Review.objects.get().score == pytest.approx((75 + 100 + 50) / 3, abs=0.1)


def test_what_is_no_answer_is_none(cast, as_member, recording, card):
    of_range = card.current.questions.get(kind="range")
    review(as_member(cast.dana), recording, filled(card, level=6))
    assert Mark.objects.get(question=of_range).number is None


def test_one_use_for_each_scorer_and_several_scorers(cast, as_member, recording, card, now):
    for member in (cast.dana, cast.ada, cast.alice):
        review(as_member(member), recording, filled(card, publish="1"))
    assert Review.objects.count() == 3
    same = {"workspace": cast.workspace, "member": cast.alice, "by": cast.dana, "scorecard": card}
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(**same, recording=recording, version=card.current, saved_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(**same, version=card.current, saved_at=now)  # of nothing


def test_a_colleague_reviews_nobody(cast, as_member, now, card):
    heard = a_recording(cast.alice, now, heard_by="team")
    bob = as_member(cast.bob)
    assert page(bob, heard).count("/review/") == 0
    assert review(bob, heard, filled(card)).status_code == 404
    remarks = reverse("coaching:recording_remarks", args=[heard.pk])
    assert bob.post(remarks, {"tone": "praise", "words": "Nice."}).status_code == 404


def test_a_changed_scorecard_leaves_what_was_scored(cast, as_member, recording, card):
    review(as_member(cast.dana), recording, filled(card, publish="1"))
    rows = [{"text": "Did they listen?", "kind": "range", "low": 0, "high": 10, "choices": "", "guide": ""}]
    given = {"name": card.name, "audience": "team", "q-TOTAL_FORMS": "1", "q-INITIAL_FORMS": "0"}
    given |= {f"q-0-{name}": value for name, value in rows[0].items()}
    client = as_member(cast.dana)
    edit = reverse("coaching:scorecard", args=[card.pk])
    assert client.post(edit, {**given, "q-0-high": "0"}).status_code == 422
    assert client.post(edit, {**given, "q-0-kind": "single"}).status_code == 422  # a list of nothing
    assert client.post(edit, given).status_code == 303
    assert client.post(edit, given).status_code == 303
    assert [version.number for version in card.versions.order_by("number")] == [1, 2]  # the same twice is one
    assert Review.objects.get().version.number == 1
    assert "How well did they listen?" in page(client, recording)
    assert as_member(cast.alice).get(edit).status_code == 403


def test_a_used_question_cannot_be_deleted(cast, as_member, recording, card):
    review(as_member(cast.dana), recording, filled(card, publish="1"))
    with pytest.raises(Exception, match="protected"):
        Question.objects.filter(version=card.current).delete()
    assert Mark.objects.count() == 5


def test_a_retired_scorecard_is_not_offered(cast, as_member, recording, card):
    as_member(cast.dana).post(reverse("coaching:retirement", args=[card.pk]))
    assert review(as_member(cast.dana), recording, filled(card)).status_code == 404
    assert Scorecard.objects.get(pk=card.pk).retired_at


def test_calibration_hides_the_others_until_ones_own_is_published(cast, as_member, recording, card):
    compare = reverse("coaching:calibration", args=[recording.pk])
    as_member(cast.dana).post(compare, {"card": card.pk})
    review(as_member(cast.dana), recording, filled(card, level=5, publish="1"))
    assert "<td><span><b>5</b>" not in as_member(cast.ada).get(compare).content.decode()
    review(as_member(cast.ada), recording, filled(card, level=2, publish="1"))
    seen = as_member(cast.ada).get(compare).content.decode()
    assert "<b>5</b>" in seen and "<b>2</b>" in seen
    assert "They differ most on “How well did they listen?”" in seen


def test_comments_have_a_moment_and_a_tone(cast, as_member, recording):
    client = as_member(cast.dana)
    recording.seconds, recording.speakers = 60, [{"parts": [[0, 20]], "seconds": 20, "longest": 20}]
    recording.save()
    remarks = reverse("coaching:recording_remarks", args=[recording.pk])
    assert client.post(remarks, {"tone": "praise", "words": ""}).status_code == 422
    client.post(remarks, {"tone": "praise", "words": "You let her finish.", "seconds": "65"})
    client.post(remarks, {"tone": "criticism", "words": "Ask for the day."})
    client.post(remarks, {"tone": "praise", "words": "A good beginning.", "seconds": "2"})
    seen = page(as_member(cast.alice), recording)
    assert "You let her finish." in seen and 'data-seek="65.000000">1:05' in seen
    assert 'class="tick tick--praise"' in seen and "tick--criticism" not in seen  # of the whole call, at no moment
    taken = Remark.objects.get(tone="criticism")
    assert as_member(cast.alice).post(reverse("coaching:remark_removal", args=[taken.pk])).status_code == 404
    as_member(cast.dana).post(reverse("coaching:remark_removal", args=[taken.pk]))
    assert [one.tone for one in Remark.objects.all()] == ["praise", "praise"]
