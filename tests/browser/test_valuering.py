"""The whole of a valuering in real browsers: from two private moments to a promise with a date."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from facilitator.domain import groups
from facilitator.models import Activity, Card
from tests.support.browser_acts import answers, at, leads, saved
from tests.support.browser_screens import Screens, lift, live
from tests.support.browser_world import World

FOUR = ("ane", "hodan", "helge", "kasper")
MOMENT = "Da vi satt på gulvet med hele gjengen"
FOUND = ("Gåmøtene på onsdager", "Runden med timeglass", "Kuttingen på suppedagen")


@pytest.fixture
def stage(world: World, screens: Screens) -> tuple[World, Page, Page, Page]:
    """(the kull, Ane's phone, Hodan's phone, the projector); all four at one table."""
    world.begin(FOUR, process="valuering")
    return (
        world,
        screens.phone(world, "ane"),
        screens.phone(world, "hodan"),
        screens.projector(world),
    )


def onward(world: World, phase: str, *phones: Page) -> None:
    world.press("advance")
    for phone in phones:
        at(phone, phase)


def column(page: Page, name: str) -> str:
    return f'[data-column-of="{name}"] .card'


def say_why(ane: Page) -> None:
    """The table's pen writes three cards, with what is behind the first."""
    ane.get_by_role("button", name="Ta pennen").click()
    expect(ane.get_by_text("Du har pennen")).to_be_visible()
    expect(ane.locator('[name^="0-more-"]')).to_have_count(3)
    ane.locator('[name="0-text"]').fill(FOUND[0])
    ane.locator('[name="0-why"]').fill("Vi snakker bedre når vi går")
    ane.locator('[name="0-more-0"]').fill("Ingen ser på klokka")
    for n in (1, 2):
        if not ane.locator(f'[name="{n}-text"]').is_visible():
            ane.get_by_role("button", name="Ett kort til").click()
        ane.locator(f'[name="{n}-text"]').fill(FOUND[n])
    saved(ane)
    ane.get_by_role("button", name="Ferdig").click()
    expect(ane.get_by_text("Kortene deres er lagret")).to_be_visible()


def card(page: Page, text: str):
    return page.locator("[data-sort-card]").filter(has_text=text)


def test_a_whole_valuering(stage: tuple[World, Page, Page, Page], screens: Screens) -> None:
    world, ane, hodan, wall = stage
    onward(world, "Se tilbake", ane, hodan)
    ane.locator('[name="0-text"]').fill(MOMENT)
    ane.get_by_role("button", name="Ta vare på").click()
    expect(ane.get_by_text("Det er lagret i mappa di")).to_be_visible()
    onward(world, "Runde", ane)
    ane.get_by_text("Det du skrev").first.click()
    expect(ane.get_by_text(MOMENT)).to_be_visible()
    expect(hodan.get_by_text(MOMENT)).to_have_count(0)

    onward(world, "Hvorfor virket det?", ane, hodan)
    say_why(ane)
    expect(hodan.get_by_text("Vi snakker bedre når vi går")).to_be_visible()

    onward(world, "Tre kolonner", ane, hodan)
    expect(wall.get_by_text(re.compile("^Hva skal vi ta vare på")).first).to_be_visible()
    ane.get_by_role("button", name="Ta pennen").click()
    card(ane, FOUND[0]).get_by_role("button", name="Ta vare på").click()
    expect(wall.locator(column(wall, "keep"))).to_have_text(re.compile(FOUND[0]))
    expect(wall.get_by_text(FOUND[1])).to_have_count(0)
    expect(hodan.locator('[data-drop="keep"]')).to_contain_text(FOUND[0])
    card(ane, FOUND[0]).get_by_role("button", name="La vokse").click()
    expect(wall.locator(column(wall, "grow"))).to_have_text(re.compile(FOUND[0]))
    expect(wall.locator(column(wall, "keep"))).to_have_count(0)
    ane.get_by_text("Et nytt kort").click()
    ane.get_by_label("Hva vil dere legge til?").fill("En kjøkkenhage ved SFO")
    ane.locator("form[id^=new-]").get_by_role("button", name="Gå dypere").click()
    expect(wall.locator(column(wall, "deepen"))).to_have_text(re.compile("En kjøkkenhage"))
    ane.get_by_role("button", name="Ferdig").click()
    expect(ane.get_by_text("Kortene deres ligger på tavla")).to_be_visible()
    expect(wall.locator(column(wall, ""))).to_have_count(2)

    onward(world, "Vandring", ane, hodan)
    hodan.locator(".walk-item").filter(has_text="En kjøkkenhage").get_by_role(
        "button", name="Dette vil jeg være med på"
    ).click()
    expect(hodan.locator('.mark-btn[aria-pressed="true"]')).to_have_count(1)
    expect(ane.locator('.mark-btn[aria-pressed="true"]')).to_have_count(0)

    onward(world, "Det vi lover", ane, hodan)
    ane.get_by_role("button", name="Ta pennen").click()
    ane.get_by_label(re.compile("^Hva lover vi hverandre")).first.fill("Vi går hver onsdag")
    ane.get_by_label("Når ser vi på det igjen?").first.fill("2027-10-20")
    ane.get_by_role("button", name="Ferdig").click()
    expect(hodan.get_by_text("20. oktober")).to_be_visible()
    world.press("end")
    expect(ane.get_by_role("heading", name=re.compile("^Takk, Ane"))).to_be_visible()
    hodan.goto(world.server.url + "/mappe")
    expect(hodan.get_by_text("Dette vil jeg være med på")).to_be_visible()
    expect(hodan.get_by_text("Vi går hver onsdag")).to_be_visible()


def test_a_card_is_dragged_to_a_column_on_a_larger_screen(
    stage: tuple[World, Page, Page, Page], screens: Screens
) -> None:
    world, ane, _, wall = stage
    world.advance_to("hvorfor")
    at(ane, "Hvorfor virket det?")
    say_why(ane)
    world.advance_to("sorter")
    wide = screens.known(world, "ane", {"width": 1100, "height": 900})
    wide.goto(world.address())
    live(wide)
    wide.get_by_role("button", name="Ta pennen").click()
    expect(wide.get_by_role("button", name="Ferdig")).to_be_visible()
    lift(wide, card(wide, FOUND[1]).locator("[data-grip]"))
    target = wide.locator('[data-drop="deepen"]').bounding_box()
    assert target is not None
    wide.mouse.move(target["x"] + 60, target["y"] + 40, steps=6)
    expect(wide.locator('[data-drop="deepen"]')).to_have_attribute("data-over", "")
    wide.mouse.up()
    expect(wall.locator(column(wall, "deepen"))).to_have_text(re.compile(FOUND[1]))
    expect(wide.locator('[data-drop="deepen"]')).to_contain_text(FOUND[1])


def test_a_note_to_the_leader_is_read_on_the_remote_alone(
    stage: tuple[World, Page, Page, Page], screens: Screens
) -> None:
    world, ane, _, _ = stage
    remote = screens.remote(world)
    onward(world, "Se tilbake", ane)
    ane.get_by_role("link", name="Lapp til prosesslederen").click()
    expect(ane.get_by_text("Er du bekymret for et barn?")).to_be_visible()
    ane.get_by_label("Lappen din").fill("Jeg savner mer tid i ringene")
    send = ane.get_by_role("button", name="Gi til prosesslederen")
    assert answers(ane, "/lapp/", send.click) == 200
    expect(ane.get_by_role("heading", name="Lappen er gitt til prosesslederen")).to_be_visible()
    leads(remote, "Se tilbake")
    remote.get_by_role("link", name="1 ny lapp").click()
    remote.get_by_text("Les 1 ny lapp").click()
    expect(remote.get_by_text("Jeg savner mer tid i ringene")).to_be_visible()
    expect(remote.get_by_text("Uten navn")).to_be_visible()
    remote.get_by_role("button", name="Lest", exact=True).click()
    expect(remote.get_by_role("link", name="1 ny lapp")).to_have_count(0)


@pytest.mark.parametrize(
    ("size", "most"), [((1920, 1080), 1), ((1024, 768), 4)], ids=["large", "small"]
)
def test_sixty_cards_are_readable_and_all_can_be_turned_to(
    world: World, screens: Screens, size: tuple[int, int], most: int
) -> None:
    world.begin(FOUR, process="valuering")
    world.advance_to("vandring")
    lay(world, 60)
    viewport = {"width": size[0], "height": size[1]}
    wall = screens.projector(world, viewport=viewport)
    seen: set[str] = set()
    for _ in range(most):
        shown = wall.locator(".cols .card:visible .card-text")
        for text in shown.all():
            height = text.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
            assert height >= 32
        boxes = [card.bounding_box() for card in wall.locator(".cols .card:visible").all()]
        assert all(box and box["y"] + box["height"] <= size[1] for box in boxes)
        seen |= {text.split()[-1] for text in shown.all_inner_texts()}
        wall.keyboard.press("ArrowDown")
    assert len(seen) == 60


def lay(world: World, count: int) -> None:
    """So many cards, spread over the four headings, straight into the database."""
    columns = ("keep", "deepen", "grow", "")
    with world.server.database.transaction() as db:
        activity = db.get_one(Activity, world.activity)
        table = groups.of_set(db, activity, "bord")[0]
        for n in range(count):
            db.add(
                Card(
                    activity_id=activity.id, phase_key="sorter", type="valuation",
                    fields={"text": f"{FOUND[n % 3]} {n}", "category": columns[n % 4]},
                    group_id=table.id, client_id=f"mange-{n}", visibility="cohort",
                    board="kolonner", board_order=n + 1,
                    created_at=activity.started_at, approved_at=activity.started_at,
                )
            )  # fmt: skip
        assert db.scalar(select(Card.id)) is not None
