"""What helps who writes: how a text sounds, snippets for a lead, versions of a template, objections of one's own."""

import pytest
from django.urls import reverse

from leadwright.playbooks.models import Objection, Snippet, Template
from leadwright.playbooks.objections import objections_of
from leadwright.playbooks.sounding import reading_seconds, spam_words
from leadwright.playbooks.warnings import warnings_of
from leadwright.web.letters import with_personal
from tests.cast import a_lead


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Act now: it is FOR FREE, act now", ["act now", "for free"]),
        ("Nemokamai ir tik šiandien", ["nemokamai", "tik šiandien"]),
        ("The factor nowadays is freedom; a cheaper guarantee", []),
        ("", []),
    ],
)
def test_words_of_mass_mail_are_found_as_whole_words(text, found):
    assert spam_words(text) == found


@pytest.mark.parametrize(
    ("subject", "text", "said"),
    [
        ("Your loads", "Hello, who keeps the HACCP record?", 0),
        ("x" * 61, "Hello.", 1),
        ("Hi", "word " * 121, 1),
        ("Hi", "SAVE MONEYS! Now!", 2),
        ("Hi", "https://a.example https://b.example", 1),
    ],
)
def test_a_text_is_warned_of_what_readers_know_from_mass_mail(subject, text, said):
    assert len(warnings_of(subject, text)) == said
    assert reading_seconds("word " * 200) == 60


def test_a_snippet_is_filled_in_for_the_lead_and_never_with_a_gap(as_member, cast):
    client = as_member(cast.alice)
    client.post(reverse("playbooks:snippets"), {"name": "Way", "body": "{{ lead.given_name }}, we are at the quay."})
    snippet, lead = Snippet.objects.get(), a_lead(cast.alice)
    door = reverse("playbooks:snippet_words", args=[snippet.pk, lead.pk])
    assert client.get(door).content.decode() == "Rūta, we are at the quay."
    lead.given_name = ""
    lead.save(update_fields=["given_name"])
    refused = client.get(door)
    assert refused.status_code == 422 and "lead.given_name" in refused.content.decode()
    assert as_member(cast.charlie).get(door).status_code == 404
    wrong = as_member(cast.alice).post(reverse("playbooks:snippets"), {"name": "WAY", "body": "{{ lead.nonsense }}"})
    assert wrong.status_code == 422 and Snippet.objects.count() == 1


def test_a_workspaces_own_objections_take_the_place_of_the_shipped(as_member, cast):
    client = as_member(cast.alice)
    assert "Price" in client.get(reverse("playbooks:objections")).content.decode()
    client.post(reverse("playbooks:objections"), {"name": "We have loggers", "answer": "Ask who reads them."})
    assert [each.name for each in objections_of(cast.bob)] == ["We have loggers"]
    row = Objection.objects.get()
    client.post(reverse("playbooks:objection", args=[row.pk]), {"name": row.name, "answer": "Ask when."})
    assert objections_of(cast.bob)[0].answer == "Ask when."
    client.post(reverse("playbooks:objections_removal", args=[row.pk]))
    assert objections_of(cast.bob)[0].name == "Price"


def test_each_change_of_a_template_is_a_version_and_an_earlier_one_comes_back(as_member, cast, now):
    client = as_member(cast.alice)
    template = Template.objects.create(workspace=cast.workspace, name="First", body="One", updated_at=now)
    door = reverse("playbooks:edit", args=[template.pk])
    for body in ("Two", "Two", "Three"):
        assert client.post(door, {"name": "First", "use": "email", "subject": "", "body": body}).status_code == 303
    assert [version.body for version in template.versions.order_by("number")] == ["One", "Two", "Three"]
    client.post(reverse("playbooks:restoring", args=[template.versions.get(number=1).pk]))
    template.refresh_from_db()
    assert template.body == "One" and template.versions.count() == 4
    assert "version 4" in client.get(door).content.decode()


def test_the_preview_says_how_it_sounds(as_member, cast):
    lead = a_lead(cast.alice)
    words = {"lead": lead.pk, "subject": "Hi", "body": "Act now, for free!", "use": "email"}
    page = as_member(cast.alice).post(reverse("playbooks:preview"), words).content.decode()
    assert "known from mass mail: act now, for free" in page and "seconds to read" in page


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Hello Rūta,\n\nWe met.", "Hello Rūta,\n\nYou opened a store.\n\nWe met."),
        (
            "We met in the hall of the fair, you and I and all the others of your house.\n\nBye",
            "You opened a store.\n\nWe met",
        ),
        ("You opened a store. Well.", "You opened a store. Well."),
    ],
)
def test_the_personal_sentence_stands_after_the_greeting_once(text, after):
    assert with_personal(text, "You opened  a store.").startswith(after)
    assert with_personal(text, "") == text
