"""Which ruleset holds for an enrolment, and what it says in the planner's terms."""

from collections.abc import Collection, Iterable

from leadwright.cadences.calling_law import lawful
from leadwright.cadences.hours import CALL_HOURS, MAIL_HOURS, Hours, of_table
from leadwright.cadences.models import Cadence, Ruleset, Version
from leadwright.team.models import Workspace

NAME = "Default rules"


def default_ruleset(workspace: Workspace) -> Ruleset:
    """The rules of all cadences that have none of their own: made on first use."""
    return Ruleset.objects.get_or_create(workspace=workspace, is_default=True, defaults={"name": NAME})[0]


def ruleset_of(cadence: Cadence) -> Ruleset:
    if cadence.ruleset_id:
        return cadence.ruleset
    if looked_up := getattr(cadence, "default_rules", None):
        return looked_up
    standing = Ruleset.objects.filter(workspace=cadence.workspace_id, is_default=True).first()
    return standing or Ruleset(workspace_id=cadence.workspace_id, name=NAME, is_default=True)


def look_up_defaults(cadences: Iterable[Cadence]) -> None:
    """Ask once for many what holds where a cadence has no ruleset of its own; `ruleset_of` answers it then."""
    plain = [cadence for cadence in cadences if not cadence.ruleset_id]
    found = defaults({cadence.workspace_id for cadence in plain})
    for cadence in plain:
        cadence.default_rules = found[cadence.workspace_id]


def rulesets_of(versions: Collection[int]) -> dict[int, Ruleset]:
    """By version, in two questions. Where a workspace has not looked at its rules yet, those that all begin with."""
    rows = list(Version.objects.filter(pk__in=versions).values_list("pk", "cadence__ruleset", "cadence__workspace"))
    chosen = Ruleset.objects.in_bulk({ruleset for _pk, ruleset, _workspace in rows if ruleset})
    plain = defaults({workspace for _pk, ruleset, workspace in rows if not ruleset})
    return {pk: chosen[ruleset] if ruleset else plain[workspace] for pk, ruleset, workspace in rows}


def defaults(workspaces: Iterable[int]) -> dict[int, Ruleset]:
    wanted = set(workspaces)
    found = {}
    if wanted:
        rows = Ruleset.objects.filter(workspace__in=wanted, is_default=True)
        found = {each.workspace_id: each for each in rows}
    return {pk: found.get(pk) or Ruleset(workspace_id=pk, name=NAME, is_default=True) for pk in wanted}


def mail_hours(ruleset: Ruleset) -> Hours:
    return of_table(ruleset.mail_week, MAIL_HOURS)


def call_hours(ruleset: Ruleset, country: str) -> Hours:
    return lawful(of_table(ruleset.call_week, CALL_HOURS), country)
