"""Stretches of frames: where something is true from one frame to another. Pure."""

import numpy as np


def stretches(frames: np.ndarray) -> list[tuple[int, int]]:
    """Where frames are true: (first, one after the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], frames, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def joined(parts: list[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    """Stretches with less than `gap` frames between them are one."""
    found: list[tuple[int, int]] = []
    for begin, end in parts:
        if found and begin - found[-1][1] < gap:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found
