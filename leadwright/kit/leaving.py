"""Whether this process was asked to end. Long rounds look here between two acts that cannot be taken back, so that a
stop finds nothing half done and what was not begun goes to others at once."""

import threading

_asked = threading.Event()


def ask_to_leave() -> None:
    _asked.set()


def leaving() -> bool:
    return _asked.is_set()
