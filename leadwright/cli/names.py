"""`leadwright names`: the parts of people's names. Needs no database and no network."""

import json
import sys

import click


@click.group()
def names() -> None:
    """People's names."""


@names.command()
@click.argument("name", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def parse(name: tuple[str, ...], as_json: bool) -> None:
    """The parts of NAME, or of each line of standard input; the word to greet by, and its Lithuanian vocative."""
    from leadwright.leads.names import parse as parsed

    lines = [" ".join(name)] if name else (line.rstrip("\r\n") for line in utf8(sys.stdin.buffer))
    for line in lines:
        parts = parsed(line).as_dict()
        if as_json:
            click.echo(json.dumps(parts, ensure_ascii=False))
        else:
            click.echo("; ".join(f"{part}: {value}" for part, value in parts.items() if value) or "no name")


def utf8(lines):
    """Lines as text, whatever the terminal is set to; a mark at the start is left out."""
    for number, line in enumerate(lines):
        text = line.decode("utf-8", "replace")
        yield text.removeprefix("\ufeff") if not number else text
