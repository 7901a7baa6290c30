"""How a line came about, in words: the arithmetic of its steps."""

from collections.abc import Sequence
from dataclasses import asdict

from django.utils.translation import gettext as _

from leadwright.commissions.rules import WHOLE, Step, Terms
from leadwright.kit.money import written


def arithmetic(steps: Sequence[Step], cents: int, currency: str, *, by_amount: bool) -> str:
    """`80.00 EUR for each`, or `10 % of 12,000.00 EUR = 1,200.00 EUR`."""
    told = [one for step in steps if (one := step_in_words(step, currency, by_amount=by_amount))]
    if not told:
        return written(cents, currency)
    if len(told) == 1 and steps[0].kind == "flat":
        return _("%(sum)s for each") % {"sum": told[0]}
    return f"{' + '.join(told)} = {written(cents, currency)}".replace("+ −", "− ")


def step_in_words(step: Step, currency: str, *, by_amount: bool) -> str:
    if step.kind == "cap":
        return "−" + _("%(over)s over the cap of %(cap)s a month") % {
            "over": written(-step.cents, currency),
            "cap": written(step.rate, currency),
        }
    if step.kind == "flat":
        said = written(step.rate, currency)
    else:
        said = _("%(percent)s %% of %(base)s") % {
            "percent": f"{step.rate / 100:g}",
            "base": written(step.base_cents, currency),
        }
    if step.above:
        beyond = written(step.above, currency) if by_amount else step.above
        said = _("%(said)s beyond %(above)s in the month") % {"said": said, "above": beyond}
    if step.factor_bp != WHOLE:
        said = _("%(said)s × %(factor)s beyond %(percent)s %% of the quota") % {
            "said": said,
            "factor": f"{step.factor_bp / WHOLE:g}",
            "percent": step.from_percent,
        }
    return said


def stored(steps: Sequence[Step]) -> list[dict]:
    return [asdict(step) for step in steps]


def restored(kept: Sequence[dict]) -> list[Step]:
    return [Step(**row) for row in kept]


def summary(terms: Terms, currency: str) -> list[str]:
    """A version of a plan as a person reads it, one sentence for each rule."""
    said = [_("%(rate)s.") % {"rate": _rate(terms.flat_cents, terms.share_bp, currency)}]
    unit = (lambda value: written(value, currency)) if terms.by_amount else str
    said += [
        _("Beyond %(above)s in a month: %(rate)s.")
        % {"above": unit(tier.above), "rate": _rate(tier.flat_cents, tier.share_bp, currency)}
        for tier in terms.tiers
    ]
    if terms.quota:
        said.append(_("Quota of a month: %(quota)s.") % {"quota": unit(terms.quota)})
    said += [
        _("Beyond %(percent)s %% of the quota × %(factor)s.")
        % {"percent": fast.percent, "factor": f"{fast.factor_bp / WHOLE:g}"}
        for fast in terms.accelerators
    ]
    if terms.ramp:
        said.append(
            _("Quota of a new member, by month: %(ramp)s.") % {"ramp": ", ".join(f"{part} %" for part in terms.ramp)}
        )
    if terms.source_bp:
        said.append(_("%(part)s %% of it goes to who brought the lead.") % {"part": f"{terms.source_bp / 100:g}"})
    if terms.cap_cents is not None:
        said.append(_("At most %(cap)s a month.") % {"cap": written(terms.cap_cents, currency)})
    if terms.clawback_days is not None:
        said.append(_("Taken back when it is undone within %(days)s days.") % {"days": terms.clawback_days})
    return said


def _rate(flat_cents: int, share_bp: int, currency: str) -> str:
    parts = [written(flat_cents, currency)] if flat_cents or not share_bp else []
    if share_bp:
        parts.append(_("%(percent)s %% of the amount") % {"percent": f"{share_bp / 100:g}"})
    return " + ".join(parts)
