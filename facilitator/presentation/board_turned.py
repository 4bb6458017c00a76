"""Before and now, side by side; and the ladder on which one climbs from the one to the other."""

from dataclasses import dataclass

from facilitator.domain import boards
from facilitator.presentation import asked
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.clocks import ClockView, phase_clock
from facilitator.processes.cards import card_types

SHOWS = ("board", "both")
LAYOUTS = (2, 4, 14)
"""Up to so many pairs stand in one size; beyond the last the smallest, in pages."""


@dataclass(frozen=True, slots=True)
class TurnedView:
    """The pairs, in an order that says nothing of when each came. `asks`: until one has come."""

    pairs: tuple[CardView, ...]
    layout: int
    asks: str


@dataclass(frozen=True, slots=True)
class Rung:
    """«A», «Hendelse», and whether one stands on it now."""

    letter: str
    name: str
    lit: bool
    done: bool = False
    """Climbed in an earlier phase."""


@dataclass(frozen=True, slots=True)
class LadderView:
    rungs: tuple[Rung, ...]
    prompts: tuple[str, ...]
    clock: ClockView | None


def picture(scene: BoardScene) -> Picture | None:
    """The picture, where the phase shows it."""
    if scene.phase.projector.show == "ladder" and scene.state.status != "ended":
        return Picture("ladder", _ladder(scene), small_clock=False)
    if not _is_turned(scene):
        return None
    if scene.state.status != "ended" and scene.phase.projector.show not in SHOWS:
        return None
    lying = boards.lying(scene.db, scene.activity, scene.board_key)
    pairs = tuple(view for card in lying if (view := card_view(card)).turned)
    prompts = asked.on_projector(scene.activity)
    layout = sum(len(pairs) > most for most in LAYOUTS)
    return Picture("turned", TurnedView(pairs, layout, prompts[0] if prompts else ""))


def _is_turned(scene: BoardScene) -> bool:
    """Every card of the board is a before that has become a now."""
    accepts = scene.board.accepts if scene.board else ()
    known = [card_types().get(key) for key in accepts]
    return bool(known) and all(kind is not None and kind.turns for kind in known)


def _ladder(scene: BoardScene) -> LadderView:
    view = scene.phase.projector
    return LadderView(
        rungs=ladder_of(view.lines, view.lit),
        prompts=asked.standing_on_projector(scene.activity, scene.phase),
        clock=phase_clock(scene.state, scene.now) if scene.state.is_on else None,
    )


def ladder_of(lines: tuple[str, ...], lit: tuple[str, ...]) -> tuple[Rung, ...]:
    """«A: Hendelse» as a rung. What lies below those that are lit has been climbed."""
    first = min((lines.index(line) for line in lit), default=0)
    return tuple(
        Rung(line.partition(":")[0].strip(), line.partition(":")[2].strip(), line in lit, n < first)
        for n, line in enumerate(lines)
    )
