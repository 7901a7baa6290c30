"""Opens and clicks in figures: a person's count once a mail, a machine's never, and who followed nothing is told so."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.cadences.models import Touch
from leadwright.conversations import tracking
from leadwright.conversations.models import Message, Sighting, TrackedLink, Tracking
from leadwright.reports import looks
from tests.cadences.floor import a_cadence, on, tick
from tests.conversations.test_tracking import PERSON


@pytest.fixture
def mails(cast, now):
    """Three mails of one step to three people, two of them followed."""
    cadence = a_cadence(cast.alice, {"kind": "email", "subject": "Records", "wait_days": 0}, now=now)
    for number in range(3):
        on(cadence, cast.alice, now=now, email=f"p{number}@firm{number}.example")
    tick(now + timedelta(hours=4))
    tick(now + timedelta(hours=5))
    sent = list(Message.objects.filter(state=Message.State.SENT).order_by("pk"))
    assert len(sent) == 3 and Touch.objects.filter(message__in=sent).count() == 3
    Message.objects.filter(pk__in=[sent[0].pk, sent[1].pk]).update(tracked=True)
    return sent


def look(message: Message, *, minutes: int, agent: str = PERSON, link: TrackedLink | None = None) -> None:
    at = message.at + timedelta(minutes=minutes)
    Sighting.objects.create(message=message, link=link, at=at, method="GET", agent=agent)


def looked_at(mails: list[Message]) -> None:
    link = TrackedLink.objects.create(message=mails[0], url="https://northmark.example/a")
    look(mails[0], minutes=30)
    look(mails[0], minutes=40)
    look(mails[0], minutes=50, link=link)
    look(mails[0], minutes=60, agent="python-requests/2.32", link=link)
    look(mails[1], minutes=30, agent="Mozilla/5.0")
    look(mails[1], minutes=31, agent=f"{PERSON} (via ggpht.com GoogleImageProxy)")
    assert tracking.judge(now=max(one.at for one in mails) + timedelta(hours=3)) == 6


def test_a_person_counts_once_a_mail_and_machines_stand_beside(cast, mails):
    looked_at(mails)
    whole = looks.whole(cast.workspace, since=None)
    assert (whole.sent, whole.opened, whole.clicked) == (2, 1, 1)
    assert (whole.machine_opens, whole.scanner_clicks) == (2, 1)
    (box,) = looks.by_mailbox(cast.workspace, since=None)
    assert (box.name, box.sent, box.opened_share, box.machine_opens) == (mails[0].mailbox.address, 2, "50 %", 2)
    (cadence,) = looks.by_cadence(cast.workspace, since=None)
    assert (cadence.name, cadence.sent, cadence.clicked, cadence.scanner_clicks) == ("Own", 2, 1, 1)
    (step,) = looks.by_step(cast.workspace, since=None)
    assert (step.name, step.of, step.sent, step.opened) == ("1. email 1", "Own", 2, 1)
    assert sum(count for _why, count in looks.left_out(cast.workspace, since=None)) == 3
    assert looks.whole(cast.elsewhere, since=None).sent == 0 and not looks.by_step(cast.elsewhere, since=None)


def test_a_look_not_judged_yet_counts_nowhere(cast, mails):
    look(mails[0], minutes=30)
    whole = looks.whole(cast.workspace, since=None)
    assert (whole.opened, whole.machine_opens, looks.to_be_judged(cast.workspace)) == (0, 0, 1)


@pytest.mark.parametrize("who", ["alice", "dana", "mara"])
def test_a_workspace_that_follows_nothing_is_told_so(cast, as_member, who):
    page = as_member(getattr(cast, who)).get(reverse("reports:looks")).content.decode()
    assert "Nothing is followed" in page and "nothing to count" in page
    assert (reverse("conversations:tracking") in page) is (who == "dana")


def test_the_page_shows_what_was_followed_by_mailbox_cadence_and_step(cast, mails, as_member):
    looked_at(mails)
    Tracking.objects.create(workspace=cast.workspace, opens=True, at=mails[0].at)
    client = as_member(cast.dana)
    page = client.get(reverse("reports:looks")).content.decode()
    for words in ("Followed now: opens", "Clicks are not", mails[0].mailbox.address, "1. email 1", "a scanner"):
        assert words in page, words
    assert client.post(reverse("reports:looks")).status_code == 405
    assert "1. email 1" not in as_member(cast.charlie).get(reverse("reports:looks")).content.decode()


def test_a_mail_that_leaves_while_nothing_is_wanted_is_no_followed_one(cast, mails):
    assert tracking.allowed(Message.objects.get(pk=mails[0].pk)) is None
    assert looks.whole(cast.workspace, since=None).sent == 1
