"""What goes out by mail about a meeting: invitation, change, end, reminder. Through the same queue as all mail."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.cadences.hours import zone_exists
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.conversations.writing import queue_email
from leadwright.leads.models import Channel
from leadwright.meetings.invitations import CANCEL, REQUEST, Invitation, Person, written
from leadwright.meetings.models import Meeting
from leadwright.team.models import Member


def mailbox_of(meeting: Meeting) -> Mailbox | None:
    """The one that invited them, as long as it sends; else the host's, that of who booked it, the one of the lead's
    owner: answers come back there."""
    if meeting.organizer and meeting.organizer.stopped_at is None:
        return meeting.organizer
    for member in (meeting.host, meeting.booked_by, meeting.lead.owner):
        found = Mailbox.objects.filter(member=member, stopped_at=None).order_by("pk").first() if member else None
        if found:
            return found
    return None


def invitation_of(meeting: Meeting, mailbox: Mailbox) -> Invitation:
    host, lead = meeting.host, meeting.lead
    guests = [Person(lead.name, lead.email, _partstat(meeting.said))] if lead.email else []
    if host.user.email != mailbox.address:
        guests.append(Person(host.name, host.user.email, _partstat(meeting.host_said)))
    return Invitation(
        meeting.uid,
        meeting.sequence,
        meeting.title,
        meeting.starts_at,
        meeting.ends_at,
        Person(mailbox.sender_name, mailbox.address),
        guests,
        description=meeting.note,
        place=meeting.place,
    )


def tell_all(
    meeting: Meeting, *, by: Member | None, now: datetime, method: str = REQUEST, instead_of: Member | None = None
) -> Message | None:
    """Queue the mail to the lead, with the invitation in it; `instead_of` is who was the host until now. None where no
    mailbox of ours can write, or the lead has no address or wants no mail: then the timeline has it, and a person tells
    them."""
    mailbox, lead = mailbox_of(meeting), meeting.lead
    if mailbox is None or not lead.email or lead.opted_out_of(Channel.EMAIL):
        return None
    if meeting.organizer_id != mailbox.pk:
        meeting.organizer = mailbox
        meeting.save(update_fields=["organizer"])
    return queue_email(
        lead=lead,
        mailbox=mailbox,
        author=by or meeting.host,
        subject=_subject(meeting, method, instead_of),
        text=_letter(meeting, method, instead_of),
        calendar=written(invitation_of(meeting, mailbox), method=method, now=now),
        automatic=False,
        due_at=now,
        now=now,
    )


def remind(meeting: Meeting, *, now: datetime) -> Message | None:
    """A short letter before it; with a question where they have not answered the invitation."""
    mailbox, lead = mailbox_of(meeting), meeting.lead
    if mailbox is None or not lead.email or lead.opted_out_of(Channel.EMAIL):
        return None
    lines = [_("Hello %(name)s,") % {"name": lead.given_name or lead.name}, ""]
    lines.append(_("we meet on %(when)s.") % {"when": when(meeting)})
    if meeting.place:
        lines.append(_("Where: %(place)s") % {"place": meeting.place})
    if not meeting.said:
        lines += ["", _("Does the time still suit you? A word back is enough.")]
    return queue_email(
        lead=lead,
        mailbox=mailbox,
        author=meeting.host,
        subject=_("Reminder: %(title)s") % {"title": meeting.title},
        text="\n".join([*lines, "", meeting.host.name]),
        automatic=False,
        due_at=now,
        now=now,
    )


def when(meeting: Meeting) -> str:
    """The time where the lead lives, with its zone; where that is not known, the host's."""
    zone = meeting.lead.timezone if zone_exists(meeting.lead.timezone or "-") else meeting.host.timezone
    return f"{formats.date_format(meeting.starts_at.astimezone(ZoneInfo(zone)), 'j M Y, H:i')} ({zone})"


def _subject(meeting: Meeting, method: str, instead_of: Member | None) -> str:
    if method == CANCEL:
        return _("Called off: %(title)s") % {"title": meeting.title}
    if instead_of:
        return _("Somebody else meets you: %(title)s") % {"title": meeting.title}
    head = _("New time: %(title)s") if meeting.sequence else _("Invitation: %(title)s")
    return head % {"title": meeting.title}


def _letter(meeting: Meeting, method: str, instead_of: Member | None) -> str:
    words = {"name": meeting.lead.given_name or meeting.lead.name, "when": when(meeting), "host": meeting.host.name}
    lines = [_("Hello %(name)s,") % words, ""]
    if method == CANCEL:
        lines.append(_("our meeting on %(when)s does not take place.") % words)
        lines += [meeting.ended_why] if meeting.ended_why else []
    elif instead_of:
        lines.append(
            _("%(host)s meets you on %(when)s in place of %(was)s. The time stays.") % {**words, "was": instead_of.name}
        )
    elif meeting.sequence:
        lines.append(_("our meeting has a new time: %(when)s.") % words)
    else:
        lines.append(_("we meet on %(when)s. %(host)s will be there.") % words)
    if meeting.place and method != CANCEL:
        lines.append(_("Where: %(place)s") % {"place": meeting.place})
    return "\n".join([*lines, "", meeting.host.name])


def _partstat(said: str) -> str:
    return said.upper() if said else "NEEDS-ACTION"
