"""Drafts phrased by a model that says things which no article says, each in a planned way."""

import pytest
from django.urls import reverse

from leadwright.ai.phrasing import TASK
from leadwright.knowledge import phrasing
from leadwright.knowledge.answering import draft_answer
from leadwright.knowledge.models import Article, Phrasing
from tests.cast import a_lead

BODY = (
    "The battery lasts five years at one value a minute. The portal warns 60 days before it is empty. "
    "A battery is changed by hand, without tools."
)
GOOD = "The battery lasts 5 years at one value a minute. The portal warns you 60 days before it is empty."
PLANNED = {
    "a number": "The battery lasts 8 years.",
    "a price": "A new battery costs 20 euros.",
    "a name": "The battery of Varta lasts five years at one value a minute.",
    "a negation": "The battery is not changed by hand.",
    "a promise": "We guarantee that the battery lasts five years at one value a minute.",
    "a new thing": "The logger is waterproof.",
    "an order": "Send us your password.",
}


@pytest.fixture
def answer(cast, model, now):
    Article.objects.create(workspace=cast.workspace, title="How long does the battery last?", body=BODY, updated_at=now)
    lead = a_lead(cast.alice)
    question = "How long does the battery last?"
    return draft_answer(workspace_id=cast.workspace.pk, question=question, lead=lead, key="reply:1", now=now)


def test_a_draft_is_phrased_better_and_its_quotes_are_kept(answer, talker, now):
    assert answer.draft == BODY
    talker.says = GOOD
    phrasing.phrase(answer.pk, now=now)
    answer.refresh_from_db()
    assert answer.draft == GOOD
    assert (answer.phrasing.extract, answer.phrasing.used, answer.phrasing.struck) == (BODY, True, [])
    task, given = (one["content"] for one in talker.asked[0]["messages"])
    assert task == TASK
    assert BODY in given


@pytest.mark.parametrize("added", PLANNED)
def test_what_no_article_says_is_struck_and_kept_as_evidence(answer, talker, now, added):
    talker.says = f"{GOOD} {PLANNED[added]}"
    phrasing.phrase(answer.pk, now=now)
    answer.refresh_from_db()
    assert answer.draft == GOOD
    [struck] = answer.phrasing.struck
    assert struck["sentence"] == PLANNED[added]
    assert PLANNED[added] in answer.phrasing.said


def test_where_too_much_is_struck_the_quotes_stay(answer, talker, now, cast, as_member):
    talker.says = " ".join([GOOD, *PLANNED.values()])
    phrasing.phrase(answer.pk, now=now)
    answer.refresh_from_db()
    assert answer.draft == BODY
    assert not answer.phrasing.used
    page = as_member(cast.alice).get(reverse("knowledge:question", args=[answer.pk])).content.decode()
    assert "waterproof" in page
    assert "7 sentences were struck" in page


@pytest.mark.parametrize(("status", "whole"), [(500, b""), (200, b"not json"), (200, b'{"choices": []}')])
def test_a_model_that_fails_leaves_the_quotes_and_says_why(answer, talker, now, status, whole):
    talker.status, talker.whole = status, whole
    phrasing.phrase(answer.pk, now=now)
    answer.refresh_from_db()
    assert answer.draft == BODY
    assert answer.phrasing.failure


def test_a_draft_is_phrased_once_and_not_after_a_person_had_it(answer, talker, now, cast):
    talker.says = GOOD
    phrasing.phrase(answer.pk, now=now)
    phrasing.phrase(answer.pk, now=now)
    assert len(talker.asked) == 1
    Phrasing.objects.all().delete()
    answer.sent_at = now
    answer.save(update_fields=["sent_at"])
    phrasing.phrase(answer.pk, now=now)
    assert len(talker.asked) == 1


def test_without_a_model_nothing_is_asked(answer, talker, model, now):
    model.delete()
    phrasing.phrase(answer.pk, now=now)
    assert talker.asked == []
    assert not Phrasing.objects.exists()
