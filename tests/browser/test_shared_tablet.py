"""Two persons share a tablet: each sees only what is theirs."""

import re

from playwright.sync_api import Page, expect

from tests.support.browser_acts import saved
from tests.support.browser_screens import Screens, Watch, live
from tests.support.browser_world import World

TABLET = {"width": 820, "height": 1180}


def find_name(page: Page, name: str) -> None:
    page.get_by_label(re.compile("^Søk etter")).fill(name.split()[0])
    page.get_by_role("button", name=re.compile(f"^{name}")).click()


def shared_tablet(world: World, screens: Screens) -> Page:
    """Ane has come on the tablet, and then Hodan is added to it."""
    page = screens.stranger(TABLET)
    page.goto(world.address("hvem"))
    find_name(page, world.names["ane"])
    live(page)
    page.get_by_role("link", name=re.compile("Bytt navn")).click()
    page.get_by_role("link", name=re.compile("Legg til en til")).click()
    find_name(page, world.names["hodan"])
    return live(page)


def switch_to(page: Page, world: World, who: str) -> None:
    page.goto(world.address("meg"))
    page.get_by_role("button", name=re.compile(f"^{world.names[who]}")).click()
    live(page)


def test_two_on_a_tablet_have_each_their_own_note(world: World, screens: Screens) -> None:
    page = shared_tablet(world, screens)
    world.begin()
    world.advance_to("tenk")
    page.locator("#note").fill("Bare Hodan skal lese dette")
    saved(page)
    # Else the browser writes the note to disk with its open tabs, where nothing can take it out.
    expect(page.locator("form:has(#note)")).to_have_attribute("autocomplete", "off")
    switch_to(page, world, "ane")
    expect(page.locator("#note")).to_have_value("")
    assert "Bare Hodan" not in page.content()
    page.locator("#note").fill("Anes eget notat")
    saved(page)
    switch_to(page, world, "hodan")
    expect(page.locator("#note")).to_have_value("Bare Hodan skal lese dette")
    assert [d["text"] for d in world.drafts("ane")] == ["Anes eget notat"]
    assert [d["text"] for d in world.drafts("hodan")] == ["Bare Hodan skal lese dette"]


def test_text_that_waits_is_sent_as_the_one_who_wrote_it(
    world: World, screens: Screens, watch: Watch
) -> None:
    """The network is gone when the tablet changes hands: nothing goes under the wrong name."""
    watch.allow("ERR_", "WebSocket", "409")
    page = shared_tablet(world, screens)
    world.begin()
    world.advance_to("tenk")
    expect(page.locator("#note")).to_be_visible()
    page.route("**/kladd/**", lambda route: route.abort())
    page.locator("#note").fill("Hodans ord, ikke Anes")
    expect(page.locator("[data-draft-status]")).to_contain_text("Lagret på telefonen")
    switch_to(page, world, "ane")
    page.unroute("**/kladd/**")
    expect(page.locator("#note")).to_have_value("")
    page.locator("#note").fill("Anes ord")
    saved(page)
    switch_to(page, world, "hodan")
    expect(page.locator("#note")).to_have_value("Hodans ord, ikke Anes")
    saved(page)
    assert [d["text"] for d in world.drafts("ane")] == ["Anes ord"]
    assert [d["text"] for d in world.drafts("hodan")] == ["Hodans ord, ikke Anes"]


def test_a_third_is_not_offered(world: World, screens: Screens) -> None:
    page = shared_tablet(world, screens)
    page.goto(world.address("meg"))
    expect(page.get_by_role("heading", name="Hvem har ordet nå?")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Legg til en til"))).to_have_count(0)


KEPT = """async () => {
    const opened = (request) => new Promise((resolve) => {
        request.onsuccess = () => resolve(request.result);
    });
    const database = await opened(indexedDB.open("keyval-store"));
    return {
        storage: Object.keys(localStorage),
        session: Object.keys(sessionStorage),
        pages: (await caches.keys()).filter((name) => !name.startsWith("files-")),
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        database: await opened(database.transaction("keyval").objectStore("keyval").getAllKeys()),
    };
}"""
"""Of caches, the built files may come back at once; they are the same for everybody."""


def test_done_on_this_device_forgets_both(world: World, screens: Screens, watch: Watch) -> None:
    """What is not sent is said first; afterwards nothing of either is left, nor behind «back»."""
    watch.allow("ERR_", "WebSocket")
    page = shared_tablet(world, screens)
    world.begin()
    world.advance_to("tenk")
    page.context.route("**/kladd/**", lambda route: route.abort())
    page.locator("#note").fill("Hodans ord som ikke er sendt")
    expect(page.locator("[data-draft-status]")).to_contain_text("Lagret på telefonen")
    other = page.context.new_page()
    other.goto(world.address("meg"))
    # It is led to the front page meanwhile, which may get a worker of its own: not theirs.
    other.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(world.address("meg"))
    page.get_by_role("button", name="Ferdig på denne telefonen").click()
    expect(page.get_by_role("heading", name="Noe er ikke sendt ennå")).to_be_visible()
    expect(page.get_by_label("Teksten som ikke er sendt")).to_have_value(
        "Hodans ord som ikke er sendt"
    )
    page.get_by_role("button", name="Ferdig likevel, og la det bli borte").click()
    expect(page.get_by_role("heading", name="Takk for nå")).to_be_visible()
    page.wait_for_function("() => 'cleared' in document.documentElement.dataset")
    assert page.evaluate(KEPT) == {
        "storage": ["facilitator:left"],
        "session": [],
        "pages": [],
        "workers": 0,
        "database": [],
    }
    other.wait_for_url(re.compile(r"/$"))
    page.go_back()
    expect(page.get_by_role("heading", name="Hvem er du?")).to_be_visible()
    assert world.names["ane"] not in page.locator("h1").all_text_contents()


def test_a_tab_left_open_follows_to_the_other_one(world: World, screens: Screens) -> None:
    """Nobody writes under a name that is not theirs because a tab stood open."""
    hodan = shared_tablet(world, screens)
    world.begin()
    world.advance_to("tenk")
    expect(hodan.locator("body")).to_have_attribute("data-person", str(world.people["hodan"]))
    switch_to(hodan.context.new_page(), world, "ane")
    expect(hodan.locator("body")).to_have_attribute("data-person", str(world.people["ane"]))
    expect(hodan.locator("#note")).to_have_value("")
