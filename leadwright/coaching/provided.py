"""The words of a recording by the workspace's provider of transcripts, where it has one. Each channel goes alone, so
that it is known who speaks; of one channel it is who speaks then by the time line."""

import io

import numpy as np

from leadwright.ai.hearing import Piece, heard
from leadwright.ai.models import LanguageModel
from leadwright.ai.speaking import NotSaid
from leadwright.coaching.hearing import RATE
from leadwright.coaching.transcribing import Said
from leadwright.coaching.voices import Listened


def provided(workspace_id: int, channels: np.ndarray, call: Listened) -> Said | None:
    """None where no provider is set up. Where it fails there are no words, and the reason says why."""
    model = LanguageModel.objects.filter(workspace_id=workspace_id).exclude(listener="").first()
    if model is None or not call.speakers:
        return None
    lines: list[tuple[float, int, str]] = []
    try:
        for at, channel in enumerate(channels):
            pieces = heard(model, as_ogg(channel))
            lines += [(one.begins, _who(one, at, len(channels), call), one.words) for one in pieces]
    except NotSaid as error:
        return Said("", None, error.sentence)
    lines.sort()
    asked = tuple(sum(text.count("?") for _at, who, text in lines if who == at) for at in range(len(call.speakers)))
    told = "\n".join(f"{start:.0f} s, speaker {who + 1}: {text}" for start, who, text in lines)
    return Said(told, asked, f"the words are by {model.listener}", tuple(lines))


def _who(piece: Piece, channel: int, channels: int, call: Listened) -> int:
    """The speaker of that channel; of a mono recording the one who speaks most of that time."""
    if channels > 1:
        return next((at for at, one in enumerate(call.speakers) if one.channel == channel), channel)
    spoken = [
        sum(max(0.0, min(piece.ends, end) - max(piece.begins, begin)) for begin, end in one.parts)
        for one in call.speakers
    ]
    return int(np.argmax(spoken))


def as_ogg(channel: np.ndarray) -> bytes:
    import soundfile

    out = io.BytesIO()
    soundfile.write(out, channel, RATE, format="OGG", subtype="VORBIS")
    return out.getvalue()
