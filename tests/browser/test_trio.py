"""Five people: a pair, and a trio that has three interviews in its own time."""

from playwright.sync_api import Page, expect

from tests.support.browser_acts import approve, at, deliver, saved, write
from tests.support.browser_screens import Screens
from tests.support.browser_world import World

FIVE = ("ane", "hodan", "helge", "kasper", "anders")
TALKED, NEXT, DONE = "Vi er klare for å skrive", "Neste samtale", "Vi er ferdige"


class Trio:
    """The three phones; `slots` is (teller, asker) of each interview in order."""

    def __init__(self, world: World, screens: Screens) -> None:
        pairs = world.pairs()
        third = next(row for row in pairs if row[0] == 3)
        names = {third[1], third[2]} | {a for _, a, b in pairs if b in third[1:]}
        self.slots = [(a, b) for _, a, b in sorted(pairs) if a in names]
        self.phones = {who: screens.phone(world, who) for who in names}

    def at(self, place: str) -> None:
        for page in self.phones.values():
            at(page, place)

    def tap(self, who: str, words: str) -> None:
        self.phones[who].get_by_role("button", name=words).click()


def text(teller: str) -> str:
    return f"Vi var tre, og {teller} fortalte."


def write_down(page: Page, teller: str) -> None:
    write(page, f"Om {teller}", text(teller))
    deliver(page)


def test_a_trio_is_never_interrupted_and_each_gets_a_story(make_world, screens: Screens) -> None:
    world: World = make_world(FIVE)
    world.begin(FIVE)
    world.advance_to("intervju_1")
    trio = Trio(world, screens)
    assert len(trio.phones) == 3
    room_goes_on = iter(("skriv_1", "intervju_2", "skriv_2"))
    for number, (teller, asker) in enumerate(trio.slots, start=1):
        third = (set(trio.phones) - {teller, asker}).pop()
        trio.at(f"Intervju {number} av 3")
        expect(trio.phones[asker].locator("[data-guide]")).to_be_visible()
        expect(trio.phones[teller].get_by_text("Du forteller.").first).to_be_visible()
        expect(trio.phones[third].get_by_text("Du lytter.").first).to_be_visible()
        trio.phones[asker].locator("#note").fill(f"Stikkord {number}")
        saved(trio.phones[asker])
        world.advance_to(next(room_goes_on))
        trio.at(f"Intervju {number} av 3")
        expect(trio.phones[asker].locator("#note")).to_have_value(f"Stikkord {number}")
        trio.tap(asker, TALKED)
        trio.at(f"Skriv ut {number} av 3")
        write_down(trio.phones[asker], teller)
        trio.tap(asker, NEXT if number < 3 else DONE)
    world.advance_to("godkjenn")
    for who, page in trio.phones.items():
        at(page, "Godkjenn")
        expect(page.locator("#text")).to_have_value(text(who))
        approve(page, "cohort")
    assert len(world.cards()) == 3


def test_two_of_a_trio_who_tap_at_once_move_it_one_step(make_world, screens: Screens) -> None:
    world: World = make_world(FIVE)
    world.begin(FIVE)
    world.advance_to("intervju_1")
    trio = Trio(world, screens)
    pages = list(trio.phones.values())
    trio.at("Intervju 1 av 3")
    for page in pages[:2]:
        page.evaluate("setTimeout(() => document.querySelector('form[id^=trio-]').requestSubmit())")
    trio.at("Skriv ut 1 av 3")
    for page in pages:
        page.reload()
    trio.at("Skriv ut 1 av 3")
