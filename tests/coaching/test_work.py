"""An e-mail and a hand-off are commented and scored as a call is, from the pages on which they stand."""

import pytest
from django.urls import reverse

from leadwright.coaching.models import Remark, Review, Scorecard
from leadwright.coaching.shipped import scorecards_of
from leadwright.conversations.models import Message
from tests.cast import a_lead, a_mailbox
from tests.conversations.stage import a_message
from tests.pipeline.stage import an_offer


@pytest.fixture
def mail(cast, now):
    message = a_message(a_mailbox(cast.alice), a_lead(cast.alice))
    Message.objects.filter(pk=message.pk).update(author=cast.alice, state="sent")
    message.refresh_from_db()
    return message


@pytest.fixture
def offer(cast):
    return an_offer(cast)


def scored(cast, kind, now):
    """The scorecard for that kind of work, with every question answered well."""
    card = next(card for card in scorecards_of(cast.workspace, now=now) if card.of == kind)
    given = {"publish": "1"}
    for question in card.current.questions.all():
        given[f"q{question.pk}"] = {"range": "5", "yes_no": "1"}.get(question.kind, "Short and plain.")
    return card, given


def reviewed(client, kind, subject, cast, now):
    card, given = scored(cast, kind, now)
    return client.post(f"{reverse(f'coaching:{kind}_review', args=[subject.pk])}?card={card.pk}", given)


def test_a_sent_mail_leads_its_author_and_managers_to_its_comments(cast, as_member, mail):
    door, panel = reverse("coaching:message", args=[mail.pk]), reverse("conversations:panel", args=[mail.lead_id])
    assert door in as_member(cast.alice).get(panel).content.decode()
    assert door in as_member(cast.dana).get(panel).content.decode()
    assert door not in as_member(cast.bob).get(panel).content.decode()
    Message.objects.update(state="queued")
    assert door not in as_member(cast.alice).get(panel).content.decode()


def test_a_hand_off_leads_who_offered_it_and_managers_to_its_comments(cast, as_member, offer):
    door, page = reverse("coaching:handoff", args=[offer.pk]), reverse("pipeline:handoff", args=[offer.pk])
    assert door in as_member(cast.alice).get(page).content.decode()
    assert door in as_member(cast.dana).get(page).content.decode()
    assert door not in as_member(cast.erin).get(page).content.decode()


@pytest.mark.parametrize("kind", [Scorecard.Of.EMAIL, Scorecard.Of.HANDOFF])
def test_a_mail_and_a_hand_off_are_commented_and_scored(cast, as_member, now, request, kind):
    subject = request.getfixturevalue({Scorecard.Of.EMAIL: "mail", Scorecard.Of.HANDOFF: "offer"}[kind])
    dana, door = as_member(cast.dana), reverse(f"coaching:{kind}", args=[subject.pk])
    remarks = reverse(f"coaching:{kind}_remarks", args=[subject.pk])
    assert dana.post(remarks, {"tone": "praise", "words": "One question, easy to answer."}).status_code == 303
    assert reviewed(dana, kind, subject, cast, now).status_code == 303
    assert Remark.objects.get().subject == subject and Remark.objects.get().member == cast.alice
    assert Review.objects.get().score == 100
    page = as_member(cast.alice).get(door).content.decode()
    assert "One question, easy to answer." in page
    assert "100" not in page.split("One question, easy to answer.")[0]  # her own review is written first
    assert reviewed(as_member(cast.alice), kind, subject, cast, now).status_code == 303
    assert Review.objects.count() == 2
    assert as_member(cast.bob).get(door).status_code == 404
    assert as_member(cast.charlie).get(door).status_code == 404
