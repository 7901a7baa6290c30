from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.cadences.enrolling import enrol
from leadwright.cadences.models import Enrolment, Gate, Refusal
from leadwright.cadences.shipped import default_cadence
from leadwright.knowledge.shipped import shipped_articles
from leadwright.research.models import Brief
from leadwright.training import learning, paths
from leadwright.training.models import Card, Grade, Lesson, Onboarding, Recall, Taken, Topic
from tests.cast import a_lead, a_mailbox


@pytest.fixture
def topic(cast, now):
    """The product: two lessons, each of an article."""
    topic = Topic.objects.create(workspace=cast.workspace, name="Loggers")
    for day, article in enumerate(sorted(shipped_articles(cast.workspace, now), key=lambda one: one.title)[:2], 1):
        paths.of_an_article(Lesson(article=article, day=day), topic)
    return topic


def know_all(member, topic, now, grade="easy"):
    for lesson in topic.lessons.all():
        learning.take(lesson, by=member, now=now)
    for recall in learning.due(member, now=now):
        learning.answer(recall, grade, "", now=now)


def test_a_lesson_taken_is_recalled_and_asked_again_later(cast, now, as_member, topic, stopped_clock):
    client, lesson = as_member(cast.alice), topic.lessons.first()
    assert lesson.article.body[:40] in client.get(reverse("training:lesson", args=[lesson.pk])).content.decode()
    assert client.post(reverse("training:lesson", args=[lesson.pk])).status_code == 303
    assert client.post(reverse("training:lesson", args=[lesson.pk])).status_code == 303  # twice is once
    assert Taken.objects.count() == Recall.objects.count() == 1
    recall, practice = Recall.objects.get(), reverse("training:practice")
    first = client.get(practice).content.decode()
    assert lesson.article.body[:40] not in first  # recalled, not read
    shown = client.post(practice, {"recall": recall.pk, "said": "Fourteen euros?"}).content.decode()
    assert lesson.article.body[:40] in shown and "Fourteen euros?" in shown
    client.post(practice, {"recall": recall.pk, "said": "Fourteen euros?", "grade": "good"})
    client.post(practice, {"recall": recall.pk, "grade": "good"})
    assert [one.said for one in Grade.objects.all()] == ["Fourteen euros?"]
    recall.refresh_from_db()
    assert recall.due_at > now
    assert "Nothing to recall now" in client.get(practice).content.decode()


def test_readiness_is_over_all_cards_and_fades(cast, now, topic):
    assert learning.ready(cast.alice, [topic], now=now)[topic.pk] == 0
    learning.take(topic.lessons.first(), by=cast.alice, now=now)
    learning.answer(Recall.objects.get(), "easy", "", now=now)
    half = learning.ready(cast.alice, [topic], now=now)[topic.pk]
    assert half == pytest.approx(0.5, abs=0.01)
    assert learning.ready(cast.alice, [topic], now=now + timedelta(days=60))[topic.pk] < half - 0.05
    assert learning.ready(cast.bob, [topic], now=now)[topic.pk] == 0


def test_no_cadence_on_a_product_before_it_is_known(cast, now, as_member, topic, stopped_clock):
    cadence = default_cadence(cast.workspace, by=cast.dana, now=now)
    a_mailbox(cast.alice)
    lead = a_lead(cast.alice)
    Brief.objects.create(lead=lead, company="c", need="n", gap="g", opener="o", good_at=now, updated_at=now)
    gates = reverse("training:gates", args=[topic.pk])
    assert as_member(cast.alice).post(gates, {"cadence": cadence.pk, "percent": 80}).status_code == 403
    assert as_member(cast.dana).post(gates, {"cadence": cadence.pk, "percent": 80}).status_code == 303
    refused = enrol(lead, cadence=cadence, by=cast.alice, now=now)
    assert isinstance(refused, Refusal) and refused.code == "gate" and "Loggers" in refused.sentence
    know_all(cast.alice, topic, now)
    assert isinstance(enrol(lead, cadence=cadence, by=cast.alice, now=now), Enrolment)
    assert not Gate.objects.get().clearances.filter(member=cast.bob).exists()


def test_who_passed_a_gate_has_passed_and_a_gate_can_be_taken_away(cast, now, as_member, topic, stopped_clock):
    cadence = default_cadence(cast.workspace, by=cast.dana, now=now)
    know_all(cast.bob, topic, now)
    as_member(cast.dana).post(reverse("training:gates", args=[topic.pk]), {"cadence": cadence.pk, "percent": 80})
    gate = Gate.objects.get()
    assert gate.clearances.filter(member=cast.bob).exists()  # who knew it before
    as_member(cast.dana).post(reverse("training:gate_removal", args=[topic.pk]), {"gate": gate.pk})
    assert not Gate.objects.exists()


def test_hardly_known_does_not_pass(cast, now, topic):
    know_all(cast.alice, topic, now, grade="again")
    assert not any(Gate.objects.all())
    assert learning.ready(cast.alice, [topic], now=now + timedelta(days=3))[topic.pk] < 0.9


def test_an_onboarding_says_which_lessons_are_behind(cast, now, as_member, topic, stopped_clock):
    given = {"member": cast.bob.pk, "begins_on": now.date().isoformat()}
    assert as_member(cast.dana).post(reverse("training:onboardings"), given).status_code == 303
    assert Onboarding.objects.get().member == cast.bob
    _begun, monday = learning.behind(cast.bob, today=now.date())
    _begun, tuesday = learning.behind(cast.bob, today=now.date() + timedelta(days=1))
    assert ([one.day for one in monday], [one.day for one in tuesday]) == ([1], [1, 2])
    learning.take(tuesday[0], by=cast.bob, now=now)
    assert [one.day for one in learning.behind(cast.bob, today=now.date() + timedelta(days=4))[1]] == [2]
    assert learning.behind(cast.alice, today=now.date()) == (None, [])


def test_a_manager_sees_how_far_who_is_new_has_come(cast, now, as_member, topic, stopped_clock):
    Onboarding.objects.create(member=cast.bob, begins_on=now.date() - timedelta(days=7))
    learning.take(topic.lessons.first(), by=cast.bob, now=now)
    (ramp,) = learning.ramps(cast.workspace.pk, today=now.date())
    assert (ramp.member, ramp.day, ramp.due, ramp.taken, ramp.behind) == (cast.bob, 6, 2, 1, 1)
    assert "1 behind" in as_member(cast.dana).get(reverse("training:index")).content.decode()
    assert "1 behind" not in as_member(cast.alice).get(reverse("training:index")).content.decode()
    assert learning.ramps(cast.charlie.workspace_id, today=now.date()) == []
    know_all(cast.bob, topic, now)
    assert learning.ramps(cast.workspace.pk, today=now.date()) == []


def test_a_manager_builds_a_path(cast, as_member, now, stopped_clock):
    client = as_member(cast.dana)
    assert client.post(reverse("training:topics"), {"name": "", "kind": "craft"}).status_code == 422
    client.post(reverse("training:topics"), {"name": "Calls", "kind": "craft"})
    topic = Topic.objects.get()
    lesson = {"title": "Research first", "page": "/research/", "words": "Fill one brief.", "day": 3}
    assert (
        client.post(reverse("training:lessons", args=[topic.pk]), {**lesson, "page": "//evil.example"}).status_code
        == 422
    )
    client.post(reverse("training:lessons", args=[topic.pk]), lesson)
    as_member(cast.alice).post(reverse("training:lesson", args=[Lesson.objects.get().pk]))
    cards = reverse("training:cards", args=[Lesson.objects.get().pk])
    assert as_member(cast.dana).post(cards, {"question": "", "answer": "x"}).status_code == 422
    as_member(cast.dana).post(cards, {"question": "What makes a brief good?", "answer": "Company, need and gap."})
    assert Card.objects.count() == 1
    assert [one.member for one in Recall.objects.all()] == [cast.alice]  # who took the lesson before is asked too


def test_a_lesson_without_a_title_is_called_as_its_article_and_asks_for_it(cast, as_member, now, stopped_clock):
    article = shipped_articles(cast.workspace, now)[0]
    topic = Topic.objects.create(workspace=cast.workspace, name="Loggers")
    lessons, client = reverse("training:lessons", args=[topic.pk]), as_member(cast.dana)
    assert client.post(lessons, {"day": 1}).status_code == 422
    assert client.post(lessons, {"day": 1, "article": article.pk}).status_code == 303
    card = Card.objects.get()
    assert (card.lesson.title, card.question, card.answer) == (article.title, article.title, article.body)


def test_paths_of_another_workspace_are_not_found(cast, as_member, topic):
    client = as_member(cast.charlie)
    assert client.get(reverse("training:topic", args=[topic.pk])).status_code == 404
    assert client.post(reverse("training:lesson", args=[topic.lessons.first().pk])).status_code == 404
