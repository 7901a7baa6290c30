"""When each lead was last in touch with us, kept with the lead for the list to be narrowed by. A timer follows the
ledger: whoever sends has no lead's row to write beside the fact.
"""

from django.db import transaction

from leadwright.activities.models import Activity, Place
from leadwright.kit.statements import run

NAME = "touches"
AT_ONCE = 20_000  # activities: leads are held while theirs are kept, and sends wait for them
AGAIN = 5_000  # read once more: numbers are given before others are written, and a row may have been held
FOLLOW = """
    WITH slice AS (
        SELECT lead_id, max(at) AS at FROM activities_activity
         WHERE id > %(after)s AND id <= %(upto)s AND lead_id IS NOT NULL
           AND kind IN ('email_sent', 'email_received', 'call', 'linkedin', 'meeting_held')
         GROUP BY lead_id
    ), held AS (
        SELECT lead.id FROM leads_lead lead JOIN slice ON slice.lead_id = lead.id
         WHERE lead.touched_at IS NULL OR lead.touched_at < slice.at
         ORDER BY lead.id FOR NO KEY UPDATE OF lead SKIP LOCKED
    )
    UPDATE leads_lead lead SET touched_at = slice.at FROM slice JOIN held ON held.id = slice.lead_id
     WHERE lead.id = slice.lead_id
"""


def follow(*, most: int = AT_ONCE) -> int:
    """Read on in the ledger; how many activities are left to be read. Twice is once."""
    with transaction.atomic():
        place = Place.objects.select_for_update().get_or_create(name=NAME)[0]
        last = Activity.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        upto = min(last, place.upto + most)
        run(FOLLOW, {"after": max(0, place.upto - AGAIN), "upto": upto})
        Place.objects.filter(pk=place.pk).update(upto=upto)
    return last - upto
