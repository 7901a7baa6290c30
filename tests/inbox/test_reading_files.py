"""`leadwright read-mail`: one mail, a folder, an mbox; what cannot be read says so and keeps nothing else back."""

import json

import pytest
from click.testing import CliRunner

from leadwright.cli.mail import read_mail
from tests.inbox.letters import a_bounce, a_mail

KEYS = {
    *("file", "kind", "bounces", "returns_on", "language", "reply_text", "forwarded", "intent", "objection"),
    *("referral", "opt_out", "evidence", "confidence", "again_on", "stand_in"),
}


def lines(*files, code: int = 0) -> list[dict]:
    result = CliRunner().invoke(read_mail, ["--json", *map(str, files)])
    assert result.exit_code == code, result.output
    return [json.loads(line) for line in result.output.splitlines()]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.eml").write_bytes(a_mail("Please remove me from your list."))
    (tmp_path / "b.eml").write_bytes(a_bounce("<m1@northmark.example>", recipient="p.doyle@tarrant.example"))
    (tmp_path / ".hidden").write_bytes(b"x")
    return tmp_path


def test_every_key_stands_in_every_object(folder):
    found = lines(folder)
    assert [one["kind"] for one in found] == ["reply", "bounce"]
    assert all(set(one) == KEYS for one in found)
    assert found[0]["opt_out"] is True and found[0]["intent"] == "opt_out"
    assert found[0]["evidence"] in found[0]["reply_text"]


def test_a_bounce_names_its_recipient_and_codes(folder):
    (bounce,) = lines(folder / "b.eml")[0]["bounces"]
    assert bounce == {
        "recipient": "p.doyle@tarrant.example",
        "status": "5.1.1",
        "reply_code": "550",
        "permanence": "hard",
        "reason": "550 5.1.1 no such user here",
    }


def test_a_mail_that_cannot_be_read_says_so_and_the_others_are_read(folder):
    (folder / "c.eml").write_bytes(b"")
    found = lines(folder)
    assert found[2] == {"file": str(folder / "c.eml"), "error": "This mail is empty."}
    assert len(found) == 3
    assert "error" in lines(folder / "c.eml", code=1)[0]
    assert "error" in lines(folder / "nowhere", code=1)[0]


def test_an_mbox_is_read_mail_by_mail(tmp_path):
    box = tmp_path / "box"
    separator = b"From ruta@pieno-kelias.example Mon Nov 23 09:00:00 2026\n"
    first, second = a_mail("Yes, I am interested.\n\nFrom what I saw it fits."), a_mail("No thanks.")
    box.write_bytes(separator + first + b"\n" + separator + second)
    found = lines(box)
    assert [one["file"] for one in found] == [f"{box}#1", f"{box}#2"]
    assert [one["intent"] for one in found] == ["interested", "not_interested"]
    assert "it fits" in found[0]["reply_text"]
    box.write_bytes(separator + first)
    assert [one["file"] for one in lines(box)] == [str(box)]


def test_plain_output_obeys_no_escape_of_a_mail(tmp_path):
    (tmp_path / "a.eml").write_bytes(a_mail("Yes, I am interested.\x1b]0;owned\x07"))
    output = CliRunner().invoke(read_mail, [str(tmp_path)]).output
    assert "\x1b" not in output and "interested" in output
