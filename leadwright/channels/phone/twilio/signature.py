"""How Twilio signs what it sends us: HMAC-SHA1 over the address and the form, keyed by the account's token. Pure.

Source: Twilio, "Security", validating requests: the full address, then each field's name and value, sorted by name,
without anything between them.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping


def signature(token: str, url: str, fields: Mapping[str, Iterable[str]]) -> str:
    """What the header X-Twilio-Signature must say. Of a field that comes more than once each value counts once."""
    written = "".join(name + value for name in sorted(fields) for value in sorted(set(fields[name])))
    made = hmac.new(token.encode(), (url + written).encode(), hashlib.sha1).digest()
    return base64.b64encode(made).decode()


def is_genuine(given: str, token: str, url: str, fields: Mapping[str, Iterable[str]]) -> bool:
    return hmac.compare_digest(signature(token, url, fields).encode(), given.encode())
