"""One lead at a time: who sends, stops, reads an answer or decides holds the lead's row while it does."""

from leadwright.kit.statements import run
from leadwright.leads.models import Lead

LOCK = "SELECT status FROM leads_lead WHERE id = %(lead)s FOR NO KEY UPDATE"


def lock(lead: Lead) -> None:
    """Hold the lead's row until the transaction ends; its status is read anew, for the caller's copy may be older.

    Raises Lead.DoesNotExist where it was erased meanwhile. Rows that refer to the lead can still be written.
    """
    rows = run(LOCK, {"lead": lead.pk})
    if not rows:
        raise Lead.DoesNotExist
    lead.status = rows[0][0]
