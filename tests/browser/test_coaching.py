"""A call is reviewed by the rep and by the manager; a lesson is taken and recalled."""

import re

import pytest
from playwright.sync_api import Page, expect

from leadwright.coaching import analysing
from leadwright.coaching.models import Goal, Remark, Review
from leadwright.knowledge.shipped import shipped_articles
from leadwright.training.models import Grade, Lesson, Topic
from leadwright.training.paths import of_an_article
from tests.coaching.stage import a_recording, wav

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def score(page: Page, level: str) -> None:
    page.get_by_role("link", name=re.compile("A call")).first.click()
    page.get_by_role("group", name="How well did they listen?").get_by_label(level, exact=True).check()
    page.get_by_role("group", name="Was a next step agreed").get_by_label("Yes").check()
    page.get_by_role("button", name=re.compile("^Publish")).click()
    expect(page.get_by_text("Published.", exact=False).first).to_be_visible()


def test_a_call_is_reviewed_by_the_rep_and_by_the_manager(page: Page, cast, seated, monday):
    recording = a_recording(cast.alice, monday, wav())
    analysing.analyse(recording.pk)
    seated(cast.dana)
    page.goto(f"/coaching/recordings/{recording.pk}/")
    expect(page.locator(".lane")).to_have_count(2)
    score(page, "2")
    page.get_by_label("Comment", exact=True).fill("You let them finish before you answered.")
    page.get_by_role("button", name=re.compile("^Comment")).click()
    expect(page.locator(".remark--praise")).to_contain_text("You let them finish")
    page.goto(f"/coaching/members/{cast.alice.pk}/")
    page.get_by_text("Set a goal", exact=True).click()
    page.get_by_label("What is measured").select_option("talk_share")
    page.get_by_label("Figure").fill("50")
    page.get_by_label("By", exact=True).fill("2026-12-23")
    page.get_by_role("button", name="Set the goal").click()
    expect(page.get_by_text("Talk share in calls, at most (%): 50").first).to_be_visible()

    seated(cast.alice)
    page.goto(f"/coaching/recordings/{recording.pk}/")
    expect(page.get_by_text("Write your own review first", exact=False)).to_be_visible()
    expect(page.locator(".sides")).to_have_count(0)
    score(page, "4")
    expect(page.locator(".sides article")).to_have_count(2)
    expect(page.locator(".sides article").first).to_contain_text("self-review")
    page.goto("/coaching/")
    expect(page.locator(".remark--praise")).to_contain_text("You let them finish")
    assert (Review.objects.count(), Remark.objects.count(), Goal.objects.count()) == (2, 1, 1)


def test_a_lesson_is_taken_and_recalled(page: Page, cast, seated, monday):
    topic = Topic.objects.create(workspace=cast.workspace, name="Loggers")
    article = next(one for one in shipped_articles(cast.workspace, monday) if one.title == "Battery")
    of_an_article(Lesson(article=article), topic)
    seated(cast.alice)
    page.goto("/training/")
    page.get_by_role("link", name="Loggers").click()
    page.get_by_role("link", name="Battery").click()
    page.get_by_role("button", name=re.compile("^I took this lesson")).click()
    expect(page.get_by_role("heading", name="Battery")).to_be_visible()
    page.get_by_label("What do you remember?").fill("Five years.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("form.card")).to_contain_text("The battery lasts five years")
    page.keyboard.press("3")
    expect(page.get_by_text("Nothing to recall now")).to_be_visible()
    assert [(one.grade, one.said) for one in Grade.objects.all()] == [("good", "Five years.")]
