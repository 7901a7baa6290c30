"""Sound files as samples: WAV, MP3 and OGG, any rate, one or two channels. Read by libsndfile. Pure."""

import io
from pathlib import Path

import numpy as np

from leadwright.coaching.hearing import RATE

MOST_CHANNELS = 2
LONGEST_SECONDS = 4 * 3600
HEAD, ENDLESS = 4096, b"\xff\xff\xff\xff"
LARGEST_UNFINISHED = 1_000_000_000


class Unheard(Exception):
    """This is no recording that can be read; the sentence says why."""


def samples(path: Path) -> np.ndarray:
    """One channel or two, one row each, at 16,000 a second, -1 to 1. Raises `Unheard`."""
    import soundfile

    try:
        with soundfile.SoundFile(_whole(path)) as file:
            rate = file.samplerate
            if file.frames / max(rate, 1) > LONGEST_SECONDS:
                raise Unheard("This recording is longer than four hours.")
            if file.channels > MOST_CHANNELS:
                raise Unheard(f"{path.name} has {file.channels} channels. Leave the one or two in which people speak.")
            found = file.read(dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError, ValueError) as error:
        raise Unheard(f"{path.name} is no WAV, MP3 or OGG that can be read.") from error
    if not len(found):
        raise Unheard(f"{path.name} holds no sound.")
    found = np.nan_to_num(found)
    return np.stack([at_rate(channel, rate) for channel in found.T])


def _whole(path: Path) -> str | io.BytesIO:
    """A recorder that was cut off leaves a WAV whose head says that it holds no sound; what follows is its sound."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        at = head.find(b"data", 12)
        if (
            head[:4] != b"RIFF"
            or at < 0
            or head[at + 4 : at + 8] != bytes(4)
            or path.stat().st_size > LARGEST_UNFINISHED
        ):
            return str(path)
        rest = file.read()
    return io.BytesIO(head[:4] + ENDLESS + head[8 : at + 4] + ENDLESS + head[at + 8 :] + rest)


def at_rate(channel: np.ndarray, rate: int) -> np.ndarray:
    """At 16,000 a second. What lies above half of that is removed first; telephones hold nothing there."""
    if rate == RATE:
        return channel
    if rate > RATE:
        width = max(1, round(rate / RATE))
        channel = np.convolve(channel, np.ones(width) / width, mode="same")
    many = int(len(channel) * RATE / rate)
    return np.interp(np.arange(many) * (rate / RATE), np.arange(len(channel)), channel).astype(np.float32)


def piece(path: Path, begins: float, ends: float) -> bytes:
    """From one second to another, as a WAV file of its own. Raises `Unheard`."""
    import soundfile

    try:
        with soundfile.SoundFile(str(path)) as sound:
            rate = sound.samplerate
            sound.seek(min(int(begins * rate), sound.frames))
            frames = sound.read(max(0, int((ends - begins) * rate)), dtype="int16")
    except (soundfile.LibsndfileError, OSError, ValueError) as error:
        raise Unheard(f"{path.name} is no WAV, MP3 or OGG that can be read.") from error
    out = io.BytesIO()
    soundfile.write(out, frames, rate, format="WAV", subtype="PCM_16")
    return out.getvalue()
