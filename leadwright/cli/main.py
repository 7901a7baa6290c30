"""The `leadwright` command. What it needs is imported when it runs, so that `--help` answers at once."""

import os
import socket
import sys
from pathlib import Path

import click

from leadwright.cli.ask import ask
from leadwright.cli.ending import end_on_sigterm
from leadwright.cli.fence import fence
from leadwright.cli.leads import leads as leads_group
from leadwright.cli.listen import listen
from leadwright.cli.mail import clear_mail, read_mail
from leadwright.cli.names import names
from leadwright.cli.parent import end_with_parent
from leadwright.cli.score import score


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="leadwright")
def main() -> None:
    """The open-source sales development platform: from marketing's list to a commission line."""
    end_with_parent()
    end_on_sigterm()


@main.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port of the pages.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address that the web server listens on.")
@click.option("--real", is_flag=True, help="A real installation: no demo workspace, no simulated market.")
def run(port: int, host: str, real: bool) -> None:
    """Start the database, the web server, a worker and, in the demo, the simulated market."""
    from leadwright.cli.running import run_everything

    demo = not real and os.environ.get("LEADWRIGHT_DEMO", "1").lower() not in {"0", "false", "no", "off"}
    sys.exit(run_everything(host=host, port=port, demo=demo))


@main.command()
@click.option("--name", default="", help="Shown in logs; the machine and the process by default.")
def worker(name: str) -> None:
    """Work off jobs and timers. Start as many as you like, on as many machines as you like."""
    from leadwright.cli.database import database, set_up

    with database():
        set_up()
        from leadwright.kit.jobs import run_worker

        run_worker(name=name or f"{socket.gethostname()}-{os.getpid()}")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))
def web(host: str, port: int, threads: int) -> None:
    """Serve the pages alone."""
    from leadwright.cli.database import database
    from leadwright.cli.serving import serve

    with database():
        serve(host, port, threads)


@main.command("market-servers")
def market_servers() -> None:
    """The simulated market's mail servers and web sites, on this machine only."""
    from leadwright.cli.database import database, set_up

    with database():
        set_up()
        from leadwright.market.servers import serve_forever

        serve_forever()


@main.command()
@click.option(
    "--leads",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The list; without one, 1,000 people are made up from the seed.",
)
@click.option("--days", default=45, show_default=True, type=click.IntRange(1, 730))
@click.option("--seed", default=7, show_default=True, help="The same seed gives the same result.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def simulate(leads: Path | None, days: int, seed: int, as_json: bool) -> None:
    """Run a list through the relay in virtual time, with no browser, in a database of its own."""
    from leadwright.cli.database import migrate, scratch_database, set_up

    os.environ["LEADWRIGHT_DEMO"] = "1"
    with scratch_database():
        set_up()
        migrate()
        from leadwright.market.simulate import main as simulated

        sys.exit(simulated(leads, days, seed, as_json) or 0)


@main.command("create-admin")
@click.option("--email", prompt="E-mail")
@click.option("--name", prompt="Name")
@click.option("--workspace", prompt="Workspace (the company's name)")
@click.password_option(envvar="LEADWRIGHT_ADMIN_PASSWORD", help="Asked for; or LEADWRIGHT_ADMIN_PASSWORD.")
def create_admin(email: str, name: str, workspace: str, password: str) -> None:
    """Make the first admin of a real installation, and their workspace."""
    from leadwright.cli.database import database, migrate, set_up

    with database():
        set_up()
        migrate()
        from leadwright.cli.admins import make_admin

        click.echo(make_admin(email=email, name=name, workspace=workspace, password=password))


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's own commands, on the same database."""
    from leadwright.cli.database import database

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadwright.config.settings")
    with database():
        from django.core.management import execute_from_command_line

        execute_from_command_line(["leadwright manage", *arguments])


main.add_command(ask)
main.add_command(fence)
main.add_command(leads_group)
main.add_command(listen)
main.add_command(score)
main.add_command(read_mail)
main.add_command(clear_mail)
main.add_command(names)
