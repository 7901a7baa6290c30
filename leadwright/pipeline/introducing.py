"""A warm introduction: the SDR whom the lead knows writes who goes on with them. Drafted, never sent by itself."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.conversations.writing import queue_email
from leadwright.leads.models import Channel
from leadwright.meetings.links import booking_url
from leadwright.pipeline.handing_over import CannotHandOver
from leadwright.pipeline.models import Handoff
from leadwright.research.models import Brief
from leadwright.team.models import Member


def introduction(handoff: Handoff) -> str:
    """The draft: their need in our words, the AE, and a link to choose a time. The SDR changes it before it goes."""
    lead = handoff.lead
    brief = Brief.objects.filter(lead=lead).first()
    need = brief.need.strip().rstrip(".") if brief else ""
    about = _(" You told me about %(need)s;") % {"need": need[:1].lower() + need[1:]} if need else ""
    return _(
        "Hello %(name)s,\n\nthank you for your time.%(about)s %(ae)s knows such cases best and goes on with you from"
        " here. Everything that we spoke about is on their desk, so nothing has to be said twice.\n\n"
        "A time that suits you: %(url)s\n\n%(me)s"
    ) % {
        "name": lead.given_name or lead.name,
        "about": about,
        "ae": handoff.offered_to.name,
        "url": booking_url(lead),
        "me": handoff.offered_by.name,
    }


def introduce(handoff: Handoff, *, text: str, by: Member, now: datetime) -> Message:
    """Send it from the mailbox that the lead knows, in the thread where there is one. Raises CannotHandOver."""
    lead = handoff.lead
    mailbox = Mailbox.objects.filter(member=handoff.offered_by, stopped_at=None).order_by("pk").first()
    if mailbox is None or not lead.email or lead.opted_out_of(Channel.EMAIL):
        raise CannotHandOver(_("%(lead)s cannot be written to from here.") % {"lead": lead.name})
    with transaction.atomic():
        if not Handoff.objects.filter(pk=handoff.pk, introduced_at=None).update(introduced_at=now):
            raise CannotHandOver(_("They are introduced already."))
        handoff.introduced_at = now
        shown = [Message.State.SENT, Message.State.RECEIVED]
        rows = Message.objects.filter(lead=lead, mailbox=mailbox, state__in=shown).select_related("conversation")
        last = rows.defer("raw", "html", "enclosed").order_by("-at", "-pk").first()
        return queue_email(
            lead=lead,
            mailbox=mailbox,
            author=by,
            subject="" if last else _("%(ae)s goes on with you") % {"ae": handoff.offered_to.name},
            text=text,
            automatic=False,
            parent=last,
            due_at=now,
            now=now,
        )
