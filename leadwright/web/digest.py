"""The digest: what a member has not seen, in one mail to themselves in the morning, for the kinds that they chose."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from leadwright.channels.email import smtp
from leadwright.channels.email.compose import BadHeader, build, new_message_id
from leadwright.channels.email.smtp import NotDelivered
from leadwright.channels.models import Mailbox
from leadwright.team.models import Member
from leadwright.web.models import Notice, NoticeChoice
from leadwright.web.noticing import wanting

MOST = 50
LOOKS_BACK = timedelta(days=7)


def send_digests(now: datetime) -> int:
    """To each member whose working day has begun, once a day. How many were sent."""
    wanted = NoticeChoice.objects.filter(by_mail=True, member__active=True).values("member")
    members = Member.objects.filter(pk__in=wanted).select_related("user")
    return sum(send_digest(member, now) for member in members if is_time(member, now))


def is_time(member: Member, now: datetime) -> bool:
    """From the beginning of their day on, unless one went out today."""
    here = member.local(now)
    begins = here.replace(hour=member.day_starts.hour, minute=member.day_starts.minute, second=0, microsecond=0)
    return here >= begins and not Notice.objects.filter(member=member, mailed_at__gte=begins).exists()


def send_digest(member: Member, now: datetime) -> bool:
    """False where there is nothing to tell, or no mailbox of theirs to send from. Marked before it leaves; where the
    server refuses it, it is unmarked and tried again later."""
    rows = Notice.objects.filter(member=member, mailed_at=None, seen_at=None, at__gt=now - LOOKS_BACK)
    rows = list(rows.filter(wanting("by_mail")).select_related("lead").order_by("at")[:MOST])
    mailbox = Mailbox.objects.filter(member=member, stopped_at=None).order_by("pk").first()
    if not rows or mailbox is None:
        return False
    marked = Notice.objects.filter(pk__in=[row.pk for row in rows])
    marked.update(mailed_at=now)
    try:
        deliver(mailbox, member, rows, now)
    except (NotDelivered, BadHeader) as error:
        if not getattr(error, "ambiguous", False):
            marked.update(mailed_at=None)
        return False
    return True


def deliver(mailbox: Mailbox, member: Member, rows: list[Notice], now: datetime) -> None:
    with override(member.user.language):
        subject = ngettext("%(n)d thing waits for you", "%(n)d things wait for you", len(rows)) % {"n": len(rows)}
        text = written(member, rows)
    to = member.user.email
    raw = build(
        sender_name=mailbox.sender_name,
        sender=mailbox.address,
        recipient=to,
        subject=subject,
        text=text,
        message_id=new_message_id(mailbox.domain),
        date=now,
    )
    with smtp.connect(mailbox) as wire:
        wire.deliver(raw, sender=mailbox.address, recipient=to, commit=lambda: True)


def written(member: Member, rows: list[Notice]) -> str:
    lines = [_("Good morning, %s.") % member.first_name, ""]
    for row in rows:
        lines += [row.title, *([f"  {row.text}"] if row.text else []), f"  {settings.PUBLIC_URL}{row.address}", ""]
    lines.append(_("You chose to hear of this by e-mail; your profile is where you choose otherwise."))
    return "\n".join(lines)
