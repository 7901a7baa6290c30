"""The parts of names, and how people are greeted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.leads.names import greeting_name, parse
from leadwright.leads.vocatives import vocative


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Rūta Kazlauskaitė", {"given": "Rūta", "family": "Kazlauskaitė"}),
        ("Kazlauskaitė, Rūta", {"given": "Rūta", "family": "Kazlauskaitė"}),
        ("Kazlauskienė Rūta", {"given": "Rūta", "family": "Kazlauskienė"}),
        ("Birutė Danutė", {"given": "Birutė", "family": "Danutė"}),
        ("DUPONT Jean", {"given": "Jean", "family": "DUPONT"}),
        ("Nguyễn Văn Tùng", {"given": "Tùng", "middle": "Văn", "family": "Nguyễn"}),
        ("Сидоров Иван Петрович", {"given": "Иван", "middle": "Петрович", "family": "Сидоров"}),
        ("Ivanov Ivan Petrovich", {"given": "Ivan", "middle": "Petrovich", "family": "Ivanov"}),
        ("毛泽东", {"given": "泽东", "family": "毛"}),
        ("山田太郎", {"given": "太郎", "family": "山田"}),
        ("高橋みなみ", {"given": "みなみ", "family": "高橋"}),
        ("김철수", {"given": "철수", "family": "김"}),
        ("Park Ji-sung", {"given": "Ji-sung", "family": "Park"}),
        ("Bērziņš Jānis", {"given": "Jānis", "family": "Bērziņš"}),
        ("Jonas Petraitis <jonas@firm.example>", {"given": "Jonas", "family": "Petraitis"}),
        ("Jonas Petraitis | Direktorius", {"given": "Jonas", "family": "Petraitis"}),
        ("p. Jonas Jonaitis", {"title": "p.", "given": "Jonas", "family": "Jonaitis"}),
        ("doc. dr. Rasa Kalnė", {"title": "doc. dr.", "given": "Rasa", "family": "Kalnė"}),
        ("ponas Vilkas", {"title": "ponas", "family": "Vilkas"}),
        (
            "Dr. Juan Q. de la Vega III (Johnny)",
            {
                "title": "Dr.",
                "given": "Juan",
                "middle": "Q.",
                "family": "de la Vega",
                "suffix": "III",
                "nickname": "Johnny",
            },
        ),
        ("ruta@pk.example", {}),
        ("", {}),
        (" ... ", {}),
    ],
)
def test_a_name_falls_into_its_parts(written, parts):
    found = parse(written).as_dict()
    assert {part: value for part, value in found.items() if value and part not in {"greeting", "vocative"}} == parts


@pytest.mark.parametrize(
    ("written", "greeting", "called"),
    [
        ("Jonas Vilkas", "Jonas", "Jonai"),
        ("JONAS VILKAS", "Jonas", "Jonai"),
        ("J. Edgar Hoover", "Edgar", "Edgar"),
        ("Mr. Smith", "Mr. Smith", "Mr. Smith"),
        ("ponas Vilkas", "ponas Vilkas", "pone Vilkai"),
        ("毛泽东", "毛泽东", "毛泽东"),
        ("Boris Kazlauskas", "Boris", "Bori"),
        ("Boris Johnson", "Boris", "Boris"),
    ],
)
def test_people_are_greeted_by_the_name_that_is_theirs(written, greeting, called):
    name = parse(written)
    assert (name.greeting, name.vocative) == (greeting, called)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Jonas", "Jonai"),
        ("Rasa", "Rasa"),
        ("Giedrius", "Giedriau"),
        ("Kazys", "Kazy"),
        ("Audronė", "Audrone"),
        ("Karolis", "Karoli"),
        ("Kajus", "Kajau"),
        ("Andrėjas", "Andrėjau"),
        ("Juozas-Petras", "Juozai-Petrai"),
        ("Ona Petraitė", "Ona Petraite"),
        ("ponas daktaras Vilkas", "pone daktare Vilkai"),
        ("Thomas", "Thomas"),
        ("Chris", "Chris"),
        ("Alexis", "Alexis"),
        ("Anne", "Anne"),
    ],
)
def test_the_lithuanian_vocative(name, called):
    assert vocative(name) == called


@pytest.mark.parametrize(
    ("given_name", "language", "greeting"),
    [
        ("Jonas", "lt", "Jonai"),
        ("Jonas", "en", "Jonas"),
        ("Jonas", "", "Jonas"),
        ("Ona Marija", "lt", "Ona Marija"),
        ("J. Edgar", "en", "Edgar"),
        ("J.", "en", ""),
        ("", "lt", ""),
    ],
)
def test_a_letter_greets_in_its_language_and_never_by_a_letter_alone(given_name, language, greeting):
    assert greeting_name(given_name, "Vilkas", language=language) == greeting


@given(st.text(max_size=40))
def test_no_text_whatever_breaks_the_reader_of_names(text):
    name = parse(text)
    assert all(isinstance(value, str) for value in name.as_dict().values())
    assert vocative(name.greeting)[:1] == name.greeting[:1]


@given(st.from_regex(r"[A-ZĄČŠŽ][a-ząčęėįšųūž]{2,9} [A-ZĄČŠŽ][a-ząčęėįšųūž]{2,9}", fullmatch=True))
def test_no_word_of_a_name_is_lost(text):
    found = parse(text)
    said = " ".join([found.title, found.given, found.middle, found.family, found.suffix, found.nickname, found.maiden])
    assert sorted(said.split()) == sorted(text.split())
