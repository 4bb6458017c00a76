"""The gentle question comes when one rests, never takes the caret, and is put away for good."""

from playwright.sync_api import expect

from tests.support.browser_screens import Screens
from tests.support.browser_world import World

ASKED = "Står det et barns navn her?"


def test_it_asks_when_one_rests_and_comes_not_again_for_that_word(
    world: World, screens: Screens
) -> None:
    page = screens.stranger()
    page.goto(world.link("ane"))
    page.get_by_role("button", name="Ja, det er meg").click()
    page.goto(f"{world.server.url}/mappe/dokument/ny")
    text = page.get_by_label("Hva gjorde du, og hva lærte du?")
    text.press_sequentially("Så kom Emma.")
    question = page.locator(".nudge")
    expect(question).to_contain_text(f"«Emma»: {ASKED}", timeout=15_000)
    expect(text).to_be_focused()
    question.get_by_role("button", name="Det er greit").press("Enter")
    expect(question).to_have_count(0)
    expect(text).to_be_focused()
    text.press_sequentially(" Da lo Emma, og Noah lo med, 3. mars.")
    expect(question).to_contain_text(f"«Noah»: {ASKED}", timeout=15_000)
    expect(question).to_have_count(1)
    text.fill("Så kom en elev.")
    expect(question).to_have_count(0, timeout=15_000)
