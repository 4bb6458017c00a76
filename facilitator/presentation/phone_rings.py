"""A ring with equal time: its clock on one phone in the middle, the others face down."""

from facilitator.presentation.phone_scene import Scene, Screen


def screen(scene: Scene) -> Screen | None:
    """The screen, where the phase is of this kind."""
    return None
