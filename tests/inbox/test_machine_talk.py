"""Mail that no person wrote, told by its words alone; and whole mails of machines and mail programs."""

from pathlib import Path

import numpy as np
import pytest

from leadwright.inbox.machine_talk import likely_away, likely_machine
from leadwright.inbox.words import fold
from measure import written
from measure.letters import reading, rows
from measure.machine_talk import KEPT, fingerprint


def test_the_weights_were_learnt_from_the_sentences_as_they_stand():
    with np.load(KEPT) as kept:
        assert str(kept["of"]) == fingerprint()


@pytest.mark.parametrize("name", ["dawn", "dusk"])
def test_an_automatic_answer_without_a_header_is_no_reply(name):
    letters = rows(f"machines_{name}")
    taken = [text for _language, subject, text in letters if reading(text, subject=subject).kind == "reply"]
    assert len(taken) <= 0.1 * len(letters), taken


@pytest.mark.parametrize("name", ["replies_dawn", "replies_held", "optouts_street", "notoptouts_street"])
def test_what_people_write_is_taken_for_no_machine(name):
    said = [row[1] or row[-1] if name.startswith("opt") else row[-1] for row in rows(name)]
    assert not [text for text in said if reading(text, subject="Re: Your cold chain").kind != "reply"]


def test_a_name_and_a_greeting_say_nothing_of_who_wrote():
    assert likely_machine(fold("Tom Beck")) == likely_away("") == 0.0


def test_mails_of_machines_and_quotes_of_mail_programs_are_read():
    for figure in written.figures(Path()):
        assert figure.right >= 0.97 * figure.of, figure
