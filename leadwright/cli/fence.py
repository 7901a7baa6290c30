"""`leadwright fence`: whether this database may send from here, and the word of an operator that it may."""

import sys

import click


@click.group(invoke_without_command=True)
@click.pass_context
def fence(context: click.Context) -> None:
    """Say whether mail may leave from this database on this machine. A database that was restored or copied sends
    nothing until `leadwright fence open`. The exit code is 1 where the fence is closed."""
    if context.invoked_subcommand:
        return
    with _rooms():
        from leadwright.kit import clock
        from leadwright.leads.fencing import why_closed

        why = why_closed(now=clock.now())
    click.echo(why or "Open: mail may leave from here.")
    sys.exit(1 if why else 0)


@fence.command("open")
@click.confirmation_option(prompt="Does no other Leadwright send for this company any more?")
def open_it() -> None:
    """This database is the one that sends. Opt-outs and erasures made since the backup are kept again from the journal
    first."""
    with _rooms():
        from leadwright.kit import clock
        from leadwright.leads.fencing import open_fence
        from leadwright.leads.replaying import replay

        done = replay(now=clock.now())
        open_fence(now=clock.now())
    click.echo(f"{done.standing:,} opt-outs stand in the journal, {done.kept_again:,} of them were kept again.")
    click.echo(f"{done.erased_again:,} people who were erased since the backup were erased again.")
    click.echo("Open: mail may leave from here.")


@fence.command("join")
def join() -> None:
    """This machine sends beside others for the same database."""
    with _rooms():
        from leadwright.leads.fencing import join_fence

        join_fence()
    click.echo("This machine sends beside the others.")


def _rooms():
    from contextlib import contextmanager

    from leadwright.cli.database import database, migrate, set_up

    @contextmanager
    def ready():
        with database():
            set_up()
            migrate()
            yield

    return ready()
