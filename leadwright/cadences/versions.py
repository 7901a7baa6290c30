"""Changing a cadence: each change makes a new version for those who are enrolled from now on. Whoever is on the way
keeps the steps and the words that they began with."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from leadwright.cadences.models import Cadence, Step, Version
from leadwright.cadences.shipped import USES
from leadwright.playbooks.models import Template
from leadwright.team.models import Member

KEPT = ("kind", "name", "wait_days", "template_id", "new_thread", "patience_days")


class Superseded(Exception):
    """Somebody else has changed the cadence meanwhile: what is seen is no longer what would be changed."""


def change(version: Version, alter: Callable[[list[Step]], None], *, by: Member | None, now: datetime) -> Version:
    """A new version: the steps of this one, altered, in their order. Raises Superseded where it is not the newest."""
    with transaction.atomic():
        cadence = Cadence.objects.select_for_update().get(pk=version.cadence_id)
        if cadence.current.pk != version.pk:
            raise Superseded
        steps = list(version.steps.order_by("position"))
        alter(steps)
        new = Version.objects.create(cadence=cadence, number=version.number + 1, made_by=by, created_at=now)
        Step.objects.bulk_create(
            Step(version=new, position=position, **{name: getattr(step, name) for name in KEPT})
            for position, step in enumerate(steps, start=1)
        )
    return new


def edit(step: Step, fields: dict, *, by: Member | None, now: datetime) -> Version:
    """Other words, another name, other waits. New words become a template of their own."""
    with transaction.atomic():
        words = words_for(step.version.cadence, step.kind, fields, standing=step.template, now=now)

        def alter(steps: list[Step]) -> None:
            found = next(each for each in steps if each.pk == step.pk)
            found.name, found.wait_days, found.patience_days = (
                fields["name"],
                fields["wait_days"],
                fields["patience_days"],
            )
            found.template_id = words.pk

        return change(step.version, alter, by=by, now=now)


def add(version: Version, fields: dict, *, after: int, by: Member | None, now: datetime) -> Version:
    with transaction.atomic():
        words = words_for(version.cadence, fields["kind"], fields, standing=None, now=now)
        kept = {name: fields[name] for name in ("kind", "name", "wait_days", "patience_days")}
        return change(version, lambda steps: steps.insert(after, Step(template_id=words.pk, **kept)), by=by, now=now)


def remove(step: Step, *, by: Member | None, now: datetime) -> Version:
    def alter(steps: list[Step]) -> None:
        steps[:] = [each for each in steps if each.pk != step.pk]

    return change(step.version, alter, by=by, now=now)


def move(step: Step, *, by_places: int, by: Member | None, now: datetime) -> Version:
    """Up (-1) or down (1). The waits stay with the places, so that the days of the cadence stay as they are."""

    def alter(steps: list[Step]) -> None:
        waits = [each.wait_days for each in steps]
        at = next(place for place, each in enumerate(steps) if each.pk == step.pk)
        to = min(max(at + by_places, 0), len(steps) - 1)
        steps.insert(to, steps.pop(at))
        for each, wait in zip(steps, waits, strict=True):
            each.wait_days = wait

    return change(step.version, alter, by=by, now=now)


def copy(cadence: Cadence, *, name: str, by: Member, now: datetime) -> Cadence:
    """A new cadence that begins with the steps of another."""
    with transaction.atomic():
        made = Cadence.objects.create(workspace_id=cadence.workspace_id, name=name, created_at=now)
        version = Version.objects.create(cadence=made, number=1, made_by=by, created_at=now)
        Step.objects.bulk_create(
            Step(version=version, position=step.position, **{kept: getattr(step, kept) for kept in KEPT})
            for step in cadence.current.steps.all()
        )
    return made


def words_for(cadence: Cadence, kind: str, fields: dict, *, standing: Template | None, now: datetime) -> Template:
    """The template with these words: the one that stands where nothing changed, else a new one with a free name."""
    subject, body = fields.get("subject", ""), fields["body"]
    if standing and (standing.subject, standing.body) == (subject, body):
        return standing
    taken = set(Template.objects.filter(workspace_id=cadence.workspace_id).values_list("name", flat=True))
    base = fields["name"][:100]
    name = next(each for n in range(1, len(taken) + 2) if (each := base if n == 1 else f"{base} ({n})") not in taken)
    return Template.objects.create(
        workspace_id=cadence.workspace_id, name=name, use=USES[kind], subject=subject, body=body, updated_at=now
    )
