"""`leadwright leads retention`: rules by which people of whom nothing was heard for long are erased, tried first."""

import json

import click


@click.command("retention")
@click.option("--status", default="", help="A standing of leads, such as disqualified, finished or opted_out.")
@click.option("--months", type=click.IntRange(0, 240), help="Erase after so many months of silence; 0 ends the rule.")
@click.option(
    "--run", "run_now", is_flag=True, help="Erase now whom the rules mean; else the worker does it each night."
)
@click.option("--workspace", "workspace_name", default="", help="Needed where there are several.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a rule.")
def retention(*, status: str, months: int | None, run_now: bool, workspace_name: str, as_json: bool) -> None:
    """Say whom the rules of retention would erase, as a dry run; with --status and --months, change a rule first."""
    from leadwright.cli.database import database, migrate, set_up

    with database():
        set_up()
        migrate()
        from leadwright.cli.lead_imports import chosen_workspace
        from leadwright.kit import clock
        from leadwright.leads.erasing import apply_rules, due
        from leadwright.leads.models import Retention, Status

        workspace = chosen_workspace(workspace_name)
        if (months is None) != (not status) or (status and status not in Status.values):
            raise click.UsageError(f"A rule has both: --status, one of {', '.join(Status.values)}, and --months.")
        if months == 0:
            Retention.objects.filter(workspace=workspace, status=status).delete()
        elif months:
            told = {"months": months, "at": clock.now()}
            Retention.objects.update_or_create(workspace=workspace, status=status, defaults=told)
        for rule in Retention.objects.filter(workspace=workspace).order_by("status"):
            count = due(rule, now=clock.now()).count()
            one = {"status": rule.status, "months": rule.months, "would_erase": count}
            click.echo(json.dumps(one) if as_json else f"{rule.status}: after {rule.months} months; {count:,} now")
        if run_now:
            click.echo(f"{apply_rules(workspace, now=clock.now(), most=1_000_000):,} people were erased.")
