"""The owner of the installation, in a world of a browser test."""

from facilitator.models import Facilitator
from tests.support.browser_world import World


def owner_of(world: World) -> str:
    """Somebody who owns the installation, and leads no kull."""
    email = f"{world.key}@eier.example"
    with world.server.database.transaction() as db:
        found = Facilitator(name="Eli Eierstad", email=email, owns_installation=True)
        db.add(found)
        db.flush()
        world.leaders["owner"] = found.id
    return "owner"
