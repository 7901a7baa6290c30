"""Columns that a person mapped once for a source are mapped so the next time. A source is known by its headers: the
same system exports the same ones, whatever the file is called."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from leadwright.leads import columns as guessing
from leadwright.leads.matching import folded
from leadwright.leads.models import CustomField, Import, RememberedColumn
from leadwright.leads.rows import OWN
from leadwright.team.models import Workspace


def own_columns(workspace: Workspace) -> dict[str, str]:
    """The company's own fields as what a column may become, with their names."""
    rows = CustomField.objects.filter(workspace=workspace).standing()
    return {f"{OWN}{field.key}": field.name for field in rows}


def known_columns(importing: Import) -> dict[str, list]:
    """What reading a cell of an own field needs: its kind and its choices."""
    wanted = {field.removeprefix(OWN) for field in importing.mapping.values() if field.startswith(OWN)}
    rows = CustomField.objects.filter(workspace=importing.workspace_id, key__in=wanted) if wanted else []
    return {f"{OWN}{field.key}": [field.kind, field.choices] for field in rows}


def mapping_for(workspace: Workspace, columns: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[str, str]:
    """As this source was mapped before; a new one as it looks, and as people mapped such headers elsewhere."""
    own = own_columns(workspace)
    rows = RememberedColumn.objects.filter(workspace=workspace)
    same = dict(rows.filter(source=source_of(columns)).values_list("header", "field"))
    elsewhere = rows.filter(by_hand=True, header__in=[folded(name)[:120] for name in columns]).order_by("at")
    wishes = dict(elsewhere.values_list("header", "field"))
    mapping = guessing.guess(columns, sample, own=own, wishes=wishes)
    if same:
        told = {str(place): same.get(folded(name)[:120], mapping[str(place)]) for place, name in enumerate(columns)}
        mapping = guessing.cleaned(told, len(columns), own)
    return mapping


def remember(importing: Import, *, now: datetime) -> None:
    """Keep how this source is mapped. Headers that stand twice say nothing and are left out."""
    columns = importing.shape["columns"]
    looks = importing.shape.get("guessed", {})
    headers = [folded(name)[:120] for name in columns]
    once = Counter(headers)
    rows = [
        RememberedColumn(
            workspace_id=importing.workspace_id,
            source=source_of(columns),
            header=header,
            field=importing.mapping.get(str(place), ""),
            by_hand=importing.mapping.get(str(place), "") != looks.get(str(place), ""),
            at=now,
        )
        for place, header in enumerate(headers)
        if header and once[header] == 1
    ]
    RememberedColumn.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["workspace", "source", "header"],
        update_fields=["field", "by_hand", "at"],
    )


def source_of(columns: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(sorted(map(folded, columns))).encode()).hexdigest()


def labels(own: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a column may become, in order: our fields, the company's own, and what is neither."""
    usual = [(value, str(word)) for value, word in guessing.FIELDS.items()]
    return [*usual[:-2], *own.items(), *usual[-2:]]
