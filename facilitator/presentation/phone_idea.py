"""Many small cards, one after the other."""

from facilitator.presentation.phone_scene import Scene, Screen


def screen(scene: Scene) -> Screen | None:
    """The screen, where the phase is of this kind."""
    return None
