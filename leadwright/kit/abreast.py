"""The same work for several things at once: who waits for one mail server does not keep the others waiting."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Protocol, TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")


class Map(Protocol):
    """`map`, or what does the same abreast."""

    def __call__(self, work: Callable[[Thing], Answer], things: Iterable[Thing], /) -> Iterable[Answer]: ...


@contextmanager
def abreast(most: int) -> Iterator[Map]:
    """A `map` that works on up to `most` things at a time, in threads that live as long as the block.

    Answers come in the order of the things; an error is raised where its answer would have come. Each thread has a
    database connection of its own, so it does not see what an open transaction of the caller has written.
    """
    opened: list[BaseDatabaseWrapper] = []

    def begin() -> None:
        connection = connections["default"]
        connection.inc_thread_sharing()  # it is closed by the caller's thread, when this one has ended
        opened.append(connection)

    try:
        with ThreadPoolExecutor(most, initializer=begin) as threads:
            yield threads.map
    finally:
        for connection in opened:
            connection.close()
