"""The marks of several who scored the same call, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadwright.coaching.models import Mark, Question, Review
from leadwright.coaching.scoring import spread


@dataclass(frozen=True)
class Row:
    """One question with the mark of each scorer, and how far they are apart: 0 to 1 of what is possible."""

    question: Question
    marks: tuple[Mark | None, ...]
    apart: float | None


@dataclass(frozen=True)
class Compared:
    scorers: tuple[Review, ...]
    rows: tuple[Row, ...]

    @property
    def furthest(self) -> Row | None:
        """The question on which they differ most: what to talk about first."""
        apart = [row for row in self.rows if row.apart]
        return max(apart, key=lambda row: row.apart) if apart else None


def compared(reviews: Sequence[Review]) -> Compared | None:
    """Of two reviews or more by one version of a scorecard; the newest version where there are several."""
    newest = max((one.version.number for one in reviews), default=0)
    same = [one for one in reviews if one.version.number == newest]
    if len(same) < 2:
        return None
    rows = []
    for question in same[0].version.questions.all():
        marks = tuple(next((m for m in one.marks.all() if m.question_id == question.pk), None) for one in same)
        rows.append(Row(question, marks, _apart(question, marks)))
    return Compared(tuple(same), tuple(rows))


def _apart(question: Question, marks: Sequence[Mark | None]) -> float | None:
    numbers = [mark.number for mark in marks if mark and mark.number is not None]
    if len(numbers) >= 2:
        whole = question.high - question.low if question.kind == Question.Kind.RANGE else 1
        return spread(numbers) / whole
    lists = {tuple(mark.chosen) for mark in marks if mark and mark.chosen}
    return float(len(lists) > 1) if lists else None
