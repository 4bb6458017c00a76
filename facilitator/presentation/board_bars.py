"""How answers fall, one dot for each, frozen when it was shown."""

from facilitator.presentation.board_scene import BoardScene, Picture


def picture(scene: BoardScene) -> Picture | None:
    """The picture, where the phase shows it."""
    return None
