"""What a person pasted: a profile, a search result, a note, a page saved as a file. Nothing is fetched."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from leadwright.kit.http import Page
from leadwright.research.claims import Claim
from leadwright.research.providers import About
from leadwright.research.providers.pasted.reading import claims_in

NAME, LABEL = "pasted", _("Pasted text")


def reads(about: About) -> bool:
    return bool(about.text.strip())


def claims(about: About, *, fetch: Callable[..., Page], pause: Callable[[float], None]) -> list[Claim]:
    return claims_in(about.text, about.source, person=about.person, company=about.company)
