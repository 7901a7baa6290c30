"""Changing a cadence: each change makes a new version. It is for those who are enrolled from now on, and, where a
person says so, for those who are on their way: they are carried over, and nothing that was done is done again."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.cadences.branches import forks, tidy
from leadwright.cadences.carrying import Place, Theirs, goes_straight, way_on
from leadwright.cadences.models import WITHOUT_WORDS, Cadence, Enrolment, Step, Touch, Version
from leadwright.cadences.shipped import USES
from leadwright.playbooks.models import Template
from leadwright.team.models import Member

CONDITION = ("asks", "asks_negated", "asks_field", "asks_operator", "asks_value")
CHOSEN = ("name", "wait_days", "patience_days", "counts", "on_date", "arm", "new_thread", "approved_first", *CONDITION)
KEPT = ("kind", "template_id", *CHOSEN)
Alter = Callable[[list[Step]], None]


class Superseded(Exception):
    """Somebody else has changed the cadence meanwhile: what is seen is no longer what would be changed."""


def change(version: Version, alter: Alter, *, by: Member | None, now: datetime, everybody: bool = False) -> Version:
    """A new version: the steps of this one, altered, in their order. With `everybody` those on their way are carried
    over in the same transaction. Raises Superseded where this is not the newest."""
    with transaction.atomic():
        cadence = Cadence.objects.select_for_update().get(pk=version.cadence_id)
        if cadence.current.pk != version.pk:
            raise Superseded
        steps = list(version.steps.order_by("position"))
        alter(steps)
        tidy(steps)
        new = Version.objects.create(cadence=cadence, number=version.number + 1, made_by=by, created_at=now)
        made = Step.objects.bulk_create(
            Step(version=new, position=position, origin_id=step.pk and step.identity, **kept(step))
            for position, step in enumerate(steps, start=1)
        )
        if everybody:
            carry_over(new, made)
    return new


def kept(step: Step) -> dict:
    return {name: getattr(step, name) for name in KEPT}


def carry_over(new: Version, steps: list[Step]) -> int:
    """Everybody on their way through this cadence goes on by the new version. How many.

    Their rows are locked, so that the clockwork leaves them out (`SKIP LOCKED`) until this is done. A mail that is
    written already, or a task that is open, stays as it is: its step counts as done.
    """
    riding = Enrolment.objects.active().filter(version__cadence=new.cadence_id).exclude(version=new)
    riding = list(riding.select_for_update(no_key=True, of=("self",)).order_by("pk").only("pk", "version_id"))
    old = places(Step.objects.filter(version__in={each.version_id for each in riding}).order_by("position"))
    touched: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for enrolment, *of in Touch.objects.filter(enrolment__in=riding).values_list("enrolment_id", "step_id", "arm"):
        touched[enrolment].add(tuple(of))
    alike: dict[tuple[int, frozenset[tuple[int, str]]], list[int]] = defaultdict(list)
    for each in riding:
        alike[each.version_id, frozenset(touched[each.pk])].append(each.pk)
    goal = in_places(steps)
    for (version_id, behind), enrolments in alike.items():
        arms = dict(behind)
        done = [place for place in old[version_id] if place.id in arms]
        decided = {place.identity: arms[place.id] for place in done if arms[place.id]}
        way = way_on(done, old[version_id], goal, decided)
        straight = goes_straight(way, goal, decided)
        move_over(enrolments, way, goal if straight else None, new, version_id)
    return len(riding)


def places(steps: Iterable[Step]) -> dict[int, list[Place]]:
    """The steps of several versions, in their order."""
    rows: dict[int, list[Step]] = defaultdict(list)
    for step in steps:
        rows[step.version_id].append(step)
    return {version: in_places(found) for version, found in rows.items()}


def in_places(steps: list[Step]) -> list[Place]:
    return [
        Place(step.pk, step.identity, step.wait_days, step.arm, None if fork is None else steps[fork].identity)
        for step, fork in zip(steps, forks(steps), strict=True)
    ]


def move_over(enrolments: list[int], way: list[Theirs], goal: list[Place] | None, new: Version, old_id: int) -> None:
    """`goal`: the steps of the new version, where it is their way itself."""
    if goal is not None:
        version, rows = new, {place.identity: place.id for place in goal}
    else:
        version, rows = beside(new, way, old_id)
    for step in way:
        if step.done:
            Touch.objects.filter(enrolment__in=enrolments, step=step.id).update(step=rows[step.identity])
    behind = sum(step.done for step in way)
    # Looked at again at once: the planner says when the next step is due by now, or that it is on hold.
    Enrolment.objects.filter(pk__in=enrolments).update(
        version=version,
        position=behind,
        due_at=new.created_at,
        due_why=_("The cadence was changed; the next look says when."),
    )


def beside(new: Version, way: list[Theirs], old_id: int) -> tuple[Version, dict[int, int]]:
    """A version for those whose way so far is not the beginning of the new one, and its steps by identity."""
    found = Version.objects.create(
        cadence_id=new.cadence_id,
        number=new.number,
        made_by_id=new.made_by_id,
        created_at=new.created_at,
        carried_from_id=old_id,
    )
    rows = Step.objects.in_bulk([step.id for step in way])
    made = Step.objects.bulk_create(
        Step(
            version=found,
            position=position,
            origin_id=step.identity,
            **{**kept(rows[step.id]), "wait_days": step.wait_days, "arm": step.arm},
        )
        for position, step in enumerate(way, start=1)
    )
    return found, {step.identity: step.pk for step in made}


def edit(step: Step, fields: dict, *, by: Member | None, now: datetime, everybody: bool = False) -> Version:
    """Other words, another name, other waits, another condition. New words become a template of their own."""
    with transaction.atomic():
        words = words_for(step.version.cadence, step.kind, fields, standing=step.template, now=now)

        def alter(steps: list[Step]) -> None:
            found = next(each for each in steps if each.pk == step.pk)
            choose(found, fields)
            found.template = words

        return change(step.version, alter, by=by, now=now, everybody=everybody)


def choose(step: Step, fields: dict) -> None:
    """What a person chose for it; what they were not asked for stays."""
    for name in CHOSEN:
        if name in fields:
            setattr(step, name, fields[name])


def add(
    version: Version, fields: dict, *, after: int, by: Member | None, now: datetime, everybody: bool = False
) -> Version:
    with transaction.atomic():
        words = words_for(version.cadence, fields["kind"], fields, standing=None, now=now)
        new = Step(template=words, kind=fields["kind"])
        choose(new, fields)
        return change(version, lambda steps: steps.insert(after, new), by=by, now=now, everybody=everybody)


def remove(step: Step, *, by: Member | None, now: datetime, everybody: bool = False) -> Version:
    def alter(steps: list[Step]) -> None:
        steps[:] = [each for each in steps if each.pk != step.pk]

    return change(step.version, alter, by=by, now=now, everybody=everybody)


def move(step: Step, *, to: int, by: Member | None, now: datetime, everybody: bool = False) -> Version:
    """To the place `to`, counted from 1. The waits and the branches stay with the places, so that the days of the
    cadence stay, and a step that is put between two of a branch is on it."""

    def alter(steps: list[Step]) -> None:
        stay = [(each.wait_days, each.counts, each.on_date, each.arm) for each in steps]
        at = next(place for place, each in enumerate(steps) if each.pk == step.pk)
        steps.insert(min(max(to, 1), len(steps)) - 1, steps.pop(at))
        for each, place in zip(steps, stay, strict=True):
            each.wait_days, each.counts, each.on_date, each.arm = place

    return change(step.version, alter, by=by, now=now, everybody=everybody)


def copy(cadence: Cadence, *, name: str, by: Member, now: datetime) -> Cadence:
    """A new cadence that begins with the steps of another."""
    with transaction.atomic():
        made = Cadence.objects.create(workspace_id=cadence.workspace_id, name=name, created_at=now)
        version = Version.objects.create(cadence=made, number=1, made_by=by, created_at=now)
        Step.objects.bulk_create(
            Step(version=version, position=step.position, **kept(step)) for step in cadence.current.steps.all()
        )
    return made


def words_for(
    cadence: Cadence, kind: str, fields: dict, *, standing: Template | None, now: datetime
) -> Template | None:
    """The template with these words: the one that stands where nothing changed, else a new one with a free name. None
    for a step that needs no words."""
    subject, body = fields.get("subject", ""), fields.get("body", "")
    if kind in WITHOUT_WORDS and not body:
        return None
    if standing and (standing.subject, standing.body) == (subject, body):
        return standing
    taken = set(Template.objects.filter(workspace_id=cadence.workspace_id).values_list("name", flat=True))
    base = fields["name"][:100]
    name = next(each for n in range(1, len(taken) + 2) if (each := base if n == 1 else f"{base} ({n})") not in taken)
    return Template.objects.create(
        workspace_id=cadence.workspace_id, name=name, use=USES[kind], subject=subject, body=body, updated_at=now
    )
