"""The inbox page: read, answer, correct, close, take back."""

import pytest
from django.urls import reverse

from leadwright.conversations.models import Message
from leadwright.conversations.writing import queue_email
from leadwright.inbox.models import Reply, Triage
from leadwright.inbox.receiving import receive
from leadwright.knowledge.models import Answer
from leadwright.knowledge.shipped import shipped_articles
from leadwright.leads.models import OptOut, Status
from tests.cast import a_lead, a_mailbox
from tests.inbox.letters import a_mail

QUESTION = "Does the logger keep records where there is <b>no signal</b>?"


@pytest.fixture
def reply(cast, now) -> Reply:
    shipped_articles(cast.workspace, now)
    box = a_mailbox(cast.alice)
    lead = a_lead(cast.alice, status=Status.WORKING)
    sent = queue_email(
        lead=lead, mailbox=box, author=cast.alice, subject="Loads", text="Hello", automatic=True, due_at=now, now=now
    )
    Message.objects.filter(pk=sent.pk).update(state=Message.State.SENT)
    return receive(box, a_mail(QUESTION, in_reply_to=sent.message_id), now=now)


def test_a_question_waits_with_a_draft_its_source_and_its_evidence(cast, as_member, reply):
    page = as_member(cast.alice).get(reverse("inbox:index")).content.decode()
    assert "Records where there is no signal" in page
    assert "60 days" in page
    assert "<b>no signal" not in page
    assert "<mark>" in page


def test_the_marks_of_an_article_do_not_stand_in_the_draft_of_a_mail(cast, as_member, reply):
    marked = "It keeps **60 days**. See [the manual](https://northmark.example/m)."
    Answer.objects.filter(key=f"reply:{reply.pk}").update(draft=marked)
    page = as_member(cast.alice).get(reverse("inbox:detail", args=[reply.pk])).content.decode()
    assert "It keeps 60 days. See the manual (https://northmark.example/m)." in page
    assert "**" not in page


def test_the_answer_goes_into_the_thread_once(cast, as_member, reply):
    client = as_member(cast.alice)
    for _ in range(2):
        assert client.post(reverse("inbox:answers", args=[reply.pk]), {"text": "Yes, it does."}).status_code == 303
    answer = Message.objects.get(in_reply_to=reply.message.message_id, outbound=True)
    assert answer.conversation == reply.message.conversation
    reply.refresh_from_db()
    assert (reply.settled_how, reply.settled_by) == ("answered", cast.alice)


def test_an_empty_answer_is_refused_and_what_was_written_stays(cast, as_member, reply):
    client = as_member(cast.alice)
    refused = client.post(reverse("inbox:answers", args=[reply.pk]), {"text": "  "}, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert b'role="alert"' in refused.content
    assert not Message.objects.filter(outbound=True, automatic=False).exists()


def test_a_correction_does_what_the_right_reading_does(cast, as_member, reply):
    as_member(cast.alice).post(reverse("inbox:readings", args=[reply.pk]), {"reading": "reply:opt_out"})
    reply.refresh_from_db()
    assert (reply.intent, reply.read_as) == ("opt_out", "question")
    assert OptOut.objects.filter(lead=reply.lead).exists()
    nonsense = as_member(cast.alice).post(reverse("inbox:readings", args=[reply.pk]), {"reading": "x:y"})
    assert nonsense.status_code == 422


def test_closing_can_be_taken_back(cast, as_member, reply):
    client = as_member(cast.alice)
    client.post(reverse("inbox:closing", args=[reply.pk]))
    reply.refresh_from_db()
    assert reply.settled_how == "closed"
    client.post(reverse("inbox:reopening", args=[reply.pk]))
    reply.refresh_from_db()
    assert reply.settled_at is None


def test_mail_of_nobody_waits_in_triage_until_somebody_puts_it_aside(cast, as_member, reply, now):
    row = receive(reply.message.mailbox, a_mail("Hello?", sender="stranger@elsewhere.example"), now=now)
    client = as_member(cast.alice)
    assert b"stranger@elsewhere.example" in client.get(reverse("inbox:triage")).content
    client.post(reverse("inbox:triage_settling", args=[row.pk]))
    assert Triage.objects.get(pk=row.pk).settled_by == cast.alice


def test_a_person_says_whose_unmatched_mail_is_and_it_is_read_as_theirs(cast, as_member, reply, now):
    tomas = a_lead(cast.bob, "tomas@siaures-ledas.example", given_name="Tomas", family_name="Petrauskas")
    row = receive(reply.message.mailbox, a_mail("Could you call me?", sender="office@siaures-ledas.example"), now=now)
    client, address = as_member(cast.alice), reverse("inbox:triage_lead", args=[row.pk])
    assert b"Tomas Petrauskas" in client.get(reverse("inbox:triage")).content  # of the company that it came from
    for words in ({}, {"words": "nobody known"}, {"words": "a"}, {"pk": "0"}, {"words": "x@y.example"}):
        refused = client.post(address, words)
        assert refused.status_code == 422 and b'role="alert"' in refused.content
    assert as_member(cast.charlie).post(address, {"pk": tomas.pk}).status_code == 404
    assert as_member(cast.alice).post(address, {"words": "tomas petrauskas"}).status_code == 303
    kept = Reply.objects.get(lead=tomas)
    assert (kept.words, Triage.objects.get(pk=row.pk).settled_by) == ("Could you call me?", cast.alice)


@pytest.mark.parametrize("name", ["answers", "readings", "closing", "reopening"])
def test_another_workspace_and_marketing_touch_no_reply(cast, as_member, reply, name):
    url = reverse(f"inbox:{name}", args=[reply.pk])
    given = {"text": "x", "reading": "reply:opt_out"}
    assert as_member(cast.charlie).post(url, given).status_code == 404
    assert as_member(cast.mara).post(url, given).status_code == 403
    assert as_member(cast.alice).get(url).status_code == 405
    reply.refresh_from_db()
    assert (reply.settled_at, reply.intent) == (None, "question")


def test_a_reply_has_a_page_of_its_own_and_a_pane(cast, as_member, reply):
    client = as_member(cast.bob)
    url = reverse("inbox:detail", args=[reply.pk])
    assert b"<html" in client.get(url).content
    assert b"<html" not in client.get(url, headers={"HX-Request": "true"}).content
    assert as_member(cast.charlie).get(url).status_code == 404
