"""What mails mean, by tables: see letters.py."""

import time
from datetime import date

import pytest

from leadwright.inbox.parsing import Parsed, parse
from leadwright.inbox.phrases import LANGUAGES, table
from leadwright.inbox.reading import read
from tests.inbox.letters import AWAY, MACHINES, PEOPLE_SAY, a_bounce, a_complaint, a_mail

TODAY = date(2026, 11, 23)


def said(text: str, **more) -> Parsed:
    return Parsed(text=text, sender="ruta@pieno-kelias.example", **more)


@pytest.mark.parametrize("text", ["s t o p", "Unsubscirbe", "baja, por favor", "🛑", "not interested. remove"])
def test_one_word_misspelt_spaced_out_or_kindly_said_opts_out(text):
    assert read(said(text), today=TODAY).intent == "opt_out"


@pytest.mark.parametrize("text", ["Subscribe", "Anmeldung", "Prenumerera"])
def test_a_word_that_only_looks_like_it_does_not(text):
    assert read(said(text), today=TODAY).intent != "opt_out"


def test_a_subject_that_somebody_wrote_is_read_and_one_of_ours_is_not():
    assert read(said("", subject="Please remove me from your mailing list"), today=TODAY).intent == "opt_out"
    assert read(said("Yes, gladly.", subject="Re: Stop sending trucks away"), today=TODAY).intent != "opt_out"


@pytest.mark.parametrize(
    "text",
    [
        "We unsubscribed from their newsletter last year because it was dear.",
        "Je ne m'occupe plus de cela, voyez avec Claire.",
        "Non esiti a ricontattarmi a marzo.",
        "Nesiųskite Tomui, siųskite man.",
        "Tveka inte att höra av er igen.",
    ],
)
def test_talk_of_other_things_is_no_opt_out(text):
    assert read(said(text), today=TODAY).intent != "opt_out"


@pytest.mark.parametrize(("intent", "text"), PEOPLE_SAY, ids=[text[:40] for _, text in PEOPLE_SAY])
def test_a_person_is_understood(intent, text):
    reading = read(said(text), today=TODAY)
    assert (reading.kind, reading.intent) == ("reply", intent), reading.evidence


@pytest.mark.parametrize(("intent", "text"), PEOPLE_SAY, ids=[text[:40] for _, text in PEOPLE_SAY])
def test_the_evidence_stands_in_the_words(intent, text):
    reading = read(said(text), today=TODAY)
    assert reading.evidence
    assert reading.evidence in reading.words
    assert 0.5 <= reading.confidence <= 1


@pytest.mark.parametrize(("text", "returns"), AWAY, ids=[text[:40] for text, _ in AWAY])
def test_an_absence_is_read_with_its_end(text, returns):
    reading = read(said(text, headers={"auto-submitted": ("auto-replied",)}), today=TODAY)
    assert reading.kind == "out_of_office"
    assert (reading.returns_on.isoformat() if reading.returns_on else "") == returns


@pytest.mark.parametrize("text", MACHINES)
def test_a_machine_is_not_a_person(text):
    assert read(said(text, headers={"auto-submitted": ("auto-replied",)}), today=TODAY).kind == "auto_reply"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("auto-submitted", "auto-generated"),
        ("auto-submitted", "auto-replied (vacation)"),
        ("x-autoreply", "yes"),
        ("x-autorespond", "1"),
        ("precedence", "bulk"),
        ("precedence", "auto_reply"),
        ("list-id", "<news.example>"),
        ("return-path", "<>"),
        ("x-ms-exchange-inbox-rules-loop", "a@b.example"),
    ],
)
def test_headers_of_automatic_mail_are_heard(name, value):
    assert read(said("Thank you for your mail.", headers={name: (value,)}), today=TODAY).kind == "auto_reply"


@pytest.mark.parametrize(("name", "value"), [("auto-submitted", "no"), ("x-auto-response-suppress", "OOF, AutoReply")])
def test_headers_of_ordinary_mail_are_not(name, value):
    assert read(said("Yes, I am interested.", headers={name: (value,)}), today=TODAY).kind == "reply"


@pytest.mark.parametrize("subject", ["Automatic reply: Hello", "Automatinis atsakymas: Labas", "Abwesenheitsnotiz: x"])
def test_a_subject_gives_an_answering_machine_away(subject):
    reading = read(said("I am out of the office until 7 December.", subject=subject), today=TODAY)
    assert (reading.kind, reading.returns_on) == ("out_of_office", date(2026, 12, 7))


def test_an_absence_without_headers_is_still_one():
    reading = read(said("I am out of the office until 7 December with limited access to my e-mail."), today=TODAY)
    assert (reading.kind, reading.returns_on) == ("out_of_office", date(2026, 12, 7))
    assert reading.confidence < 0.9


def test_a_person_on_leave_who_wants_to_meet_is_a_person():
    text = "I am on holiday until Friday, but I saw this. Let's talk on Monday at ten."
    assert read(said(text), today=TODAY).intent == "meeting"


def test_somebody_who_left_is_told_apart():
    text = "Ieva Norkutė no longer works at our company. Please write to Monika."
    reading = read(said(text, headers={"auto-submitted": ("auto-replied",)}), today=TODAY)
    assert (reading.kind, reading.left) == ("auto_reply", True)


def test_the_quote_below_is_not_the_answer():
    text = "Yes, I am interested.\n\nOn 20 Nov 2026, Alice wrote:\n> Reply STOP and we remove you from our list.\n"
    assert read(said(text), today=TODAY).intent == "interested"


def test_a_subject_alone_opts_out():
    assert read(said("", subject="Unsubscribe"), today=TODAY).intent == "opt_out"


def test_what_is_not_understood_stays_open():
    reading = read(said("Hm."), today=TODAY)
    assert (reading.kind, reading.intent, reading.confidence) == ("reply", "", 0)


@pytest.mark.parametrize(
    ("status", "action", "words", "permanence"),
    [
        ("5.1.1", "failed", "550 5.1.1 no such user", "hard"),
        ("5.1.2", "failed", "550 5.1.2 host unknown", "hard"),
        ("5.1.10", "failed", "550 5.1.10 RESOLVER.ADR.RecipNotFound", "hard"),
        ("5.0.0", "failed", "550 user unknown", "hard"),
        ("5.2.2", "failed", "552 5.2.2 mailbox full", "soft"),
        ("5.7.1", "failed", "550 5.7.1 blocked by policy", "soft"),
        ("5.7.26", "failed", "550 5.7.26 DMARC", "soft"),
        ("4.4.1", "delayed", "connection timed out", "soft"),
        ("4.2.2", "failed", "452 4.2.2 over quota", "soft"),
    ],
)
def test_a_bounce_is_hard_only_where_the_address_is_dead(status, action, words, permanence):
    raw = a_bounce(
        "<m1@northmark.example>", recipient="p.doyle@tarrant.example", status=status, action=action, said=words
    )
    reading = read(parse(raw))
    assert reading.kind == "bounce"
    assert [(one.recipient, one.permanence) for one in reading.bounces] == [("p.doyle@tarrant.example", permanence)]


def test_a_delivery_that_was_made_is_no_bounce():
    raw = a_bounce("<m1@northmark.example>", recipient="a@b.example", status="2.0.0", action="delivered", said="250 ok")
    assert read(parse(raw)).kind == "auto_reply"


def test_a_bounce_without_a_standard_form_is_read_by_its_words():
    raw = a_mail(
        "Hi. This is the qmail-send program.\n<p.doyle@tarrant.example>:\n550 no such user here\n\n"
        "--- Below this line is a copy of the message.\n"
        "Message-ID: <m1@northmark.example>\nTo: p.doyle@tarrant.example\n",
        sender="mailer-daemon@mx.example",
        subject="failure notice",
    )
    reading = read(parse(raw))
    assert (reading.kind, reading.bounces[0].permanence) == ("bounce", "hard")
    assert reading.bounces[0].recipient == "p.doyle@tarrant.example"


@pytest.mark.parametrize(
    ("kind", "read_as"), [("abuse", "complaint"), ("fraud", "complaint"), ("not-spam", "auto_reply")]
)
def test_an_abuse_report_is_a_complaint(kind, read_as):
    assert read(parse(a_complaint("<m1@northmark.example>", kind))).kind == read_as


NAMES = sorted({name for language in LANGUAGES.values() for name in dir(language) if name.isupper()} - {"SMALL_WORDS"})
HOSTILE = ["please do not ", "we have a ", "ne ", "no ", "a", "stop. ", "let's ", "send me more ", "? ", "i am not "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_reading_takes_linear_time(piece):
    """Ten times the letters take about ten times as long at most; what is over the limit costs nothing."""
    read(said(piece * 10))

    def seconds(letters: int) -> float:
        text = (piece * (letters // len(piece) + 1))[:letters]
        start = time.process_time()
        read(said(text), today=TODAY)
        return time.process_time() - start

    short = max(min(seconds(5_000) for _ in range(3)), 0.002)
    assert seconds(100_000) < short * 60


@pytest.mark.parametrize("name", NAMES)
def test_no_phrase_matches_nothing(name):
    assert not table(name).match("")
