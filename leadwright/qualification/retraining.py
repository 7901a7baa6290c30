"""The score of a workspace: learnt again when enough has happened, kept only if it is better than the one before."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.leads.models import Lead
from leadwright.qualification import fit, scoring, telling
from leadwright.qualification.history import QUALIFIED, WON, history_of, row_of
from leadwright.qualification.learning import LibraryMissing
from leadwright.qualification.measures import brier
from leadwright.qualification.models import FitRule, LeftOut, ScoreModel
from leadwright.team.models import Workspace

NEW_OUTCOMES = 30  # fewer since the last training change nothing that could be told from chance
BETTER_THAN_CHANCE = 0.55
KEPT_ATTEMPTS = timedelta(days=400)


def train_all(*, now: datetime) -> int:
    """Each workspace that has enough new outcomes; returns how many models were trained."""
    workspaces = Workspace.objects.order_by("pk")
    return sum(train_if_due(workspace, of, now=now) is not None for workspace in workspaces for of in ScoreModel.Of)


def train_if_due(workspace: Workspace, of: str = QUALIFIED, *, now: datetime) -> ScoreModel | None:
    last = ScoreModel.objects.filter(workspace=workspace, of=of).order_by("-at", "-pk").first()
    history = history_of(workspace, of)
    outcomes = history.get(of, [])
    if last and abs(len(outcomes) - last.rows) < NEW_OUTCOMES:
        return None
    if len(outcomes) < 2 * scoring.LEAST or (of == WON and outcomes.count("yes") < scoring.LEAST):
        return None
    return train(workspace, of, now=now, history=history)


def train(
    workspace: Workspace, of: str = QUALIFIED, *, now: datetime, history: dict[str, list[str]] | None = None
) -> ScoreModel | None:
    """One training, kept or not, as a row that says why. None where no lead has come to an end."""
    history = history if history is not None else history_of(workspace, of)
    if not history:
        return None
    out = [
        name for name in LeftOut.objects.filter(workspace=workspace).values_list("column", flat=True) if name in history
    ]
    common = {"workspace": workspace, "of": of, "at": now}
    try:
        trained = scoring.train(history, of, positive="yes", refuse=out)
    except (scoring.CannotScore, LibraryMissing) as refusal:
        outcomes = history[of]
        return ScoreModel.objects.create(
            **common, why=str(refusal)[:300], rows=len(outcomes), positives=outcomes.count("yes")
        )
    with transaction.atomic():
        Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
        kept, why = _verdict(trained, standing(workspace, of), history)
        ScoreModel.objects.filter(workspace=workspace, kept=False, at__lt=now - KEPT_ATTEMPTS).delete()
        return ScoreModel.objects.create(
            **common,
            kept=kept,
            why=why[:300],
            rows=trained.model.rows,
            positives=trained.model.positives,
            auc=trained.auc,
            brier=trained.brier,
            ece=trained.ece,
            report=telling.report(trained),
            model=trained.model.stored() if kept else {},
        )


def standing(workspace: Workspace, of: str = QUALIFIED) -> ScoreModel | None:
    """The model that counts."""
    return ScoreModel.objects.filter(workspace=workspace, of=of, kept=True).order_by("-at", "-pk").first()


def _verdict(trained: scoring.Trained, old: ScoreModel | None, history: dict[str, list[str]]) -> tuple[bool, str]:
    """Both are judged by all rows: the new one as it was cross-validated, the old one as it is. Some of them the old
    one has seen, which favours it: what replaces it is better beyond doubt."""
    if trained.model.too_little:
        return False, trained.model.too_little
    if trained.auc < BETTER_THAN_CHANCE:
        return False, _("It tells leads apart hardly better than chance (AUC %(auc).2f).") % {"auc": trained.auc}
    if old is None:
        return True, _("The first that tells leads apart (AUC %(auc).2f).") % {"auc": trained.auc}
    left_out = {one.name for one in trained.refused}
    was = scoring.Model.of(old.model)
    if leaking := sorted({part.shape.name for part in was.parts} & left_out):
        return True, _("The one before learnt from what is refused now: %(columns)s.") % {"columns": ", ".join(leaking)}
    outcomes = [cell == "yes" for cell in history[trained.model.target]]
    rows = list(zip(*history.values(), strict=True))
    said = [scoring.score(was, dict(zip(history, cells, strict=True))).chance for cells in rows]
    before, after = brier(said, outcomes), brier(trained.chances, outcomes)
    figures = {"before": f"{before:.4f}", "after": f"{after:.4f}"}
    if after < before:
        return True, _("Better than the one before (Brier %(after)s, was %(before)s).") % figures
    return False, _("Not better than the one before (Brier %(after)s, it has %(before)s).") % figures


def rules_of(workspace: Workspace) -> list[FitRule]:
    """The rules of fit, the shipped ones written on first use; what was removed stays removed."""
    rows = list(FitRule.objects.filter(workspace=workspace).order_by("-points", "pk"))
    if not rows:
        FitRule.objects.bulk_create(
            (
                FitRule(
                    workspace=workspace,
                    column=rule.column,
                    test=rule.test,
                    value=rule.value,
                    points=rule.points,
                    shipped=True,
                )
                for rule in fit.SHIPPED
            ),
            ignore_conflicts=True,
        )
        rows = list(FitRule.objects.filter(workspace=workspace).order_by("-points", "pk"))
    return [row for row in rows if row.removed_at is None]


def likelihood(lead: Lead) -> dict:
    """For the lead's card: a chance with its reasons where a model stands, else the points of the rules of fit; and
    under `won` the chance to be won, where enough deals have closed to learn that."""
    row = row_of(lead)
    if model := standing(lead.workspace):
        won = standing(lead.workspace, WON)
        return {**_chance(model, row), "won": _chance(won, row) if won else None}
    rules = rules_of(lead.workspace)
    found = fit.fit([fit.Rule(rule.column, rule.test, rule.value, rule.points) for rule in rules], row)
    held = {(rule.column, rule.test, rule.value) for rule in found.held}
    return {"points": found.points, "rules": [r for r in rules if (r.column, r.test, r.value) in held]}


def _chance(model: ScoreModel, row: dict[str, str]) -> dict:
    known = scoring.Model.of(model.model)
    scored = scoring.score(known, row)
    return {
        "percent": round(100 * scored.chance),
        "usual": round(100 * known.positives / known.rows),
        "reasons": scored.reasons,
        "rows": known.rows,
    }
