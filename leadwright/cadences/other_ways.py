"""Mail that no server of ours takes, because letters outside ASCII stand before the @ of its address and the server
does not offer SMTPUTF8 (RFC 6531): a person reaches them another way. Asked once for each mail; nothing is tried again.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from leadwright.cadences.doubts import owner_of
from leadwright.conversations.models import UNWRITABLE, Message
from leadwright.tasks.asking import request
from leadwright.tasks.models import Task, TaskKind

PREFIX = "other_way:"  # and the number of the message


def ask_for_other_ways(now: datetime) -> int:
    """How many people were asked for anew; may run twice, or twice at once."""
    unwritable = Message.objects.filter(UNWRITABLE).values_list("pk", flat=True)
    unasked = {f"{PREFIX}{pk}": pk for pk in unwritable}
    for key in Task.objects.filter(key__in=list(unasked)).values_list("key", flat=True):
        del unasked[key]
    messages = Message.objects.filter(pk__in=unasked.values()).select_related("lead__owner", "mailbox__member")
    asked = [wish(message, now) for message in messages.order_by("pk")]
    Task.objects.bulk_create(asked, ignore_conflicts=True)
    return len(asked)


def wish(message: Message, now: datetime) -> Task:
    name = message.lead.name if message.lead else message.recipient
    return request(
        kind=TaskKind.OTHER,
        lead=message.lead,
        owner=owner_of(message),
        title=_("Reach %(name)s another way: %(subject)s") % {"name": name, "subject": message.subject},
        why=message.failure_words,
        words=message.text,
        key=f"{PREFIX}{message.pk}",
        due_at=now,
        now=now,
    )
