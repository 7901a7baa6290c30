"""The shell in a real browser: Today by keyboard, the palette, the themes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import a_day

pytestmark = pytest.mark.browser


def test_today_is_worked_by_keyboard(page: Page, cast, seated, monday):
    a_day.fill(cast, monday)
    seated(cast.alice)
    page.goto("/today/")
    pane = page.locator("#pane")
    expect(page.locator("[data-row][aria-current]")).to_contain_text("Tomas Petrauskas")
    expect(pane).to_contain_text("Wants to meet")
    page.keyboard.press("j")
    expect(page.locator("[data-row][aria-current]")).to_contain_text("Hannah Okafor")
    expect(pane).to_contain_text("no signal?")
    page.keyboard.press("k")
    expect(pane).to_contain_text("pusvalandžio")
    page.locator("[data-row]", has_text="Camille Roux").click()
    expect(pane).to_contain_text("Look at the tender")
    page.keyboard.press("d")
    expect(page.locator(".toast")).to_contain_text("Done")
    expect(page.locator("[data-row]", has_text="Camille Roux")).to_have_count(0)
    page.keyboard.press("u")
    expect(page.locator("[data-row]", has_text="Camille Roux")).to_have_count(1)


def test_the_palette_finds_a_person_and_goes_there(page: Page, cast, seated, monday):
    leads = a_day.fill(cast, monday)
    seated(cast.alice)
    page.goto("/today/")
    page.keyboard.press("Control+k")
    page.keyboard.type("ingrid nordvik")
    expect(page.locator("#found [role=option]").first).to_contain_text("Ingrid Solberg")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/leads/{leads[4].pk}/"))


def test_the_palette_finds_and_does_what_the_page_in_front_offers(page: Page, cast, seated, monday):
    leads = a_day.fill(cast, monday)
    seated(cast.alice)
    page.goto(f"/leads/{leads[4].pk}/")
    page.keyboard.press("Control+k")
    expect(page.locator("#found [role=option]").first).to_be_visible()
    page.keyboard.type("note")
    acts = page.locator("#found button[role=option]")
    expect(acts.first).to_contain_text("Note")
    page.keyboard.press("Enter")
    expect(page.locator("#palette")).not_to_be_visible()
    page.keyboard.type("They move in March")
    expect(page.locator("textarea:focus")).to_have_value("They move in March")


def test_g_and_a_letter_go_to_a_room_but_not_while_typing(page: Page, cast, seated, monday):
    seated(cast.alice)
    page.goto("/styleguide/")
    page.locator("textarea").first.focus()
    page.keyboard.type("gt")
    expect(page).to_have_url(re.compile("/styleguide/"))
    page.locator("main h2").first.click()
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page).to_have_url(re.compile("/today/"))


def test_the_keys_of_a_page_are_shown_on_question_mark(page: Page, cast, seated, monday):
    a_day.fill(cast, monday)
    seated(cast.alice)
    page.goto("/today/")
    expect(page.locator("#pane")).to_contain_text("Answer")
    page.keyboard.press("?")
    expect(page.locator("#keysheet")).to_contain_text("All about this lead")
    page.keyboard.press("Escape")
    expect(page.locator("#keysheet")).not_to_be_visible()


def test_the_sheet_of_keys_says_of_each_what_it_does_in_the_middle_of_the_window(page: Page, cast, seated, monday):
    a_day.fill(cast, monday)
    seated(cast.alice)
    page.goto("/focus/?kind=call")
    page.keyboard.press("?")
    sheet = page.locator("#keysheet")
    expect(sheet).to_be_visible()
    keys, words = (sheet.locator(f"[data-page-keys] {part}").all_inner_texts() for part in ("dt", "dd"))
    says = dict(zip(keys, words, strict=True))
    assert all(says.values())
    assert says["C"] == "Concern heard" and says["3"] == "Voicemail left: makes a reminder" and says["Esc"] == "Today"
    box = sheet.bounding_box()
    assert abs(box["x"] + box["width"] / 2 - page.viewport_size["width"] / 2) < 2


def test_what_is_told_in_focus_covers_no_key(page: Page, cast, seated, monday):
    a_day.fill(cast, monday)
    seated(cast.alice)
    page.goto("/focus/?kind=call")
    page.keyboard.press("4")
    toast = page.locator(".toast")
    expect(toast).to_contain_text("Logged: No answer")
    assert toast.bounding_box()["y"] + toast.bounding_box()["height"] < page.locator(".outcomes").bounding_box()["y"]


def test_the_keys_of_the_rail_stand_below_each_other_where_no_reply_waits(page: Page, cast, seated, monday):
    seated(cast.bob)
    page.goto("/today/")
    ends = {round(box["x"] + box["width"]) for kbd in page.locator(".nav kbd").all() if (box := kbd.bounding_box())}
    assert len(ends) == 1


def test_the_theme_that_was_chosen_stays(page: Page, cast, seated, monday):
    seated(cast.alice)
    page.goto("/today/")
    page.locator(".me [data-theme-toggle]").click()
    chosen = page.locator("html").get_attribute("data-theme")
    assert chosen in {"light", "dark"}
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", chosen)


def test_on_a_phone_a_row_opens_its_own_page(page: Page, cast, seated, monday):
    a_day.fill(cast, monday)
    seated(cast.alice)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/today/")
    page.locator("[data-row]", has_text="Ingrid Solberg").click()
    expect(page.locator("main")).to_contain_text("who reads the temperature log?")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def test_a_call_is_logged_with_one_key_and_the_next_row_comes_up(page: Page, cast, seated, monday):
    a_day.fill(cast, monday)
    seated(cast.alice)
    page.goto("/today/")
    page.locator("[data-row]", has_text="Ingrid Solberg").click()
    expect(page.locator("#pane")).to_contain_text("who reads the temperature log?")
    page.keyboard.press("4")
    expect(page.locator(".toast")).to_contain_text("Logged: No answer")
    expect(page.locator("[data-row]", has_text="Ingrid Solberg")).to_have_count(0)
    expect(page.locator("[data-row][aria-current]")).to_contain_text("Aisling Byrne")
    expect(page.locator("#pane")).to_contain_text("Aisling Byrne")


def test_the_forms_of_a_lead_page_fit_a_phone(page: Page, cast, seated, monday):
    leads = a_day.fill(cast, monday)
    seated(cast.alice)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/leads/{leads[0].pk}/")
    page.wait_for_load_state("networkidle")
    for act in page.locator("main .card .btns > details > summary").all():
        act.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, act.inner_text()
