"""Cards that a group lays in columns, by button or by drag."""

from facilitator.presentation.phone_scene import Scene, Screen


def screen(scene: Scene) -> Screen | None:
    """The screen, where the phase is of this kind."""
    return None
