"""The messages card of the lead page."""

import pytest
from django.urls import reverse

from leadwright.conversations.models import Message
from leadwright.leads.models import opt_out
from tests.cast import a_lead, a_mailbox
from tests.conversations.stage import a_message, later, send

HTMX = {"headers": {"hx-request": "true"}}


@pytest.fixture
def lead(cast):
    return a_lead(cast.alice)


@pytest.fixture
def box(cast):
    return a_mailbox(cast.alice)


def panel(lead) -> str:
    return reverse("conversations:panel", args=[lead.pk])


def door(lead) -> str:
    return reverse("conversations:messages", args=[lead.pk])


def received(box, lead, **fields) -> Message:
    first = a_message(box, lead)
    given = {
        "text": "Please call <b>me</b>.",
        "html": "<p>Please call</p><script>alert(1)</script><img src=http://spy.example/x.gif>",
        "message_id": "<theirs@x.example>",
        "at": later(hours=1),
    }
    return Message.objects.create(
        workspace=lead.workspace,
        conversation=first.conversation,
        mailbox=box,
        lead=lead,
        outbound=False,
        state="received",
        sender=lead.email,
        recipient=box.address,
        **{**given, **fields},
    )


def test_the_panel_shows_the_thread_with_states_in_words(as_member, cast, lead, box):
    message = received(box, lead)
    Message.objects.filter(outbound=True).update(state="unknown", failure="no_answer: It did not say.")
    page = as_member(cast.alice).get(panel(lead)).content.decode()
    assert "Not known whether it was sent" in page and "It did not say." in page and "no_answer" not in page
    assert "Please call &lt;b&gt;me&lt;/b&gt;." in page and "<script>alert" not in page
    assert f'src="{reverse("conversations:html", args=[message.pk])}" sandbox=' in page
    assert "allow-scripts" not in page and "allow-same-origin" not in page


def test_an_empty_panel_teaches(as_member, cast, lead):
    assert b"Nothing has been written yet" in as_member(cast.alice).get(panel(lead)).content


def test_who_may_see_and_write(as_member, cast, lead, box):
    message = received(box, lead)
    ours = Message.objects.get(outbound=True)
    places = [panel(lead), reverse("conversations:html", args=[message.pk])]
    acts = [door(lead)] + [reverse(f"conversations:{name}", args=[ours.pk]) for name in ("cancellation", "settlement")]
    for member, seen, written in [(cast.bob, 200, {303, 422}), (cast.mara, 200, {403}), (cast.charlie, 404, {404})]:
        client = as_member(member)
        assert {client.get(place).status_code for place in places} == {seen}
        assert {client.post(act).status_code for act in acts} <= written
        assert client.get(acts[0]).status_code in {403, 405}
    ours.refresh_from_db()
    assert ours.state == "cancelled"


def test_their_html_comes_clean_and_under_a_policy_that_fetches_and_runs_nothing(as_member, cast, lead, box):
    answer = as_member(cast.alice).get(reverse("conversations:html", args=[received(box, lead).pk]))
    assert b"script" not in answer.content and b"spy.example" not in answer.content
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy and "allow-scripts" not in policy


def test_a_first_mail_from_the_lead_page_goes_at_once(as_member, cast, lead, post):
    post.mailbox_of(cast.alice)
    answer = as_member(cast.alice).post(door(lead), {"subject": "Your audit", "text": "Good morning."}, **HTMX)
    assert answer.status_code == 200 and b"Your audit" in answer.content and b"conversations-panel" in answer.content
    message = Message.objects.get()
    assert not message.automatic and message.author == cast.alice
    assert send(message.due_at) == 1 and b"List-Unsubscribe" not in post.taken[0].raw


def test_an_answer_stays_in_the_thread(as_member, cast, lead, box):
    theirs = received(box, lead)
    data = {"thread": theirs.conversation_id, "text": "Gladly, at two."}
    assert as_member(cast.alice).post(door(lead), data).status_code == 303
    answer = Message.objects.latest("pk")
    assert answer.in_reply_to == theirs.message_id and answer.conversation == theirs.conversation
    assert answer.subject == "Re: Audit logs"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"subject": "", "text": "x"}, "needs a subject"),
        ({"subject": "x", "text": ""}, "required"),
        ({"subject": "=?utf-8?q?a=0ABcc:x?=", "text": "x"}, "control character"),
        ({"subject": "x" * 400, "text": "x"}, "300"),
        ({"subject": "x", "text": "x", "thread": "999999"}, "valid choice"),
    ],
)
def test_what_cannot_be_sent_is_said_and_nothing_is_queued(as_member, cast, lead, box, data, words):
    answer = as_member(cast.alice).post(door(lead), data, **HTMX)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Message.objects.exists()


def test_without_a_mailbox_or_with_an_opt_out_nothing_is_queued(as_member, cast, lead):
    data = {"subject": "x", "text": "x"}
    assert b"no mailbox yet" in as_member(cast.bob).post(door(lead), data, **HTMX).content
    a_mailbox(cast.alice)
    opt_out(lead, channel="email", source="rep", at=later())
    assert as_member(cast.alice).post(door(lead), data, **HTMX).status_code == 422
    assert not Message.objects.exists()


def test_the_thread_of_another_lead_is_no_thread_of_this_one(as_member, cast, lead, box):
    other = received(box, a_lead(cast.alice, email="x@other.example"))
    answer = as_member(cast.alice).post(door(lead), {"thread": other.conversation_id, "text": "x"}, **HTMX)
    assert answer.status_code == 422


def test_a_person_settles_a_doubtful_send(as_member, cast, lead, box):
    message = a_message(box, lead)
    Message.objects.update(state="unknown", failure="no_answer: It did not say.")
    client, act = as_member(cast.alice), reverse("conversations:settlement", args=[message.pk])
    assert client.post(act, {"sent": "perhaps"}, **HTMX).status_code == 422
    for word in ("yes", "no"):
        assert client.post(act, {"sent": word}, **HTMX).status_code == 200
    message.refresh_from_db()
    assert message.state == "sent"


def test_a_waiting_message_can_be_withdrawn(as_member, cast, lead, box):
    message = a_message(box, lead)
    act = reverse("conversations:cancellation", args=[message.pk])
    for _turn in range(2):
        assert as_member(cast.alice).post(act, **HTMX).status_code == 200
    message.refresh_from_db()
    assert message.state == "cancelled" and send() == 0


def test_the_panel_takes_few_queries(as_member, cast, lead, box, django_assert_max_num_queries):
    client = as_member(cast.alice)
    message = received(box, lead)
    for number in range(30):
        a_message(box, lead, parent=message if number % 2 else None)
    with django_assert_max_num_queries(14):
        client.get(panel(lead))
