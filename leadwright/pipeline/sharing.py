"""Who shares a deal with its owner, and with what part of the credit. A manager decides; what was paid stands."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.pipeline.models import DealShare, Opportunity, Stage
from leadwright.team.models import Member

WHOLE_BP = 10_000


class CannotShare(Exception):
    """The sentence says why not, and what to do instead."""


def share(deal: Opportunity, *, member: Member, part_bp: int, by: Member, now: datetime) -> None:
    """From now on the member has that part of it; 0 takes it away. The rest is the owner's."""
    with transaction.atomic():
        deal = Opportunity.objects.select_for_update(of=("self",)).get(pk=deal.pk)
        if deal.stage == Stage.WON:
            raise CannotShare(_("It is won and paid for: move it back before its credit is divided anew."))
        if member.pk == deal.owner_id:
            raise CannotShare(_("The owner has what nobody else has."))
        others = deal.shares.exclude(member=member).aggregate(sum=Sum("part_bp"))["sum"] or 0
        if not 0 <= part_bp < WHOLE_BP - others:
            raise CannotShare(_("Something has to be left for the owner."))
        standing = deal.shares.filter(member=member).first()
        if (standing.part_bp if standing else 0) == part_bp:
            return
        if part_bp:
            DealShare.objects.update_or_create(
                opportunity=deal, member=member, defaults={"part_bp": part_bp, "by": by, "at": now}
            )
        else:
            standing.delete()
        record(
            Kind.STAGE,
            workspace_id=deal.workspace_id,
            lead=deal.lead,
            member=by,
            key=f"deal:{deal.pk}:share:{member.pk}:{now.timestamp():.0f}",
            summary=_("%(deal)s: %(name)s has %(percent)s %% of the credit")
            % {"deal": deal.name, "name": member.name, "percent": f"{part_bp / 100:g}"},
            at=now,
        )
