"""What conditions ask about the leads of a batch: what they did since they were enrolled, and what is known of them.
Read from the ledger and only where some step of their cadences asks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from leadwright.activities.models import Activity, Kind
from leadwright.cadences import conditions
from leadwright.cadences.models import Enrolment, Step
from leadwright.conversations.models import Call

SPOKE = {Call.Disposition.REACHED, Call.Disposition.CALL_BACK, Call.Disposition.REFUSED, Call.Disposition.MEETING}
LEDGER = [Kind.EMAIL_RECEIVED, Kind.OPENED, Kind.CALL, Kind.LINKEDIN]
OF_A_LEAD = ("title", "city", "country", "language", "motion", "status", "phone", "linkedin")
OF_A_COMPANY = ("name", "industry", "employees", "revenue", "country", "city", "domain")
FIELDS = [*(f"lead.{name}" for name in OF_A_LEAD), *(f"company.{name}" for name in OF_A_COMPANY)]
CUSTOM = "lead.custom."


class Facts:
    """`of(enrolment)`: the events and fields that its planner is handed."""

    def __init__(self, enrolments: Iterable[Enrolment], steps: Mapping[int, Sequence[Step]]) -> None:
        asked = {version: [step for step in found if step.asks] for version, found in steps.items()}
        self._fields = {
            version: {step.asks_field for step in found if step.asks == conditions.FIELD}
            for version, found in asked.items()
        }
        waiting = [
            enrolment
            for enrolment in enrolments
            if any(step.asks in conditions.EVENTS for step in asked.get(enrolment.version_id, ()))
        ]
        self._events = happened(waiting) if waiting else {}

    def of(self, enrolment: Enrolment) -> dict[str, dict]:
        names = self._fields.get(enrolment.version_id)
        found: dict[str, dict] = {"fields": {name: field_of(enrolment.lead, name) for name in names}} if names else {}
        if events := self._events.get(enrolment.pk):
            found["events"] = events
        return found


def happened(enrolments: Sequence[Enrolment]) -> dict[int, dict[str, datetime]]:
    """By enrolment, when each event happened first since it began. Who accepted a connection before is connected."""
    by_lead = {enrolment.lead_id: enrolment for enrolment in enrolments}
    rows = Activity.objects.filter(lead__in=by_lead, kind__in=LEDGER).order_by("at", "pk")
    found: dict[int, dict[str, datetime]] = defaultdict(dict)
    for lead, kind, detail, at in rows.values_list("lead", "kind", "detail", "at"):
        enrolment, event = by_lead[lead], event_of(kind, detail)
        if event and (at >= enrolment.started_at or event == conditions.CONNECTED):
            found[enrolment.pk].setdefault(event, at)
    return found


def event_of(kind: str, detail: Mapping) -> str:
    """The event that a row of the ledger stands for; "" for others, such as an automatic answer."""
    if kind == Kind.EMAIL_RECEIVED:
        return conditions.REPLIED if detail.get("intent") else ""
    if kind == Kind.OPENED:
        return conditions.OPENED if detail.get("by_a_person", True) else ""
    if kind == Kind.CALL:
        return conditions.REACHED if detail.get("disposition") in SPOKE else ""
    return conditions.CONNECTED if detail.get("accepted") else ""


def field_of(lead, name: str) -> str:
    """What is known, as words; "" where nothing is."""
    if name.startswith(CUSTOM):
        value = (lead.custom or {}).get(name.removeprefix(CUSTOM), "")
        return ("yes" if value else "no") if isinstance(value, bool) else str("" if value is None else value)
    of, _dot, rest = name.partition(".")
    row, known = (lead, OF_A_LEAD) if of == "lead" else (lead.account, OF_A_COMPANY)
    if row is None or rest not in known:
        return ""
    value = getattr(row, rest)
    return "" if value is None else str(value)
