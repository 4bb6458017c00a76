"""«Dette tar du med deg»: what the day has given one."""

from facilitator.domain import relations
from facilitator.domain.policies import Actor
from facilitator.presentation.farewell import farewell_view
from facilitator.presentation.phone_scene import Scene, Screen


def screen(scene: Scene) -> Screen | None:
    """No phase of its own: it comes when a process that says goodbye has ended."""
    return None


def ended(scene: Scene) -> Screen | None:
    """The last page of the day, where the process says that the day is gathered here."""
    if not scene.process.farewell:
        return None
    # Read as in one's own room: that a mappe lies open elsewhere changes nothing here.
    actor = Actor(participant_id=scene.person.id)
    reader = relations.reader_for(scene.db, actor)
    body = farewell_view(scene.db, reader, scene.person, scene.room)
    return Screen("farewell", body, body.theme, timeless=True)
