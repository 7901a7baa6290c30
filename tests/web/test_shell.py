"""The shell: who sees which door, what the palette finds, and that no page breaks the content policy."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import reverse

import leadwright
from leadwright.team.roles import Role
from leadwright.web.guide import SPRITE
from leadwright.web.templatetags.look import SAME_SIGN, ago, monogram, sure, why
from tests.cast import a_lead

TEMPLATES = sorted(Path(leadwright.__file__).parent.glob("*/templates/**/*.html"))
SIGNS = set(re.findall(r'symbol id="([a-z]+)"', SPRITE.read_text()))


def test_home_leads_to_today_or_to_the_log_in(client, as_member, cast):
    assert client.get("/").url == reverse("team:login")
    assert as_member(cast.alice).get("/").url == reverse("web:today")


@pytest.mark.parametrize("name", ["today", "find"])
def test_a_stranger_is_asked_to_log_in(client, db, name):
    assert client.get(reverse(f"web:{name}")).status_code == 302
    assert client.post(reverse(f"web:{name}")).status_code in {302, 405}


def test_the_rail_shows_only_the_doors_of_the_role(as_member, cast):
    for member in cast.everyone():
        page = as_member(member).get(reverse("web:today")).content.decode()
        rail = page.split('<nav class="nav"')[1].split("</nav>")[0]
        for address in re.findall(r'href="([^"]+)"', rail):
            assert as_member(member).get(address).status_code in {200, 302}, (member.role, address)
    assert cast.mara.role == Role.MARKETING


def test_the_palette_finds_people_of_the_own_workspace_and_pages(as_member, cast):
    a_lead(cast.alice, "ingrid@nordvik.example", given_name="Ingrid", family_name="Solberg")
    a_lead(cast.charlie, "ingrid@southmark.example", given_name="Ingrid", family_name="Elsewhere")
    found = as_member(cast.alice).get(reverse("web:find"), {"q": "ingrid pieno"}).content.decode()
    assert "Ingrid Solberg" in found and "Elsewhere" not in found
    assert "Today" in as_member(cast.alice).get(reverse("web:find"), {"q": "tod"}).content.decode()
    nobody = as_member(cast.alice).get(reverse("web:find"), {"q": "<b>zz"}).content.decode()
    assert "&lt;b&gt;zz" in nobody and "<b>zz" not in nobody


@pytest.mark.parametrize("cookie", ["dark", "light", '"><script>'])
def test_only_a_theme_that_exists_is_taken_from_the_cookie(as_member, cast, cookie):
    client = as_member(cast.alice)
    client.cookies["theme"] = cookie
    page = client.get(reverse("web:today")).content.decode()
    assert (f'data-theme="{cookie}"' in page) == (cookie in {"dark", "light"})


def test_errors_are_told_in_our_own_words(client, as_member, cast):
    assert "nothing at this address" in client.get("/nowhere/").content.decode()
    for name in ["403.html", "403_csrf.html", "500.html"]:
        assert "<h1>" in get_template(name).render({})


def test_the_style_guide_shows_every_sign(as_member, cast):
    page = as_member(cast.alice).get(reverse("web:styleguide")).content.decode()
    assert all(f"#{sign}" in page for sign in SIGNS)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_template_breaks_the_content_policy_or_names_a_sign_that_is_not_there(path):
    source = path.read_text()
    text = re.sub(r"{%.*?%}|{{.*?}}", "", source)
    assert not re.search(r"<[a-z][^>]*\sstyle\s*=", text), "a style attribute"
    assert "<style" not in text and not re.search(r"<[a-z][^>]*\son[a-z]+\s*=", text), "an inline handler or style"
    assert all("nonce" in tag or "src=" in tag for tag in re.findall(r"<script[^>]*>", source))
    named = set(re.findall(r'{%\s*icon\s+"([^"]+)"', source))
    assert {SAME_SIGN.get(name, name) for name in named} <= SIGNS, named


def test_the_tags_say_what_they_should(now):
    assert monogram("Rūta Kazlauskaitė") == '<span class="mono-gram" aria-hidden="true">RK</span>'
    assert "·" in monogram("")
    assert why("") == "" and "&lt;i&gt;" in why("<i>")
    assert "certain" in sure(0.95) and "a guess" in sure(0.2)
    assert ago({}, now) == "" and "just now" in ago({"now": now}, now)
