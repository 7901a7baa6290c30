"""Mail as it comes: broken, hostile, and in every coding."""

import time
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.inbox.parsing import Parsed, Unreadable, parse
from leadwright.inbox.quoting import own_words
from leadwright.inbox.reading import read
from tests.inbox.letters import a_bounce, a_mail


def test_a_mail_becomes_a_value():
    raw = a_mail(
        "Taip, domina.", in_reply_to="<m1@northmark.example>", references="<m0@x.example> <m1@northmark.example>"
    )
    parsed = parse(raw)
    assert (parsed.sender, parsed.sender_name) == ("ruta@pieno-kelias.example", "Rūta Kazlauskaitė")
    assert parsed.recipients == ("alice@northmark.example",)
    assert parsed.in_reply_to == ("<m1@northmark.example>",)
    assert parsed.references == ("<m0@x.example>", "<m1@northmark.example>")
    assert parsed.text.strip() == "Taip, domina."


def test_html_alone_is_read_as_text():
    parsed = parse(a_mail("", html="<p>Yes, <b>interested</b>.</p><script>steal()</script>"))
    assert "Yes, interested." in parsed.text
    assert "steal" not in parsed.text


@pytest.mark.parametrize("charset", ["utf-8", "windows-1257", "iso-8859-13", "x-unknown", "utf-7777"])
def test_any_charset_gives_letters(charset):
    known = charset if charset.startswith(("utf-8", "win", "iso")) else "utf-8"
    body = "Ačiū, įdomu".encode(known)
    raw = f"From: a@b.example\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode() + body
    assert parse(raw).text == "Ačiū, įdomu"


def test_attachments_and_forwarded_mail_are_not_the_words():
    mail = EmailMessage()
    mail["From"] = "a@b.example"
    mail.set_content("See the attached sheet.")
    mail.add_attachment(b"remove me from your list", maintype="text", subtype="plain", filename="notes.txt")
    parsed = parse(mail.as_bytes())
    assert parsed.text.strip() == "See the attached sheet."
    assert [(one.name, one.media_type) for one in parsed.files] == [("notes.txt", "text/plain")]


def test_a_delivery_status_names_what_came_back():
    parsed = parse(a_bounce("<m1@northmark.example>", recipient="p@tarrant.example"))
    assert parsed.returned_id == "<m1@northmark.example>"
    assert parsed.statuses[0]["status"] == "5.1.1"


def nested(depth: int) -> bytes:
    return b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b"a" * 27_000_000, "25 MB"),
        (b"\n".join(b"A: b" for _ in range(2000)) + b"\n\nx", "1,000 headers"),
        (b"Subject: " + b"a" * 70_000 + b"\n\nx", "64 KB"),
        (nested(60), "nested"),
        (nested(3000), "nested"),
        (b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 30_000, "too many parts"),
        (b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 600, "too many parts"),
    ],
    ids=["empty", "huge", "headers", "header", "nested", "bomb", "marks", "parts"],
)
def test_a_bomb_is_refused_in_words(raw, words):
    with pytest.raises(Unreadable) as refused:
        parse(raw)
    assert words in refused.value.sentence


@pytest.mark.parametrize(
    "raw",
    [
        b"From: " + b"(" * 3000 + b"\n\nhello",
        b"From: " + b"@" * 60_000 + b"\n\nhello",
        b"Subject: " + b"=?utf-8?q?a?= " * 4000 + b"\n\nhello",
        b"Subject: " + b"\n =?utf-8?q?a?= " * 3000 + b"\n\nhello",
        b"Date: yesterday\nMessage-ID: nothing\nReferences: <<<>>>\n\nhello",
        b"Content-Type: text/html\n\n" + b"<div>" * 60_000 + b"hello",
        b"Content-Type: multipart/report; report-type=delivery-status\n\nhello",
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nhello!!",
        b"\x00\xff\xfe" * 500 + b"hello",
        b"Content-Type: message/rfc822\n\nhello",
    ],
    ids=["comments", "ats", "words", "folded", "nonsense", "divs", "report", "base64", "binary", "inner"],
)
def test_odd_mail_is_read_in_short_time(raw):
    start = time.process_time()
    read(parse(raw))
    assert time.process_time() - start < 5


@given(st.binary(max_size=3000))
def test_no_bytes_break_the_reader(raw):
    try:
        read(parse(raw))
    except Unreadable as refused:
        assert refused.sentence


@given(
    st.lists(
        st.sampled_from([b"From: a@b\n", b"Content-Type: multipart/mixed; boundary=x\n", b"--x\n", b"\n", b"--x--\n"])
    )
)
def test_no_parts_break_the_reader(pieces):
    try:
        assert isinstance(parse(b"".join(pieces)), Parsed)
    except Unreadable as refused:
        assert refused.sentence


WORDS = "Thank you, we are interested."
QUOTED = [
    "On Fri, 20 Nov 2026 at 10:12, Alice Marlowe <alice@northmark.example> wrote:\n> Hello",
    "On Fri, 20 Nov 2026 at 10:12, Alice Marlowe <\nalice@northmark.example> wrote:\n\nHello",
    "2026-11-20 10:12, Alice Marlowe rašė:\n> Labas",
    "2026-11-20, pn, 10:12 Alice <alice@northmark.example> rašė:\n\nLabas",
    "Am 20.11.2026 um 10:12 schrieb Alice Marlowe:\n> Hallo",
    "Le 20 nov. 2026 à 10:12, Alice a écrit :\n> Bonjour",
    "El 20/11/2026 10:12, Alice escribió:\n> Hola",
    "W dniu 20.11.2026 o 10:12 Alice napisał:\n> Witam",
    "Op 20 nov. 2026 om 10:12 schreef Alice:\n> Hallo",
    "-----Original Message-----\nFrom: Alice\nHello",
    "-----Pradinis laiškas-----\nNuo: Alice\nLabas",
    "From: Alice Marlowe\nSent: Friday, 20 November 2026\nTo: Rūta\nSubject: Cold chain\n\nHello",
    "Nuo: Alice Marlowe\nIšsiųsta: 2026 m. lapkričio 20 d.\nKam: Rūta\nTema: Šaltis\n\nLabas",
    "Von: Alice\nGesendet: Freitag\nAn: Rūta\nBetreff: Kühlkette\n\nHallo",
    "________________________________\nFrom: Alice\nHello",
    "Best regards,\nRūta Kazlauskaitė\nHead of quality",
    "Pagarbiai\nRūta",
    "Mit freundlichen Grüßen\nRuta K.",
    "-- \nRūta\n+370 600 00117",
    "Sent from my iPhone",
    "This e-mail and any attachments are confidential.",
]


@pytest.mark.parametrize("tail", QUOTED, ids=[tail[:30] for tail in QUOTED])
def test_quotes_signatures_and_small_print_are_cut(tail):
    assert own_words(f"{WORDS}\n\n{tail}\n") == WORDS


def test_words_below_and_between_a_marked_quote_count():
    assert own_words(f"On 20 Nov 2026, Alice wrote:\n> Hello\n> Bye\n\n{WORDS}\n") == WORDS


def test_a_postscript_survives_the_signature():
    text = own_words("See below.\n\nRegards,\nRūta\n\nP.S. Please remove me from your list.")
    assert text.endswith("P.S. Please remove me from your list.")


def test_a_thank_you_before_a_sentence_is_no_signature():
    assert own_words("Hello,\nThanks,\nwe are not interested in this at all.").endswith(
        "not interested in this at all."
    )


@pytest.mark.parametrize("piece", ["On ", "> ", "From: a\n", "Best regards\n", "-", "wrote:\n", "1 <a@b> \n"])
def test_cutting_takes_linear_time(piece):
    start = time.process_time()
    own_words((piece * 100_000)[:100_000])
    assert time.process_time() - start < 2
