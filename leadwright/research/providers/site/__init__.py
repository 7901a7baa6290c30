"""The company's own site, page by page: see `walking` and `plain_words`."""

from collections.abc import Callable

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from leadwright.kit.http import NotFetched, Page
from leadwright.research.claims import Claim
from leadwright.research.providers import About

NAME, LABEL = "site", _("The company's site")


def reads(about: About) -> bool:
    return bool(about.address)


def claims(about: About, *, fetch: Callable[..., Page], pause: Callable[[float], None]) -> list[Claim]:
    from leadwright.research.site_reading import claims_at

    if not reads(about):
        raise NotFetched(_t("We know no web address of this company. Add it, then read the site."))
    return claims_at(about.address, fetch, pause=pause)
