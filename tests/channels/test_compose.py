"""One place builds mail: what it writes is read back, and nothing that a user writes becomes a header."""

import random
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import Header

import pytest

from leadwright.channels.email.compose import BadHeader, build, light_html, new_message_id

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
URL = "https://lw.example/conversations/u/" + "x" * 180 + "/"
NAMES = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"]


def mail(**fields) -> bytes:
    given = {
        "sender_name": "Alice Marlowe",
        "sender": "alice@northmark.example",
        "recipient": "ruta@pieno-kelias.example",
        "subject": "Audit logs",
        "text": "Good morning.",
        "message_id": "<one@northmark.example>",
        "date": AT,
    }
    return build(**{**given, **fields})


def read(raw: bytes):
    return message_from_bytes(raw, policy=policy.default)


def payloads() -> list[str]:
    """250 ways to smuggle a header: each line break, bare and encoded, before and after what a mail may say."""
    random.seed(7)
    breaks = [
        "\n",
        "\r",
        "\r\n",
        "\r\n ",
        "\n\t",
        "\x0b",
        "\x0c",
        "\x00",
        "\x1c",
        "\x1d",
        "\x85",
        "\x9b",
        "\u2028",
        "\u2029",
    ]
    found = []
    for turn in range(250):
        cut = breaks[turn % len(breaks)]
        header = random.choice(
            ["Bcc: evil@x.example", "Subject: other", "X-Evil: 1", "\n\nbody", "Content-Type: text/html"]
        )
        plain = f"Hi{cut}{header}"
        q = "".join(f"={byte:02X}" for byte in plain.encode())
        kinds = [
            plain,
            f"=?utf-8?q?{q}?=",
            f"=?UTF-8?B?{Header(plain, 'utf-8').encode().split('?')[3]}?="
            if plain.isprintable()
            else f"=?utf-8?Q?{q}?=",
            f"Hello =?utf-8?q?{q}?= there",
            f"=?iso-8859-1?q?Hi=0D=0A{header.strip().replace(' ', '_')}?=",
            f"=?utf-8?q?=3D=3Futf-8=3Fq=3FHi=3D0A{header.strip().replace(' ', '_')}=3F=3D?=",
        ]
        found.append(kinds[turn // len(breaks) % len(kinds)])
    return found


@pytest.mark.parametrize("field", ["subject", "sender_name", "sender", "recipient", "message_id", "unsubscribe_url"])
def test_no_payload_becomes_a_header(field):
    refused = 0
    for payload in payloads():
        value = f"{payload}@x.example" if field in {"sender", "recipient"} else payload
        try:
            raw = mail(**{"automatic": True, "unsubscribe_url": URL, field: value})
        except BadHeader:
            refused += 1
            continue
        assert sorted(read(raw).keys()) == sorted([*NAMES, "List-Unsubscribe", "List-Unsubscribe-Post"]), payload
    assert refused == 250


def test_odd_identifiers_of_other_peoples_mail_are_left_out():
    for payload in payloads():
        keys = read(mail(in_reply_to=payload, references=f"<a@b> {payload}")).keys()
        assert set(keys) <= {*NAMES, "In-Reply-To", "References"} and len(keys) == len(set(keys))


def test_signature_and_text_stay_in_the_body():
    for payload in payloads():
        raw = mail(text=payload, signature=payload, postal_address=payload, automatic=True, unsubscribe_url=URL)
        assert "Bcc" not in read(raw) and "X-Evil" not in read(raw)


@pytest.mark.parametrize(
    "subject",
    [
        "Audit logs",
        "Žurnalas, kurį auditorius priima, ir dar ilgesnė tema apie šaltį vežant pieną iš Panevėžio 🥛",
        "=?utf-8?q?what_it_says?=",
        "A long one in plain letters " * 8 + "end",
        " two  spaces ",
        "x" * 400,
        "",
    ],
)
def test_a_subject_is_read_as_it_was_written(subject):
    raw = mail(subject=subject)
    assert read(raw)["Subject"] == subject
    assert all(len(line) <= 998 and (len(line) <= 78 or subject.startswith("xx")) for line in raw.split(b"\r\n"))


@pytest.mark.parametrize(
    "name", ["Alice Marlowe", "Rūta Kazlauskaitė", 'Al "the" O\\Neil', "Doe, Jane (sales)", "=?x?=", ""]
)
def test_a_name_is_read_as_it_was_written(name):
    address = read(mail(sender_name=name))["From"].addresses[0]
    assert (address.display_name, address.addr_spec) == (name, "alice@northmark.example")


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b@c.example", "a b@c.example", "a@c", "rūta@c.example", "a@-c.example", "a" * 65 + "@c.example"],
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(BadHeader):
        mail(recipient=address)


def test_a_domain_goes_out_in_ascii():
    assert read(mail(recipient="ruta@žurnalas.example"))["To"] == "ruta@xn--urnalas-n3b.example" or b"xn--" in mail(
        recipient="ruta@žurnalas.example"
    )


def test_a_follow_up_names_its_parents_and_a_long_thread_keeps_the_first_and_the_last_twenty():
    chain = [f"<{number}@x.example>" for number in range(40)]
    read_back = read(mail(in_reply_to=chain[-1], references=" ".join(chain)))
    assert read_back["In-Reply-To"] == chain[-1]
    assert read_back["References"].split() == [chain[0], *chain[-20:]]


def test_automatic_mail_has_the_address_the_way_out_and_one_unfolded_line_for_it():
    raw = mail(automatic=True, unsubscribe_url=URL, postal_address="1 Quay Street, Klaipėda", signature="Alice")
    assert f"List-Unsubscribe: <{URL}>\r\n".encode() in raw
    assert read(raw)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = read(raw).get_content()
    assert "1 Quay Street, Klaipėda" in text and URL in text and text.index("Alice") < text.index("1 Quay")


def test_a_mail_that_a_person_writes_carries_no_list_headers():
    raw = mail(unsubscribe_url=URL, postal_address="1 Quay Street")
    assert b"List-Unsubscribe" not in raw and b"1 Quay" not in raw


def test_one_click_is_offered_over_https_only():
    assert b"One-Click" not in mail(automatic=True, unsubscribe_url="http://lw.example/u/x/")
    assert b"One-Click" in mail(automatic=True, unsubscribe_url="http://127.0.0.1:8000/u/x/")


@pytest.mark.parametrize(
    "text", ["Labas rytas,\n.\n..two\nŽ" + "ž" * 1200, "bare\rreturn\x00\x08", "a" * 2000, "\n.\n"]
)
def test_a_body_comes_back_whole_in_short_lines_with_proper_ends(text):
    raw = mail(text=text)
    assert b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998 and raw.isascii()
    expected = text.replace("\r", "\n").replace("\x00", "").replace("\x08", "").rstrip() + "\n"
    assert read(raw).get_content().replace("\r\n", "\n") == expected


def test_a_light_html_part_stands_beside_the_text_with_the_same_foot():
    both = read(mail(html="<p>Good morning.</p>", automatic=True, unsubscribe_url=URL, postal_address="<1> Quay"))
    assert [part.get_content_type() for part in both.iter_parts()] == ["text/plain", "text/html"]
    html = both.get_body(("html",)).get_content()
    assert "&lt;1&gt; Quay" in html and URL in html


def test_the_date_is_the_one_given():
    assert read(mail())["Date"].datetime == AT


def test_identifiers_never_repeat():
    assert len({new_message_id("northmark.example") for _turn in range(1000)}) == 1000
    assert new_message_id("bad\r\nhost").endswith("@leadwright.invalid>")


def test_an_invitation_is_a_part_of_its_own_whose_method_stands_in_the_header():
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Šaltis\r\nEND:VCALENDAR\r\n"
    both = read(mail(calendar=calendar))
    text, invitation = both.iter_parts()
    assert text.get_content().startswith("Good morning.")
    assert invitation.get_content_type() == "text/calendar" and invitation.get_param("method") == "REQUEST"
    assert invitation.get_payload(decode=True).decode() == calendar
    with pytest.raises(BadHeader):
        mail(calendar="BEGIN:VCALENDAR\r\nMETHOD:EVIL; x=1\r\n")


def test_a_pdf_goes_with_the_letter_under_a_plain_name():
    both = read(mail(enclosed=b"%PDF-1.7 \xff\x00", enclosed_name='Offer "2"\r\nBcc: x.pdf', html="<p>Hi</p>"))
    letter, file = both.iter_parts()
    assert letter.get_content_type() == "multipart/alternative"
    assert (file.get_content_type(), file.get_filename()) == ("application/pdf", "Offer-2-Bcc-x.pdf")
    assert file.get_payload(decode=True) == b"%PDF-1.7 \xff\x00" and "Bcc" not in both


def test_light_html_says_the_same_words_and_nothing_else():
    made = light_html('Hello <Rūta> & "all",\n\nsee https://lw.example/a?b=1&c=2.\nBye\n')
    assert made == (
        '<p>Hello &lt;Rūta&gt; &amp; "all",</p>\n'
        '<p>see <a href="https://lw.example/a?b=1&amp;c=2">https://lw.example/a?b=1&amp;c=2</a>.<br>Bye</p>'
    )
    assert 'href="https://lw.example/%22' not in light_html('https://lw.example/"onload=alert(1)')


def test_text_stands_before_html_and_both_carry_signature_and_foot():
    raw = mail(text="Hello.", html=light_html("Hello."), signature="Alice", automatic=True, postal_address="1 Quay")
    parts = [(part.get_content_type(), part.get_content()) for part in read(raw).iter_parts()]
    assert [kind for kind, _text in parts] == ["text/plain", "text/html"]
    assert all("Hello." in text and "Alice" in text and "1 Quay" in text for _kind, text in parts)
    assert not any(word in parts[1][1] for word in ("<img", "<style", "<script", "background"))
