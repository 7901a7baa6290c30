"""Columns of a file that become a new field of the company's own: chosen with its kind where columns are mapped, tried
in the preview, made when the import begins."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction

from leadwright.leads.models import CustomField, Import
from leadwright.leads.rows import OWN
from leadwright.leads.tables import reopened
from leadwright.leads.typed import Kind, key_of
from leadwright.team.models import Member

NEW = "n:"  # before the kind, where a column becomes a field that is not there yet
KINDS = {f"{NEW}{kind}": word for kind, word in CustomField.Kinds.choices}
LONGEST_NAME = 60
MOST_CHOICES = 50  # the most frequent; what else a column says is kept as a note
CHOICES_FROM = 20_000  # rows


@dataclass(frozen=True)
class Planned:
    """A field as it will be made of one column."""

    place: str
    key: str
    name: str
    kind: str
    choices: tuple[str, ...] = ()


def planned(importing: Import) -> list[Planned]:
    """The fields that the mapping asks for, each under a name and a key of its own."""
    asked = {place: field.removeprefix(NEW) for place, field in importing.mapping.items() if field in KINDS}
    if not asked:
        return []
    rows = CustomField.objects.filter(workspace=importing.workspace_id)
    keys = set(rows.values_list("key", flat=True))
    names = {name.casefold() for name in rows.standing().values_list("name", flat=True)}
    choices = choices_of(importing, [place for place, kind in asked.items() if kind == Kind.CHOICE])
    found = []
    for place, kind in asked.items():
        name = free(" ".join(importing.shape["columns"][int(place)].split()), names)
        key = key_of(name, keys)
        names.add(name.casefold())
        keys.add(key)
        found.append(Planned(place, key, name, kind, choices.get(place, ())))
    return found


def free(name: str, taken: Iterable[str]) -> str:
    """The header as a name; with a number where a field is called so already."""
    tried, number = name[:LONGEST_NAME], 2
    while tried.casefold() in taken:
        tried, number = f"{name[: LONGEST_NAME - 4]} {number}", number + 1
    return tried


def choices_of(importing: Import, places: list[str]) -> dict[str, tuple[str, ...]]:
    """What may be chosen: what these columns say most often, in that order."""
    if not places:
        return {}
    counts = {place: Counter() for place in places}
    for _number, cells in islice(reopened(bytes(importing.content), importing.shape).rows, CHOICES_FROM):
        for place, count in counts.items():
            if cell := cells[int(place)].strip()[:100]:
                count[cell] += 1
    return {place: tuple(word for word, _n in count.most_common(MOST_CHOICES)) for place, count in counts.items()}


def tried(importing: Import) -> tuple[dict[str, str], dict[str, list]]:
    """The mapping and the kinds of own fields as they will be, without making anything."""
    fields = planned(importing)
    mapping = {**importing.mapping, **{one.place: f"{OWN}{one.key}" for one in fields}}
    return mapping, {f"{OWN}{one.key}": [one.kind, list(one.choices)] for one in fields}


def make(importing: Import, *, by: Member | None, now: datetime) -> None:
    """Make the fields that the mapping asks for. Twice is once."""
    if not any(field in KINDS for field in importing.mapping.values()):
        return
    with transaction.atomic():
        Import.objects.select_for_update(of=["self"]).get(pk=importing.pk)
        importing.refresh_from_db(fields=["mapping"])
        fields = planned(importing)
        CustomField.objects.bulk_create(
            CustomField(
                workspace_id=importing.workspace_id,
                key=one.key,
                name=one.name,
                kind=one.kind,
                choices=list(one.choices),
                made_by=by,
                at=now,
            )
            for one in fields
        )
        importing.mapping = {**importing.mapping, **{one.place: f"{OWN}{one.key}" for one in fields}}
        importing.save(update_fields=["mapping"])
