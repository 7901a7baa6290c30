"""Where in one channel of a recording somebody speaks. Pure: samples in, frames out.

Each band of the voice is held against its own noise, which is what the band holds in its quietest parts; a frame is
speech where the bands together stand far enough above it (the likelihood ratio of Sohn, Kim and Sung 1999). So a hum
or a hiss of any loudness is not speech, and a quiet speaker is. Tones that are held are taken out (music.py).
"""

from dataclasses import dataclass

import numpy as np

from leadwright.coaching.music import held
from leadwright.coaching.spans import joined, stretches

RATE = 16_000
STEP = 160  # samples of a frame: 10 ms
WINDOW = 512
BANDS = 24
LOWEST, HIGHEST = 120.0, 3800.0
QUIET = 12  # percentile of a band that is taken for its noise
SMOOTH = 7  # frames
SPEAKS = 0.55  # mean likelihood ratio from which on a frame is speech
FLOOR = 1e-9
AT_LEAST = 6.0  # decibels between the loud and the quiet parts of a channel in which somebody speaks
BENEATH = 36.0  # decibels under a channel's own speech, where only rooms and breath are heard
FILLED, SHORTEST, HANGS = 30, 8, 4  # frames: gaps inside words, clicks, the fading end of a word


@dataclass(frozen=True)
class Heard:
    """Frames of 10 ms: whether somebody speaks, how loud it is in decibels, and the shape of the sound by bands."""

    speaks: np.ndarray
    level: np.ndarray
    bands: np.ndarray


def hear(samples: np.ndarray) -> Heard:
    """`samples`: one channel at 16,000 a second, -1 to 1."""
    power = band_powers(samples)
    level = 10 * np.log10(power.sum(1) + FLOOR)
    if not len(level) or np.percentile(level, 99.7) - np.percentile(level, 3) < AT_LEAST:
        return Heard(np.zeros(len(level), bool), level, power)
    smooth = smoothed(power)
    noise = np.maximum(np.percentile(smooth, QUIET, axis=0), FLOOR)
    over = np.maximum(smooth / noise, 1.0)
    ratio = np.minimum(over - 1 - np.log(over), 8.0).mean(1)
    loud = np.percentile(level[ratio > SPEAKS], 90) if (ratio > SPEAKS).any() else 0.0
    sounds = (ratio > SPEAKS) & (level > loud - BENEATH)
    return Heard(tidied(sounds & ~held(samples, tidied(sounds))), level, power)


def band_powers(samples: np.ndarray) -> np.ndarray:
    """Frames by bands; the bands grow wider as the ear hears them (mel)."""
    many = max(0, 1 + (len(samples) - WINDOW) // STEP)
    edges = _mel_edges()
    window = np.hanning(WINDOW).astype(np.float32)
    found = np.zeros((many, BANDS))
    for begin in range(0, many, 4000):  # forty seconds at a time: an hour needs no gigabyte
        at = np.arange(begin, min(begin + 4000, many))[:, None] * STEP + np.arange(WINDOW)
        power = np.abs(np.fft.rfft(samples[at] * window, axis=1)) ** 2 / WINDOW**2
        sums = np.add.reduceat(power, edges, axis=1)[:, :BANDS]
        found[begin : begin + len(at)] = sums
    return found


def _mel_edges() -> np.ndarray:
    low, high = (2595 * np.log10(1 + hertz / 700) for hertz in (LOWEST, HIGHEST))
    hertz = 700 * (10 ** (np.linspace(low, high, BANDS + 1) / 2595) - 1)
    edges = np.round(hertz * WINDOW / RATE).astype(int)
    return np.maximum(edges, edges[0] + np.arange(BANDS + 1))


def smoothed(power: np.ndarray) -> np.ndarray:
    kernel = np.ones(SMOOTH) / SMOOTH
    return np.apply_along_axis(lambda band: np.convolve(band, kernel, mode="same"), 0, power)


def tidied(speaks: np.ndarray) -> np.ndarray:
    """Short gaps are filled and clicks removed; a word's end fades, so each stretch lasts a little longer."""
    kept = np.zeros(len(speaks), bool)
    for begin, end in joined(stretches(speaks), FILLED):
        if end - begin >= SHORTEST:
            kept[begin : end + HANGS] = True
    return kept
