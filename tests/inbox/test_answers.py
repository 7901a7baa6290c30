"""What answers want, whom they name and when they want to hear again; who is away, until when and who stands in."""

from datetime import date

import pytest

from leadwright.inbox.parsing import Parsed, parse
from leadwright.inbox.quoting import written
from leadwright.inbox.reading import Reading, read
from tests.inbox.letters import a_mail

TODAY = date(2026, 11, 23)
AUTOMATIC = {"auto-submitted": ("auto-replied",)}


def heard(text: str, **more) -> Reading:
    return read(Parsed(text=text, sender="ruta@pieno-kelias.example", **more), today=TODAY)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("price", "The price per vehicle is too high for us."),
        ("price", "Mums tai per brangu."),
        ("has_vendor", "We already use a system of another supplier."),
        ("has_vendor", "Jau dirbame su kitu tiekėju."),
        ("no_need", "We don't have any refrigerated transport."),
        ("no_authority", "I can't decide on that, the board does."),
        ("no_authority", "Sprendimus priima pagrindinė būstinė, ne aš."),
        ("timing", "We are in the middle of a merger and everything is on ice."),
    ],
)
def test_an_objection_has_its_kind(kind, text):
    reading = heard(text)
    assert (reading.intent, reading.objection) == ("objection", kind)


@pytest.mark.parametrize(
    ("name", "email", "title", "text"),
    [
        (
            "Robert Kane",
            "r.kane@meadow.example",
            "Head of Logistics",
            "I'm not the right person. Please contact Robert Kane, Head of Logistics, r.kane@meadow.example.",
        ),
        ("Tomas Urbonas", "", "logistikos vadovas", "Kreipkitės į mūsų logistikos vadovą Tomą Urboną."),
        ("", "purchasing@meadow.example", "", "Best to write to purchasing@meadow.example"),
    ],
)
def test_a_referral_names_the_other_person(name, email, title, text):
    reading = heard(text)
    assert reading.intent == "referral"
    assert (reading.referral.name, reading.referral.email, reading.referral.title) == (name, email, title)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2027-03-01", "Not now, please write again in March."),
        ("2027-01-01", "Maybe next quarter."),
        ("2027-05-23", "Grįžkime prie to po pusmečio."),
        ("2027-01-15", "Get back to me after January 15."),
        ("2027-01-01", "Nicht jetzt, vielleicht nächstes Jahr."),
    ],
)
def test_not_now_says_when(day, text):
    reading = heard(text)
    assert (reading.intent, str(reading.again_on)) == ("not_now", day)


@pytest.mark.parametrize(
    ("returns", "name", "email", "text"),
    [
        ("2026-12-07", "Mia Lopez", "mia@quay.example", "Away until 7 December. Contact Mia Lopez, mia@quay.example."),
        ("2026-12-08", "", "", "Ich bin bis einschließlich 7. Dezember nicht im Büro. Mails an info@alpina.example."),
        ("2026-12-03", "Jonas", "", "Atostogauju, grįšiu gruodžio 3 d. Mane pavaduoja Jonas."),
        ("2026-11-30", "", "", "Regresso na segunda-feira, 30 de novembro."),
        ("2026-12-05", "", "", "Semester 23 november till och med 4 december."),
        ("2026-12-03", "", "", "Снова буду доступна с 3 декабря."),
    ],
)  # fmt: skip
def test_somebody_away_is_back_on_a_day_and_names_who_stands_in(returns, name, email, text):
    reading = heard(text, headers=AUTOMATIC)
    assert (reading.kind, str(reading.returns_on)) == ("out_of_office", returns)
    stand_in = reading.stand_in
    assert (stand_in.name, stand_in.email) == (name, email) if name else stand_in is None


@pytest.mark.parametrize(
    "text",
    [
        "I'd appreciate not hearing from you again.",
        "Whoever runs this, my inbox is not for your ads. Stop.",
        "Iš kur turit mano paštą? Trinkit.",
        "Ich will von Ihnen nichts mehr hören.",
        "Je ne veux plus recevoir vos courriels.",
        "Solicito la supresión de mis datos personales.",
        "Chiedo di non essere più contattato.",
        "Żądam usunięcia moich danych.",
        "Não volte a contactar-me.",
        "Hör inte av er igen.",
        "Ik wens niet meer gemaild te worden.",
        "Не надо мне больше писать.",
    ],
)
def test_an_opt_out_is_heard_in_eleven_languages(text):
    reading = heard(text)
    assert reading.intent == "opt_out"
    assert reading.evidence in reading.words


@pytest.mark.parametrize(
    "text",
    [
        "Gerai, siųskite informaciją.",
        "Your mail landed in my spam folder, sorry for the late answer. Send me a quote.",
        "No soy la persona indicada, contacte a mi compañero.",
        "How do we remove a sensor from our list of devices?",
        "I have not received your message, could you send it again?",
    ],
)
def test_the_same_words_in_another_sense_opt_nobody_out(text):
    assert heard(text).intent != "opt_out"


def test_an_opt_out_through_a_group_address_is_heard():
    reading = heard("Please unsubscribe me.", headers={"list-id": ("<sales.lead.example>",)})
    assert (reading.kind, reading.intent) == ("reply", "opt_out")


def test_an_answer_to_an_invitation_is_a_calendar_answer():
    raw = (
        b"From: ruta@pieno-kelias.example\r\nSubject: Accepted: Demo\r\n"
        b'Content-Type: text/calendar; method=REPLY; charset="utf-8"\r\n\r\n'
        b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:ruta@x.example\r\n"
    )
    reading = read(parse(raw), today=TODAY)
    assert (reading.form, reading.intent, reading.evidence) == ("calendar", "meeting", "REPLY ACCEPTED")


def test_a_challenge_waits_for_a_person():
    text = "To have your message delivered, please click the link below and confirm you are a human."
    assert heard(text).form == "challenge"


@pytest.mark.parametrize(
    ("words", "forwarded", "text"),
    [
        ("FYI", True, "FYI\n\n---------- Forwarded message ----------\nFrom: a@b.example\nSubject: x\n\nText"),
        ("", True, "-------- Original Message --------\nSubject: x\nFrom: a@b.example\n\nText"),
        ("Taip.", False, "Taip.\n\n2026-11-20, pn, 10:00 Alice <alice@x.example> rašė:\n> Labas"),
        ("Ja.", False, "Ja.\n\nOp 24 feb. 2026 om 22:48 heeft Alice <alice@x.example> geschreven:\n\n> Hallo"),
        ("Yes.", False, "Yes.\n\nThis message is confidential and intended for the addressee only.\nMore of it."),
        ("Yes.", False, "CAUTION: This email originated from outside.\n\nYes.\n\nKind regards,\nTom"),
        ("Sent from my desk, it is easier there.", False, "Sent from my desk, it is easier there."),
        ("Yes, we want it.", False, "Yes, we want it.\n\nTom Hale\nHale Ltd\n+44 20 7946 0000\nwww.hale.example"),
    ],
)
def test_what_somebody_wrote_is_cut_from_all_else(words, forwarded, text):
    found = written(text)
    assert (found.words, found.forwarded) == (words, forwarded)


def test_a_quote_in_html_is_told_from_the_answer():
    html = "<p>Yes, gladly.</p><div>On 20 Nov 2026, Alice wrote:<blockquote>Reply STOP to opt out</blockquote></div>"
    reading = read(parse(a_mail("", html=html)), today=TODAY)
    assert (reading.words, reading.intent == "opt_out") == ("Yes, gladly.", False)
