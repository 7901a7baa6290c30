"""English stands in the code; each other language has it all, in its own plurals, and as it was compiled.

After a change of texts: make messages, then fill in what is empty, then make messages again.
"""

import ast
import re

import pytest
from babel.messages.catalog import Message
from django.conf import settings
from django.utils import formats, translation

from leadwright.cli import messages
from leadwright.team.models import Member
from leadwright.web.templatetags.look import local, money
from tests.house.test_source import CODE, short

LANGUAGES = messages.languages()
FIELD = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|<[^>]+>")


def test_each_language_that_may_be_chosen_has_a_catalogue():
    assert {code for code, _name in settings.LANGUAGES} == {"en", *LANGUAGES}


def test_a_text_does_not_stand_alone_and_as_the_one_of_a_plural():
    """A catalogue keeps the two under one name, so that the lone one would be read as the first form."""
    found = {text for text, _context in messages.texts()}
    alone = {text for text in found if isinstance(text, str)}
    assert [text for text in found if isinstance(text, tuple) and text[0] in alone] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing(language):
    """Whatever the code and the pages hold today is said in each language, and nothing that they hold no more."""
    catalog, now = messages.kept(language), messages.in_the_code()
    said, held = ({(each.id, each.context) for each in known if each.id} for known in (catalog, now))
    assert held - said == set() and said - held == set(), "make messages"
    assert [each.id for each in messages.missing(catalog)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_compiled_as_it_stands(language):
    stored = messages.LOCALE / language / "LC_MESSAGES" / "django.mo"
    assert stored.read_bytes() == messages.compiled(messages.kept(language)), "make messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_fields_of_its_text(language):
    wrong = [message.id for message in messages.kept(language) if message.id and not same_fields(message)]
    assert wrong == []


def same_fields(message: Message) -> bool:
    """Each form has the fields of the plural; where the number is one, the number itself may be left out."""
    whole = message.id[-1] if message.pluralizable else message.id
    sought = sorted(FIELD.findall(whole))
    return all(sorted(FIELD.findall(form)) == sought for form in messages.forms(message) if form)


def test_no_text_is_translated_before_it_is_known_who_reads_it():
    """`gettext` outside a function runs once, at the start, in English: there it must be the lazy one."""
    eager = [f"{short(path)}:{call.lineno}" for path in CODE for call in early_calls(ast.parse(path.read_text()))]
    assert eager == []


def early_calls(tree: ast.Module) -> list[ast.Call]:
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    found = [name for node in imports if node.module == "django.utils.translation" for name in node.names]
    names = {name.asname or name.name for name in found if name.name in {"gettext", "ngettext", "pgettext"}}
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    inside = {id(each) for node in ast.walk(tree) if isinstance(node, functions) for each in body_of(node)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and id(node) not in inside]
    return [call for call in calls if getattr(call.func, "id", "") in names]


def body_of(node: ast.AST) -> list[ast.AST]:
    body = node.body if isinstance(node.body, list) else [node.body]
    return [each for statement in body for each in ast.walk(statement)]


def test_dates_and_numbers_are_written_as_the_reader_writes_them(now):
    with translation.override("lt"):
        assert formats.date_format(now, "j M Y") == "2026-11-23"
        assert formats.date_format(now, "l j F, H:i") == "Pirmadienis, lapkričio 23 d., 09:00"
        assert ">lapkr. 23<" in local(now, "day").replace("Pr, ", "")
        assert money(123_456_789) == "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,89 EUR"
    with translation.override("en"):
        assert formats.date_format(now, "j M Y") == "23 Nov 2026"
        assert money(123_456_789) == "1,234,567.89 EUR"


def test_a_member_reads_in_the_language_of_their_profile(as_member, cast):
    member: Member = cast.alice
    member.user.language = "lt"
    member.user.save(update_fields=["language"])
    page = as_member(member).get("/profile/")
    assert page.headers["Content-Language"] == "lt"
    assert '<html lang="lt"' in page.content.decode()
