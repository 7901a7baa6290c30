"""The public address at which a lead chooses a time: signed, one a lead, and it says nothing about them."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from leadwright.leads.models import Lead

PURPOSE = "leadwright.meetings.links"


def booking_url(lead: Lead) -> str:
    return settings.PUBLIC_URL + reverse("meetings:public", args=[token_of(lead)])


def token_of(lead: Lead) -> str:
    return signing.Signer(salt=PURPOSE).sign(signing.b62_encode(lead.pk))


def lead_of(token: str) -> Lead | None:
    """The lead that the address was made for; None for a forged one."""
    try:
        pk = signing.b62_decode(signing.Signer(salt=PURPOSE).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return (
        Lead.objects.select_related("workspace", "account", "list", "owner__user", "owner__workspace")
        .filter(pk=pk)
        .first()
    )
