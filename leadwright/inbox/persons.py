"""Persons named in a mail: whom to ask instead, or who stands in. Pure."""

from dataclasses import dataclass

__all__ = ["Person"]


@dataclass(frozen=True)
class Person:
    """Somebody as a mail names them; what is not said is empty."""

    name: str = ""
    email: str = ""
    title: str = ""
