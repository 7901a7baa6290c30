"""Opens and clicks: off by default; machines are kept apart; a link leads nowhere but to where it led."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.activities.models import Activity, Kind
from leadwright.cadences.facts import event_of
from leadwright.conversations import tracking
from leadwright.conversations.models import Message, Sighting, TrackedLink, Tracking
from leadwright.conversations.telling_apart import Look, no_person
from leadwright.leads.models import OptOut
from tests.cast import MONDAY, a_lead
from tests.conversations.stage import a_message, send

PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"
LATER = MONDAY + timedelta(hours=2)
TEXT = "See https://northmark.example/a?x=1&y=2 and https://northmark.example/b, also https://northmark.example/c."


@pytest.mark.parametrize(
    ("look", "why"),
    [
        (Look(LATER, agent=PERSON), ""),
        (Look(LATER, 1, agent=PERSON), ""),
        (Look(LATER, agent=PERSON, method="HEAD"), "method"),
        (Look(LATER, agent=PERSON, ahead=True), "ahead"),
        (Look(LATER, agent="Mozilla/5.0"), "privacy"),
        (Look(LATER, agent=f"{PERSON} (via ggpht.com GoogleImageProxy)"), "proxy"),
        (Look(LATER, agent="Mozilla/5.0 (compatible; SomeBot/1.0; +https://x.example)"), "scanner"),
        (Look(LATER, agent="python-requests/2.32"), "scanner"),
        (Look(LATER, agent=""), "no_browser"),
        (Look(MONDAY + timedelta(seconds=3), agent=PERSON), "at_once"),
    ],
)
def test_a_person_is_told_from_a_machine(look, why):
    assert no_person(look, left_at=MONDAY, others=()) == why


def test_whoever_follows_many_links_at_once_is_a_machine():
    burst = [Look(LATER + timedelta(seconds=at), at, agent=PERSON) for at in range(4)]
    assert {no_person(look, left_at=MONDAY, others=burst) for look in burst} == {"burst"}
    slow = [Look(LATER + timedelta(minutes=at), at, agent=PERSON) for at in range(4)]
    assert {no_person(look, left_at=MONDAY, others=slow) for look in slow} == {""}


@pytest.fixture
def mail(cast, post):
    """A tracked mail that has left, as it came out at the other end."""
    Tracking.objects.create(workspace=cast.workspace, opens=True, clicks=True, at=MONDAY)
    a_message(post.mailbox_of(cast.alice), text=TEXT, tracked=True)
    assert send() == 1
    return post.taken[-1].mail


def addresses(mail) -> tuple[list[str], str]:
    html = mail.get_body(("html",)).get_content()
    links = re.findall(r'href="([^"]+)"', html)
    return [link[link.index("/conversations/") :] for link in links if "/c/" in link], re.search(
        r'<img src="[^"]*?(/conversations/o/[^"]+)"', html
    ).group(1)


@pytest.mark.wire
def test_nothing_is_followed_unless_template_and_workspace_say_so(cast, post):
    box = post.mailbox_of(cast.alice)
    a_message(box, text=TEXT, tracked=True)
    Tracking.objects.create(workspace=cast.elsewhere, opens=True, clicks=True, at=MONDAY)
    assert send() == 1
    Tracking.objects.create(workspace=cast.workspace, opens=True, clicks=True, at=MONDAY)
    a_message(box, a_lead(box.member, email="two@lead.example"), text=TEXT)
    a_message(box, a_lead(box.member, email="three@lead.example"), text=TEXT, tracked=True, automatic=False)
    assert send() == 2
    assert not TrackedLink.objects.exists()
    assert all(one.mail.get_content_type() == "text/plain" for one in post.taken)


@pytest.mark.wire
def test_a_person_who_opens_is_told_once_and_a_machine_never(mail, client, stopped_clock):
    links, picture = addresses(mail)
    message = Message.objects.get()
    for at, agent in ((5, PERSON), (3600, "Mozilla/5.0"), (7200, PERSON), (9000, PERSON)):
        stopped_clock.virtual_at = MONDAY + timedelta(seconds=at)
        stopped_clock.save()
        answer = client.get(picture, headers={"user-agent": agent})
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/gif")
    assert client.head(picture, headers={"user-agent": PERSON}).status_code == 200
    assert tracking.judge(now=MONDAY + timedelta(seconds=9030)) == 3  # the last minute is not looked at yet
    assert tracking.judge(now=MONDAY + timedelta(hours=4)) == 2
    assert tracking.judge(now=MONDAY + timedelta(hours=4)) == 0
    assert list(Sighting.objects.order_by("pk").values_list("why", flat=True)) == [
        "at_once",
        "privacy",
        "",
        "",
        "method",
    ]
    told = Activity.objects.get(kind=Kind.OPENED)
    assert (told.lead, told.at) == (message.lead, MONDAY + timedelta(seconds=7200))
    assert event_of(told.kind, told.detail) == "opened"
    assert message.looks[0] == ("a person", 2)
    assert len(links) == 3


@pytest.mark.wire
def test_a_link_leads_where_it_led_and_nowhere_else(mail, client):
    links, picture = addresses(mail)
    targets = [client.get(link, headers={"user-agent": PERSON}).headers["Location"] for link in links]
    assert targets == [f"https://northmark.example/{rest}" for rest in ("a?x=1&y=2", "b", "c")]
    assert client.get(f"{links[0]}?url=https://evil.example/").headers["Location"] == targets[0]
    token = links[0].split("/")[3]
    forged = [token[:-2] + "xx", picture.split("/")[3], "1:2", "a" * 300]
    for wrong in forged:
        answer = client.get(reverse("conversations:followed", args=[wrong]))
        assert answer.status_code == 404 and "Location" not in answer
    assert client.post(links[0]).status_code == 405


@pytest.mark.wire
def test_scanners_that_follow_everything_open_nothing_and_opt_nobody_out(mail, client, stopped_clock):
    links, picture = addresses(mail)
    stopped_clock.virtual_at = LATER
    stopped_clock.save()
    for link in (*links, picture, *links):
        client.get(link, headers={"user-agent": PERSON})
    tracking.judge(now=LATER + timedelta(minutes=2))
    judged = Sighting.objects.exclude(link=None).values_list("why", flat=True)
    assert set(judged) == {"burst"} and len(judged) == 6
    assert not OptOut.objects.exists()


def test_a_manager_switches_it_and_nobody_else(as_member, cast):
    page = reverse("conversations:tracking")
    assert as_member(cast.alice).post(page, {"opens": "on"}).status_code == 403
    assert as_member(cast.dana).post(page, {"opens": "on"}).status_code == 303
    wanted = Tracking.objects.get()
    assert (wanted.workspace, wanted.opens, wanted.clicks) == (cast.workspace, True, False)
    assert "checked" in as_member(cast.dana).get(page).content.decode()
