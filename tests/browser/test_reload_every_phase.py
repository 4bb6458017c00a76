"""Whatever one is doing, a reload brings the same person, phase, text and group back."""

from playwright.sync_api import Page

from tests.support.browser_acts import saved
from tests.support.browser_screens import Screens, live, step
from tests.support.browser_world import World

PHASES = (
    "inngang", "tenk", "intervju_1", "skriv_1", "intervju_2", "skriv_2", "godkjenn",
    "gjenfortell", "rotarsaker", "hosting",
)  # fmt: skip
MOVING = (
    "svg, [data-clock], [data-draft-status], [data-turn-left], .undo, .co, "
    "#rommet, .people, noscript, template, textarea"
)
WORDS = """(moving) => {
    const copy = document.getElementById("surface").cloneNode(true);
    copy.querySelectorAll(moving).forEach((part) => part.remove());
    return copy.textContent.split("\\n").map((line) => line.trim()).filter(Boolean);
}"""
TYPED = """() => [...document.querySelectorAll("#surface textarea, #surface input")]
    .filter(({ type }) => type !== "hidden")
    .map(({ name, type, value, checked }) =>
        `${name}=${["radio", "checkbox"].includes(type) ? checked : value}`)"""


def shown(page: Page) -> tuple[str | None, list[str], list[str]]:
    """Whose screen it is, the words on it without clocks, and what stands in the fields."""
    person = page.locator("body").get_attribute("data-person")
    return person, page.evaluate(WORDS, MOVING), page.evaluate(TYPED)


def same_after_reload(page: Page) -> None:
    before = step(page), shown(page)
    page.reload()
    live(page)
    assert (step(page), shown(page)) == before


def type_where_one_writes(page: Page, phase: str) -> None:
    """Where there is a field for a text, something is written and kept by the server."""
    field = page.locator("#note, #text, #line_0").first
    if field.count() == 0 or page.locator("form[data-draft-url]").count() == 0:
        return
    field.fill(f"Skrevet i {phase}")
    saved(page)


def has_come_to(page: Page, index: int) -> None:
    page.locator(f"#surface[data-step*=':{index}:']").wait_for()


def test_reload_in_every_phase(world: World, screens: Screens) -> None:
    world.begin(["ane", "hodan", "helge", "kasper"])
    phones = [screens.phone(world, name) for name in ("ane", "hodan")]
    shared = [screens.projector(world), screens.remote(world)]
    for index, phase in enumerate(PHASES):
        world.advance_to(phase)
        for page in phones:
            has_come_to(page, index)
        if phase == "rotarsaker":
            phones[0].get_by_role("button", name="Ta pennen").click()
            phones[0].locator("#line_0").wait_for()
        for page in phones:
            type_where_one_writes(page, phase)
        for page in shared:
            page.locator(f"#surface[data-step='{world.seen()}']").wait_for()
        for page in (*phones, *shared):
            same_after_reload(page)
