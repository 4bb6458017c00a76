"""At the desk: read, answer, and the next one opens; by keys, and with somebody else at it."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from facilitator.domain import practice
from facilitator.models import Participant, PracticeDocument
from tests.browser.test_accessibility import is_accessible, reflows
from tests.support.browser_screens import Screens, Watch
from tests.support.browser_world import World, now

DESK = {"width": 1440, "height": 900}
TITLES = ("Suppedagen", "Tre morgener", "Stillheten")


@pytest.fixture
def handed_in(world: World) -> list[int]:
    """Three documents by two people, handed in on three days; their ids."""
    made = []
    with world.server.database.transaction() as db:
        people = [db.get_one(Participant, number) for number in world.people.values()]
        for place, title in enumerate(TITLES):
            document = practice.write_document(
                db,
                people[place % 2],
                title=title,
                date=dt.date(2027, 6, 3),
                kind="text",
                text="Barna flytter en gulrot av papp. " * 4,
            )
            practice.hand_in(db, document, now() - dt.timedelta(days=9 - place))
            made.append(document.id)
    return made


def opened(world: World, screens: Screens, who: str = "turid") -> Page:
    page = screens.known(world, who, DESK)
    page.goto(f"{world.server.url}/arbeidsmapper?kull={world.key}")
    return page


def reads(page: Page, title: str) -> None:
    expect(page.locator("#read-title")).to_have_text(title)
    expect(page.locator(".queue [aria-current]")).to_contain_text(title)
    page.wait_for_load_state()  # the keys are heard from then on


def test_one_after_the_other_is_answered_and_nothing_typed_is_lost(
    world: World, screens: Screens, watch: Watch, handed_in: list[int]
) -> None:
    watch.allow("422", "409")
    page, theirs = opened(world, screens), opened(world, screens, "aslak")
    theirs.get_by_label("Det jeg la merke til").fill("Så fint.")
    reads(page, "Suppedagen")
    is_accessible(page)
    page.get_by_label("Det jeg la merke til").fill("Barna eier veien.")
    page.keyboard.press("Alt+ArrowDown")
    reads(page, "Tre morgener")
    page.keyboard.press("Alt+ArrowUp")
    reads(page, "Suppedagen")
    expect(page.get_by_label("Det jeg la merke til")).to_have_value("Barna eier veien.")
    page.get_by_role("button", name="Be om litt mer").click()
    expect(page.locator("#wonders-error")).to_be_visible()
    page.get_by_role("button", name="Godkjenn").click()
    reads(page, "Tre morgener")
    expect(page.get_by_text("«Suppedagen» er godkjent.")).to_be_visible()
    with world.server.database.reading() as db:
        assert db.get_one(PracticeDocument, handed_in[0]).events[-1].noticed == "Barna eier veien."
    reflows(page)
    theirs.get_by_role("button", name="Godkjenn").click()
    expect(theirs.get_by_text("Turid Vindsval svarte i mellomtiden.")).to_be_visible()
    expect(theirs.get_by_label("Det jeg la merke til")).to_have_value("Så fint.")
    theirs.get_by_role("link", name="Vis det som er nytt").click()
    expect(theirs.get_by_role("heading", name="Godkjent")).to_be_visible()
