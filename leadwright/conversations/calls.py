"""A call, made or tried, is logged here, with the activity that tells of it; and a number that fails is learnt."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.conversations.holding_numbers import learn
from leadwright.conversations.models import Call
from leadwright.leads.models import Lead
from leadwright.team.models import Member


def log_call(*, lead: Lead, member: Member | None, disposition: str, note: str, key: str, now: datetime) -> Call:
    """The call that `key` asked for ("task:12"); logged once: a second time answers with the first row."""
    with transaction.atomic(savepoint=False):
        said = {"disposition": Call.Disposition(disposition), "note": note.strip(), "at": now}
        made = Call(workspace_id=lead.workspace_id, key=key[:80], lead=lead, member=member, number=lead.phone, **said)
        Call.objects.bulk_create([made], ignore_conflicts=True)
        call = Call.objects.get(workspace_id=made.workspace_id, key=made.key)
        record(
            Kind.CALL,
            workspace_id=lead.workspace_id,
            key=f"call:{call.pk}",
            summary=_("Call: %(outcome)s") % {"outcome": call.get_disposition_display()},
            at=call.at,
            lead=lead,
            member=member,
            detail={"call": call.pk, "disposition": call.disposition, "note": call.note[:500]},
        )
        if call.disposition == Call.Disposition.WRONG_NUMBER:
            learn(lead.workspace, call.number, now=now)
    return call
