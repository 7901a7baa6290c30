"""Who speaks when: a channel each in stereo; in one channel, voices told apart by how they sound. Pure.

Telling voices apart in one channel is a guess, and says how sure it is.
"""

from dataclasses import dataclass

import numpy as np

from leadwright.coaching.hearing import RATE, STEP, Heard, hear, tidied
from leadwright.coaching.spans import joined, stretches

FRAMES = RATE // STEP
PAUSE = 150  # frames: a speaker who goes on after a shorter silence did not stop
FAINTER, SPREAD = 6.0, 6.0  # decibels
SAME, AS_LOUD = 0.98, 2.0  # correlation and ratio of loudness of two channels that are one
TURN = 40  # frames of the shortest stretch by which a voice is known
OCTAVES = 0.4  # between the pitches of two voices that can be told apart
APART = 0.6  # silhouette from which on there are two
ROUNDS = 30
SURE, NOBODY = 0.95, "nobody is heard to speak"
LOWEST, HIGHEST, VOICED = 70, 400, 0.5  # hertz of a voice, and how alike it is to itself a period later


@dataclass(frozen=True)
class Speaker:
    """`channel` counts from 0; seconds of speech, its share of all speech (0 to 1), the longest time at one go."""

    channel: int
    seconds: float
    share: float
    longest: float
    parts: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Listened:
    seconds: float
    speakers: tuple[Speaker, ...]
    sure: float
    why: str


def listen(channels: np.ndarray) -> Listened:
    """`channels`: samples at 16,000 a second, one row a channel."""
    seconds = channels.shape[1] / RATE
    if len(channels) > 1 and not same(channels):
        heard = [hear(channel) for channel in channels]
        frames = without_spill(heard)
        found = speakers(frames, range(len(frames)))
        spoken = any(one.seconds for one in found)
        return Listened(seconds, found, SURE, "one channel for each speaker" if spoken else NOBODY)
    mixed = channels.mean(0)
    frames, sure, why = told_apart(hear(mixed), mixed)
    return Listened(seconds, speakers(frames, [0] * len(frames)), sure, why)


def same(channels: np.ndarray) -> bool:
    """Two channels with one sound: a call recorded in mono and stored in stereo."""
    loudness = np.sqrt((channels[:2] ** 2).sum(1))
    if loudness.min() <= 0 or loudness.max() / loudness.min() > AS_LOUD:
        return False
    return float((channels[0] * channels[1]).sum()) / float(loudness.prod()) > SAME


def without_spill(heard: list[Heard]) -> list[np.ndarray]:
    """What one channel hears of the other is not its speaker. While the other speaks it is fainter, and always by
    about as much; somebody who speaks at the same time is louder than that."""
    kept = []
    for at, one in enumerate(heard):
        frames = one.speaks.copy()
        for other in (other for other_at, other in enumerate(heard) if other_at != at):
            fainter = other.level - one.level
            beneath = other.speaks & (fainter > FAINTER)
            usual = float(np.median(fainter[beneath])) if beneath.any() else 0.0
            spilt = beneath & (fainter > usual - SPREAD)
            for begin, end in stretches(frames & other.speaks):
                # A stretch that is mostly spill goes whole; of a real one nothing is taken.
                if spilt[begin:end].mean() > 0.5:
                    frames[begin:end] = False
        kept.append(tidied(frames))
    return kept


def speakers(frames: list[np.ndarray], channels) -> tuple[Speaker, ...]:
    total = sum(float(one.sum()) for one in frames) or 1.0
    found = []
    for at, (one, channel) in enumerate(zip(frames, channels, strict=True)):
        others = [other for other_at, other in enumerate(frames) if other_at != at]
        parts = tuple((begin / FRAMES, end / FRAMES) for begin, end in stretches(one))
        found.append(Speaker(channel, float(one.sum()) / FRAMES, float(one.sum()) / total, longest(one, others), parts))
    return tuple(found)


def longest(own: np.ndarray, others: list[np.ndarray]) -> float:
    """Seconds of the longest time at one go: pauses are part of it, a second of somebody else ends it."""
    turns: list[tuple[int, int]] = []
    for begin, end in joined(stretches(own), 1):
        quiet = turns and begin - turns[-1][1] < PAUSE
        answered = turns and any(other[turns[-1][1] : begin].sum() > 0.5 * FRAMES for other in others)
        if quiet and not answered:
            turns[-1] = (turns[-1][0], end)
        else:
            turns.append((begin, end))
    return max((end - begin for begin, end in turns), default=0) / FRAMES


def told_apart(heard: Heard, sound: np.ndarray) -> tuple[list[np.ndarray], float, str]:
    """One or two voices of a single channel: its stretches in two groups by their pitch."""
    if not heard.speaks.any():
        return [heard.speaks], SURE, NOBODY
    parts = [piece for begin, end in stretches(heard.speaks) for piece in _pieces(begin, end)]
    pitches = {part: pitch(sound[part[0] * STEP : part[1] * STEP]) for part in parts if part[1] - part[0] >= TURN}
    known = [part for part, height in pitches.items() if height > 0]
    if len(known) < 4:
        return [heard.speaks], 0.2, "one channel, too little speech to tell voices apart"
    heights = np.log2([pitches[part] for part in known])
    high = _upper(heights)
    between = heights[high].mean() - heights[~high].mean() if high.any() and not high.all() else 0.0
    apart = _silhouette(heights, high)
    if between < OCTAVES or apart < APART:
        return [heard.speaks], 0.3, "one channel, one voice as far as can be heard"
    frames = [np.zeros(len(heard.speaks), bool) for _ in range(2)]
    for part in parts:
        nearest = min(range(len(known)), key=lambda at, part=part: abs(sum(known[at]) - sum(part)))
        frames[int(high[nearest])][part[0] : part[1]] = True
    frames.sort(key=lambda one: int(np.argmax(one)))
    return frames, round(min(0.8, 0.8 * apart), 2), "one channel, two voices told apart by their pitch"


def _pieces(begin: int, end: int) -> list[tuple[int, int]]:
    """A second at most: somebody else may go on without a pause."""
    many = max(1, round((end - begin) / FRAMES))
    edges = np.linspace(begin, end, many + 1).astype(int).tolist()
    return list(zip(edges[:-1], edges[1:], strict=True))


def pitch(sound: np.ndarray) -> float:
    """The middle of the pitches of a stretch's voiced parts in hertz, 0 where there are none (autocorrelation)."""
    width, step = 1024, 320
    many = 1 + (len(sound) - width) // step
    if many < 1:
        return 0.0
    frames = sound[np.arange(many)[:, None] * step + np.arange(width)] * np.hanning(width)
    own = np.fft.irfft(np.abs(np.fft.rfft(frames, 2 * width)) ** 2)[:, :width]
    window = np.fft.irfft(np.abs(np.fft.rfft(np.hanning(width), 2 * width)) ** 2)[:width]
    alike = own / (own[:, :1] + 1e-12) / (window / window[0])
    first, last = RATE // HIGHEST, RATE // LOWEST
    among = alike[:, first:last]
    best = among.max(1)
    # The first lag that is nearly as good as the best: its multiples fit too, and are an octave too low.
    lags = (among >= 0.9 * best[:, None]).argmax(1) + first
    voiced = best > VOICED
    return float(np.median(RATE / lags[voiced])) if voiced.sum() >= 3 else 0.0


def _upper(heights: np.ndarray) -> np.ndarray:
    """Which belong to the higher of two groups: two means, begun at the lowest and the highest."""
    low, high = float(heights.min()), float(heights.max())
    upper = np.abs(heights - high) < np.abs(heights - low)
    for _ in range(ROUNDS):
        if not upper.any() or upper.all():
            break
        low, high = heights[~upper].mean(), heights[upper].mean()
        upper = np.abs(heights - high) < np.abs(heights - low)
    return upper


def _silhouette(heights: np.ndarray, upper: np.ndarray) -> float:
    """How much nearer points lie to their own group than to the other one, -1 to 1 (Rousseeuw 1987)."""
    if not upper.any() or upper.all():
        return 0.0
    apart = np.abs(heights[:, None] - heights[None])
    values = []
    for at in range(len(heights)):
        own, other = upper == upper[at], upper != upper[at]
        near, far = apart[at][own].sum() / max(1, own.sum() - 1), apart[at][other].mean()
        values.append((far - near) / max(near, far, 1e-9))
    return float(np.mean(values))
