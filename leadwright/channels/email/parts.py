"""The parts of a mail that came, each under its place: the same order for who lists the files and who fetches one."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message

__all__ = ["TooMany", "part_of", "walk"]

MOST_DEPTH = 20
MOST_PARTS = 500
REPORTS = {"message/delivery-status", "message/global-delivery-status", "message/feedback-report"}


class TooMany(Exception):
    """Too many parts, or nested too deeply."""


def walk(message: Message) -> Iterator[tuple[Message, bool]]:
    """Each part that is not a container, and whether it lies inside a mail that was sent along. Raises TooMany."""
    stack: list[tuple[Message, int, bool]] = [(message, 0, False)]
    seen = 0
    while stack:
        part, depth, inside = stack.pop()
        seen += 1
        if depth > MOST_DEPTH or seen > MOST_PARTS:
            raise TooMany
        payload = part.get_payload()
        kind = part.get_content_type()
        if isinstance(payload, list):
            enclosed = inside or kind == "message/rfc822"
            if kind == "message/rfc822" or kind in REPORTS:
                yield part, inside
            if kind not in REPORTS:
                stack.extend((child, depth + 1, enclosed) for child in reversed(payload))
        else:
            yield part, inside


def part_of(raw: bytes, place: int | None) -> bytes | None:
    """What the part at this place holds, unpacked; None where there is none. The mail was parsed before, so it passed
    the limits (inbox/parsing.py)."""
    try:
        parts = list(walk(message_from_bytes(raw.lstrip(b"\r\n"), policy=policy.compat32)))
        found = parts[place][0].get_payload(decode=True) if place is not None and place < len(parts) else None
    except (TooMany, RecursionError, ValueError, LookupError):
        return None
    return found if isinstance(found, bytes) else None
