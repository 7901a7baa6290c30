"""The numbers and days of custom fields, written beside the leads so that an index orders them."""

from collections.abc import Iterable

from leadwright.kit.statements import run

FORGET = "DELETE FROM leads_fieldnumber WHERE lead_id = ANY(%(leads)s)"
# A value that is not of its field's kind any more has no place on a scale.
FOLLOW = """
    INSERT INTO leads_fieldnumber (field_id, lead_id, number)
    SELECT field.id, lead.id,
           CASE field.kind WHEN 'number' THEN (lead.custom ->> field.key)::float
                ELSE (lead.custom ->> field.key)::date - date '1970-01-01' END
      FROM leads_lead lead
      JOIN leads_customfield field ON field.workspace_id = lead.workspace_id AND field.kind IN ('number', 'date')
     WHERE lead.id = ANY(%(leads)s)
       AND CASE field.kind WHEN 'number' THEN jsonb_typeof(lead.custom -> field.key) = 'number'
                ELSE lead.custom ->> field.key ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' END
"""


def follow(leads: Iterable[int]) -> None:
    """Write anew what these leads' custom fields measure, in the transaction that stands. Twice is once."""
    ids = {"leads": sorted(leads)}
    if ids["leads"]:
        run(FORGET, ids)
        run(FOLLOW, ids)
