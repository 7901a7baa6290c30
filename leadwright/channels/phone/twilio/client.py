"""What we ask Twilio to do. Each request leaves through the one guarded door; what goes wrong is one exception."""

import base64
import json
from http import HTTPStatus
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from leadwright.channels.email.smtp import NotDelivered
from leadwright.channels.phone.lines import PhoneLine
from leadwright.kit.http import Answer, NotFetched, send

RING_SECONDS = 30
PATIENT = {"seconds": 120, "most": 100 * 1024 * 1024}  # for the sound of an hour
EVENTS = ("initiated", "ringing", "answered", "completed")


def place_call(line: PhoneLine, *, to: str, words_at: str, state_at: str) -> str:
    """Ring a number of ours; when it is answered, Twilio asks `words_at` what to do. The call's name at Twilio.

    Raises NotDelivered; `ambiguous` where the answer was lost, so that the phone may ring all the same.
    """
    asked = [("To", to), ("From", line.number), ("Url", words_at), ("Timeout", str(RING_SECONDS))]
    asked += [("StatusCallback", state_at), *(("StatusCallbackEvent", event) for event in EVENTS)]
    return told(_post(line, "Calls.json", asked))["sid"]


def hang_up(line: PhoneLine, sid: str) -> None:
    told(_post(line, f"Calls/{quote(sid, safe='')}.json", [("Status", "completed")]))


def record(line: PhoneLine, sid: str, *, kept_at: str) -> str:
    """Record a talk that goes on, each side by itself. The recording's name at Twilio."""
    asked = [("RecordingChannels", "dual"), ("RecordingStatusCallback", kept_at)]
    return told(_post(line, f"Calls/{quote(sid, safe='')}/Recordings.json", asked))["sid"]


def sound_of(line: PhoneLine, sid: str) -> bytes:
    """The sound of a recording, each side on a channel of its own, as MP3."""
    answer = _ask(line, "GET", f"{_recording(line, sid)}.mp3?RequestedChannels=2", accept="audio/mpeg", **PATIENT)
    if not answer.well:
        told(answer)
    return answer.body


def forget(line: PhoneLine, sid: str) -> None:
    """It is kept here; there it is deleted."""
    answer = _ask(line, "DELETE", f"{_recording(line, sid)}.json")
    if not answer.well and answer.status != HTTPStatus.NOT_FOUND:
        told(answer)


def _recording(line: PhoneLine, sid: str) -> str:
    account = quote(line.account, safe="")
    return f"{settings.TWILIO_URL}/2010-04-01/Accounts/{account}/Recordings/{quote(sid, safe='')}"


def look(line: PhoneLine) -> str:
    """Whether account and token are right: the account's own name."""
    account = quote(line.account, safe="")
    return told(_ask(line, "GET", f"{settings.TWILIO_URL}/2010-04-01/Accounts/{account}.json")).get("friendly_name", "")


def _post(line: PhoneLine, what: str, asked: list[tuple[str, str]]) -> Answer:
    account = quote(line.account, safe="")
    return _ask(line, "POST", f"{settings.TWILIO_URL}/2010-04-01/Accounts/{account}/{what}", urlencode(asked).encode())


def _ask(
    line: PhoneLine, method: str, url: str, body: bytes = b"", *, accept: str = "application/json", **limits: int
) -> Answer:
    secret = base64.b64encode(f"{line.account}:{line.token}".encode()).decode()
    headers = {"Authorization": f"Basic {secret}", "Accept": accept}
    if body:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
    try:
        return send(method, url, headers=headers, body=body, **limits)
    except NotFetched as error:
        raise NotDelivered(error.sentence, permanent=False, ambiguous=method == "POST", code="no_answer") from None


def told(answer: Answer) -> dict:
    """What a good answer says. A refusal carries Twilio's own sentence and number."""
    try:
        said = json.loads(answer.body)
    except ValueError:
        said = {}
    if answer.well and isinstance(said, dict):
        return said
    sentence = str(said.get("message", "") if isinstance(said, dict) else "")[:200]
    reason = _("Twilio answered %(status)s: %(sentence)s") % {"status": answer.status, "sentence": sentence or "?"}
    log_in = answer.status in {401, 403}
    raise NotDelivered(reason, permanent=answer.status < 500, ambiguous=False, code="log_in" if log_in else "refused")
