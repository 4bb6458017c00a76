"""Giving and receiving cards in a ring: seen in another, and said why."""

from facilitator.presentation.phone_scene import Scene, Screen


def screen(scene: Scene) -> Screen | None:
    """The screen, where the phase is of this kind."""
    return None
