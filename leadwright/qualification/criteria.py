"""The framework that ships: the five criteria of M8, each with the question that finds it out."""

from django.utils.translation import gettext as _

from leadwright.qualification.models import Criterion
from leadwright.team.models import Workspace


def criteria_of(workspace: Workspace) -> list[Criterion]:
    """The criteria of a workspace in order; the five that ship are written on first use."""
    standing = list(Criterion.objects.filter(workspace=workspace))
    if standing:
        return standing
    rows = [
        Criterion(workspace=workspace, code=code, name=name, question=question, position=position)
        for position, (code, name, question) in enumerate(_shipped(), start=1)
    ]
    Criterion.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Criterion.objects.filter(workspace=workspace))


def _shipped() -> list[tuple[str, str, str]]:
    return [
        ("size", _("Size"), _("How many people work for you, and at how many sites?")),
        ("industry", _("Industry"), _("What do you make or move, and for whom?")),
        (
            "affordability",
            _("Affordability"),
            _("What does the problem cost you a year, and who holds a budget for it?"),
        ),
        ("urgency", _("Urgency"), _("By when does this have to be solved, and what happens if it is not?")),
        ("fit", _("Fit"), _("What would have to be true on your side for our product to work there?")),
    ]
