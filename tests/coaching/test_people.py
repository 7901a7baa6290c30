from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.coaching import progress
from leadwright.coaching.models import Goal, OneToOne, Recording, Remark
from tests.coaching.stage import a_recording


@pytest.fixture
def recording(cast, now):
    found = a_recording(cast.alice, now)
    Recording.objects.filter(pk=found.pk).update(talk_share=0.7, longest=80, concerns=4, concerns_answered=1)
    return found


def remark(recording, by, tone, at):
    same = {"workspace": recording.workspace, "member": recording.member, "recording": recording}
    return Remark.objects.create(**same, by=by, tone=tone, words="w", at=at)


def test_neither_praise_nor_criticism_is_forgotten(cast, now, as_member, recording, stopped_clock):
    for _ in range(3):
        remark(recording, cast.dana, "criticism", now)
    assert progress.balance(cast.alice, since=now).forgotten == "praise"
    assert "What did they do well?" in as_member(cast.dana).get(reverse("coaching:index")).content.decode()
    remark(recording, cast.dana, "praise", now)
    assert progress.balance(cast.alice, since=now).forgotten == ""
    assert progress.counters(cast.dana, since=now) == {"heard": 0, "scored": 0, "praise": 1, "criticism": 3}


def test_a_goal_is_a_figure_and_a_day_and_is_measured(cast, now, as_member, recording, stopped_clock):
    client = as_member(cast.dana)
    goals = reverse("coaching:goals", args=[cast.alice.pk])
    wanted = {"measure": "talk_share", "figure": "55", "by_on": "2026-12-23", "why": "Let them finish."}
    assert client.post(goals, {**wanted, "by_on": "2026-11-20"}).status_code == 422
    assert client.post(goals, wanted).status_code == 303
    assert client.post(goals, wanted).status_code == 422  # one open goal a measure
    goal = Goal.objects.get()
    assert progress.standing(goal, now=now).reached is False
    Recording.objects.update(talk_share=0.5)
    assert progress.standing(goal, now=now).reached is True
    assert progress.standing(goal, now=now + timedelta(days=60)).overdue
    client.post(reverse("coaching:goal_removal", args=[goal.pk]))
    assert client.post(goals, wanted).status_code == 303
    assert Goal.objects.count() == 2


@pytest.mark.parametrize(("measure", "figure"), [("longest", 80), ("concerns", 25), ("calls", 0), ("score", None)])
def test_each_measure_is_what_happened(cast, now, recording, measure, figure):
    found = progress.measured(measure, cast.alice, since=now, until=now)
    assert found == figure


def test_a_rep_sets_goals_for_themselves_only(cast, as_member, now, stopped_clock):
    wanted = {"measure": "calls", "figure": "20", "by_on": "2026-12-23"}
    client = as_member(cast.alice)
    assert client.post(reverse("coaching:goals", args=[cast.alice.pk]), wanted).status_code == 303
    assert client.post(reverse("coaching:goals", args=[cast.bob.pk]), wanted).status_code == 404
    assert client.get(reverse("coaching:member", args=[cast.bob.pk])).status_code == 404


def test_the_one_to_one_page_begins_where_the_last_one_ended(cast, now, as_member, recording, stopped_clock):
    old = remark(recording, cast.dana, "praise", now - timedelta(days=2))
    Remark.objects.filter(pk=old.pk).update(words="Before the talk.")
    address = reverse("coaching:member", args=[cast.alice.pk])
    assert "Before the talk." in as_member(cast.dana).get(address).content.decode()
    talk = reverse("coaching:one_to_ones", args=[cast.alice.pk])
    assert as_member(cast.dana).post(talk, {"agreed": ""}).status_code == 422
    as_member(cast.dana).post(talk, {"agreed": "Two questions more in each call."})
    assert OneToOne.objects.get().by == cast.dana
    seen = as_member(cast.alice).get(reverse("coaching:index")).content.decode()
    assert "Before the talk." not in seen and "Two questions more in each call." in seen
    assert as_member(cast.dana).post(reverse("coaching:one_to_ones", args=[cast.dana.pk])).status_code == 404
