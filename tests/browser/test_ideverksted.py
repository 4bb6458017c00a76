"""A whole idéverksted in real browsers: a rain of ideas, one that is chosen, made and shown."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.support.browser_acts import all_sent, at, offline, saved
from tests.support.browser_screens import NO_NETWORK, Screens, Watch, live
from tests.support.browser_world import World
from tests.support.workshops import done, mates, take_pen

SIX = ("ane", "hodan", "helge", "kasper", "amina", "jonas")
IDEAS = ("En benk der ingen sitter alene", "Barna lager menyen på fredager", "Gåmøter")


def idea_field(page: Page) -> Locator:
    return page.locator("[name='0-headline']")


def send(page: Page, idea: str) -> None:
    idea_field(page).fill(idea)
    page.get_by_role("button", name="Send ideen").click()


def sent(page: Page) -> Locator:
    return page.locator("[id^='idea-'] .card-title")


def rain(page: Page) -> None:
    """One after the other, without touching the field in between."""
    for number, idea in enumerate(IDEAS, start=1):
        idea_field(page).click() if number == 1 else expect(idea_field(page)).to_be_focused()
        page.keyboard.type(idea)
        page.keyboard.press("Enter")
        expect(sent(page)).to_have_count(number)
        expect(idea_field(page)).to_have_value("")


def without_network(page: Page) -> None:
    """Sent on the train: it waits on the phone, also through a reload, and comes once."""
    offline(page, True)
    send(page, "Et rom med lav lyd")
    expect(page.locator("[data-form-status]")).to_be_visible()
    offline(page, False)
    expect(sent(page)).to_have_count(len(IDEAS) + 1)
    all_sent(page)
    send(page, "Et rom med lav lyd to")
    expect(sent(page)).to_have_count(len(IDEAS) + 2)
    page.locator("[id^='idea-']").first.get_by_role("button", name="Ta bort").click()
    expect(sent(page)).to_have_count(len(IDEAS) + 1)


def test_from_wish_to_promise(make_world, screens: Screens, watch: Watch) -> None:
    watch.allow(*NO_NETWORK, "422")
    world: World = make_world(SIX)
    world.begin(SIX, process="ideverksted")
    ane, wall = screens.phone(world, "ane"), screens.projector(world)
    remote = screens.remote(world)
    world.advance_to("ideregn")
    at(ane, "Idéregn")
    rain(ane)
    without_network(ane)
    idea_field(ane).fill("Halvskrevet")
    saved(ane)
    ane.reload()
    live(ane)
    expect(idea_field(ane)).to_have_value("Halvskrevet")
    ane.get_by_role("button", name="Send ideen").click()
    expect(sent(ane)).to_have_count(len(IDEAS) + 2)
    expect(idea_field(ane)).to_have_value("")
    page = screens.phone(world, mates(world, "ane", "lag")[0])
    send(page, "Lek før lekser")
    expect(sent(page)).to_have_count(1)
    expect(wall.get_by_text("Gåmøter")).to_be_visible()
    assert "Ane" not in wall.content(), "ideas on the wall are nobody's"

    choose(world, ane, page)
    make(world, ane)
    show(world, ane, wall, remote)
    promise(world, ane, wall)
    bank(world, ane, wall, remote)


def choose(world: World, ane: Page, mate: Page) -> None:
    world.advance_to("velg")
    at(ane, "Velg")
    bench = ane.locator(".energy > li").filter(has_text=IDEAS[0])
    bench.get_by_role("button", name="Denne vil jeg hjelpe med").click()
    expect(bench.locator(".helpers")).to_have_text("Ane vil hjelpe med denne")
    theirs = mate.locator(".energy > li").filter(has_text=IDEAS[0])
    theirs.get_by_role("button", name="Denne vil jeg hjelpe med").click()
    expect(bench.locator(".helpers")).to_contain_text("Ane og")
    assert not re.search(r"\d", bench.locator(".helpers").inner_text()), "energy is no count"
    theirs.get_by_role("button", name="Vi går videre med denne").click()
    expect(ane.get_by_role("heading", name="Dere går videre med")).to_be_visible()


def make(world: World, ane: Page) -> None:
    world.advance_to("konsept")
    at(ane, "Konsept")
    expect(ane.get_by_text(re.compile("^Du er sammen med"))).to_be_visible()
    take_pen(ane)
    expect(ane.locator("[name='0-headline']")).to_have_value(IDEAS[0])
    ane.get_by_role("button", name="Ferdig").click()
    expect(ane.locator("[data-error-for='0-children']")).to_contain_text("Fyll inn")
    ane.locator("[name='0-children']").fill("Elevrådet fant på den.")
    done(ane)
    world.advance_to("prototype")
    at(ane, "Prototype")
    take_pen(ane)
    ane.locator("[name='0-test_place']").fill("Skolegården")
    ane.locator("[name='0-test_date']").fill("2027-10-04")
    done(ane)


def show(world: World, ane: Page, wall: Page, remote: Page) -> None:
    world.advance_to("vis")
    at(ane, "Vis fram")
    ane.get_by_role("button", name="Legg på tavla").click()
    expect(ane.get_by_text("Kortene deres ligger på tavla.")).to_be_visible()
    expect(wall.get_by_text(IDEAS[0])).to_be_visible()
    remote.get_by_role("button", name="Begynn framvisningen").click()
    expect(wall.get_by_text("Framvisning 1 av 2")).to_be_visible()
    expect(wall.locator(".starters")).to_contain_text("Hva om …?")
    remote.get_by_role("button", name="Neste framvisning").click()
    expect(wall.get_by_text("Framvisning 2 av 2")).to_be_visible()
    remote.get_by_role("button", name="Forrige").click()
    expect(wall.get_by_text("Framvisning 1 av 2")).to_be_visible()


def promise(world: World, ane: Page, wall: Page) -> None:
    world.advance_to("lofte")
    at(ane, "Løfte")
    take_pen(ane)
    ane.locator("[name='0-what']").fill("Vi setter ut benken")
    ane.locator("[name='0-when']").fill("Mandag")
    done(ane)
    expect(wall.get_by_text("Vi setter ut benken")).to_be_visible()


def bank(world: World, ane: Page, wall: Page, remote: Page) -> None:
    """What nobody went on with is the kull's; what was chosen is not among it."""
    world.press("end")
    expect(wall.get_by_text("Idébanken")).to_be_visible()
    kept = {card["headline"] for card in world.cards("idea") if card["level"] == "cohort"}
    assert "Lek før lekser" in kept
    assert IDEAS[0] not in kept
