"""What the company's language model proposes of a text, beside what was read without it: only with the words that it
was read from, and only where these stand in the text."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from leadwright.ai.proposing import TASK, proposals
from leadwright.ai.speaking import NotSaid, say
from leadwright.kit.http import NotFetched, Page
from leadwright.research.claims import Claim, line
from leadwright.research.providers import About

NAME, LABEL = "model", _("The language model")
KINDS = ("what", "industry", "size", "place", "people", "role", "hiring", "funding", "technology", "expansion", "news")
LONGEST = 12_000
SURE = 0.6


def reads(about: About) -> bool:
    return bool(about.model and about.text.strip())


def claims(about: About, *, fetch: Callable[..., Page], pause: Callable[[float], None]) -> list[Claim]:
    text = about.text[:LONGEST]
    try:
        said = say(about.model, task=TASK.format(kinds=", ".join(KINDS)), given=text) if about.model else ""
    except NotSaid as error:
        raise NotFetched(error.sentence) from None
    return [
        Claim(one.kind, line(one.value), about.source, SURE, one.words[:300])
        for one in proposals(said, text, frozenset(KINDS))
    ]
