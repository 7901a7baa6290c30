"""The framework of a workspace: the criteria that are asked, from those that ship or one's own."""

from django.utils.translation import gettext as _

from leadwright.qualification.frameworks import FIVE, Asked, frameworks
from leadwright.qualification.models import Criterion
from leadwright.team.models import Workspace


def criteria_of(workspace: Workspace) -> list[Criterion]:
    """The criteria of a workspace in order; the five that ship are written on first use."""
    standing = list(Criterion.objects.filter(workspace=workspace, retired_at=None))
    if standing:
        return standing
    if not Criterion.objects.filter(workspace=workspace).exists():
        _write(workspace, frameworks()[FIVE].criteria)
    return list(Criterion.objects.filter(workspace=workspace, retired_at=None))


def adopt(workspace: Workspace, code: str, *, now) -> None:
    """Ask by another framework from now on. Evidence of a criterion that stands in both counts on; the others are
    retired with theirs, and come back with it."""
    wanted = frameworks()[code].criteria
    criteria_of(workspace)
    stays = [asked.code for asked in wanted]
    Criterion.objects.filter(workspace=workspace, retired_at=None).exclude(code__in=stays).update(retired_at=now)
    _write(workspace, wanted)
    for position, asked in enumerate(wanted, start=1):
        Criterion.objects.filter(workspace=workspace, code=asked.code).update(retired_at=None, position=position)


def adopted(workspace: Workspace) -> str:
    """The code of the framework that is asked as it ships; "" for one's own."""
    standing = {criterion.code for criterion in criteria_of(workspace)}
    same = (code for code, one in frameworks().items() if {asked.code for asked in one.criteria} == standing)
    return next(same, "")


def next_question(lacking: list[Criterion], hinted: set[str]) -> str:
    """What to ask next: first what only a hint stands for, since one answer settles it, then the first gap."""
    ordered = [one for one in lacking if one.code in hinted] + [one for one in lacking if one.code not in hinted]
    return _("%(name)s: “%(question)s”") % {"name": ordered[0].name, "question": ordered[0].question} if ordered else ""


def _write(workspace: Workspace, wanted: tuple[Asked, ...]) -> None:
    rows = [
        Criterion(
            workspace=workspace,
            code=asked.code,
            name=asked.name,
            question=asked.question,
            topic=asked.topic,
            position=position,
        )
        for position, asked in enumerate(wanted, start=1)
    ]
    Criterion.objects.bulk_create(rows, ignore_conflicts=True)
