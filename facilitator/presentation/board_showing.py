"""One group shows what it has made; the others answer with the beginnings that stand below."""

from dataclasses import dataclass

from facilitator.domain import showing
from facilitator.domain.phases import MINUTE
from facilitator.domain.turns import SlotClock
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.clocks import ClockView, slot_clock


@dataclass(frozen=True, slots=True)
class ShowingBody:
    number: int
    whole: int
    table: int
    card: CardView | None
    starters: tuple[str, ...]
    clock: ClockView | None


def picture(scene: BoardScene) -> Picture | None:
    """While a group has the floor; before the first and after the end it is the board."""
    if scene.phase.projector.show != "showing" or not scene.state.is_on:
        return None
    found = showing.now_showing(scene.db, scene.activity, scene.phase)
    if found.group is None:
        return None
    body = ShowingBody(
        number=found.number,
        whole=found.whole,
        table=found.group.number,
        card=card_view(found.card) if found.card else None,
        starters=scene.phase.projector.lines,
        clock=_clock(scene, found.began, found.minutes) if found.began else None,
    )
    return Picture("showing", body)


def _clock(scene: BoardScene, began: int, minutes: float) -> ClockView:
    """The showing's own clock; what it shows never moves anything."""
    elapsed = max(0, scene.now - began)
    return slot_clock(
        SlotClock(duration=int(minutes * MINUTE), elapsed=elapsed), scene.state, scene.now
    )
