"""Where facts come from: one folder a provider, all alike. To add one, copy the nearest folder and put its name here.

A provider is a module with

- `NAME`, how it is called in the list below, and `LABEL`, how people call it;
- `reads(about) -> bool`: whether there is anything to read for this company or person;
- `claims(about, *, fetch, pause) -> list[Claim]`: what it says, each claim with its kind, its text, where it was read
  and how sure it is, and with the very words that it was read from where there are any.

`fetch` is `kit.http.fetch`, the one guarded door: a provider opens no connection of its own. `pause` waits between two
requests. It raises NotFetched with a sentence for a person. It writes nothing: `keeping` makes facts of claims, never
twice, never one that somebody struck out, and never over what a person wrote.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from leadwright.ai.models import LanguageModel
from leadwright.kit.http import Page
from leadwright.research.claims import Claim

FETCHING = ("site", "feed")  # read again by the timer, in this order


@dataclass(frozen=True)
class About:
    """Whom facts are sought of: as much as a provider may know. `text` is what a person pasted; `model` the
    workspace's language model, where it has one."""

    company: str = ""
    domain: str = ""
    website: str = ""
    person: str = ""
    text: str = ""
    source: str = ""
    model: LanguageModel | None = None

    @property
    def address(self) -> str:
        return self.website or (f"https://{self.domain}/" if self.domain else "")


class Provider(Protocol):
    NAME: str
    LABEL: str

    def reads(self, about: About) -> bool: ...

    def claims(self, about: About, *, fetch: Callable[..., Page], pause: Callable[[float], None]) -> list[Claim]: ...


def provider(name: str) -> Provider:
    return import_module(f"{__name__}.{name}")
