"""What a batch is going to write: kept in memory until the whole batch is planned, then stored in a few statements."""

from leadwright.activities.models import Fact, record_all
from leadwright.cadences.models import Refusal, Touch
from leadwright.conversations.models import Message
from leadwright.conversations.writing import queue_all
from leadwright.kit.bulk import insert_rows, update_rows
from leadwright.tasks.asking import ask_all
from leadwright.tasks.models import Task

CHANGED = ["message", "task", "variant", "outcome", "why", "arm", "at", "done_at"]


class Drafts:
    """Rows that are made but not stored. `store` may be called at any time, and twice."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.messages: list[Message] = []
        self.tasks: list[Task] = []
        self.facts: list[Fact] = []
        self.refusals: list[Refusal] = []
        self._touches: dict[int, Touch] = {}

    def touch(self, touch: Touch) -> None:
        """A touch that is new or was changed; said twice it is stored once."""
        self._touches[id(touch)] = touch

    def store(self) -> None:
        """In the order in which the rows refer to each other."""
        if self.messages:
            queue_all(self.messages)
        if self.tasks:
            ask_all(self.tasks)
        changed = [touch for touch in self._touches.values() if touch.pk is not None]
        insert_rows([touch for touch in self._touches.values() if touch.pk is None])
        for touch in changed:
            touch.message, touch.task = touch.message, touch.task  # takes over the keys that they have by now
        update_rows(changed, CHANGED)
        if self.facts:
            record_all(self.facts)
        if self.refusals:
            Refusal.objects.bulk_create(self.refusals)
        self.clear()
