"""A kursholder issues many with progress, corrects one, and anybody confirms it by its QR code."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from facilitator.models import (
    AttendanceAgreement,
    FestivalContribution,
    PortfolioReview,
    Summary,
)
from tests.support.browser_screens import PHONE, Screens, Watch
from tests.support.browser_world import World, now

LAPTOP = {"width": 1440, "height": 900}


def make_ready(world: World) -> None:
    moment = now()
    with world.server.database.transaction() as db:
        for person in world.people.values():
            known = {"participant_id": person}
            db.add(AttendanceAgreement(**known, agreed_on=moment.date(), by="T", at=moment))
            db.add(PortfolioReview(**known, status="godkjent"))
            db.add(Summary(**known, status="godkjent", title="Å slippe taket"))
            db.add(FestivalContribution(**known, form="vertskap", took_part_at=moment))


def test_from_ready_to_confirmed(world: World, screens: Screens, watch: Watch) -> None:
    watch.allow("422")
    make_ready(world)
    desk = screens.known(world, "turid", LAPTOP)
    desk.goto(f"{world.server.url}/bevis?kull={world.key}")
    desk.get_by_label(world.names["helge"]).uncheck()
    desk.get_by_role("button", name="Utsted 3 bevis").press("Enter")
    expect(desk.get_by_role("row")).to_have_count(1 + 3)
    expect(desk.get_by_role("button", name="Utsted 1 bevis")).to_be_visible()
    desk.get_by_role("link", name=world.names["ane"]).click()
    desk.get_by_text("Rett noe på beviset").press("Enter")
    desk.get_by_label("Navn").fill("Ane Nyvik")
    desk.get_by_role("button", name="Utsted rettet bevis").click()
    expect(desk.get_by_text("Skriv kort hva som er rettet.")).to_be_visible()
    expect(desk.get_by_label("Navn")).to_have_value("Ane Nyvik")
    desk.get_by_label("Hva er rettet?").fill("Nytt etternavn")
    desk.get_by_role("button", name="Utsted rettet bevis").click()
    expect(desk.get_by_role("heading", name="Ane Nyvik")).to_be_visible()
    led_to = desk.locator(".cert-foot a").get_attribute("href") or ""
    phone = screens.context(PHONE).new_page()
    phone.goto(f"{world.server.url}/kontroll?{urlsplit(led_to).query}")
    expect(phone.get_by_role("status").first).to_contain_text("Beviset er gyldig.")
    expect(phone.get_by_role("definition").first).to_have_text("Ane Nyvik")
