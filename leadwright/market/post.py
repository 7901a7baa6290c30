"""The post of the market: what reaches somebody, what they will write, and when it lies in a rep's mailbox."""

import base64
import hashlib
import hmac
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import HeaderParser
from email.utils import parsedate_to_datetime

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


@dataclass(frozen=True)
class World:
    """The market that a rep's mailbox writes to."""

    seed: int
    liveliness: float


@dataclass(frozen=True)
class Mail:
    world: World
    recipient: str
    raw: bytes


def world_of(sender: str) -> World | None:
    """None where the address is nobody's."""
    found = Market.objects.filter(workspace__mailboxes__address=sender.lower())
    market = found.values_list("seed", "liveliness").first()
    return World(*market) if market else None


def refusal(world: World, recipient: str) -> str:
    """What the recipient's server says to RCPT: "" where it takes the mail."""
    return REFUSED.format(recipient) if person(world.seed, recipient).mailbox == "refused" else ""


class Hall:
    """Where mail for the market's people arrives, in order, in one process: it remembers who got what."""

    def __init__(self) -> None:
        self.got: dict[tuple[str, bool], list[str]] = defaultdict(list)
        rows = Arrival.objects.order_by("pk").values_list("person", "answer", "message_id")
        for address, answer, message_id in rows.iterator():
            self.got[address, answer].append(message_id)

    def arrive(self, mails: list[Mail]) -> None:
        """They decide now what they will write. The same mail twice is one arrival."""
        arrivals: list[Arrival] = []
        with transaction.atomic():
            for mail in mails:
                if row := self.taken(mail):
                    arrivals.append(row)
            Arrival.objects.bulk_create(arrivals, ignore_conflicts=True)

    def taken(self, mail: Mail) -> Arrival | None:
        head = HeaderParser(policy=policy.compat32).parsestr(
            mail.raw.partition(b"\r\n\r\n")[0].decode("utf-8", "replace")
        )
        message_id, parent = (str(head[name] or "").strip() for name in ("Message-ID", "In-Reply-To"))
        name, to_name = (letters.sender_of(decoded(head[field]))[0] for field in ("From", "To"))
        who = called(person(mail.world.seed, mail.recipient), to_name)
        answer = parent.rstrip(">").endswith("@" + who.address.rpartition("@")[2])
        before = self.got[who.address, answer]
        if message_id in before:
            return None
        before.append(message_id)
        at = parsedate_to_datetime(head["Date"]).astimezone(UTC)
        touch = reactions.Touched(len(before), at, name)
        reaction = react(who, touch, parent if answer else "", mail.world.liveliness)
        if reaction:
            post_letter(who, reaction, opened(mail.raw))
        return Arrival(person=who.address, message_id=message_id, answer=answer, at=at)


def react(who: Person, touch: reactions.Touched, parent: str, liveliness: float) -> reactions.Reaction | None:
    """`parent` is their letter that we answer. Nobody answers twice while a letter of theirs is under way, and who
    asked us to stop stays silent."""
    mine = Letter.objects.filter(from_address=who.address)
    if parent:
        last = mine.filter(message_id=parent).values_list("kind", flat=True).first() or ""
        return reactions.on_answer(who, touch, last)
    reaction = reactions.on_touch(who, touch, liveliness)
    if reaction and not reaction.automatic:
        under_way = mine.filter(delivered_at=None).exclude(kind__in=reactions.AUTOMATIC)
        if under_way.exists() or mine.filter(kind="opt_out").exists():
            return None
    return reaction


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


def decoded(header: object) -> str:
    return str(make_header(decode_header(str(header or ""))))


def opened(raw: bytes) -> letters.Received:
    """The parts of our mail that an answer speaks of."""
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    name, address = letters.sender_of(str(mail["From"] or ""))
    body = mail.get_body(("plain",))
    return letters.Received(
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


@transaction.atomic
def deliver_due(now: datetime) -> set[str]:
    """Letters whose time has come get their place in the recipient's mailbox. Returns the mailboxes that got mail."""
    due = list(
        Letter.objects.select_for_update()
        .filter(delivered_at=None, due_at__lte=now)
        .order_by("due_at", "from_address", "kind")
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
