"""One lead at a time: who sends, stops, reads an answer or decides holds the lead's row while it does."""

from collections.abc import Sequence

from leadwright.kit.statements import run
from leadwright.leads.models import Lead

LOCK = "SELECT status FROM leads_lead WHERE id = %(lead)s FOR NO KEY UPDATE"

LOCK_ALL = "SELECT id, status FROM leads_lead WHERE id = ANY(%(leads)s) ORDER BY id FOR NO KEY UPDATE"


def lock(lead: Lead) -> None:
    """Hold the lead's row until the transaction ends; its status is read anew, for the caller's copy may be older.

    Raises Lead.DoesNotExist where it was erased meanwhile. Rows that refer to the lead can still be written.
    """
    rows = run(LOCK, {"lead": lead.pk})
    if not rows:
        raise Lead.DoesNotExist
    lead.status = rows[0][0]


def lock_all(leads: Sequence[Lead]) -> set[int]:
    """The same for many, in the order of their keys, so that two who lock many never wait for each other. Answers the
    keys of those that still stand."""
    found = dict(run(LOCK_ALL, {"leads": [lead.pk for lead in leads]})) if leads else {}
    for lead in leads:
        lead.status = found.get(lead.pk, lead.status)
    return set(found)
