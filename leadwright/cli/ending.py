"""SIGTERM ends a command properly: what it began is undone on the way out."""

import signal
import sys
from types import FrameType

AGAIN = 0.05  # seconds


def end_on_sigterm() -> None:
    """SIGTERM raises SystemExit where the program stands (Python would drop everything there).

    A signal may come inside a destructor or another place from which no exception gets out: there Python only tells
    `sys.unraisablehook` of it. The exit is asked for again then, until it is heard.
    """
    tell = sys.unraisablehook

    def heard_nowhere(lost: "sys.UnraisableHookArgs") -> None:
        if issubclass(lost.exc_type, SystemExit):
            signal.setitimer(signal.ITIMER_REAL, AGAIN)
        else:
            tell(lost)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGALRM, leave)
    sys.unraisablehook = heard_nowhere


def leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + signal.SIGTERM)
