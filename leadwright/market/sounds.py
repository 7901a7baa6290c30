"""Calls of the demo as sound: nobody's voice, but syllables of two pitches, each speaker on a channel. Pure."""

import io
from collections.abc import Sequence

import numpy as np

RATE = 8_000
PITCHES = (110.0, 190.0)
SYLLABLES_A_WORD = 1.5
SECONDS_A_SYLLABLE = 0.19
PAUSE = 0.6  # between two turns
Parts = list[list[float]]


def call(turns: Sequence[tuple[int, str]]) -> tuple[bytes, list[Parts], list[float]]:
    """`turns` are (speaker, words): an OGG file, when each of the two speaks, and when each turn begins."""
    parts: list[Parts] = [[], []]
    begins, at = [], 1.0
    for speaker, words in turns:
        length = len(words.split()) * SYLLABLES_A_WORD * SECONDS_A_SYLLABLE
        begins.append(round(at, 2))
        parts[speaker].append([round(at, 2), round(at + length, 2)])
        at += length + PAUSE
    sound = np.zeros((int((at + 0.4) * RATE), 2), np.float32)
    for speaker, spoken in enumerate(parts):
        for begin, end in spoken:
            voice = syllables(end - begin, PITCHES[speaker])
            first = int(begin * RATE)
            sound[first : first + len(voice), speaker] = voice
    return as_ogg(sound), parts, begins


def syllables(seconds: float, pitch: float) -> np.ndarray:
    at = np.arange(int(seconds * RATE)) / RATE
    tone = sum(np.sin(2 * np.pi * pitch * k * at) / (1 + abs(pitch * k - 700) / 200) for k in range(1, 14))
    swell = np.abs(np.sin(np.pi * at / SECONDS_A_SYLLABLE)) ** 0.7
    return (0.12 * tone * swell).astype(np.float32)


def as_ogg(sound: np.ndarray) -> bytes:
    import soundfile

    out = io.BytesIO()
    soundfile.write(out, sound, RATE, format="OGG", subtype="VORBIS")
    return out.getvalue()
