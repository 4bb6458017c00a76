"""«Dette tar du med deg»: what the day has given one."""

from facilitator.presentation.phone_scene import Scene, Screen


def screen(scene: Scene) -> Screen | None:
    """The screen, where the phase is of this kind."""
    return None
