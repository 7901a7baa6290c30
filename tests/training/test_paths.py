from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.cadences.models import Gate
from leadwright.cadences.shipped import default_cadence
from leadwright.training import learning, paths
from leadwright.training.models import Card, Grade, Lesson, Onboarding, Recall, Taken, Topic

DAY = timedelta(days=1)


@pytest.fixture
def topic(cast):
    """Three lessons, each with one question."""
    topic = Topic.objects.create(workspace=cast.workspace, name="Loggers")
    for day, title in enumerate(("Price", "Battery", "Alarms"), 1):
        lesson = paths.add(Lesson(title=title, day=day), topic)
        Card.objects.create(workspace=cast.workspace, lesson=lesson, question=f"{title}?", answer=f"{title}.")
    return topic


def lesson_of(topic, title):
    return topic.lessons.get(title=title)


def know(member, lessons, now, grade="easy"):
    for lesson in lessons:
        learning.take(lesson, by=member, now=now)
    for recall in list(learning.due(member, now=now)):
        learning.answer(recall, grade, "as I said", now=now)


def titles(topic):
    return [one.title for one in topic.lessons.order_by("position")]


@pytest.mark.parametrize(
    ("title", "at", "then"),
    [
        ("Alarms", 1, ["Alarms", "Price", "Battery"]),
        ("Price", 3, ["Battery", "Alarms", "Price"]),
        ("Price", 99, ["Battery", "Alarms", "Price"]),
        ("Battery", 2, ["Price", "Battery", "Alarms"]),
    ],
)
def test_a_lesson_is_put_where_it_is_to_stand(topic, title, at, then):
    paths.place(lesson_of(topic, title), at)
    assert titles(topic) == then


def test_a_lesson_taken_out_is_asked_no_more_and_what_was_recalled_stays(cast, now, as_member, topic, stopped_clock):
    price, battery = lesson_of(topic, "Price"), lesson_of(topic, "Battery")
    know(cast.alice, [price, battery], now - 40 * DAY)
    page, index = reverse("training:lesson", args=[price.pk]), reverse("training:index")
    dana = as_member(cast.dana)
    assert "1 member has begun it" in dana.get(reverse("training:lesson_edit", args=[price.pk])).content.decode()
    before = learning.ready(cast.alice, [topic], now=now)[topic.pk]
    assert dana.post(reverse("training:lesson_removal", args=[price.pk])).status_code == 303
    assert [one.card.lesson for one in learning.due(cast.alice, now=now + 900 * DAY)] == [battery]
    assert learning.ready(cast.alice, [topic], now=now)[topic.pk] == pytest.approx(before * 3 / 4, abs=0.01)
    assert (Taken.objects.count(), Grade.objects.count()) == (2, 2)
    alice = as_member(cast.alice)
    shown = alice.get(page).content.decode()
    assert "Taken out" in shown and "as I said" in shown and "I took this lesson" not in shown
    assert page in alice.get(reverse("training:topic", args=[topic.pk])).content.decode()
    assert page not in as_member(cast.bob).get(reverse("training:topic", args=[topic.pk])).content.decode()
    assert as_member(cast.bob).post(page).status_code == 303
    assert not Taken.objects.filter(member=cast.bob).exists()
    as_member(cast.dana).post(reverse("training:lesson_restoration", args=[price.pk]))
    assert {one.card.lesson for one in learning.due(cast.alice, now=now + 900 * DAY)} == {price, battery}
    assert "1 of 3" not in as_member(cast.alice).get(index).content.decode()


def test_a_path_taken_out_drops_its_gates_and_its_onboarding(cast, now, as_member, topic, stopped_clock):
    paths.set_gate(default_cadence(cast.workspace, by=cast.dana, now=now), topic, 80, by=cast.dana, now=now)
    Onboarding.objects.create(member=cast.bob, begins_on=now.date() - 9 * DAY)
    know(cast.alice, [lesson_of(topic, "Price")], now)
    assert as_member(cast.alice).post(reverse("training:topic_removal", args=[topic.pk])).status_code == 403
    as_member(cast.dana).post(reverse("training:topic_removal", args=[topic.pk]))
    assert not Gate.objects.exists()
    assert not learning.due(cast.alice, now=now + 900 * DAY)
    assert learning.behind(cast.bob, today=now.date())[1] == []
    detail, index = reverse("training:topic", args=[topic.pk]), reverse("training:index")
    assert detail in as_member(cast.alice).get(index).content.decode()  # she began it
    assert detail not in as_member(cast.bob).get(index).content.decode()
    client = as_member(cast.dana)
    again = client.post(reverse("training:topics"), {"name": "loggers", "kind": "product"})
    assert again.status_code == 422 and "taken out" in again.content.decode()
    client.post(reverse("training:topic_restoration", args=[topic.pk]))
    assert learning.due(cast.alice, now=now + 900 * DAY)


def test_fewer_questions_let_through_who_knows_the_rest(cast, now, topic):
    cadence = default_cadence(cast.workspace, by=cast.dana, now=now)
    paths.set_gate(cadence, topic, 90, by=cast.dana, now=now)
    know(cast.alice, [lesson_of(topic, "Price"), lesson_of(topic, "Battery")], now)
    assert not Gate.objects.get().clearances.exists()
    paths.take_out(lesson_of(topic, "Alarms"), now=now)
    assert [one.member for one in Gate.objects.get().clearances.all()] == [cast.alice]


def test_a_slip_is_mended_in_place_and_another_answer_is_another_question(cast, now, as_member, topic, stopped_clock):
    price = lesson_of(topic, "Price")
    know(cast.alice, [price], now)
    card, client = price.cards.get(), as_member(cast.dana)
    edit = reverse("training:card_edit", args=[card.pk])
    assert client.post(edit, {"question": "", "answer": "x"}).status_code == 422
    client.post(edit, {"question": "What is the price?", "answer": "14 euros."})
    assert not learning.due(cast.alice, now=now) and price.cards.get().answer == "14 euros."
    client.post(edit, {"question": "What is the price?", "answer": "15 euros.", "anew": "on"})
    (asked,) = learning.due(cast.alice, now=now)
    assert asked.card.answer == "15 euros."
    old = Grade.objects.get().recall.card
    assert (old.answer, old.out_at) == ("14 euros.", now)
    shown = as_member(cast.alice).get(reverse("training:lesson", args=[price.pk])).content.decode()
    assert "14 euros." in shown and "asked no more" in shown


def test_a_lesson_that_teaches_something_else_is_taken_again(cast, now, as_member, topic, stopped_clock):
    price = lesson_of(topic, "Price")
    know(cast.alice, [price], now - DAY)
    edit, page = reverse("training:lesson_edit", args=[price.pk]), reverse("training:lesson", args=[price.pk])
    given = {"title": "Prices", "words": "By year now.", "day": 2, "place": 3}
    assert as_member(cast.dana).post(edit, {**given, "place": 0}).status_code == 422
    assert as_member(cast.dana).post(edit, {**given, "anew": "on"}).status_code == 303
    assert titles(topic) == ["Battery", "Alarms", "Prices"]
    alice = as_member(cast.alice)
    assert "since you took it" in alice.get(page).content.decode()
    alice.post(page)
    assert "since you took it" not in alice.get(page).content.decode()
    assert Recall.objects.filter(member=cast.alice).count() == 1


def test_a_path_of_another_name_says_so_at_its_gates(cast, now, as_member, topic, stopped_clock):
    paths.set_gate(default_cadence(cast.workspace, by=cast.dana, now=now), topic, 80, by=cast.dana, now=now)
    given = {"name": "Our loggers", "kind": "product", "talks": 0}
    assert as_member(cast.dana).post(reverse("training:topic_edit", args=[topic.pk]), given).status_code == 303
    assert "“Our loggers”" in Gate.objects.get().asks
