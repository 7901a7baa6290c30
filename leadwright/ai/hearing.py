"""What was said in a recording, written down by a provider that speaks the OpenAI protocol for transcripts, through the
guarded door. The contract: sound in, pieces with their seconds out, or `NotSaid`."""

import json
import secrets
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leadwright.ai.models import LanguageModel
from leadwright.ai.speaking import NotSaid
from leadwright.kit.http import NotFetched, send

SECONDS = 300
LARGEST = 25 * 1024 * 1024  # what such providers take
MOST_PIECES, LONGEST = 5_000, 2_000


@dataclass(frozen=True)
class Piece:
    begins: float
    ends: float
    words: str


def heard(model: LanguageModel, sound: bytes, *, name: str = "call.ogg") -> list[Piece]:
    """The pieces in their order. Raises `NotSaid`."""
    if len(sound) > LARGEST:
        raise NotSaid(_("The recording is larger than 25 MB: the provider does not take it."))
    border = secrets.token_hex(16)
    body = _form(border, {"model": model.listener, "response_format": "verbose_json"}, name, sound)
    headers = {"Content-Type": f"multipart/form-data; boundary={border}", "Content-Length": str(len(body))}
    if model.key:
        headers["Authorization"] = f"Bearer {model.key}"
    url = f"{model.url.rstrip('/')}/audio/transcriptions"
    try:
        answer = send("POST", url, headers=headers, body=body, seconds=SECONDS)
    except NotFetched as error:
        raise NotSaid(error.sentence) from None
    if not answer.well:
        raise NotSaid(_("The provider of transcripts answered %s.") % answer.status)
    return _pieces(answer.body)


def _form(border: str, fields: dict[str, str], name: str, sound: bytes) -> bytes:
    lines = [
        f'--{border}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in fields.items()
    ]
    head = f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    head += "Content-Type: application/octet-stream\r\n\r\n"
    return "".join([*lines, head]).encode() + sound + f"\r\n--{border}--\r\n".encode()


def _pieces(body: bytes) -> list[Piece]:
    try:
        rows = json.loads(body)["segments"]
        found = [Piece(float(row["start"]), float(row["end"]), str(row["text"])) for row in rows[:MOST_PIECES]]
    except (ValueError, LookupError, TypeError):
        raise NotSaid(_("The provider of transcripts answered in a form that is not known here.")) from None
    cleaned = [Piece(one.begins, one.ends, one.words.replace("\x00", "").strip()[:LONGEST]) for one in found]
    return sorted((one for one in cleaned if one.words and one.begins >= 0), key=lambda one: one.begins)
