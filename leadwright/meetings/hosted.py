"""What calendars at Google and at Microsoft have in common: a token, JSON over the guarded door, one refusal."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from leadwright.kit.http import Answer, NotFetched, send


class NotUsable(Exception):
    """The calendar cannot be used as it is; the sentence says why."""


@dataclass(frozen=True)
class Wire:
    """One calendar: whose it is, and the token that opens it."""

    name: str
    address: str
    token: str

    def sent(self, method: str, url: str, body: dict | None = None) -> Answer:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Accept": "application/json",
            "Prefer": 'outlook.timezone="UTC"',
        }
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            return send(method, url, headers=headers, body=json.dumps(body).encode() if body is not None else b"")
        except NotFetched as refusal:
            raise NotUsable(refusal.sentence) from None

    def asked(self, method: str, url: str, body: dict | None = None) -> dict:
        return self.read(self.sent(method, url, body))

    def read(self, answer: Answer) -> dict:
        self.said_well(answer)
        try:
            told = json.loads(answer.body)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise NotUsable(_("%s answered something that cannot be read.") % self.name)
        return told

    def said_well(self, answer: Answer) -> None:
        if answer.status in {401, 403}:
            raise NotUsable(_("%s does not let us in any more. Connect the calendar again.") % self.name)
        if answer.status == 429 or answer.status >= 500:
            raise NotUsable(_("%s does not answer just now.") % self.name)
        if not answer.well:
            raise NotUsable(_("%(host)s answered %(status)s.") % {"host": self.name, "status": answer.status})


def moment_of(text: str) -> datetime:
    """`2026-11-24T10:00:00Z`, and what Graph writes: `2026-11-24T10:00:00.0000000`, which is UTC as we asked for it."""
    whole, _dot, rest = text.partition(".")
    zone = "" if not rest else rest.lstrip("0123456789")
    try:
        at = datetime.fromisoformat((whole + zone).replace("Z", "+00:00"))
    except ValueError:
        raise NotUsable(_("A time in this calendar cannot be read.")) from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
