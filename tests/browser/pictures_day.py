"""What the day is led with: the kjøreplan, the remote's cards, the break, and a lent remote."""

import datetime as dt
import re

from playwright.sync_api import Page, expect
from sqlalchemy import select

from facilitator.domain import rooms, run_sheets
from facilitator.models import Gathering, Room
from tests.browser.pictures_playing import SHARP, Playing
from tests.support.browser_screens import PHONE, REMOTE, live
from tests.support.browser_world import now

DESK = {"width": 1280, "height": 1000}
LATE = 7
FAREWELL = 1780
LED_BY = "hodan"


def gathering(play: Playing) -> int:
    with play.world.reading() as db:
        room = db.get_one(Room, play.world.room)
        return db.scalars(select(Gathering.id).where(Gathering.id == room.gathering_id)).one()


def desk(play: Playing) -> None:
    """Before the day: the plan, and where the day begins."""
    page = play.screens.known(play.world, "turid", DESK)
    page.goto(f"{play.world.server.url}/samling/{gathering(play)}/kjoreplan")
    play.camera.take(page, "kjoreplan")
    page.goto(f"{play.world.server.url}/i-dag")
    play.camera.last(page, "i-dag")


def remote_of(play: Playing, part: str = "") -> Page:
    page = play.screens.known(play.world, "turid", REMOTE, **SHARP)
    page.goto(play.world.address("styring") + part)
    return live(page)


def day_on_the_remote(play: Playing) -> None:
    """Seven minutes late already at the first process, and then led by a participant."""
    everybody_comes(play)
    begin_too_early(play)
    page = remote_of(play)
    page.locator("#lead-next").get_by_role("button", name=re.compile("^Start Innsjekk")).click()
    expect(page.locator("#na .rem-now h2")).to_have_text("Ditt ord")
    play.world.find_activity()
    late = page.locator("#cuts summary")
    expect(late).to_contain_text(f"{LATE} minutter etter")
    late.click()
    page.locator("#cuts").evaluate("part => part.scrollIntoView({ block: 'start' })")
    page.mouse.wheel(0, -120)
    play.camera.take(page, "dagen")
    lend(page, play)
    play.on_phone(LED_BY, "lerende-leder-far-den")
    lent = play.screens.known(play.world, LED_BY, REMOTE, **SHARP)
    lent.goto(play.world.address("styring"))
    play.camera.last(live(lent), "overlatt-fjernkontroll")
    page.get_by_role("button", name="Ta tilbake").click()
    expect(page.get_by_role("button", name="Ta tilbake")).to_have_count(0)
    page.context.close()


def everybody_comes(play: Playing) -> None:
    with play.world.server.database.transaction() as db:
        room = db.get_one(Room, play.world.room)
        for name in play.names:
            rooms.join(db, room, play.world.people[name], now())


def begin_too_early(play: Playing) -> None:
    """As if the day was to begin some minutes ago."""
    began = now().astimezone(rooms.OSLO) - dt.timedelta(minutes=LATE)
    with play.world.server.database.transaction() as db:
        sheet = run_sheets.of_gathering(db, db.get_one(Gathering, gathering(play)))
        sheet.begins = began.hour * 60 + began.minute


def lend(remote: Page, play: Playing) -> None:
    remote.get_by_text("Overlat fjernkontrollen").click()
    chooser = remote.get_by_label(re.compile("^Hvem vil lede"))
    name = chooser.locator("option", has_text="Hodan").first.inner_text()
    chooser.select_option(label=name)
    remote.get_by_role("button", name="Overlat", exact=True).click()
    expect(remote.get_by_role("button", name="Ta tilbake")).to_be_visible()


def curation(play: Playing) -> None:
    play.camera.last(remote_of(play, "#kort"), "kort")


def look_up(play: Playing) -> None:
    """Last of all: a phone that is opened a moment later is asked as well."""
    phone, page = play.phone(LED_BY), remote_of(play)
    page.get_by_role("button", name="Se opp").click()
    expect(phone.get_by_role("dialog", name="Se opp")).to_be_visible()
    play.camera.last(phone, "se-opp")
    page.context.close()


def start(play: Playing, title: str, phase: str) -> None:
    """An item of the plan, from the remote."""
    play.end()
    page = remote_of(play)
    if page.locator("#day-plan:not([open])").count():
        page.locator("#day-plan summary").click()
    row = page.locator(".rem-plan-list li").filter(has_text=title).first
    row.get_by_role("button", name="Start").click()
    expect(page.locator("#na .rem-now h2")).to_have_text(phase)
    play.world.find_activity()
    page.context.close()


def break_time(play: Playing) -> None:
    start(play, "Pause", "Pause")
    play.projector("pause")


def farewell(play: Playing) -> None:
    """The whole page as one reads it, without what lies over its end."""
    page = play.screens.known(play.world, "ane", PHONE | {"height": FAREWELL}, **SHARP)
    page.goto(play.world.address())
    play.camera.last(live(page), "prosess-utsjekk")
