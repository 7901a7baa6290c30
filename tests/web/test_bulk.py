"""Acts on many leads: seen before they are done, done once, taken back where they still stand."""

import pytest
from django.urls import reverse

from leadwright.leads.models import Bulk, Lead, LeadList, Status
from leadwright.tasks.asking import ask
from leadwright.tasks.models import Task, TaskKind
from tests.cast import a_lead

DOOR = "web:bulk"


@pytest.fixture
def leads(cast):
    names = ("Ona", "Ida", "Eva")
    return [a_lead(cast.alice, f"{name.lower()}@kita.example", given_name=name) for name in names]


def ids(leads) -> list[int]:
    return [lead.pk for lead in leads]


def state(field: str) -> list:
    return list(Lead.objects.order_by("pk").values_list(field, flat=True))


def taken_back(client, bulk: Bulk) -> None:
    assert client.post(reverse("web:bulk_taking_back", args=[bulk.pk])).status_code == 303


def test_what_would_happen_is_said_and_nothing_is_written(cast, as_member, leads):
    a_lead(cast.bob, "bo@kita.example", given_name="Bo", tags=["warm"])
    client = as_member(cast.alice)
    asked = {"query": "owner=all", "act": "tag", "tags": "warm"}
    answer = client.post(reverse(DOOR), asked)
    assert (answer.context["ready"], answer.context["refused"]) == (3, [("Has these tags already.", 1)])
    assert not Bulk.objects.exists() and state("tags") == [[], [], [], ["warm"]]
    answer = client.post(reverse(DOOR), {**asked, "act": "list", "new_list": "New"})
    assert (answer.context["ready"], answer.context["refused"]) == (3, [("Somebody else's lead.", 1)])
    assert not LeadList.objects.filter(name="New").exists()
    assert client.post(reverse(DOOR), {**asked, "act": "owner"}).status_code == 422
    told = {"owner": "all", "list": leads[0].list_id, "act": "owner", "to": cast.bob.pk}  # a question and an act
    assert client.get(reverse(DOOR), told).context["ready"] == 3
    assert "Nobody was chosen" in client.get(reverse(DOOR)).content.decode()


def test_tags_go_on_and_off_and_back_again(cast, as_member, leads):
    client = as_member(cast.alice)
    client.post(reverse(DOOR), {"lead": ids(leads[:2]), "act": "tag", "tags": "warm, expo", "do": "1"})
    assert state("tags") == [["expo", "warm"], ["expo", "warm"], []]
    first = Bulk.objects.get()
    client.post(reverse(DOOR), {"query": "owner=all&tag=warm", "act": "untag", "tags": "warm", "do": "1"})
    assert state("tags") == [["expo"], ["expo"], []]
    taken_back(client, Bulk.objects.latest("pk"))
    taken_back(client, Bulk.objects.latest("pk"))
    assert state("tags") == [["expo", "warm"], ["expo", "warm"], []]
    Lead.objects.filter(pk=leads[0].pk).update(tags=[])  # somebody changed it since
    taken_back(client, first)
    first.refresh_from_db()
    assert state("tags") == [[], [], []] and (first.changed, first.put_back) == (2, 1)


def test_another_owner_gets_the_open_tasks_too(cast, as_member, now, leads):
    ask(kind=TaskKind.CALL, lead=leads[0], owner=cast.alice, title="Call", why="", key="a", due_at=now, now=now)
    client = as_member(cast.dana)
    client.post(reverse(DOOR), {"lead": ids(leads), "act": "owner", "to": cast.bob.pk, "do": "1"})
    assert state("owner") == [cast.bob.pk] * 3 and Task.objects.get().owner == cast.bob
    page = client.get(reverse("activities:panel", args=[leads[0].pk])).content.decode()
    assert "Given to Bob Tarrant" in page
    Lead.objects.filter(pk=leads[2].pk).update(owner=cast.dana)
    taken_back(client, Bulk.objects.get())
    assert state("owner") == [cast.alice.pk, cast.alice.pk, cast.dana.pk] and Task.objects.get().owner == cast.alice


def test_a_new_list_is_made_when_it_is_done(cast, as_member, leads):
    before = leads[0].list_id
    client = as_member(cast.alice)
    client.post(reverse(DOOR), {"lead": ids(leads), "act": "list", "new_list": "Autumn", "do": "1"})
    assert set(state("list__name")) == {"Autumn"}
    taken_back(client, Bulk.objects.get())
    assert set(state("list")) == {before}


def test_discarding_says_why_and_is_taken_back(cast, as_member, leads):
    client = as_member(cast.alice)
    leads[2].mark(Status.QUALIFIED)
    asked = {"lead": ids(leads), "act": "discard", "reason": "too_small"}
    answer = client.post(reverse(DOOR), asked)
    assert (answer.context["ready"], answer.context["refused"]) == (2, [("Judged already.", 1)])
    client.post(reverse(DOOR), {**asked, "do": "1"})
    assert state("status") == ["disqualified", "disqualified", "qualified"]
    taken_back(client, Bulk.objects.get())
    assert "disqualified" not in state("status")


def test_the_other_workspace_is_never_touched(cast, as_member, leads):
    client = as_member(cast.charlie)
    answer = client.post(reverse(DOOR), {"lead": ids(leads), "act": "tag", "tags": "x", "do": "1"})
    assert "Nobody was chosen" in answer.content.decode() and state("tags") == [[], [], []]
    as_member(cast.alice).post(reverse(DOOR), {"lead": ids(leads), "act": "tag", "tags": "x", "do": "1"})
    door = reverse("web:bulk_taking_back", args=[Bulk.objects.get().pk])
    assert as_member(cast.charlie).post(door).status_code == 404
    assert as_member(cast.mara).post(door).status_code == 403
