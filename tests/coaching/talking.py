"""Made calls whose truth is known: who speaks from when to when. Voices by espeak-ng where it is installed, else made
of pulses through two resonances, with syllables and pauses as in speech."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from leadwright.coaching.hearing import RATE
from leadwright.coaching.recordings import samples

WORDS = [
    "Good morning, this is the company that keeps the temperature of your loads. Do you have a minute?",
    "Yes, but not long. We have a contract with somebody else until the spring.",
    "I see. How do you notice today that a door was left open on the road?",
    "Mostly the driver tells us, and sometimes the customer does, which is worse.",
    "That is what others told us too. Our loggers send an alarm within a minute, wherever the vehicle is.",
    "What does it cost for eighty trucks?",
]


def voice(text: str, who: int) -> np.ndarray:
    """One utterance of speaker 0 or 1."""
    if shutil.which("espeak-ng"):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "said.wav"
            name = ["en-gb", "en-us+f3"][who]
            subprocess.run(["espeak-ng", "-v", name, "-w", str(file), text], check=True, capture_output=True)
            return trimmed(samples(file)[0]) * 0.5
    return made_voice(text, who)


def made_voice(text: str, who: int) -> np.ndarray:
    """A syllable every fifth of a second, a pause where the text has a point or a comma."""
    pitch, formants = [(110, (500, 1500)), (210, (700, 2100))][who]
    chance = np.random.default_rng(len(text) + who)
    parts = []
    for word in text.split():
        for _ in range(max(1, len(word) // 3)):
            many = int(RATE * chance.uniform(0.14, 0.22))
            falls = np.cumsum(pitch * (1.08 - 0.16 * np.arange(many) / many)) / RATE  # no voice stays on one note
            tone = sum(
                np.sin(2 * np.pi * falls * k) / (1 + min(abs(pitch * k - f) for f in formants) / 100)
                for k in range(1, 30)
            )
            parts.append(0.12 * tone * np.hanning(many) ** 0.3)
        if word[-1] in ".,?":
            parts.append(np.zeros(int(RATE * 0.2)))
    return trimmed(np.concatenate(parts).astype(np.float32))


def trimmed(sound: np.ndarray) -> np.ndarray:
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    return sound[loud[0] : loud[-1] + 1]


def call(turns, *, gap=0.6, noise=0.0, spill=0.0, seed=3):
    """Two channels and how long each speaks. `turns`: (speaker, text); a negative gap makes them overlap."""
    parts, at, spoken = [], RATE // 2, [0.0, 0.0]
    for who, text in turns:
        sound = voice(text, who)
        parts.append((who, max(0, at), sound))
        at = max(0, at) + len(sound) + int(gap * RATE)
        spoken[who] += len(sound) / RATE
    both = np.zeros((2, max(begin + len(sound) for _who, begin, sound in parts) + RATE // 2), np.float32)
    for who, begin, sound in parts:
        both[who, begin : begin + len(sound)] += sound
    both = both + spill * both[::-1]
    hiss = np.random.default_rng(seed).normal(0, 1, both.shape)
    return (both + noise * hiss).astype(np.float32), spoken


def music(seconds: float, seed: int = 0) -> np.ndarray:
    """What is played to somebody who waits: three notes at a time, each half a second long and dying away."""
    chance, half = np.random.default_rng(seed), RATE // 2
    at, bars = np.arange(half) / RATE, []
    for _ in range(round(2 * seconds)):
        notes = chance.choice([220, 262, 294, 330, 392, 440, 523], 3)
        bars.append(sum(np.sin(2 * np.pi * note * k * at) / k for note in notes for k in (1, 2, 3)) * np.exp(-2 * at))
    return (0.12 * np.concatenate(bars)).astype(np.float32)
