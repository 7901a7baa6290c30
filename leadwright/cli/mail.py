"""`leadwright read-mail`: what each mail was read as, and why. No database, no network."""

import json
import sys
from pathlib import Path

import click


@click.command("read-mail")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def read_mail(files: tuple[Path, ...], as_json: bool) -> None:
    """Say what each mail means, and the words or the header that gave it away. A FILE is one mail, a folder of them
    or an mbox. A mail that cannot be read says so in `error`; the exit status is 1 only if none could be read."""
    from leadwright.inbox.files import mails_in

    any_read = False
    for file in files:
        for found in mails_in(file):
            values = _values(found)
            any_read = any_read or "error" not in values
            _print(values, as_json)
    sys.exit(0 if any_read else 1)


@click.command("clear-mail")
@click.option(
    "--run", "run_now", is_flag=True, help="Clear now; else this is a dry run. The worker does it each night."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a heap.")
def clear_mail(*, run_now: bool, as_json: bool) -> None:
    """Say which stored files and mails nobody needs any more, why, how many and how large; clear them with --run."""
    from leadwright.cli.database import database, migrate, set_up

    with database():
        set_up()
        migrate()
        from leadwright.inbox.clearing import clear
        from leadwright.kit import clock

        for heap in clear(now=clock.now(), dry_run=not run_now):
            done = "cleared" if run_now else "would be cleared"
            one = {"name": heap.name, "why": heap.why, "count": heap.count, "bytes": heap.size, "cleared": run_now}
            line = f"{heap.name}: {heap.count:,} {done}, {heap.size:,} bytes. {heap.why}"
            click.echo(json.dumps(one, ensure_ascii=False) if as_json else line)


def _values(found) -> dict[str, object]:
    from leadwright.inbox.explaining import as_values
    from leadwright.inbox.parsing import Unreadable, parse
    from leadwright.inbox.reading import read

    if found.error:
        return {"file": found.name, "error": found.error}
    try:
        return as_values(found.name, read(parse(found.raw)))
    except Unreadable as refusal:
        return {"file": found.name, "error": refusal.sentence}
    except Exception as error:  # one mail that breaks the reader must not keep the others from being read
        return {"file": found.name, "error": f"This mail broke the reader ({type(error).__name__})."}


def _print(values: dict[str, object], as_json: bool) -> None:
    if as_json:
        line = json.dumps(values, ensure_ascii=False)
        click.echo(line.encode("utf-8", "replace").decode())
        return
    click.echo(_plain(str(values["file"])))
    for name, value in values.items():
        if name != "file" and value not in (None, "", [], False):
            shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            click.echo(f"  {name}: " + _plain(shown).replace("\n", "\n    "))
    click.echo()


def _plain(text: str) -> str:
    """Without what a terminal would obey: a mail is no command."""
    kept = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)
    return kept.encode("utf-8", "replace").decode()
