"""The strengths that were given in the room, as a picture: one pebble for each card."""

from facilitator.presentation.board_scene import BoardScene, Picture


def picture(scene: BoardScene) -> Picture | None:
    """The picture, where the phase shows it."""
    return None
