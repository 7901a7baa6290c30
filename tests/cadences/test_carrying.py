"""Changing a cadence under those who are on their way: nothing is done twice, and nobody is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from leadwright.cadences import versions
from leadwright.cadences.carrying import Place, goes_straight, way_on
from leadwright.cadences.engine import advance_due
from leadwright.cadences.models import Enrolment, Hold, Step, Touch, Version
from leadwright.conversations.models import Message
from leadwright.tasks.models import Task
from tests.cadences.floor import enrolled, run, tick

orders = some.permutations(range(8)).flatmap(lambda all_: some.integers(1, 8).map(lambda n: all_[:n]))


def version(identities, begin=0):
    return [Place(begin + number, identity, identity % 3) for number, identity in enumerate(identities)]


@given(orders, orders, some.integers(0, 8))
def test_whatever_the_change_nothing_is_done_twice_and_nothing_that_still_lay_ahead_is_lost(before, after, count):
    old, new = version(before), version(after, 100)
    done = old[:count]
    way = way_on(done, old, new)
    identities = [step.identity for step in way]
    assert identities[: len(done)] == [step.identity for step in done]
    assert len(identities) == len(set(identities))
    ahead = {step.identity for step in old[count:]} & set(after)
    assert ahead <= set(identities[len(done) :])
    assert [each for each in after if each in identities[len(done) :]] == identities[len(done) :]
    assert all(step.id >= 100 for step in way if not step.done)


def test_a_new_step_behind_them_is_not_made_up_for_and_one_ahead_is_theirs():
    old, new = version([1, 2, 3]), version([9, 1, 2, 8, 3], 100)
    way = way_on(old[:2], old, new)
    assert [step.identity for step in way] == [1, 2, 8, 3]
    assert not goes_straight(way, new)
    assert goes_straight(way_on([], old, new), new) is True


def test_a_step_that_lost_its_neighbour_waits_a_day_at_least():
    old = [Place(1, 1), Place(2, 2, 2), Place(3, 3, 0)]
    new = [Place(13, 3, 0), Place(11, 1, 0), Place(12, 2, 2)]
    way = way_on(old[:2], old, new)
    assert [(step.identity, step.wait_days) for step in way] == [(1, 0), (2, 2), (3, 1)]


@pytest.fixture
def enrolment(cast, now):
    return enrolled(cast.alice, now=now)


def test_who_is_on_the_way_goes_on_by_the_new_words_from_where_they_stand(cast, enrolment, now):
    tick(now + timedelta(hours=3))
    step = enrolment.version.steps.get(position=3)
    fields = {"name": "Other words", "wait_days": 2, "patience_days": 3, "subject": "", "body": "Other words."}
    made = versions.edit(step, fields, by=cast.dana, now=now + timedelta(hours=4), everybody=True)
    enrolment.refresh_from_db()
    assert (enrolment.version, enrolment.position) == (made, 2)
    assert set(Touch.objects.values_list("step__version", flat=True)) == {made.pk}
    run(now + timedelta(days=1), days=6)
    texts = list(Message.objects.filter(outbound=True).order_by("pk").values_list("text", flat=True))
    assert [text[:12] for text in texts][:2] == ["Hello Rūta,\n", "Other words."]


def change_each_way(cast, cadence, now):
    """One of each kind of change, all of them for those on their way."""

    def newest(position):
        return cadence.current.steps.get(position=position)

    yield lambda: versions.move(newest(1), to=4, by=cast.dana, now=now, everybody=True)
    yield lambda: versions.remove(newest(1), by=cast.dana, now=now, everybody=True)
    yield lambda: versions.move(newest(7), to=1, by=cast.dana, now=now, everybody=True)
    words = {"kind": "email", "name": "New", "wait_days": 1, "patience_days": 3, "subject": "", "body": "New."}
    yield lambda: versions.add(cadence.current, words, after=0, by=cast.dana, now=now, everybody=True)
    yield lambda: versions.add(cadence.current, words, after=8, by=cast.dana, now=now, everybody=True)


def test_no_mail_is_repeated_however_often_the_cadence_is_turned_over(cast, enrolment, now):
    cadence = enrolment.version.cadence
    others = [enrolled(cast.alice, now=now, email=f"p{n}@company{n}.example") for n in range(3)]
    first = Message.objects.filter(outbound=True)
    for day, change in enumerate(change_each_way(cast, cadence, now + timedelta(days=5, hours=1))):
        run(now + timedelta(days=3 * day), days=3)
        change()
    assert first.count() > 4
    run(now + timedelta(days=15), days=45)
    for each in [enrolment, *others]:
        each.refresh_from_db()
        assert each.state == Enrolment.State.FINISHED
        texts = list(Message.objects.filter(outbound=True, lead=each.lead).values_list("text", flat=True))
        assert len(texts) == len(set(texts)), "a mail was said twice"
        identities = [touch.step.identity for touch in each.touches.select_related("step")]
        assert len(identities) == len(set(identities))
        assert {touch.step.version_id for touch in each.touches.select_related("step")} == {each.version_id}
    assert cadence.current.number == 6


def test_what_is_written_stays_and_a_hold_stays(cast, enrolment, now):
    at = now + timedelta(hours=3)
    advance_due(now=at, worker="test")
    mail = Message.objects.get(state="queued")
    Hold.objects.create(enrolment=enrolment, reason="Away.", code="out_of_office", at=at, until=at + timedelta(days=9))
    versions.remove(enrolment.version.steps.get(position=1), by=cast.dana, now=at, everybody=True)
    enrolment.refresh_from_db()
    assert enrolment.version.carried_from_id is not None
    assert enrolment.version.cadence.current.number == 2
    mail.refresh_from_db()
    assert mail.touch.step.version == enrolment.version
    tick(at)
    enrolment.refresh_from_db()
    assert enrolment.due_why == "Away."


def test_leaving_the_question_changes_nothing_and_the_answer_is_kept(cast, enrolment, as_member):
    client = as_member(cast.dana)
    step = enrolment.version.steps.get(position=5)
    url = reverse("cadences:place", args=[step.pk])
    page = client.post(url, {"to": "2"})
    assert b"For whom?" in page.content
    assert ("to", "2") in page.context["fields"]
    assert Version.objects.count() == 1
    assert client.post(url, {"to": "2", "whom": "all"}).status_code == 303
    enrolment.refresh_from_db()
    assert enrolment.version.number == 2
    assert Step.objects.get(version=enrolment.version, position=2).identity == step.pk
    again = client.post(url, {"to": "2", "whom": "all"}, follow=True)
    assert "meanwhile" in str(list(again.context["messages"])[-1])


def test_the_figures_follow_who_was_carried_over(cast, enrolment, now, as_member):
    cadence = enrolment.version.cadence
    tick(now + timedelta(hours=3))
    Task.objects.filter(kind="linkedin").first().close(by=cast.alice, outcome="done", now=now + timedelta(hours=4))
    tick(now + timedelta(hours=4))
    versions.remove(enrolment.version.steps.get(position=1), by=cast.dana, now=now, everybody=True)
    page = as_member(cast.dana).get(reverse("cadences:detail", args=[cadence.pk]))
    linkedin, second = page.context["lines"][:2]
    assert (linkedin.done, linkedin.waiting, second.waiting) == (1, 0, 1)
    assert page.context["totals"].started == 1
    assert len(page.context["versions"]) == 2


def test_all_messages_are_read_as_one_lead_with_what_is_missing(cast, enrolment, as_member):
    url = reverse("cadences:messages", args=[enrolment.version.cadence_id])
    client = as_member(cast.alice)
    page = client.get(url, {"lead": enrolment.lead_id})
    assert page.context["missing"] == []
    assert page.content.decode().count("Hello Rūta") >= 8
    enrolment.lead.brief.gap = ""
    enrolment.lead.brief.save(update_fields=["gap"])
    assert client.get(url, {"lead": enrolment.lead_id}).context["missing"] == ["brief.gap"]
    assert as_member(cast.mara).get(url).status_code == 403
    assert as_member(cast.charlie).get(url).status_code == 404
