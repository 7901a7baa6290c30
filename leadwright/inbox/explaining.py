"""A reading as the plain values that `leadwright read-mail` and others hand on. Pure."""

from leadwright.inbox.bounces import Bounce
from leadwright.inbox.reading import Reading

__all__ = ["as_values"]


def as_values(name: str, reading: Reading) -> dict[str, object]:
    """What the mail called `name` was read as. Unknown is null; dates are ISO; confidence runs from 0 to 1."""
    return {
        "file": name,
        "kind": reading.form or reading.kind,
        "bounces": [of_bounce(one) for one in reading.bounces if reading.kind == "bounce"],
        "returns_on": reading.returns_on.isoformat() if reading.returns_on else None,
        "language": reading.language or None,
        "reply_text": reading.words,
        "forwarded": reading.forwarded,
        "intent": reading.intent or None,
        "objection": reading.objection or None,
        "referral": of_person(reading.referral),
        "opt_out": reading.intent == "opt_out",
        "evidence": reading.evidence,
        "confidence": round(reading.confidence, 3),
        "again_on": reading.again_on.isoformat() if reading.again_on else None,
        "stand_in": of_person(reading.stand_in),
    }


def of_bounce(bounce: Bounce) -> dict[str, object]:
    return {
        "recipient": bounce.recipient or None,
        "status": bounce.status or None,
        "reply_code": bounce.reply_code or None,
        "permanence": bounce.permanence or "unknown",
        "reason": bounce.reason or None,
    }


def of_person(person: object) -> dict[str, object] | None:
    if person is None:
        return None
    return {key: getattr(person, key) or None for key in ("name", "email", "title")}
