"""Other words for a mail, tried beside its own: how each does, what may be said of it, and which one is kept.

The method stands in variants.py. Counted are the mails that have had their time for an answer, since the newest of the
words was written: words that were tried at different times, or that were changed meanwhile, are not compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from leadwright.cadences import versions
from leadwright.cadences.figures import ANSWERED, meant_well
from leadwright.cadences.models import Ruleset, Step, StepKind, Touch, Variant, Version
from leadwright.cadences.variants import Opinion, Say, Tried, opinion
from leadwright.playbooks.models import Template
from leadwright.team.models import Member

DONE = Touch.Outcome.DONE
OWN = "A"
LETTERS = "BCDE"
TIME_FOR_AN_ANSWER = timedelta(days=7)


class Full(Exception):
    """As many variants are tried as there are letters."""


@dataclass(frozen=True)
class Row:
    """One variant as it stands. `chance` to be the best, 0 to 1; None where that is not said."""

    tried: Tried
    template: Template
    variant: Variant | None
    chance: float | None


@dataclass(frozen=True)
class Comparison:
    since: datetime
    rows: list[Row]
    opinion: Opinion
    words: str


def used(step: Step) -> list[Variant]:
    return list(Variant.objects.used().filter(step=step.identity).select_related("template").order_by("letter"))


def compare(step: Step, ruleset: Ruleset, now: datetime) -> Comparison | None:
    """None where nothing is tried beside the step's own words."""
    variants = used(step)
    if not variants or step.template is None:
        return None
    since = max([step.template.updated_at, *(each.made_at for each in variants)])
    since = max([since, *(each.template.updated_at for each in variants)])
    found = {variant: (mails, well) for variant, mails, well in counted(step, since, now)}
    of_letter = {OWN: (None, step.template)} | {each.letter: (each, each.template) for each in variants}
    tried = [
        Tried(letter, *found.get(each.pk if each else None, (0, 0))) for letter, (each, _words) in of_letter.items()
    ]
    said = opinion(tried, ruleset.variant_minimum)
    chances: Sequence[float | None] = said.chances or [None] * len(tried)
    rows = [
        Row(one, of_letter[one.name][1], of_letter[one.name][0], chance)
        for one, chance in zip(tried, chances, strict=True)
    ]
    return Comparison(since, rows, said, in_words(said, tried, ruleset.variant_minimum))


def counted(step: Step, since: datetime, now: datetime) -> QuerySet:
    """(variant, mails, answered well) of those that left since then and have had their time. An answer counts for the
    last mail before it, whatever was done by hand in between."""
    same = Q(step=step.identity) | Q(step__origin=step.identity)
    sent = Touch.objects.filter(same, outcome=DONE, done_at__gte=since, done_at__lte=now - TIME_FOR_AN_ANSWER)
    later = Touch.objects.filter(enrolment=OuterRef("enrolment"), step__kind=StepKind.EMAIL, outcome=DONE)
    last = ~Exists(later.filter(done_at__gt=OuterRef("done_at")))
    answered = Q(enrolment__ended_code__in=ANSWERED) & last & meant_well("enrolment__")
    return sent.values_list("variant").annotate(n=Count("pk"), well=Count("pk", filter=answered))


def in_words(said: Opinion, tried: Sequence[Tried], minimum: int) -> str:
    values = {"name": said.name, "chance": in_percent(max(said.chances, default=0.0)), "n": minimum}
    match said.say:
        case Say.TOO_FEW:
            few = ", ".join(f"{each.name} {each.mails}" for each in tried if each.mails < minimum)
            words = _("Not enough yet: %(n)s mails of each are needed (%(few)s so far).")
            return words % {**values, "few": few}
        case Say.NO_GOOD_ANSWER:
            return _("Nobody has answered well to any of them yet.")
        case Say.CHANCE:
            words = _("No difference that could not be chance: %(name)s is the best with a probability of %(chance)s.")
            return words % values
        case Say.BETTER:
            return _("%(name)s is better, with a probability of %(chance)s.") % values
    return _("There is nothing to compare.")


def in_percent(chance: float) -> str:
    return f"{100 * chance:.0f} %" if chance < 0.995 else _("more than 99 %")


def try_beside(step: Step, words: dict, *, by: Member, now: datetime) -> Variant:
    """New prospects are dealt out evenly between the step's own words, these, and what is tried. Raises Full."""
    with transaction.atomic():
        root = Step.objects.select_for_update(of=("self",)).get(pk=step.identity)
        taken = {variant.letter for variant in used(step)}
        letter = next((each for each in LETTERS if each not in taken), None)
        if letter is None:
            raise Full
        named = {**words, "name": f"{step.name} {letter}"}
        template = versions.words_for(step.version.cadence, step.kind, named, standing=None, now=now)
        return Variant.objects.create(step=root, letter=letter, template=template, made_at=now, made_by=by)


def leave_off(variant: Variant, *, by: Member, now: datetime) -> bool:
    """Nobody gets it from now on. Answers whether it was still used."""
    return bool(Variant.objects.used().filter(pk=variant.pk).update(ended_at=now, ended_by=by))


def keep(step: Step, variant: Variant | None, *, by: Member, now: datetime) -> Version:
    """The words of one become the step's, for everybody who has not had it yet; nothing is tried any more. The version
    before is still there. Raises Superseded where the step is not of the newest version."""
    with transaction.atomic():
        Variant.objects.used().filter(step=step.identity).update(ended_at=now, ended_by=by)
        if variant is None:
            return step.version
        Variant.objects.filter(pk=variant.pk).update(kept=True)

        def alter(steps: list[Step]) -> None:
            found = next(each for each in steps if each.pk == step.pk)
            found.template = variant.template

        return versions.change(step.version, alter, by=by, now=now, everybody=True)
