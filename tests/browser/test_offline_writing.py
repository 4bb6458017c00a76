"""The Wi-Fi of a venue fails while people write: nothing is lost and nothing comes twice."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser_acts import approve, choose, offline, saved, write
from tests.support.browser_screens import NO_NETWORK, Screens, Watch, live
from tests.support.browser_world import World

MINUTE = 60_000


@pytest.fixture(autouse=True)
def network_will_fail(watch: Watch) -> None:
    watch.allow(*NO_NETWORK)


def writer_of(world: World, screens: Screens) -> tuple[Page, str, str]:
    """A phone on which somebody writes the other one's story."""
    world.begin(["ane", "hodan"])
    world.advance_to("skriv_1")
    teller, writer = world.first_pair()
    return screens.phone(world, writer), writer, teller


def test_a_minute_without_network_while_typing(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    world.advance_to("skriv_1")
    _, writer = world.first_pair()
    page = screens.known(world, writer, {"width": 360, "height": 740})
    page.clock.install()
    page.goto(world.address())
    live(page)
    write(page, "Den andre stemmen", "Først")
    saved(page)
    offline(page, True)
    page.locator("#text").press_sequentially(" satte jeg meg ned.")
    page.clock.run_for(MINUTE)
    expect(page.locator("[data-offline]")).to_be_visible()
    expect(page.locator("[data-draft-status]")).to_contain_text("Lagret på telefonen")
    page.locator("#text").press_sequentially(" Så kom ordene.")
    page.clock.run_for(3000)
    offline(page, False)
    page.clock.run_for(5000)
    saved(page)
    expect(page.locator("[data-offline]")).to_be_hidden()
    text = "Først satte jeg meg ned. Så kom ordene."
    expect(page.locator("#text")).to_have_value(text)
    assert [draft["text"] for draft in world.drafts(writer)] == [text]


def test_a_reload_without_network_keeps_page_and_text(world: World, screens: Screens) -> None:
    """Also when the page was opened in the lobby, and the room has gone on since."""
    page = screens.stranger()
    page.goto(world.address("hvem"))
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.get_by_role("button", name=re.compile(world.names["ane"])).click()
    live(page)
    world.begin(["hodan"])
    world.advance_to("tenk")
    page.locator("#note").fill("Det jeg husker")
    saved(page)
    offline(page, True)
    page.locator("#note").fill("Det jeg husker best, er latteren.")
    page.reload()
    expect(page.locator("#note")).to_have_value("Det jeg husker best, er latteren.")
    expect(page.get_by_text("Lagret på telefonen klokka")).to_be_visible()
    offline(page, False)
    saved(page)
    assert [draft["text"] for draft in world.drafts("ane")] == ["Det jeg husker best, er latteren."]


def test_five_taps_on_send_are_one_card(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    world.advance_to("godkjenn")
    page = screens.phone(world, "ane")
    write(page, "Fem trykk", "Jeg trykket fem ganger.")
    choose(page, "cohort")
    page.locator("form.ph-form .main-btn").evaluate(
        "(b) => { for (let n = 0; n < 5; n++) b.click(); }"
    )
    expect(page.get_by_text(re.compile("^Godkjent"))).to_be_visible()
    assert [card["title"] for card in world.cards()] == ["Fem trykk"]


def test_five_taps_without_network_are_one_card(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    world.advance_to("godkjenn")
    page = screens.phone(world, "ane")
    projector = screens.projector(world)
    write(page, "Sendt uten nett", "Jeg trykket likevel.")
    choose(page, "cohort")
    offline(page, True)
    button = page.locator("form.ph-form .main-btn")
    for _ in range(5):
        button.click()
    expect(page.locator("[data-form-status]")).to_be_visible()
    assert world.cards() == []
    offline(page, False)
    expect(page.get_by_text(re.compile("^Godkjent"))).to_be_visible()
    expect(projector.locator(".card")).to_have_count(1)
    assert len(world.cards()) == 1


def test_an_answer_that_is_lost_gives_no_second_card(world: World, screens: Screens) -> None:
    """The server took it, but the phone never heard so, and sends again."""
    world.begin(["ane", "hodan"])
    world.advance_to("godkjenn")
    page = screens.phone(world, "ane")
    lost: list[str] = []

    def lose(route) -> None:
        if lost:
            route.continue_()
            return
        route.fetch()
        lost.append(route.request.url)
        route.abort()

    page.route(re.compile("/godkjenn$"), lose)
    write(page, "Svaret ble borte", "Men kortet kom fram.")
    approve(page, "cohort")
    assert len(lost) == 1
    assert len(world.cards()) == 1


def test_delivered_text_is_erased_from_the_writers_phone(world: World, screens: Screens) -> None:
    page, _, teller = writer_of(world, screens)
    write(page, "Gitt videre", "En tekst som ikke skal bli liggende.")
    page.get_by_role("button", name=re.compile("^Gi til")).click()
    expect(
        page.get_by_role("heading", name=f"Gitt til {world.names[teller].split()[0]}")
    ).to_be_visible()
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "ikke skal bli liggende" not in kept
