"""Styrkejakt in real browsers: guess, give with what one saw, receive one by one, keep, the map."""

import re

from playwright.sync_api import Page, expect

from facilitator.domain import groups
from facilitator.models import Activity
from tests.support.browser_acts import all_sent, at
from tests.support.browser_screens import Screens
from tests.support.browser_world import World

SIX = ("ane", "hodan", "helge", "kasper", "ragnhild", "anders")
SAW = "ventet til gutten selv fant ordene"


def trio_of(world: World, name: str) -> tuple[int, list[str]]:
    """The group's id, and who else is in the ring."""
    keys = {number: key for key, number in world.people.items()}
    with world.reading() as db:
        activity = db.get_one(Activity, world.activity)
        for group in groups.of_set(db, activity, "trioer"):
            names = [keys[member.participant_id] for member in group.members]
            if name in names:
                return group.id, [n for n in names if n != name]
    raise AssertionError("nobody has seated this person")


def let_run(world: World, minutes: float) -> None:
    """As if the phase had begun earlier; the screens hear of it from the next press or reload."""
    with world.server.database.transaction() as db:
        activity = db.get_one(Activity, world.activity)
        assert activity.running_since is not None
        activity.running_since -= int(minutes * 60_000)


def tap(page: Page, strength: str) -> None:
    page.locator(".pick-item label").filter(has_text=re.compile(f"^{strength}$")).click()


def give(world: World, giver: str, receiver: str, group: int, strength: str, when: str) -> None:
    answer = world.caller(giver).post(
        f"/rom/{world.public_id}/gruppe/{group}/jakt/gi",
        {
            "receiver": str(world.people[receiver]),
            "strength": strength,
            "when": when,
            "client_id": f"{giver}-{receiver}-{strength}",
        },
    )
    assert answer.status == 200, answer


def test_a_whole_styrkejakt(make_world, screens: Screens, watch) -> None:
    watch.allow("422")
    world = make_world(SIX)
    world.begin(SIX, process="styrkeidentifisering")
    projector = screens.projector(world)
    ane = screens.phone(world, "ane")

    world.press("advance")
    at(ane, "Min gjetning")
    expect(projector.locator(".smap--words li")).to_have_count(24)
    guess(ane)

    world.press("advance")
    at(ane, "Fortell, gi og motta")
    group, (first, second) = trio_of(world, "ane")
    scout = screens.phone(world, first)
    let_run(world, 4.2)
    for page in (ane, scout):
        page.reload()
        expect(page.locator(".ring-steps .on")).to_have_text("Gi")
    give_by_hand(scout, world.names["ane"].split()[0])
    give(world, second, "ane", group, "humor", "fikk alle til å le")
    give(world, second, first, group, "hap", "trodde på det")
    ane.reload()
    expect(ane.get_by_role("heading", name="Hvilke styrker så du")).to_be_visible()
    assert SAW not in ane.content()

    let_run(world, 3)
    ane.reload()
    receive(ane)

    world.press("advance")
    at(ane, "Styrkene mine")
    keep(ane)

    keys = {number: key for key, number in world.people.items()}
    with world.reading() as db:
        trios = groups.of_set(db, db.get_one(Activity, world.activity), "trioer")
        rings = [(g.id, [keys[m.participant_id] for m in g.members]) for g in trios]
    other_id, other = next(ring for ring in rings if ring[0] != group)
    world.press("advance")
    at(ane, "Rommets styrkekart")
    expect(projector.get_by_text("Kartet kommer når fem har gitt et kort.")).to_be_visible()
    for giver, receiver in ((0, 1), (1, 2), (2, 0)):
        give(world, other[giver], other[receiver], other_id, "samarbeid", "løftet de andre")
    expect(projector.locator(".smap li", has_text="Samarbeid")).to_contain_text("tre kort")
    expect(projector.locator(".smap .only-big ellipse")).to_have_count(6)
    expect(ane.locator(".map-list li", has_text="Samarbeid")).to_contain_text("tre kort")
    assert "løftet de andre" not in projector.content()

    world.press("advance")
    at(ane, "Neste skritt")
    expect(ane.locator(".at-hand")).to_contain_text("Humor")


def guess(ane: Page) -> None:
    for strength in ("Klokskap", "Humor", "Mot"):
        if strength == "Mot":
            ane.locator("[data-strengths-search]").fill("lekenhet")
            expect(ane.locator(".pick-item:not([hidden])")).to_have_count(2)  # and what is ticked
            ane.locator("[data-strengths-search]").fill("")
            strength = "Håp"
        tap(ane, strength)
    tap(ane, "Kreativitet")  # one too many
    expect(ane.locator("[data-strengths-status]")).to_have_text("3 av 3 valgt")
    ane.get_by_role("button", name="Ta vare på").click()
    expect(ane.get_by_text("Tatt vare på. Bare du ser det.")).to_be_visible()
    all_sent(ane)


def give_by_hand(scout: Page, to: str) -> None:
    scout.locator("label.choice", has_text=to).click()
    tap(scout, "Klokskap")
    expect(scout.locator(".pick-item:not([hidden])")).to_have_count(1)
    expect(scout.get_by_label("Jeg så")).to_have_value("klokskap")
    button = scout.get_by_role("button", name=f"Gi til {to}")
    button.click()
    expect(scout.locator("#when-error")).to_contain_text("«Jeg så … da du …»")
    scout.get_by_label("da du").fill(SAW)
    button.click()
    expect(scout.get_by_text(f"Du har gitt Klokskap til {to}")).to_be_in_viewport()
    expect(scout.locator(".pick-item:not([hidden])")).to_have_count(24)
    expect(scout.get_by_label("da du")).to_have_value("")


def receive(ane: Page) -> None:
    expect(ane.get_by_role("heading", name="Klokskap")).to_be_visible()
    expect(ane.locator("blockquote")).to_contain_text(SAW)
    assert "alle til å le" not in ane.content()
    expect(ane.locator("#surface button")).to_have_count(1)
    ane.get_by_role("button", name="Takk").click()
    expect(ane.get_by_role("heading", name="Humor")).to_be_visible()
    ane.get_by_role("button", name="Takk").click()
    expect(ane.get_by_role("heading", name="Ta imot. Svar bare: «Takk.»")).to_be_visible()
    expect(ane.get_by_text(SAW)).to_be_visible()


def keep(ane: Page) -> None:
    both = ane.locator(".beside section")
    expect(both.nth(0)).to_contain_text("Håp")
    expect(both.nth(1)).to_contain_text("Klokskap")
    first = ane.locator(".vgroup").first
    expect(first).to_contain_text("Det de andre så hos deg")
    first.locator("label").nth(0).click()
    first.locator("label").nth(1).click()
    ane.get_by_role("button", name="Ta vare på").click()
    expect(ane.get_by_text("De ligger i mappa di. Bare du ser dem.")).to_be_visible()
