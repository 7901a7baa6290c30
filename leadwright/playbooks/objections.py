"""What people say against it, and what a rep may answer: shown beside the script while the rep listens (M20)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from leadwright.playbooks.models import Objection
from leadwright.team.models import Member

SHOWN = 8


@dataclass(frozen=True)
class Shipped:
    """What a workspace begins with, until it writes its own."""

    name: str
    answer: str
    pk: int = 0


SHIPPED = (
    Shipped(_("Price"), _("Ask what it is compared with, and what the problem costs them in a month as it is.")),
    Shipped(_("We have something"), _("Ask what they like about it, and what it leaves to be done by hand.")),
    Shipped(_("No time now"), _("Ask for the week in which it fits, and set the reminder while they listen.")),
    Shipped(_("Send me something"), _("Ask which one question it should answer, and when you may ring about it.")),
    Shipped(_("Not my decision"), _("Ask who decides, and what that person will want to know first.")),
)


def objections_of(member: Member) -> list:
    """The workspace's own, by name; the shipped ones where it has none."""
    own = list(Objection.objects.seen_by(member).order_by("name")[:SHOWN])
    return own or list(SHIPPED)
