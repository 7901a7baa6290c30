"""Every page that a person can open, found by walking the URL table: none is forgotten when a room gets a new one."""

from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace

from django.test import Client

from leadwright.team.models import Member
from leadwright.web.today import KINDS, queue
from tests.browser import a_day
from tests.cast import Cast
from tests.house.addresses import every_address
from tests.house.world import furnish

# Beside the table: what a stranger sees, and states of a page that have an address of their own.
STRANGERS = ["/login/", "/nowhere/", "/conversations/u/no-such-token/", "/join/no-such-token/"]
STATES = [
    "/today/?kind=later",
    "/focus/?kind=call",
    "/focus/?kind=research",
    "/focus/?kind=handoff",
    "/today/?kind=handoff",
    "/leads/?owner=all",
    "/inbox/?show=settled",
]
NOT_SEEN = {"team:logout", "web:home"}


@dataclass(frozen=True)
class Seen:
    """A page, and who looks at it; nobody for what strangers see."""

    address: str
    member: Member | None


def furnished(cast: Cast, now: datetime) -> SimpleNamespace:
    a_day.fill(cast, now)
    return furnish(cast, now)


def every_page(cast: Cast, world: SimpleNamespace, now: datetime) -> list[Seen]:
    """Whole pages only (a fragment is seen in the page that asks for it), each as the first who may open it."""
    lookers = {member.pk: a_client(member) for member in (cast.alice, cast.erin, cast.dana, cast.ada, cast.mara)}
    found = [Seen(address, None) for address in STRANGERS]
    addresses = [each.of(world) for each in every_address() if each.name not in NOT_SEEN and "token" not in each.parts]
    addresses += STATES + cards(cast, now)
    for address in dict.fromkeys(addresses):
        for member in (cast.alice, cast.erin, cast.dana, cast.ada, cast.mara):
            answer = lookers[member.pk].get(address)
            if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
                if "<html" in answer.content.decode("utf-8", "replace")[:300]:
                    found.append(Seen(address, member))
                break
    return found


def cards(cast: Cast, now: datetime) -> list[str]:
    """One card of Focus and one pane of Today for each kind of work that there is."""
    firsts = [group.items[0] for kind in KINDS for group in queue(cast.alice, now, kind.name)]
    return [address for item in firsts for address in (item.card, item.pane)]


def a_client(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    return client
