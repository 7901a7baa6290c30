"""Tones that are held: music on hold, ringing, keys that were pressed. Nobody's speech, however loud. Pure.

The pitch of a voice never rests: its harmonics have moved eighty milliseconds later. Those of a note stand where they
stood. So each piece of a stretch is held against itself a little later; medians make single notes and long vowels
harmless. Voices by espeak-ng in six languages lie at 0.1 to 0.5 a second, music and tones at 0.7 to 1.
"""

import numpy as np

from leadwright.coaching.spans import stretches

STEP = 160  # samples of a frame: 10 ms at 16,000 a second
WINDOW, HOP, LATER = 2048, 2, 4  # samples; frames; hops
LOW, HIGH, ENVELOPE = 12, 256, 12  # bins of the spectrum, 94 to 2,000 hertz, and how far its envelope is averaged
AROUND = 50  # hops to each side: two seconds
HELD, HELD_SHORT = 0.62, 0.85  # in two seconds and more; in a stretch that is shorter
AT_ONCE = 2000  # hops
FAINTEST = 1e-3


def held(samples: np.ndarray, speaks: np.ndarray) -> np.ndarray:
    """Which of the frames that seem to speak hold a tone instead; one truth for each frame of 10 ms."""
    found = np.zeros(len(speaks), bool)
    for begin, end in stretches(speaks):
        hops = steadiness(samples[begin * STEP : end * STEP + WINDOW])
        if len(hops):
            border = HELD if len(hops) >= AROUND else HELD_SHORT
            near = np.repeat(_around(hops) > border, HOP)[: end - begin]
            found[begin : begin + len(near)] = near
            found[begin + len(near) : end] = near[-1]
    return found


def steadiness(samples: np.ndarray) -> np.ndarray:
    """For each hop how alike the fine shape of its spectrum and that of eighty milliseconds later are, -1 to 1."""
    step = STEP * HOP
    many = 1 + (len(samples) - WINDOW) // step
    if many <= LATER:
        return np.zeros(0)
    return np.concatenate([_of(samples, at, min(at + AT_ONCE, many - LATER)) for at in range(0, many - LATER, AT_ONCE)])


def _of(samples: np.ndarray, first: int, last: int) -> np.ndarray:
    at = np.arange(first, last + LATER)[:, None] * (STEP * HOP) + np.arange(WINDOW)
    spectrum = np.abs(np.fft.rfft(samples[at] * np.hanning(WINDOW), axis=1))[:, LOW:HIGH]
    shape = np.log(spectrum + FAINTEST)
    padded = np.pad(shape, ((0, 0), (ENVELOPE + 1, ENVELOPE)), mode="edge").cumsum(1)
    wide = 2 * ENVELOPE + 1
    fine = shape - (padded[:, wide:] - padded[:, :-wide]) / wide
    fine /= np.linalg.norm(fine, axis=1, keepdims=True) + FAINTEST
    return (fine[LATER:] * fine[:-LATER]).sum(1)


def _around(hops: np.ndarray) -> np.ndarray:
    """The median of two seconds around each hop; of what is there where it is less."""
    if len(hops) <= 2 * AROUND:
        return np.full(len(hops), np.median(hops))
    windows = np.lib.stride_tricks.sliding_window_view(hops, 2 * AROUND + 1)
    middle = np.median(windows, axis=1)
    return np.concatenate([np.full(AROUND, middle[0]), middle, np.full(AROUND, middle[-1])])
