"""A score in words, for a file or a terminal. Pure. The lead's card says the same in the reader's language."""

from leadwright.qualification.measures import ece_by_chance
from leadwright.qualification.scoring import Model, Reason, Scored, Trained, score, top_reasons

STRONG, CLEAR = 1.2, 0.5  # log odds: about three times, and one and a half times, the odds


def sentence(reason: Reason, model: Model) -> str:
    """`Last Activity is “SMS Sent”: speaks for it (62 % of 1,967 such leads, 38 % of all).`"""
    head = f"{reason.column} has {reason.shown}" if reason.shown.startswith(("nothing", "the word")) else _is(reason)
    said = f"{head}: {pull(reason.adds)}"
    of_all = model.positives / model.rows
    if reason.rows < 10 or (reason.won / reason.rows - of_all) * reason.adds <= 0:
        return said  # alone the column says the opposite, or hardly anything: the share would only puzzle
    return f"{said} ({100 * reason.won / reason.rows:.0f} % of {reason.rows:,} such leads, {100 * of_all:.0f} % of all)"


def _is(reason: Reason) -> str:
    return f"{reason.column} is {reason.shown}"


def pull(adds: float) -> str:
    much = "strongly " if abs(adds) >= STRONG else "" if abs(adds) >= CLEAR else "a little "
    return f"speaks {much}{'for' if adds > 0 else 'against'} it"


def reasons(scored: Scored, model: Model) -> list[str]:
    """Never empty: where nothing stands out, or nothing was learnt, that is the reason."""
    if model.too_little:
        return [model.too_little]
    found = [sentence(reason, model) for reason in scored.reasons]
    return found or [f"Nothing stands out: {100 * model.positives / model.rows:.0f} % of all leads."]


def report(trained: Trained) -> dict:
    """What `leadwright score train --json` prints."""
    model = trained.model
    said = {
        "refused_columns": [_column(one) for one in trained.refused],
        "flagged_columns": [_column(one) for one in trained.flagged],
        "auc": _rounded(trained.auc),
        "brier": _rounded(trained.brier),
        "ece": _rounded(trained.ece),
        "ece_by_chance": _rounded(ece_by_chance(trained.chances) if trained.chances else None),
        "calibration": list(trained.bands),
        "top_reasons": [] if model.too_little else [sentence(reason, model) for reason in top_reasons(model)],
        "rows": model.rows,
        "positives": model.positives,
    }
    return {**said, "too_little": model.too_little} if model.too_little else said


def line(number: int, row: dict[str, str], model: Model) -> dict:
    """What `leadwright score predict --json` prints for one row."""
    scored = score(model, row)
    return {"row": number, "probability": round(scored.chance, 6), "reasons": reasons(scored, model)}


def _column(one) -> dict:
    return {"name": one.name, "why": one.why, "detail": one.detail}


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)
