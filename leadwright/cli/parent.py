"""Children of `leadwright run` end with it, also when it is killed."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # prctl(2), Linux


def end_with_parent() -> None:
    """SIGTERM when the parent that started us dies. Elsewhere than on Linux nothing is asked for."""
    parent = os.environ.pop("LEADWRIGHT_PARENT", "")
    if not parent or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):  # it died before we asked
        os.kill(os.getpid(), signal.SIGTERM)
