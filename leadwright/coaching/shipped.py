"""The scorecards that a workspace begins with, until it writes its own."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.coaching.models import CardVersion, Question, Scorecard
from leadwright.team.models import Member, Workspace

Kind = Question.Kind


def questions(of: str) -> list[dict]:
    return {
        Scorecard.Of.CALL: [
            {
                "kind": Kind.RANGE, "text": _("How well did they listen?"), "mandatory": True,
                "guide": _("1: talked most of the time. 3: asked, and let the other finish. 5: took up what was said."),
            },
            {
                "kind": Kind.SINGLE, "text": _("What became of the concern?"),
                "choices": [_("Passed over"), _("Answered"), _("Understood first, then answered")],
                "guide": _("The chief concern of the call. Leave it out where there was none."),
            },
            {"kind": Kind.YES_NO, "text": _("Was a next step agreed, with its day?"), "mandatory": True},
            {
                "kind": Kind.MULTI, "text": _("What was found out?"),
                "choices": [_("Need"), _("Who decides"), _("Money"), _("When")],
            },
            {"kind": Kind.OPEN, "text": _("What to keep, and what to try next time?")},
        ],
        Scorecard.Of.EMAIL: [
            {
                "kind": Kind.RANGE, "text": _("Could it have gone to anybody else?"), "mandatory": True,
                "guide": _("1: to anyone. 3: names the company. 5: only this person would understand it."),
            },
            {"kind": Kind.YES_NO, "text": _("Is there one question, easy to answer?"), "mandatory": True},
            {"kind": Kind.OPEN, "text": _("Which sentence would you leave out?")},
        ],
        Scorecard.Of.HANDOFF: [
            {
                "kind": Kind.RANGE, "text": _("Could the AE begin without asking back?"), "mandatory": True,
                "guide": _("1: a name. 3: the need is clear. 5: need, money, who decides and when, in their words."),
            },
            {"kind": Kind.YES_NO, "text": _("Is each criterion shown, not guessed?"), "mandatory": True},
            {"kind": Kind.OPEN, "text": _("What was missing?")},
        ],
    }[of]  # fmt: skip


NAMES = {Scorecard.Of.CALL: "A call", Scorecard.Of.EMAIL: "An e-mail", Scorecard.Of.HANDOFF: "A hand-off"}


def scorecards_of(workspace: Workspace, *, now: datetime) -> list[Scorecard]:
    """The workspace's scorecards; where it never had one, the shipped ones are made."""
    found = list(Scorecard.objects.filter(workspace=workspace).order_by("name"))
    if found:
        return found
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=workspace.pk)
        if not Scorecard.objects.filter(workspace=workspace).exists():
            for of, name in NAMES.items():
                card = Scorecard.objects.create(workspace=workspace, name=name, of=of)
                write_version(card, questions(of), by=None, now=now)
    return list(Scorecard.objects.filter(workspace=workspace).order_by("name"))


def write_version(card: Scorecard, rows: list[dict], *, by: Member | None, now: datetime) -> CardVersion:
    """The questions as they are from now on. Those that were used stay with the reviews that used them."""
    with transaction.atomic():
        Scorecard.objects.select_for_update().get(pk=card.pk)
        last = card.current
        version = CardVersion.objects.create(
            scorecard=card, number=last.number + 1 if last else 1, made_by=by, made_at=now
        )
        Question.objects.bulk_create(Question(version=version, position=at, **row) for at, row in enumerate(rows, 1))
    return version
