"""What a group does on its phones in a workshop, and who sits in it."""

import re

from playwright.sync_api import Page, expect

from facilitator.domain import groups
from facilitator.models import Activity
from tests.support.browser_world import World


def mates(world: World, who: str, set_key: str) -> list[str]:
    """The others in somebody's group."""
    keys = {number: key for key, number in world.people.items()}
    with world.reading() as db:
        activity = db.get_one(Activity, world.activity)
        group = groups.group_of(db, activity, set_key, world.people[who])
        assert group is not None, f"nobody has seated {who}"
        members = [keys[member.participant_id] for member in group.members]
    return [key for key in members if key != who]


def take_pen(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^(Ta pennen|Skriv|Rett kortene|Endre)$")).click()
    expect(page.get_by_role("button", name="Ferdig")).to_be_visible()


def done(page: Page) -> None:
    page.get_by_role("button", name="Ferdig").click()
    expect(page.locator("#surface .saved[role=status]").first).to_be_visible()
