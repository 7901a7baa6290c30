"""Work that several threads ask for at the same time, done for all of them at once.

While one does the work, the others that come wait, or hand in and go their way; the next to have its turn does all that
was asked meanwhile. Alone, a thread pays what it would pay anyway; with many, a durable commit costs a part of one.
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
        self._in_line = 0

    def __call__(self, ask: Ask) -> Answer:
        return self.answer(self._asked(ask))

    def hand_in(self, ask: Ask) -> Waiting[Ask, Answer]:
        """Asks for what one need not wait for: it is done now, or by whoever is at work, right after. Whoever hands in
        has to come for the `answer`, which also sees to it that there is one. Raises an error that is there already."""
        mine = self._asked(ask)
        self._go_on()
        if mine.error is not None:
            raise mine.error
        return mine

    def answer(self, mine: Waiting[Ask, Answer]) -> Answer:
        """What came of it, once it is done; raises its error."""
        if not mine.done:
            with self._list:
                self._in_line += 1
            with self._turn:
                with self._list:
                    self._in_line -= 1
                if not mine.done:
                    self._settle(self._taken())
            self._go_on()
        if mine.error is not None:
            raise mine.error
        return mine.answer

    def _asked(self, ask: Ask) -> Waiting[Ask, Answer]:
        mine: Waiting[Ask, Answer] = Waiting(ask)
        with self._list:
            self._waiting.append(mine)
        return mine

    def _taken(self) -> list[Waiting[Ask, Answer]]:
        with self._list:
            taken, self._waiting = self._waiting, []
        return taken

    def _go_on(self) -> None:
        """Does what was handed in, unless somebody is at work, who looks here when they are done, or stands in line."""
        while self._waiting and not self._in_line and self._turn.acquire(blocking=False):
            try:
                self._settle(self._taken())
            finally:
                self._turn.release()

    def _settle(self, waiting: list[Waiting[Ask, Answer]]) -> None:
        if not waiting:
            return
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
