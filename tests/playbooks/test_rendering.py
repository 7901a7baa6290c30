import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.playbooks.rendering import (
    BadTemplate,
    MissingField,
    at_once,
    by_liquid,
    fields_for,
    fields_used,
    render,
)
from tests.cast import a_lead, a_mailbox

FIELDS = {"lead": {"given_name": "Rūta", "custom": {"dock": "3"}}, "company": {"name": " "}, "n": 4}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Hello {{ lead.given_name }}", "Hello Rūta"),
        ("{{ lead.given_name | upcase }} {{ lead.given_name | downcase }}", "RŪTA rūta"),
        ("{{ 'rūta' | capitalize }}", "Rūta"),
        ("{{ company.name | default: 'you' }}", "you"),
        ("{{ lead.nickname | default: lead.given_name }}", "Rūta"),
        ("{% if company.name %}{{ company.name }}{% else %}you{% endif %}", "you"),
        ("{% if lead.given_name %}yes{% endif %}", "yes"),
        ("{{ lead.custom.dock }} of {{ n }}", "3 of 4"),
        ("<b>& plain text</b>", "<b>& plain text</b>"),
    ],
)
def test_fields_are_filled_in(text, written):
    assert render(text, FIELDS) == written


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hi {{ lead.family_name }}, {{ company.name }}", ["lead.family_name", "company.name"]),
        ("{{ lead.family_name | upcase }}", ["lead.family_name"]),
        ("{{ lead.nickname | default: lead.second }}", ["lead.second"]),
        ("{{ nobody.knows.this }}", ["nobody"]),
        ("{{ lead.__class__ }}", ["lead.__class__"]),
        ("{{ lead.given_name.__class__ }}", ["lead.given_name.__class__"]),
    ],
)
def test_a_missing_or_empty_field_stops_the_text_and_is_named(text, names):
    with pytest.raises(MissingField) as error:
        render(text, FIELDS)
    assert error.value.names == names


def test_a_group_of_fields_cannot_be_printed():
    with pytest.raises(MissingField):
        render("{{ lead }}", FIELDS)


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in (1..1000000) %}x{% endfor %}",
        "{% include 'x' %}",
        "{% render 'x' %}",
        "{% assign x = 'y' %}",
        "{% capture x %}y{% endcapture %}",
        "{% raw %}{{ lead.given_name }}{% endraw %}",
        "{%- raw %}{{ x }}{% endraw %}",
        "{{ lead.given_name | append: 'x' }}",
        "{{ lead.given_name.size }}",
        "{{ lead.first }}",
        "{{ lead[lead.given_name] }}",
        "{{ lead.given_name",
        "{% if %}x{% endif %}",
        "{% if a %}" * 500 + "{% endif %}" * 500,
        "x" * 20_001,
    ],
)
def test_what_is_not_on_the_list_is_no_template(text):
    with pytest.raises(BadTemplate):
        render(text, FIELDS)


def test_what_people_wrote_is_never_a_template():
    assert render("{{ lead.given_name }}", {"lead": {"given_name": "{{ sender.name }}"}}) == "{{ sender.name }}"


def test_control_and_direction_characters_do_not_pass():
    assert render("{{ a }}", {"a": "x\x00y\u202ez\x07"}) == "x y z"


def test_the_output_has_a_limit():
    with pytest.raises(BadTemplate):
        render("{{ a }}" * 100, {"a": "x" * 1_000})


def test_the_fields_of_a_text_are_listed_for_the_editor():
    text = "{{ lead.given_name }}{% if brief.need %}{{ company.name | default: sender.name }}{% endif %}"
    assert fields_used(text) == {"lead.given_name", "brief.need", "company.name", "sender.name"}


def test_the_fields_of_a_lead(cast):
    lead = a_lead(cast.alice, custom={"Booth": "B4", "nested": {"no": 1}})
    fields = fields_for(lead, None, a_mailbox(cast.alice))
    text = "{{ lead.name }} {{ company.name }} {{ sender.first_name }} {{ sender.company }} {{ lead.custom.Booth }}"
    assert render(text, fields) == "Rūta Kazlauskaitė Pieno Kelias Alice Northmark B4"
    with pytest.raises(MissingField):
        render("{{ brief.need }}", fields)
    assert fields_for(lead, None, None)["sender"]["name"] == "Alice Marlowe"


@pytest.mark.parametrize(
    ("language", "written"), [("lt", "Labas, Giedriau"), ("en", "Labas, Giedrius"), ("", "Labas, Giedrius")]
)
def test_people_are_greeted_in_the_form_that_their_language_asks_for(cast, language, written):
    lead = a_lead(cast.alice, given_name="Giedrius", family_name="Vilkas", language=language)
    assert render("Labas, {{ greeting_name }}", fields_for(lead, None, None)) == written


def test_nobody_is_greeted_by_an_initial(cast):
    lead = a_lead(cast.alice, given_name="J.", family_name="Vilkas", language="lt")
    with pytest.raises(MissingField):
        render("Labas, {{ greeting_name }}", fields_for(lead, None, None))


PIECES = [  # fmt: skip
    "Hello ",
    "\r\n",
    "\r",
    " ",
    "ū",
    "{{ lead.given_name }}",
    "{{- company.name -}}",
    "{{ n }}",
    "{{ lead }}",
    "{{ lead.no }}",
    "{{ lead.given_name | default: 'you' }}",
    "{{ lead.no | default: company.name }}",
    "{{ company.name | upcase }}",
    "{{ lead.no | default: 'x', allow_false: true }}",
    "{% if n %}yes{% endif %}",
    "{% if company.name %} {% endif %}",
    "{% if lead.given_name %}{{ lead.given_name }}{% else %}{{ lead.no }}{% endif %}",
    "{% if lead %}x{% endif %}",
    "{{ company.name | default }}",
    "{{ 'words' }}",
    "{{ company['name'] }}",
    "{{ lead.given_name | default: 1, 2 }}",
    "{{ deep.er.word }}",
]
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.sampled_from(["Rūta\r\n", "\x00", " a "])
)


def written_or_refused(way, text, fields):
    try:
        return way(text, fields)
    except (MissingField, BadTemplate) as error:
        return type(error), str(error)


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=6), given_name=VALUES, name=VALUES, n=VALUES, word=VALUES)
def test_what_is_written_without_liquid_is_what_liquid_writes(pieces, given_name, name, n, word):
    text = "".join(pieces)
    fields = {"lead": {"given_name": given_name}, "company": {"name": name}, "n": n, "deep": {"er": {"word": word}}}
    liquid = written_or_refused(by_liquid, text, fields)
    assert written_or_refused(render, text, fields) == liquid
    if isinstance(liquid, tuple):
        assert written_or_refused(at_once, text, fields) in (None, liquid)


def test_an_everyday_letter_needs_no_liquid():
    text = (
        "Hello {{ lead.given_name | default: 'there' }},{% if deep.no %} at last{% endif %}\r\n\r\n{{ deep.word }}?\r\n"
    )
    assert (
        at_once(text, {"lead": {"given_name": "Rūta"}, "deep": {"word": "who signs"}}) == "Hello Rūta,\n\nwho signs?\n"
    )
