"""Before and now, side by side."""

from facilitator.presentation.board_scene import BoardScene, Picture


def picture(scene: BoardScene) -> Picture | None:
    """The picture, where the phase shows it."""
    return None
