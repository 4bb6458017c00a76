"""WCAG 2.2 A and AA by axe, by keyboard alone, and at 400 %."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.support.browser_acts import at, saved, write
from tests.support.browser_owner import owner_of
from tests.support.browser_screens import PHONE, Screens, Watch, live
from tests.support.browser_wall import fill
from tests.support.browser_world import World

AXE = Axe().axe_script
"""Half a million letters, so that a page is handed them once."""
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
    "resultTypes": ["violations"],
}
NARROW = {"width": 320, "height": 640}
"""What is left of a screen of 1280 pixels at 400 %."""
FOUR = ("ane", "hodan", "helge", "kasper")
PHASES = (
    "inngang", "tenk", "intervju_1", "skriv_1", "godkjenn", "gjenfortell", "rotarsaker",
    "hosting",
)  # fmt: skip
WIDE = """() => [...document.querySelectorAll("body *")]
    .filter((box) => box.checkVisibility() && box.getBoundingClientRect().right > innerWidth + 1
        && !box.closest(".visually-hidden, svg"))
    .map((box) => box.outerHTML.slice(0, 90))"""


def is_accessible(page: Page) -> None:
    page.wait_for_load_state()  # a page that is half there has its links half drawn
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE)
    found = page.evaluate("(rules) => axe.run(rules).then((told) => told.violations)", RULES)
    told = [
        f"{v['id']}: {n['html'][:120]} {n['failureSummary']}" for v in found for n in v["nodes"]
    ]
    assert told == []


def reflows(page: Page) -> None:
    """Nothing has to be scrolled sideways to be read."""
    page.set_viewport_size(NARROW)
    scrolls = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert scrolls <= 0, page.evaluate(WIDE)


def test_axe_sees_what_is_wrong(world: World, screens: Screens) -> None:
    """Else all the others would pass whatever the pages were like."""
    page = screens.stranger()
    page.goto(world.server.url)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<button></button>')")
    with pytest.raises(AssertionError, match="button-name"):
        is_accessible(page)


def test_pages_on_the_way_in(world: World, screens: Screens) -> None:
    page = screens.stranger()
    for path in ("/", f"/rom/{world.public_id}/hvem", f"/rom/{world.public_id}/gjest",
                 "/om", "/personvern", "/logg-inn"):  # fmt: skip
        page.set_viewport_size(PHONE)
        page.goto(f"{world.server.url}{path}")
        is_accessible(page)
        reflows(page)


def test_the_pages_of_trust(world: World, screens: Screens, watch: Watch) -> None:
    watch.allow("422")  # whoever comes back with a fault begins at it
    kept = ("samtykker", "enheter", "hvem", "opplysninger", "slett")
    owns = ("prosessledere", "oppbevaring", "personvern", "logg", "kopier")
    leads = ("/kull/samtykker", "/kull/logg", f"/deltakere/liste/{world.people['ane']}/slett")
    for who, paths in (
        ("ane", [f"/mappe/{each}" for each in kept]),
        ("turid", ["/konto", "/konto/passord", *leads]),
        (owner_of(world), ["/konto", *(f"/installasjon/{each}" for each in owns)]),
    ):
        page = screens.stranger()
        page.goto(world.link(who))
        page.get_by_role("button", name="Ja, det er meg").click()
        for path in paths:
            page.goto(f"{world.server.url}{path}")
            is_accessible(page)
            reflows(page)
    page.goto(f"{world.server.url}/konto/passord")
    page.get_by_role("button", name="Lagre passordet").click()
    expect(page.get_by_label("Nytt passord")).to_be_focused()


def test_the_phone_in_every_phase(world: World, screens: Screens) -> None:
    world.begin(FOUR)
    phones = [screens.phone(world, who) for who in world.first_pair()]
    for phase in PHASES:
        world.advance_to(phase)
        for page in phones:
            page.set_viewport_size(PHONE)
            page.reload()
            is_accessible(live(page))
            reflows(page)


def test_an_approved_story_and_the_pen(world: World, screens: Screens) -> None:
    world.begin(FOUR)
    world.advance_to("godkjenn")
    world.approve("ane")
    page = screens.phone(world, "ane")
    page.get_by_text("Endre hvem som får lese").click()
    is_accessible(page)
    page.get_by_role("button", name="Trekk den tilbake").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    is_accessible(page)
    page.get_by_role("button", name="La den være").click()
    world.advance_to("rotarsaker")
    page.get_by_role("button", name="Ta pennen").click()
    page.locator("#line_0").wait_for()
    is_accessible(page)
    reflows(page)


@pytest.mark.parametrize("tab", ["Nå", "Rommet", "Grupper", "Kort"])
def test_the_remote(world: World, screens: Screens, tab: str) -> None:
    world.begin(FOUR)
    world.advance_to("intervju_1")
    fill(world, 4)
    page = screens.remote(world)
    page.get_by_role("tab", name=tab).click()
    is_accessible(page)
    reflows(page)


def test_the_remote_on_a_laptop_and_the_leaders_day(world: World, screens: Screens) -> None:
    world.begin(FOUR)
    page = screens.known(world, "turid", {"width": 1440, "height": 900})
    page.goto(world.address("styring"))
    is_accessible(live(page))
    ane = world.people["ane"]
    for path in ("/i-dag", "/deltakere?sorter=kommune", f"/deltakere/paminnelse?til={ane}"):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{world.server.url}{path}")
        is_accessible(page)
        reflows(page)


def test_arranging_keys_and_looking_up(world: World, screens: Screens) -> None:
    world.begin(FOUR)
    world.advance_to("hosting")
    fill(world, 8)
    remote, phone = screens.remote(world), screens.phone(world, "ane")
    projector = screens.projector(world, "turid")
    remote.get_by_role("tab", name="Kort").click()
    remote.locator("[data-card] summary").nth(3).click()
    is_accessible(phone)
    projector.keyboard.press("?")
    is_accessible(projector)
    projector.keyboard.press("Escape")
    projector.locator(".pr-top").hover()
    is_accessible(projector)
    projector.keyboard.press("n")
    expect(remote.locator(".rem-light")).to_be_visible()
    is_accessible(remote)
    projector.keyboard.press("s")
    expect(phone.locator("#look-up")).to_be_visible()
    is_accessible(phone)
    for page in (remote, phone):
        reflows(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_projector(world: World, screens: Screens, scheme: str) -> None:
    page = screens.projector(world)
    if scheme == "dark":
        page.goto(world.address("lerret"))
        world.begin(FOUR)
        page.reload()
        page.locator(".pr-top").hover()
        page.get_by_role("button", name="Mørk bakgrunn").click()
        expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
    else:
        is_accessible(page)
        world.begin(FOUR)
    world.advance_to("hosting")
    fill(world, 5)
    page.reload()
    is_accessible(live(page))


def test_arbeidsmappe_saved_board_and_note(world: World, screens: Screens) -> None:
    world.begin(FOUR)
    world.advance_to("godkjenn")
    for who in FOUR:
        world.approve(who)
    world.advance_to("hosting")
    world.press("end")
    page = screens.known(world, "ane", PHONE)
    for path in (f"/rom/{world.public_id}", f"/rom/{world.public_id}/tavle", "/mappe"):
        page.set_viewport_size(PHONE)
        page.goto(f"{world.server.url}{path}")
        is_accessible(page)
        reflows(page)
    page.locator(".board-link").click()
    is_accessible(page)
    reflows(page)
    note = screens.known(world, "turid", {"width": 1440, "height": 900})
    note.goto(f"{world.server.url}/notat/8?kull={world.key}")
    is_accessible(note)
    reflows(note)


def press_until(page: Page, found: Callable[[], bool], key: str = "Tab", most: int = 120) -> None:
    """Presses a key until something is so; what cannot be reached fails."""
    for _ in range(most):
        if found():
            return
        page.keyboard.press(key)
    raise AssertionError("not reached by keyboard")


def focused(page: Page, words: str) -> bool:
    told: str = page.evaluate(
        "(document.activeElement?.textContent ?? '') + (document.activeElement?.ariaLabel ?? '')"
    )
    return words in told and page.evaluate("document.activeElement !== document.body")


def test_keyboard_alone_joins_and_approves(world: World, screens: Screens) -> None:
    page = screens.context({"width": 1280, "height": 800}).new_page()
    page.goto(world.server.url)
    press_until(page, lambda: page.evaluate("document.activeElement.id") == "code")
    page.keyboard.type(world.code)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Hvem er du?").wait_for()
    press_until(page, lambda: focused(page, world.names["ane"]))
    page.keyboard.press("Enter")
    live(page)
    world.begin(["hodan"])
    world.advance_to("godkjenn")
    at(page, "Godkjenn")  # there is a title to write on the way there as well
    press_until(page, lambda: page.evaluate("document.activeElement.id") == "title")
    page.keyboard.type("Uten mus")
    page.keyboard.press("Tab")
    press_until(page, lambda: page.evaluate("document.activeElement.id") == "text")
    page.keyboard.type("Alt gikk med tastene.")
    press_until(page, lambda: page.evaluate("document.activeElement.name") == "visibility")
    page.keyboard.press("Space")
    press_until(
        page,
        lambda: page.locator("input[name=visibility][value=room]").is_checked(),
        "ArrowDown",
        most=6,
    )
    press_until(page, lambda: focused(page, "Godkjenn"))
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("^Godkjent"))).to_be_visible()
    assert [card["level"] for card in world.cards()] == ["room"]


def test_a_phase_change_is_announced_and_leaves_the_caret(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    world.advance_to("skriv_1")
    _, writer = world.first_pair()
    page = screens.phone(world, writer)
    write(page, "Midt i", "en setning")
    saved(page)
    world.press("advance")
    expect(page.locator("[data-moved-on]")).to_have_attribute("role", "status")
    expect(page.locator("[data-moved-on]")).to_be_visible()
    expect(page.locator("#text")).to_be_focused()


def test_who_only_listens_to_the_phone_hears_that_the_room_has_moved_on(
    world: World, screens: Screens
) -> None:
    world.begin(["ane", "hodan"])
    world.advance_to("tenk")
    teller = world.first_pair()[0]
    page = screens.phone(world, teller)
    said = page.locator("#announcer")
    expect(said).to_be_empty()
    world.press("advance")
    expect(said).to_have_text("Første intervju. AI-intervju i par")
    world.press("advance")
    expect(said).to_have_text("Skriv ut. AI-intervju i par")


def test_the_remote_moves_a_person_by_keyboard(world: World, screens: Screens) -> None:
    world.begin(FOUR)
    world.advance_to("tenk")
    page = screens.remote(world)
    page.get_by_role("tab", name="Grupper").click()
    mover = world.pairs()[0][1]
    page.get_by_role("radio", name=world.names[mover].split()[0]).first.focus()
    page.keyboard.press("Space")
    target = page.locator("#set-par .movebar button").last
    target.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-press-status]")).to_contain_text("er flyttet")
