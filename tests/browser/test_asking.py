"""By keyboard: a question typed by a rep goes to the one who knows and comes back; a talk is practised and judged."""

import re

import pytest
from playwright.sync_api import Page, expect

from leadwright.knowledge.answering import find
from leadwright.knowledge.shipped import shipped_articles

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_a_question_of_a_rep_is_answered_by_an_article_or_by_a_colleague(page: Page, cast, seated, monday):
    shipped_articles(cast.workspace, monday)
    find(cast.workspace.pk, "Is it warm?")  # the model is read once a process
    seated(cast.alice)
    page.goto("/knowledge/")
    page.keyboard.press("a")
    page.get_by_label("Question").fill("How long does the battery last?")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The battery lasts five years", exact=False)).to_be_visible(timeout=15_000)
    page.goto("/knowledge/questions/new/")
    page.get_by_label("Question").fill("Can it measure humidity too?")
    page.keyboard.press("Control+Enter")
    page.get_by_label("Colleague").select_option(label="Erin Castell")
    page.get_by_role("button", name=re.compile("^Ask")).click()
    seated(cast.erin)
    page.goto("/knowledge/")
    page.get_by_role("link", name="Can it measure humidity too?").first.click()
    page.get_by_label("The answer, as it may be sent").fill("The model H2 measures humidity from 0 to 100 percent.")
    page.get_by_role("button", name=re.compile("^Keep the answer")).click()
    seated(cast.alice)
    page.goto("/knowledge/questions/new/")
    expect(page.get_by_text("Erin Castell", exact=False).first).to_be_visible()
    page.get_by_role("link", name="Can it measure humidity too?").click()
    expect(page.get_by_text("The model H2 measures humidity", exact=False).first).to_be_visible()


def test_a_talk_is_practised_and_judged(page: Page, cast, seated, monday):
    seated(cast.alice)
    page.goto("/training/")
    page.keyboard.press("p")
    expect(page.get_by_role("heading", name="Practised talks")).to_be_visible()
    page.keyboard.press("p")
    page.get_by_label("You say").fill("Good morning. How do you record temperatures on the way today?")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Good morning. How do you record", exact=False)).to_be_visible()
    page.get_by_role("button", name="Hang up").click()
    expect(page.get_by_role("heading", name="How it went")).to_be_visible()
    expect(page.get_by_text("found what hurts").first).to_be_visible()
