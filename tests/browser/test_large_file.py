"""A prosessleder asks for the kull's mapper, goes on with other things, and fetches them."""

import zipfile

from playwright.sync_api import expect

from tests.support.browser_screens import PHONE, Screens
from tests.support.browser_world import World


def test_asked_for_left_and_fetched(world: World, screens: Screens) -> None:
    desk = screens.known(world, "turid", PHONE)
    desk.goto(f"{world.server.url}/arbeidsmapper?kull={world.key}")
    desk.get_by_role("button", name="Alle mappene som ZIP").press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text(f"{len(world.people)} arbeidsmapper")
    desk.get_by_role("link", name="Filer").press("Enter")
    # The page looks again by itself, and nothing is downloaded before it is asked for.
    fetch = desk.get_by_role("link", name="Last ned")
    expect(fetch).to_be_visible(timeout=60_000)
    with desk.expect_download() as waiting:
        fetch.press("Enter")
    with zipfile.ZipFile(waiting.value.path()) as packed:
        folders = {name.split("/")[0] for name in packed.namelist()}
    assert folders == {world.names[key] for key in world.people}
    desk.get_by_role("button", name="Slett fila").press("Enter")
    expect(desk.get_by_text("Ingen filer akkurat nå.")).to_be_visible()
