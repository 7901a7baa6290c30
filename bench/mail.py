"""Mail written and mail read, without a wire."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

from bench.timing import row
from leadwright.channels.email.compose import build, new_message_id
from leadwright.inbox.parsing import parse
from leadwright.inbox.reading import read

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def rows() -> list[dict]:
    raw = mail()
    return [compose_row(raw), reading_row(raw)]


def mail() -> bytes:
    return build(
        sender_name="Alice Marlowe",
        sender="alice@northmark.example",
        recipient="ruta@pieno-kelias.example",
        subject="Who signs for a warm lorry?",
        text="Hello Rūta,\n\nwhen a lorry comes in warm, whose signature is on the sheet?\n\nAlice\n" * 3,
        message_id=new_message_id("northmark.example"),
        date=MONDAY,
        postal_address="1 Quay Street, Klaipėda",
        automatic=True,
    )


def compose_row(raw: bytes) -> dict:
    return row(
        "compose",
        "mails/s",
        mail,
        lambda: message_from_bytes(raw, policy=policy.default)["subject"],
        "guarded, built by hand; limit: the standard library reading one header of it",
    )


def reading_row(raw: bytes) -> dict:
    return row(
        "reading",
        "mails/s",
        lambda: read(parse(raw), today=MONDAY.date()),
        lambda: message_from_bytes(raw, policy=policy.default).get_content(),
        "parsed and read; limit: parsed alone",
    )
