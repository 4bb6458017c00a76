"""Text that the server will not take any more is shown on the phone until it is put away."""

import json
import re

from playwright.sync_api import Page, Route, expect

from facilitator.domain import access
from facilitator.models import Claim
from tests.browser.test_shared_tablet import shared_tablet, switch_to
from tests.support.browser_acts import offline
from tests.support.browser_screens import NO_NETWORK, PHONE, Screens, Watch, live
from tests.support.browser_world import World, now

TITLE = "Det ligger tekst på denne telefonen som ikke er sendt"
WORDS = "Det jeg skrev mens nettet var borte"
NOISE = (*NO_NETWORK, "ERR_", "40[349]", "410")


def writes_offline(world: World, page: Page) -> None:
    world.begin()
    world.advance_to("tenk")
    expect(page.locator("#note")).to_be_visible()
    offline(page, True)
    page.locator("#note").fill(WORDS)
    expect(page.locator("[data-draft-status]")).to_contain_text("Lagret på telefonen")


def delete_room(world: World) -> None:
    answer = world.caller("turid").post(f"/rom/{world.public_id}/slett", {"sure": "1"})
    assert answer.status == 200, answer


def unsent(page: Page) -> str:
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    return page.get_by_label("Teksten som ikke er sendt").input_value()


def kept(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter((k) => /:(out|draft):/.test(k))")


def test_a_room_that_was_deleted_takes_no_text_with_it(
    world: World, screens: Screens, watch: Watch
) -> None:
    watch.allow(*NOISE)
    page = screens.phone(world, "ane")
    writes_offline(world, page)
    delete_room(world)
    offline(page, False)
    expect(page.get_by_role("heading", name="Vi finner det ikke")).to_be_visible()
    assert unsent(page) == WORDS
    page.goto(world.server.url)
    assert unsent(page) == WORDS
    page.get_by_role("button", name="Slett").click()
    assert unsent(page) == WORDS
    page.get_by_role("button", name="Ja, slett teksten").click()
    expect(page.get_by_role("heading", name=TITLE)).to_have_count(0)
    assert kept(page) == []
    page.reload()
    expect(page.get_by_role("heading", name="Velkommen inn")).to_be_visible()
    expect(page.get_by_role("heading", name=TITLE)).to_have_count(0)


def test_what_was_refused_while_its_form_stood_there_is_shown_when_the_page_has_gone(
    world: World, screens: Screens, watch: Watch
) -> None:
    watch.allow(*NOISE, "Service Worker")
    page = screens.phone(world, "ane", service_workers="block")
    writes_offline(world, page)
    delete_room(world)
    leaving: list[Route] = []
    page.route(
        world.address(),
        lambda r: leaving.append(r) if r.request.is_navigation_request() else r.continue_(),
    )
    # While the next page is held back, the browser answers no question about this one.
    with (
        page.expect_request(lambda request: request.is_navigation_request()),
        page.expect_response("**/kladd/**") as refused,
    ):
        offline(page, False)
    assert refused.value.status == 404
    page.route("**/kladd/**", lambda route: route.abort())
    leaving[0].continue_()
    expect(page.get_by_role("heading", name="Vi finner det ikke")).to_be_visible()
    assert unsent(page) == WORDS


def test_a_name_that_was_taken_back_takes_no_text_with_it(
    world: World, screens: Screens, watch: Watch
) -> None:
    watch.allow(*NOISE)
    page = screens.stranger(PHONE)
    page.goto(world.address("hvem"))
    page.get_by_role("button", name=re.compile(f"^{world.names['ane']}")).click()
    live(page)
    writes_offline(world, page)
    with world.server.database.transaction() as db:
        claims = db.query(Claim).filter_by(participant_id=world.people["ane"])
        access.take_back(db, claims.one(), now())
    offline(page, False)
    expect(page.get_by_role("heading", name="Hvem er du?")).to_be_visible()
    assert unsent(page) == WORDS
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopier").click()
    expect(page.get_by_role("button", name="Kopiert")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == WORDS


def test_on_a_shared_tablet_the_other_one_does_not_see_it(
    world: World, screens: Screens, watch: Watch
) -> None:
    watch.allow(*NOISE)
    page = shared_tablet(world, screens)
    page.route("**/kladd/**", lambda route: route.abort())
    world.begin()
    world.advance_to("tenk")
    page.locator("#note").fill(WORDS)
    expect(page.locator("[data-draft-status]")).to_contain_text("Lagret på telefonen")
    switch_to(page, world, "ane")
    page.unroute("**/kladd/**")
    delete_room(world)
    for heading in ("Vi finner det ikke", "Velkommen inn"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert WORDS not in page.content()
        expect(page.get_by_role("heading", name=TITLE)).to_have_count(0)
        page.goto(world.server.url)
    assert len(kept(page)) >= 1


def test_what_is_sent_after_all_is_not_shown(world: World, screens: Screens, watch: Watch) -> None:
    watch.allow(*NOISE)
    page = screens.phone(world, "ane")
    writes_offline(world, page)
    world.advance_to("intervju_1")
    offline(page, False)
    page.goto(world.server.url)
    page.wait_for_function(
        "() => !Object.keys(localStorage).some((key) => /:(out|draft):/.test(key))"
    )
    expect(page.get_by_role("heading", name=TITLE)).to_have_count(0)
    assert [draft["text"] for draft in world.drafts("ane")] == [WORDS]


def test_in_the_next_room_the_phone_shows_what_the_last_one_never_got(
    world: World, screens: Screens, watch: Watch
) -> None:
    """The text is Ane's, and it is still hers on the page of another day's room."""
    watch.allow(*NOISE)
    page = screens.phone(world, "ane")
    record = {"fields": [["text", WORDS]], "all": [["text", WORDS]], "texts": ["text"]}
    gone = {"url": "/rom/finnes-ikke/kladd/notat/1/tenk", "version": "0", "at": 1_800_000_000_000}
    page.evaluate(
        "([key, value]) => localStorage.setItem(key, value)",
        [f"facilitator:draft:{world.people['ane']}:note", json.dumps(record | gone)],
    )
    page.reload()
    expect(live(page).get_by_role("heading", name=TITLE)).to_be_visible()
    world.begin()
    expect(page.locator("#surface")).to_have_attribute("data-step", re.compile("^[1-9]"))
    expect(page.get_by_role("button", name="Kopier")).to_be_hidden()
    page.get_by_role("heading", name=TITLE).click()
    expect(page.get_by_role("button", name="Kopier")).to_be_visible()
    page.get_by_role("heading", name=TITLE).click()
