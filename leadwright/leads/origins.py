"""Where each datum of a person came from, and all that stands of them, in one piece: what the law lets them ask for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core import serializers
from django.utils.translation import gettext as _

from leadwright.leads import columns
from leadwright.leads.deciding import FIELDS, Outcome
from leadwright.leads.merging import as_json, name_of, references
from leadwright.leads.models import ImportRow, Lead, Merge, OptOut


@dataclass(frozen=True)
class Origin:
    """One thing that stands, where it was read, and when. `source` is empty where a person wrote it or nobody knows."""

    field: str
    text: str
    source: str
    at: datetime | None

    @property
    def label(self) -> str:
        return _("Time zone") if self.field == "timezone" else columns.label(self.field)


def origins_of(lead: Lead) -> list[Origin]:
    """Each field that says something, with the last source that said so."""
    told = sorted(said_of(lead), key=lambda origin: origin.at)
    found = []
    for name in FIELDS:
        if text := getattr(lead, name):
            said = [origin for origin in told if origin.field == name and origin.text in {"", text}]
            last = said[-1] if said else None
            found.append(Origin(name, text, last.source if last else "", last.at if last else None))
    return found


def said_of(lead: Lead) -> Iterator[Origin]:
    """What files and merges told. A row that made the lead told all that its file has a column for."""
    for row in ImportRow.objects.filter(lead=lead).select_related("importing"):
        source = _("%(file)s, row %(row)s") % {"file": row.importing.file_name, "row": row.number}
        at = row.importing.created_at
        filled = (row.filled or {}).get("lead", {})
        yield from (Origin(name, str(pair[1]), source, at) for name, pair in filled.items() if name in FIELDS)
        if row.outcome == Outcome.CREATED and not row.filled:
            mapped = set(row.importing.mapping.values())
            if "full_name" in mapped:
                mapped |= {"given_name", "family_name"}
            yield from (Origin(name, "", source, at) for name in FIELDS if name in mapped)
    for merge in Merge.objects.filter(kept=lead, undone_at=None):
        source = _("a lead that became part of this one")
        yield from (Origin(name, str(pair[1]), source, merge.at) for name, pair in merge.filled.items())


def everything_of(lead: Lead) -> dict:
    """All that is kept of a person, as JSON takes it: themselves, their noes, and every row of every room that refers
    to them."""
    rooms: dict[str, list] = {}
    for field in references():
        rows = field.model._base_manager.filter(**{field.name: lead.pk}).order_by("pk")
        if told := serializers.serialize("python", rows):
            rooms[name_of(field)] = [as_json(row)["fields"] for row in told]
    return {
        "person": {name: getattr(lead, name) for name in (*FIELDS, "status", "custom", "tags")},
        "company": lead.account.name if lead.account else "",
        "came_in": lead.created_at.isoformat(),
        "origins": [
            {"field": one.field, "value": one.text, "source": one.source, "at": one.at.isoformat() if one.at else ""}
            for one in origins_of(lead)
        ],
        "opt_outs": [
            {"channel": no.channel, "source": no.source, "at": no.at.isoformat()}
            for channel in ("email", "phone", "linkedin")
            for no in OptOut.objects.covering(lead, channel)
        ],
        "rows": rooms,
    }
