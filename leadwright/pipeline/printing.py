"""A proposal as a PDF file. What people wrote goes in as data; the layout is ours and never changes with it."""

import json
from dataclasses import dataclass
from pathlib import Path

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.kit.money import written

LAYOUT = Path(__file__).with_name("documents") / "proposal.typ"
MOST_LINES = 200


@dataclass(frozen=True)
class Item:
    """One line: how many in hundredths (150 is one and a half), what one costs in cents."""

    words: str
    hundredths: int
    unit_cents: int

    @property
    def cents(self) -> int:
        """Rounded half up to the cent."""
        return (self.hundredths * self.unit_cents + 50) // 100


def total(items: list[Item]) -> int:
    return sum(item.cents for item in items)


def pdf(
    *,
    company: str,
    title: str,
    for_whom: str,
    dated: str,
    intro: str,
    items: list[Item],
    terms: str,
    signed: str,
    foot: str,
    currency: str,
) -> bytes:
    """The file. Its fonts lie in it, so that it looks alike everywhere."""
    given = {
        "company": company,
        "title": title,
        "for-whom": for_whom,
        "dated": dated,
        "intro": _plain(intro),
        "lines": [_cells(item, currency) for item in items[:MOST_LINES]],
        "heads": [_("What"), _("Quantity"), _("Each"), _("Sum")],
        "total-word": _("Together"),
        "total": written(total(items), currency),
        "terms": _plain(terms),
        "signed": signed,
        "foot": foot,
        "page": _("Page"),
        "language": (get_language() or "en")[:2],
    }
    return typst.compile(str(LAYOUT), sys_inputs={"given": json.dumps(given, ensure_ascii=False)})


def _cells(item: Item, currency: str) -> list[str]:
    quantity = f"{item.hundredths / 100:g}"
    return [_plain(item.words), quantity, written(item.unit_cents, currency), written(item.cents, currency)]


def _plain(text: str) -> str:
    """Line ends of one kind, and nothing that does not print."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(sign for sign in line if sign.isprintable() or sign == "\t") for line in lines).strip()
