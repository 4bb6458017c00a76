"""The chosen material, such as a dilemma, for all to read."""

from facilitator.presentation.board_scene import BoardScene, Picture


def picture(scene: BoardScene) -> Picture | None:
    """The picture, where the phase shows it."""
    return None
