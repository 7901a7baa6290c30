"""Work that several threads ask for at the same time, done for all of them at once.

While one does the work, the others that come wait; the next to have its turn does the work of all who wait. Alone, a
thread pays what it would pay anyway; with many, a durable commit costs a part of one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

Ask = TypeVar("Ask")
Answer = TypeVar("Answer")


@dataclass(eq=False)
class Waiting(Generic[Ask, Answer]):
    """One ask, until it has its answer or its error."""

    ask: Ask
    answer: Answer | None = None
    error: BaseException | None = None
    done: bool = False


class Together(Generic[Ask, Answer]):
    """`Together(work)(ask)`: the answer that `work`, given a list of asks, has for this one at its place.

    An error that comes out of the work on several is nobody's until each of them was tried alone: so the work must bear
    to be begun anew, as a transaction that was rolled back does.
    """

    def __init__(self, work: Callable[[list[Ask]], list[Answer]]) -> None:
        self._work = work
        self._turn = Lock()
        self._list = Lock()
        self._waiting: list[Waiting[Ask, Answer]] = []

    def __call__(self, ask: Ask) -> Answer:
        mine: Waiting[Ask, Answer] = Waiting(ask)
        with self._list:
            self._waiting.append(mine)
        with self._turn:
            if not mine.done:
                with self._list:
                    all_of_us, self._waiting = self._waiting, []
                self._settle(all_of_us)
        if mine.error is not None:
            raise mine.error
        return mine.answer

    def _settle(self, waiting: list[Waiting[Ask, Answer]]) -> None:
        try:
            answers = self._work([each.ask for each in waiting])
        except BaseException as error:
            if len(waiting) > 1:
                for each in waiting:
                    self._settle([each])
                return
            waiting[0].error, waiting[0].done = error, True
            return
        for each, answer in zip(waiting, answers, strict=True):
            each.answer, each.done = answer, True
