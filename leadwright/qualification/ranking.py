"""The score of each lead, kept beside it so that the lead list is narrowed and ordered by an index. A timer follows:
whoever came in or was changed is told of by the ledger; a new model or another rule of fit begins a round over all.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from leadwright.activities.models import Activity, Kind, Place
from leadwright.kit.statements import run
from leadwright.leads.models import Lead
from leadwright.qualification import fit, scoring
from leadwright.qualification.history import row_of
from leadwright.qualification.models import ScoreRound
from leadwright.qualification.retraining import rules_of, standing
from leadwright.team.models import Workspace

NAME = "scores"
CHANGES = (Kind.IMPORTED, Kind.NOTE, Kind.RESEARCHED)  # what a score may hang on
AT_ONCE = 20_000  # leads of a company, and lines of the ledger, a minute
AGAIN = 5_000  # lines read once more: numbers are given before others are written
A_ROUND = timedelta(days=1)  # what changed without a word in the ledger is scored anew then

SHARES = {"tenth": 0.1, "quarter": 0.25, "half": 0.5}

# Leads that are deleted meanwhile are left out; those that are here stay until these rows stand.
KEEP = """
    WITH held AS (
        SELECT lead.id, told.points FROM unnest(%(leads)s::bigint[], %(points)s::smallint[]) AS told(lead, points)
          JOIN leads_lead lead ON lead.id = told.lead ORDER BY lead.id FOR KEY SHARE OF lead
    )
    INSERT INTO qualification_leadscore AS kept (lead_id, workspace_id, points)
    SELECT id, %(workspace)s, points FROM held
        ON CONFLICT (lead_id) DO UPDATE SET points = excluded.points WHERE kept.points <> excluded.points
    RETURNING 1
"""
TALLY = """
    SELECT points, count(*) FROM qualification_leadscore WHERE workspace_id = %(workspace)s
     GROUP BY points ORDER BY points DESC
"""
Points = Callable[[Mapping[str, str]], int]


def keep_up(*, now: datetime, most: int = AT_ONCE) -> int:
    """One turn of the timer; how many scores it wrote. Twice is once."""
    written = follow_ledger(most=most)
    for workspace in Workspace.objects.order_by("pk"):
        written[workspace.pk] += go_on(workspace, now=now, most=most)
        if written[workspace.pk]:
            measure(workspace)
    return sum(written.values())


def follow_ledger(*, most: int = AT_ONCE) -> dict[int, int]:
    """Score whom the ledger names since the last time: how many were written, by workspace."""
    newest = Activity.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    written: dict[int, int] = defaultdict(int)
    with transaction.atomic():
        # All who stand in the ledger before the first turn are in the first round.
        place = Place.objects.select_for_update().get_or_create(name=NAME, defaults={"upto": newest})[0]
        upto = min(newest, place.upto + most)
        lines = Activity.objects.filter(pk__gt=place.upto - AGAIN, pk__lte=upto, kind__in=CHANGES, lead__isnull=False)
        told = lines.filter(Q(pk__gt=place.upto) | Q(lead__score=None))
        changed: dict[int, set[int]] = defaultdict(set)
        for workspace, lead in told.order_by().values_list("workspace_id", "lead_id"):
            changed[workspace].add(lead)
        for workspace in Workspace.objects.filter(pk__in=changed):
            written[workspace.pk] = score_leads(workspace, Lead.objects.filter(pk__in=changed[workspace.pk]))
        Place.objects.filter(pk=place.pk).update(upto=upto)
    return written


def go_on(workspace: Workspace, *, now: datetime, most: int = AT_ONCE) -> int:
    """The next leads of the round that runs or is due; how many scores were written."""
    with transaction.atomic():
        at = ScoreRound.objects.select_for_update().get_or_create(workspace=workspace)[0]
        basis = basis_of(workspace)
        if at.basis != basis or (at.ended_at and at.ended_at <= now - A_ROUND):
            at.basis, at.upto, at.ended_at = basis, 0, None
        if at.ended_at:
            return 0
        numbers = Lead.objects.filter(workspace=workspace, pk__gt=at.upto).order_by("pk")
        some = list(numbers.values_list("pk", flat=True)[:most])
        written = score_leads(workspace, Lead.objects.filter(pk__in=some)) if some else 0
        at.upto, at.ended_at = (some[-1] if some else at.upto), (now if len(some) < most else None)
        at.save(update_fields=["basis", "upto", "ended_at"])
    return written


def score_leads(workspace: Workspace, leads) -> int:
    """Write the score of these leads as it is now; how many of them were new or another."""
    points = points_by(workspace)
    rows = leads.filter(workspace=workspace).select_related("account", "list").iterator(chunk_size=2_000)
    told = [(lead.pk, points(row_of(lead))) for lead in rows]
    numbers = {"leads": [pk for pk, _points in told], "points": [points for _pk, points in told]}
    return len(run(KEEP, {"workspace": workspace.pk, **numbers})) if told else 0


def basis_of(workspace: Workspace) -> str:
    """What the scores rest on, in a word that changes with it."""
    if model := standing(workspace):
        return f"model:{model.pk}"
    rules = sorted(f"{rule.column}\n{rule.test}\n{rule.value}\n{rule.points}" for rule in rules_of(workspace))
    written = "\n\n".join(rules)
    return f"rules:{hashlib.sha256(written.encode()).hexdigest()}"


def points_by(workspace: Workspace) -> Points:
    """What the card of a lead says as one number: the chance in percent, else the points of the rules of fit."""
    if model := standing(workspace):
        chance = scoring.in_bulk(scoring.Model.of(model.model))
        return lambda row: round(100 * chance(row))
    rules = [fit.Rule(rule.column, rule.test, rule.value, rule.points) for rule in rules_of(workspace)]
    return lambda row: fit.fit(rules, row).points


def measure(workspace: Workspace) -> None:
    """From how many points on a lead is among the best tenth, quarter and half of its company. Where many have the
    same, fewer are among them; those with most points always are."""
    tally = run(TALLY, {"workspace": workspace.pk})
    total, above = sum(count for _points, count in tally), 0
    bounds = dict.fromkeys(SHARES, tally[0][0] if tally else None)
    for points, count in tally:
        above += count
        bounds |= {name: points for name, share in SHARES.items() if above <= share * total}
    ScoreRound.objects.filter(workspace=workspace).update(**bounds)
