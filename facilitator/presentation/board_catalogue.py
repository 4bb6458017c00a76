"""The strengths by virtue, while people look for them in each other."""

from facilitator.presentation.board_scene import BoardScene, Picture


def picture(scene: BoardScene) -> Picture | None:
    """The picture, where the phase shows it."""
    return None
