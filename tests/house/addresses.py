"""Every address of the product, found by walking the URLconf."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace

from django.urls import URLPattern, get_resolver, reverse

from tests.house.world import OBJECTS


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    pattern: URLPattern

    @property
    def roles(self) -> frozenset | None:
        return getattr(self.pattern.callback, "roles", None)

    @property
    def parts(self) -> set[str]:
        return set(self.pattern.pattern.converters)

    def of(self, world: SimpleNamespace) -> str:
        """The address with the numbers of the world's rows in it."""
        given = {"pk": lambda: getattr(world, self.row).pk, "fact_pk": lambda: world.fact.pk}
        given["lead_pk"] = lambda: world.lead.pk
        words = {"kind": lambda: "task", "token": lambda: "no-such-token", "provider": lambda: "google"}
        return reverse(self.name, kwargs={part: (given | words)[part]() for part in self.parts})

    @property
    def row(self) -> str:
        for beginning, row in OBJECTS:
            if beginning in self.route if beginning.startswith("lead/") else self.route.startswith(beginning):
                return row
        raise LookupError(f"tests/house/world.py has no row for {self.route}: add a line to OBJECTS")


def every_address() -> list[Address]:
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver, route: str, room: str) -> Iterator[Address]:
    for each in resolver.url_patterns:
        path = route + str(each.pattern)
        if isinstance(each, URLPattern):
            yield Address(f"{room}{each.name}", path, each)
        else:
            yield from _walk(each, path, f"{each.namespace}:" if each.namespace else room)
