"""What is typed in the editor of a method is never lost: by Enter, by leaving, without a net."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_own_method import DESK, add, begin, kept
from tests.support.browser_screens import NO_NETWORK, Screens, Watch
from tests.support.browser_world import World


@pytest.fixture
def world(make_world) -> World:
    return make_world(("pal", "ane"))


def enter_saves(page: Page) -> None:
    page.get_by_label("Noe mer å fylle ut").fill("Tema")
    page.get_by_label("Noe mer å fylle ut").press("Enter")
    expect(page.get_by_label("Hva spørres det etter?")).to_have_value("Tema")
    page.get_by_label("Laget av").fill("Kretsen")
    page.get_by_label("Laget av").press("Enter")
    kept(page)
    expect(page.get_by_text("Kretsen", exact=False).first).to_be_visible()
    expect(page.get_by_label("Hva spørres det etter?")).to_have_value("Tema")


def leaving_at_once_saves(page: Page) -> None:
    address = page.url
    question = page.get_by_label("Spørsmålet")
    question.fill("Hva gledet dere?")
    page.goto("about:blank")
    page.goto(address)
    expect(question).to_have_value("Hva gledet dere?")
    kept(page)
    question.fill("Hva gledet dere mest?")
    page.get_by_role("link", name="Lukk").click()
    page.wait_for_url(re.compile(r"/metoder/[^/]+$"))
    page.goto(address)
    expect(question).to_have_value("Hva gledet dere mest?")


def without_a_net_nothing_is_lost(page: Page) -> None:
    page.context.set_offline(True)
    question = page.get_by_label("Spørsmålet")
    question.fill("Hva var fint?")
    page.get_by_role("link", name="Om metoden").click()
    said = page.locator("[data-press-status]")
    expect(said).to_contain_text("Du er uten nett. Teksten er trygg her på maskinen")
    expect(question).to_have_value("Hva var fint?")
    page.route("**/rediger/fase/**", lambda route: route.abort())
    page.context.set_offline(False)
    page.reload()
    expect(question).to_have_value("Hva var fint?")
    expect(page.locator("[data-save]")).to_have_attribute("data-save", "lost")
    page.unroute("**/rediger/fase/**")
    kept(page)
    page.reload()
    expect(question).to_have_value("Hva var fint?")
    page.context.set_offline(True)
    page.get_by_role("link", name="Om metoden").click()
    expect(said).to_contain_text("Du er uten nett, så den andre fasen kan ikke hentes nå.")
    page.context.set_offline(False)


def typing_goes_on_while_a_press_is_on_its_way(page: Page) -> None:
    # The press is held back until all is typed. If not, its answer could take the field away
    # after it has got the focus and before the key comes.
    held: list[Route] = []
    page.route("**/rediger/**", lambda r: held.append(r) if r.request.post_data else r.continue_())
    page.get_by_text("Ny fase", exact=True).click()
    with page.expect_request(lambda sent: sent.method == "POST"):
        page.get_by_role("button", name="Plenum", exact=True).click(no_wait_after=True)
    page.locator("#tenk_selv-minutes").fill("7")
    for press in held:
        press.continue_()
    page.unroute("**/rediger/**")
    expect(page.locator("#plenum-minutes")).to_be_visible()
    kept(page)
    expect(page.locator("#til-tenk_selv")).to_contain_text("7")


def test_what_is_typed_is_never_lost(world: World, screens: Screens, watch: Watch) -> None:
    watch.allow(*NO_NETWORK)
    page = screens.context(DESK).new_page()
    begin(page, world)
    enter_saves(page)
    add(page, "Alene", "Tenk selv", "Hva er fint?")
    leaving_at_once_saves(page)
    typing_goes_on_while_a_press_is_on_its_way(page)
    page.get_by_role("link", name="Tenk selv").click()
    expect(page.locator("#tenk_selv-minutes")).to_be_visible()
    without_a_net_nothing_is_lost(page)
