"""Speed to lead: who was first to touch whoever asked to hear from us, and when, looked up in the ledger."""

from leadwright.kit.statements import run

# The first thing that a person of ours did for whoever asked, after they asked.
FIRST_TOUCHES = """
    UPDATE leads_arrival arrival SET touched_at = touch.at, touched_by_id = touch.member_id
      FROM (SELECT asked.id, first.at, first.member_id
              FROM leads_arrival asked
              CROSS JOIN LATERAL (
                  SELECT fact.at, fact.member_id FROM activities_activity fact
                   WHERE fact.lead_id = asked.lead_id AND fact.at >= asked.at
                     AND fact.kind IN ('email_sent', 'call', 'linkedin', 'meeting_booked')
                   ORDER BY fact.at LIMIT 1) first
             WHERE asked.touched_at IS NULL AND asked.lead_id IS NOT NULL) touch
     WHERE arrival.id = touch.id AND arrival.touched_at IS NULL
"""


def note_first_touches() -> None:
    """Keep the first touch beside each arrival that has had one. Twice is once."""
    run(FIRST_TOUCHES, {})
