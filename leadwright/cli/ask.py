"""`leadwright ask`: answers made of a folder's own sentences, each with its source. No database, no network."""

import json
import sys
from pathlib import Path

import click


@click.command()
@click.argument("question", required=False)
@click.option("--knowledge", required=True, type=click.Path(exists=True, path_type=Path), help="Markdown, or JSON.")
@click.option("--by-words", is_flag=True, help="Leave the model of meaning aside, though it is installed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def ask(question: str | None, knowledge: Path, by_words: bool, as_json: bool) -> None:
    """Answer QUESTION, or each line of standard input, from a folder of Markdown or a JSON list of
    {id, question, answer}. Where no article answers it abstains, and names the nearest ones."""
    from leadwright.knowledge.bookcase import Unreadable, read
    from leadwright.knowledge.meaning import installed
    from leadwright.knowledge.ranking import Shelf

    if question is None and sys.stdin.isatty() or question is not None and not question.strip():
        raise click.UsageError("Say the question, or give questions on standard input, one a line.")
    try:
        texts = [paper.text for paper in read(knowledge)]
    except Unreadable as refusal:
        raise click.ClickException(str(refusal)) from None
    shelf = Shelf(texts, None if by_words else installed())
    asked = [question] if question is not None else (line.strip() for line in _lines())
    for one in asked:
        if one:
            _print(one, shelf.ask(one), as_json)


def _lines():
    stream = click.get_binary_stream("stdin")
    return (line.decode("utf-8", errors="replace") for line in stream)


def _print(question: str, found, as_json: bool) -> None:
    sources = [{"id": source.key, "score": source.score, "quote": source.quote} for source in found.sources]
    if as_json:
        line = {"question": question, "answer": found.answer, "abstained": found.abstained, "sources": sources}
        click.echo(json.dumps(line, ensure_ascii=False))
        return
    click.echo(f"{question}\n")
    click.echo(found.answer if not found.abstained else "No article answers this. The nearest:")
    for source in sources:
        click.echo(f"  {source['score']:.2f}  {source['id']}")
    click.echo()
