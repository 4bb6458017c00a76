"""A photo beside a card on a phone: added, refused, stopped, lost network, and the text stays."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect
from sqlalchemy import select

from facilitator.models import Photo
from tests.support import pictures
from tests.support.browser_acts import offline, saved
from tests.support.browser_screens import NO_NETWORK, Screens, Watch, live
from tests.support.browser_world import World

TEXT = "En rolig morgen for alle."
ALT = "En rød vei opp mot et hvitt hus"


@pytest.fixture
def page(world: World, screens: Screens) -> Page:
    """Ane draws alone; the station's text is begun."""
    world.begin(["ane", "hodan"], process="veikart")
    world.advance_to("drom")
    page = screens.phone(world, "ane")
    page.get_by_role("textbox", name="Drømmen").fill(TEXT)
    return page


def choose(page: Page, raw: bytes, name: str = "IMG_0001.HEIC") -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": raw}
    page.locator("[data-photo-file]").set_input_files(file)


def tell(page: Page, alt: str = ALT) -> None:
    page.get_by_label("Hva viser bildet?").fill(alt)


def attach(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Legg ved bildet|Prøv igjen")).click()


def shown(page: Page) -> None:
    picture = page.locator("[data-photo-shown] img")
    expect(picture).to_be_visible()
    expect(picture).to_have_attribute("alt", ALT)
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 90


def photos(world: World) -> list[Photo]:
    with world.reading() as db:
        found = db.scalars(select(Photo).where(Photo.activity_id == world.activity))
        return list(found)


def test_a_heic_is_attached_and_stands_on_the_card(world: World, page: Page) -> None:
    choose(page, pictures.as_bytes(pictures.picture(90, 60), "HEIF"))
    expect(page.get_by_label("Ingen gjenkjennelige personer")).to_be_checked()
    tell(page)
    attach(page)
    shown(page)
    page.get_by_role("button", name="Ta vare på stasjonen").click()
    expect(page.get_by_text("Stasjonen er tegnet")).to_be_visible()
    expect(page.locator(".road-drawn img")).to_have_attribute("alt", ALT)
    card = world.cards("roadmap")[0]
    assert card["dream"] == TEXT
    assert card["photo"] == photos(world)[0].token


def test_what_is_refused_is_told_at_its_field_and_nothing_is_lost(
    world: World, page: Page, watch: Watch
) -> None:
    watch.allow("422")
    choose(page, pictures.PROGRAM, "ferie.jpg")
    page.get_by_label("Ingen gjenkjennelige personer").uncheck()
    attach(page)
    expect(page.locator("[data-photo-error=photo]")).to_contain_text("ikke et bilde")
    expect(page.locator("main").get_by_text("Skriv hva bildet viser")).to_be_visible()
    expect(page.get_by_text("Bilder av barn kan vi ikke ta imot her. Er det")).to_be_visible()
    expect(page.get_by_role("textbox", name="Drømmen")).to_have_value(TEXT)
    page.get_by_role("button", name="Avbryt").click()
    choose(page, pictures.as_bytes(pictures.picture(90, 60), "PNG"))
    expect(page.locator("[data-photo-error=photo]")).to_be_hidden()
    tell(page)
    attach(page)
    shown(page)
    expect(page.get_by_role("textbox", name="Drømmen")).to_have_value(TEXT)
    assert [photo.no_people for photo in photos(world)] == [True]


def test_more_than_fifteen_megabytes_is_never_sent(world: World, page: Page) -> None:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if "/bilde" in request.url else None)
    choose(page, bytes(15_000_001))
    expect(page.get_by_text("større enn 15 MB")).to_be_visible()
    assert sent == []


def test_a_stopped_upload_keeps_the_words_and_is_tried_again(
    world: World, page: Page, watch: Watch
) -> None:
    held: list[Route] = []
    page.route("**/bilde", lambda route: held.append(route))
    choose(page, pictures.as_bytes(pictures.picture(90, 60)))
    tell(page)
    attach(page)
    expect(page.locator("[data-photo-progress]")).to_be_visible()
    page.get_by_role("button", name="Stopp").click()
    expect(
        page.locator("main").get_by_text("Bildet er ikke sendt. Prøv igjen når du vil.")
    ).to_be_visible()
    expect(page.get_by_label("Hva viser bildet?")).to_have_value(ALT)
    assert photos(world) == []
    page.unroute("**/bilde")
    attach(page)
    shown(page)
    assert len(photos(world)) == 1


def test_without_network_the_text_waits_and_the_photo_says_so(
    world: World, page: Page, watch: Watch
) -> None:
    watch.allow(*NO_NETWORK)
    saved(page)
    choose(page, pictures.as_bytes(pictures.picture(90, 60)))
    tell(page)
    offline(page, True)
    attach(page)
    expect(page.locator("main").get_by_text("Bildet er ikke sendt ennå")).to_be_visible()
    page.get_by_role("button", name="Ta vare på stasjonen").click()
    expect(page.get_by_role("button", name="Sendes når nettet er tilbake")).to_be_visible()
    expect(page.get_by_role("textbox", name="Drømmen")).to_have_value(TEXT)
    # The photo does not get through, and the text goes its way without it.
    page.route("**/bilde", lambda route: route.abort())
    offline(page, False)
    expect(page.get_by_text("Stasjonen er tegnet")).to_be_visible(timeout=20_000)
    assert world.cards("roadmap")[0]["dream"] == TEXT


def test_back_on_the_network_the_text_waits_for_its_photo(
    world: World, page: Page, watch: Watch
) -> None:
    watch.allow(*NO_NETWORK)
    saved(page)
    choose(page, pictures.as_bytes(pictures.picture(90, 60)))
    tell(page)
    offline(page, True)
    page.get_by_role("button", name="Ta vare på stasjonen").click()
    expect(page.get_by_role("button", name="Sendes når nettet er tilbake")).to_be_visible()
    held: list[Route] = []
    page.route("**/bilde", lambda route: held.append(route))
    with page.expect_request("**/bilde"):
        offline(page, False)
    live(page)
    expect(page.locator("[data-photo-progress]")).to_be_visible()
    expect(page.get_by_role("button", name="Sendes sammen med bildet")).to_be_visible()
    assert world.cards("roadmap") == []
    held[0].continue_()
    expect(page.get_by_text("Stasjonen er tegnet")).to_be_visible()
    assert world.cards("roadmap")[0]["photo"] == photos(world)[0].token


def test_a_photo_that_has_not_come_is_sent_after_a_reload(
    world: World, page: Page, watch: Watch
) -> None:
    page.route("**/bilde", lambda route: route.abort())
    watch.allow("ERR_FAILED")
    choose(page, pictures.as_bytes(pictures.picture(90, 60)))
    tell(page)
    attach(page)
    expect(page.locator("main").get_by_text("Bildet er ikke sendt ennå")).to_be_visible()
    page.unroute("**/bilde")
    page.reload()
    live(page)
    shown(page)
    assert len(photos(world)) == 1


def test_it_is_taken_away_again(world: World, page: Page) -> None:
    choose(page, pictures.as_bytes(pictures.picture(90, 60)))
    tell(page)
    attach(page)
    shown(page)
    with page.expect_response(re.compile("/bort$")):
        page.get_by_role("button", name="Ta bort bildet").click()
    expect(page.locator("[data-photo-shown]")).to_be_hidden()
    expect(page.get_by_text("Tegn på papir og ta bilde")).to_be_visible()
    assert photos(world) == []
    expect(page.get_by_role("textbox", name="Drømmen")).to_have_value(TEXT)
