"""The post of the market: what reaches somebody, what they will write, and when it lies in a rep's mailbox."""

import base64
import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from leadwright.market import letters, reactions
from leadwright.market.models import Arrival, Letter, Market
from leadwright.market.people import Person, person

REFUSED = "550 5.1.1 <{}>: Recipient address rejected: User unknown"


def password_of(address: str) -> str:
    """The password of a rep's mailbox on the market's servers: each installation has its own, nothing is stored."""
    key = settings.SECRET_KEY.encode()
    return base64.b32encode(hmac.digest(key, f"market:{address.lower()}".encode(), hashlib.sha256)).decode()[:24]


@lru_cache(maxsize=256)
def market_of(sender: str) -> tuple[int, float] | None:
    """Seed and liveliness of the market that this rep's mailbox writes to; None where the address is nobody's."""
    found = Market.objects.filter(workspace__mailboxes__address=sender).values_list("seed", "liveliness").first()
    return found or None


def refuses(recipient: str, sender: str) -> str:
    """What the recipient's server says to RCPT: "" where it takes the mail."""
    market = market_of(sender.lower())
    if market and person(market[0], recipient).mailbox == "refused":
        return REFUSED.format(recipient)
    return ""


def arrive(raw: bytes, *, sender: str, recipient: str) -> None:
    """A mail reached this person: they decide now what they will write. The same mail twice is one arrival."""
    market = market_of(sender.lower())
    if market is None:
        return
    seed, liveliness = market
    received, to_name = opened(raw)
    who = called(person(seed, recipient), to_name)
    answer = received.in_reply_to.rstrip(">").endswith("@" + who.address.rpartition("@")[2])
    with transaction.atomic():
        row = Arrival(person=who.address, message_id=received.message_id, answer=answer, at=received.at)
        Arrival.objects.bulk_create([row], ignore_conflicts=True)
        before = Arrival.objects.filter(person=who.address).values_list("message_id", "answer")
        same = [message_id for message_id, is_answer in before if is_answer == answer]
        if received.message_id not in same:
            return
        reaction = react(who, received, answer, len(same), liveliness)
        if reaction is not None:
            post_letter(who, reaction, received)


def react(
    who: Person, received: letters.Received, answer: bool, number: int, liveliness: float
) -> reactions.Reaction | None:
    """Nobody answers twice while a letter of theirs is under way, and who said no stays silent."""
    if not answer and number == 1:
        return reactions.on_touch(who, number, received.at, received.sender_name, liveliness)
    mine = Letter.objects.filter(from_address=who.address)
    if answer:
        last = mine.filter(message_id=received.in_reply_to).values_list("kind", flat=True).first() or ""
        return reactions.on_answer(who, number, last, received.at, received.sender_name)
    if mine.filter(delivered_at=None).exists() or mine.filter(kind="opt_out").exists():
        return None
    return reactions.on_touch(who, number, received.at, received.sender_name, liveliness)


def post_letter(who: Person, reaction: reactions.Reaction, received: letters.Received) -> None:
    reaction = replace(reaction, at=reaction.at.replace(microsecond=0))
    Letter.objects.create(
        from_address=who.address,
        to_address=received.sender,
        message_id=letters.message_id(who, received, reaction.kind),
        kind=reaction.kind,
        says=reaction.says,
        raw=letters.write(who, reaction, received),
        due_at=reaction.at,
    )


def called(who: Person, name: str) -> Person:
    """They sign as our mail addressed them: the address alone does not know its diacritics."""
    given, _space, family = name.partition(" ")
    return replace(who, given_name=given, family_name=family) if given and "@" not in name else who


def opened(raw: bytes) -> tuple[letters.Received, str]:
    """The parts of our mail that an answer speaks of, and the name that it was addressed to."""
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    name, address = letters.sender_of(str(mail["From"] or ""))
    to_name, _to = letters.sender_of(str(mail["To"] or ""))
    body = mail.get_body(("plain",))
    received = letters.Received(
        message_id=str(mail["Message-ID"] or "").strip(),
        references=" ".join(str(mail["References"] or "").split()),
        in_reply_to=str(mail["In-Reply-To"] or "").strip(),
        sender=address,
        sender_name=name,
        subject=str(mail["Subject"] or ""),
        text=body.get_content() if body else "",
        at=parsedate_to_datetime(str(mail["Date"])).astimezone(UTC),
        raw_head=raw.partition(b"\r\n\r\n")[0],
    )
    return received, to_name


@transaction.atomic
def deliver_due(now: datetime) -> set[str]:
    """Letters whose time has come get their place in the recipient's mailbox. Returns the mailboxes that got mail."""
    due = list(
        Letter.objects.select_for_update().filter(delivered_at=None, due_at__lte=now).order_by("due_at", "message_id")
    )
    if not due:
        return set()
    reached = {letter.to_address for letter in due}
    filled = Letter.objects.filter(to_address__in=reached).values_list("to_address").annotate(Max("place"))
    places = {address: place or 0 for address, place in filled}
    for letter in due:
        places[letter.to_address] += 1
        letter.place, letter.delivered_at = places[letter.to_address], now
    Letter.objects.bulk_update(due, ["place", "delivered_at"])
    return reached
