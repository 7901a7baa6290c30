"""Doors by their names: where they are, and who may enter. Each is looked up once and then only filled in, for a page
asks for hundreds of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, get_script_prefix, get_urlconf, resolve, reverse

FIRST = 9_000_000_000_000  # stands for the first number of an address until it is filled in


@dataclass(frozen=True)
class Door:
    """One address and the view behind it; `given` is what the view is called with."""

    address: str
    view: Callable
    given: dict[str, int | str]

    @property
    def roles(self) -> frozenset[str]:
        return getattr(self.view, "roles", frozenset())


def door(name: str, *args: int | str) -> Door | None:
    """None where no page has that name."""
    found, numbers = looked_up(name, args)
    if found is None or not numbers:
        return found
    given = {key: numbers[value - FIRST] if isinstance(value, int) else value for key, value in found.given.items()}
    return Door(found.address.format(*numbers), found.view, given)


def address(name: str, *args: int | str) -> str:
    """As `reverse`, for names that exist."""
    found, numbers = looked_up(name, args)
    if found is None:
        raise NoReverseMatch(name)
    return found.address.format(*numbers) if numbers else found.address


def looked_up(name: str, args: tuple[int | str, ...]) -> tuple[Door | None, list[int]]:
    """The door of that shape, and the numbers that are filled in."""
    numbers = [each for each in args if not isinstance(each, str)]
    shape = tuple(each if isinstance(each, str) else None for each in args)
    return _looked_up(name, shape, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF), numbers


@cache
def _looked_up(name: str, shape: tuple[str | None, ...], _prefix: str, _root: str) -> Door | None:
    places = iter(range(len(shape)))
    try:
        written = reverse(name, args=[FIRST + next(places) if each is None else each for each in shape])
        match = resolve(written)
    except (NoReverseMatch, Resolver404):
        return None
    for place in range(len(shape)):
        written = written.replace(str(FIRST + place), f"{{{place}}}")
    return Door(written, match.func, match.kwargs)
