"""Questions about a line: asked by its member, answered in its thread, settled by a manager."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.commissions import rules
from leadwright.commissions.models import Dispute, Line, Remark
from leadwright.commissions.writing import New, locked, write
from leadwright.leads.models import Lead
from leadwright.team.models import Member


class CannotDispute(Exception):
    """What stands in the way, in a sentence."""


def ask(line: Line, *, by: Member, text: str, now: datetime) -> Dispute:
    """Open a question; a second one while the first is open is an entry in its thread."""
    if by.pk != line.member_id and not by.manages:
        raise CannotDispute(_("Only %(who)s and a manager ask about this line.") % {"who": line.member.name})
    try:
        with transaction.atomic():
            dispute = Dispute.objects.create(line=line, by=by, at=now)
    except IntegrityError:
        dispute = Dispute.objects.open().get(line=line)
    say(dispute, by=by, text=text, now=now)
    return dispute


def say(dispute: Dispute, *, by: Member, text: str, now: datetime) -> Remark:
    remark = Remark.objects.create(dispute=dispute, by=by, text=text.strip()[:2000], at=now)
    _tell(remark, now)
    return remark


def settle(dispute: Dispute, *, by: Member, text: str, correct_cents: int = 0, now: datetime) -> None:
    """The last word, with a line of its own where something is to be corrected. Twice is once."""
    line = dispute.line
    with locked(line.member):
        if not Dispute.objects.open().filter(pk=dispute.pk).update(settled_at=now, settled_by=by):
            return
        say(dispute, by=by, text=text, now=now)
        if correct_cents:
            key = f"dispute:{dispute.pk}"
            today = now.astimezone(ZoneInfo(line.workspace.timezone)).date()
            why = _("Correction after a question, by %(who)s: %(text)s") % {"who": by.name, "text": text.strip()}
            write(
                [
                    New(
                        key=key,
                        member=line.member,
                        plan_id=line.plan_id,
                        cents=correct_cents,
                        currency=line.currency,
                        why=why,
                        lead=Lead.objects.filter(pk=line.lead_id_shown, workspace_id=line.workspace_id).first(),
                        at=now,
                        earned_in=rules.month_of(today),
                        late=line.period,
                        credit=Line.Credit.CORRECTION,
                    )
                ]
            )
            found = Line.objects.get(workspace_id=line.workspace_id, key=key)
            Dispute.objects.filter(pk=dispute.pk).update(correction=found)
    dispute.refresh_from_db()


def _tell(remark: Remark, now: datetime) -> None:
    line = remark.dispute.line
    record(
        Kind.COMMISSION,
        workspace_id=line.workspace_id,
        lead=Lead.objects.filter(pk=line.lead_id_shown, workspace_id=line.workspace_id).first(),
        member=remark.by,
        key=f"remark:{remark.pk}",
        summary=_("Question about a commission line"),
        why=remark.text,
        at=now,
    )
