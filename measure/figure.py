from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`right` of `of` cases of a set."""

    set: str
    what: str
    right: int
    of: int
    note: str = ""

    @property
    def share(self) -> str:
        return f"{100 * self.right / self.of:.1f} %" if self.of else "–"
