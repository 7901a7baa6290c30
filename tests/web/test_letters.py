"""Letters by a template: one for each who may have one, seen in full, sent by a person's word, and taken back."""

import pytest
from django.urls import reverse

from leadwright.conversations.models import Message
from leadwright.leads.models import Channel, Status, opt_out
from leadwright.playbooks.models import Template
from leadwright.research.models import Brief
from leadwright.tasks.models import Task
from leadwright.web import letters
from tests.cast import a_lead, a_list, a_mailbox
from tests.web.test_focus import HTMX, undo_of


@pytest.fixture
def template(cast, now):
    a_mailbox(cast.alice)
    given = {
        "name": "Fair",
        "subject": "For {{ lead.given_name }}",
        "body": "Hello {{ lead.given_name }},\n\n{{ brief.gap }}",
    }
    return Template.objects.create(workspace=cast.workspace, updated_at=now, **given)


@pytest.fixture
def people(cast, now):
    found = []
    for number in range(5):
        lead = a_lead(cast.alice, f"p{number}@firm.example", given_name=f"P{number}", status=Status.READY)
        Brief.objects.create(lead=lead, gap="No record." if number else "", good_at=now, updated_at=now)
        found.append(lead)
    opt_out(found[1], channel=Channel.EMAIL, source="rep", at=now)
    return found


def drafted(client, template, cast):
    return client.post(reverse("web:drafts"), {"template": template.pk, "list": a_list(cast.workspace).pk})


def test_a_letter_is_written_once_for_each_who_may_have_one(as_member, stopped_clock, cast, template, people):
    client = as_member(cast.alice)
    for _ in range(2):
        assert drafted(client, template, cast).status_code == 303
    assert Task.objects.filter(kind="approve").count() == 3  # one lacks a field, one opted out
    page = client.get(reverse("web:approvals")).content.decode()
    assert all(f"For P{number}" in page for number in (2, 3, 4)) and "brief.gap" in page
    assert as_member(cast.bob).get(reverse("web:approvals")).content.decode().count("For P") == 0


def test_each_letter_of_a_batch_says_how_it_sounds_and_why(as_member, stopped_clock, cast, template, people):
    template.body += "\n\nAct now, it is guaranteed!!"
    template.save(update_fields=["body"])
    client = as_member(cast.alice)
    drafted(client, template, cast)
    page = client.get(reverse("web:approvals")).content.decode()
    assert page.count("These words are known from mass mail: act now, guaranteed.") == 3
    assert page.count("Written from “Fair”; it goes when you say so.") == 3


def test_a_batch_goes_by_one_word_and_comes_back_by_one(as_member, stopped_clock, cast, template, people, now):
    client = as_member(cast.alice)
    drafted(client, template, cast)
    opt_out(people[4], channel=Channel.ALL, source="reply", at=now)
    chosen = Task.objects.filter(kind="approve", lead__in=people[2:]).values_list("pk", flat=True)
    for _ in range(2):
        answer = client.post(reverse("web:sending"), {"letter": list(chosen)}, headers=HTMX)
    sent = Message.objects.order_by("pk")
    assert [(message.subject, message.automatic) for message in sent] == [("For P2", False), ("For P3", False)]
    assert sent[0].text == "Hello P2,\n\nNo record."
    at = Task.objects.filter(kind="approve", lead=people[2]).get().closed_at
    assert letters.take_back(at, by=cast.alice, now=now) == 2
    assert set(sent.values_list("state", flat=True)) == {"cancelled"}
    assert Task.objects.open().filter(kind="approve").count() == 3
    assert answer.status_code == 200


def test_one_letter_is_changed_and_approved(as_member, stopped_clock, cast, template, people):
    client = as_member(cast.alice)
    drafted(client, template, cast)
    task = Task.objects.filter(lead=people[2]).get()
    address = reverse("web:approval", args=[task.pk])
    assert client.post(address, {"subject": "", "text": "x"}, headers=HTMX).status_code == 422
    answer = client.post(address, {"subject": "Changed", "text": "By hand."}, headers=HTMX)
    assert Message.objects.get().text == "By hand."
    client.post(undo_of(answer), headers=HTMX)
    task.refresh_from_db()
    assert task.is_open and Message.objects.get().state == "cancelled"
    assert as_member(cast.charlie).post(address, {"subject": "a", "text": "b"}).status_code == 404
