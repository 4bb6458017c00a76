"""The leader moves on while twenty people write: no text is lost, nobody is thrown out."""

from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Page, expect

from tests.support.browser_acts import all_sent, at, deliver, saved, surface, write
from tests.support.browser_kull import demo_people
from tests.support.browser_screens import Screens
from tests.support.browser_world import World

TWENTY = tuple(demo_people())[:20]
MOVED_ON = "Prosesslederen har gått videre. Skriv ferdig, teksten er trygg."


def is_writing_still(page: Page, text: str) -> None:
    """The bar is there, and so are the field, the text and the caret."""
    expect(page.locator("[data-moved-on]")).to_be_visible()
    expect(page.locator("[data-moved-on]")).to_contain_text(MOVED_ON)
    expect(page.locator("#note")).to_have_value(text)
    expect(page.locator("#note")).to_be_focused()


def keep_note(world: World, who: str) -> int:
    path = f"/rom/{world.public_id}/kladd/notat/{world.activity}/tenk"
    fields = {"text": f"Notatet til {who}", "version": "0", "client_id": f"note-{who}"}
    return world.caller(who).post(path, fields).status


def test_twenty_write_when_the_leader_moves_on(make_world, screens: Screens) -> None:
    world: World = make_world(TWENTY)
    world.begin(TWENTY)
    world.advance_to("tenk")
    with_screens, others = TWENTY[:6], TWENTY[6:]
    pages = {who: screens.phone(world, who) for who in with_screens}
    for who in others:
        world.caller(who)
    for who, page in pages.items():
        page.locator("#note").press_sequentially(f"Begynt av {who}")
    with ThreadPoolExecutor(15) as pool:
        kept = [pool.submit(keep_note, world, who) for who in others]
        world.press("advance")
        assert [answer.result() for answer in kept] == [200] * len(others)
    for who, page in pages.items():
        is_writing_still(page, f"Begynt av {who}")
        page.locator("#note").press_sequentially(", og ferdig")
        page.get_by_role("button", name="Jeg er ferdig").click()
        at(page, "Første intervju")
        expect(page.locator("[data-moved-on]")).to_be_hidden()
    for who, page in pages.items():
        all_sent(page)
        assert [d["text"] for d in world.drafts(who)] == [f"Begynt av {who}, og ferdig"]
    for who in others:
        assert [d["text"] for d in world.drafts(who)] == [f"Notatet til {who}"]


def test_a_story_is_finished_and_given_after_the_room_has_gone_on(
    world: World, screens: Screens
) -> None:
    world.begin(["ane", "hodan"])
    world.advance_to("skriv_1")
    teller, writer = world.first_pair()
    page = screens.phone(world, writer)
    write(page, "Midt i setningen", "Ane fortalte at")
    world.press("advance")
    expect(page.locator("[data-moved-on]")).to_be_visible()
    page.locator("#text").press_sequentially(" hun ble stående.")
    saved(page)
    expect(page.locator("[data-moved-on]")).to_be_visible()
    page.get_by_role("button", name="Gi til").click()
    at(page, "Andre intervju")
    world.advance_to("godkjenn")
    phone = screens.phone(world, teller)
    expect(phone.locator("#text")).to_have_value("Ane fortalte at hun ble stående.")


def test_one_who_only_reads_is_moved_at_once(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    world.advance_to("tenk")
    page = screens.phone(world, "ane")
    world.press("advance")
    at(page, "Første intervju")
    expect(page.locator("[data-moved-on]")).to_be_hidden()


def test_what_the_writer_adds_after_godkjenn_is_laid_beside(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    world.advance_to("skriv_1")
    teller, writer = world.first_pair()
    page = screens.phone(world, writer)
    write(page, "Første utkast", "Dette er skrevet i tide.")
    saved(page)
    world.advance_to("godkjenn")
    phone = screens.phone(world, teller)
    phone.locator("#text").press("Control+End")
    phone.locator("#text").press_sequentially(" Tellerens egne ord.")
    saved(phone)
    page.locator("#text").press_sequentially(" Dette kom for sent.")
    saved(page)
    phone.reload()
    expect(phone.locator("#text")).to_have_value("Dette er skrevet i tide. Tellerens egne ord.")
    expect(surface(phone).get_by_text("Dette kom for sent.")).to_be_visible()


def test_delivering_moves_a_writer_who_was_left_behind(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan"])
    world.advance_to("skriv_1")
    _, writer = world.first_pair()
    page = screens.phone(world, writer)
    write(page, "Ferdig i tide", "Alt er sagt.")
    deliver(page)
    world.press("advance")
    at(page, "Andre intervju")
