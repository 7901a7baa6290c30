"""Two leads who are one person: of two cadences on their way one goes on, and their rows come together."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.cadences.models import Enrolment
from leadwright.cadences.stopping import end
from leadwright.leads import merging
from leadwright.leads.models import Lead, Merge
from leadwright.team.models import Member

MERGED = "merged"


def merge_people(kept: Lead, gone: Lead, *, by: Member | None, why: str = "", now: datetime) -> Merge:
    """Make `gone` part of `kept`. Where both are on their way, the cadence of the one that stays goes on and the other
    has ended. Raises NotMerged, then nothing has changed."""
    with transaction.atomic():
        kept, gone = merging.locked(kept.pk, gone.pk)
        active = Enrolment.objects.active().select_for_update().order_by("pk")
        if active.filter(lead=kept).exists():
            for enrolment in active.filter(lead=gone):
                enrolment.lead = gone
                told = _("Merged with %(name)s, who is in a cadence already.") % {"name": kept.name}
                end(enrolment, code=MERGED, why=told, by=by, now=now)
        return merging.merge(kept, gone, by=by, why=why, now=now)
