"""The open-source sales development platform: from marketing's list to a commission line."""

import os

# Our matrices are small: one thread reads a sentence four times faster than two that wait for each other, and several
# workers share the machine. Stands here because numpy looks once, when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
