"""A board that is a list: contributions as a programme, or promises: who does what, and when."""

from dataclasses import dataclass

from facilitator.domain import boards
from facilitator.presentation import asked
from facilitator.presentation.board_scene import BoardScene, Picture
from facilitator.presentation.card_faces import Part
from facilitator.presentation.cards import CardView, card_view
from facilitator.processes.parts import Board

MOST = 48
"""More than any projector has room for; the browser folds what does not fit and says so."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what, and the rest in one line. `group` heads those of one choice."""

    title: str
    rest: str
    table: int | None


@dataclass(frozen=True, slots=True)
class Shelf:
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeBody:
    prompt: str
    name: str
    shelves: tuple[Shelf, ...]
    more: int
    dense: bool
    empty: str


def picture(scene: BoardScene) -> Picture | None:
    if scene.layout != "list" or scene.board is None:
        return None
    shows = scene.phase.projector.show in ("board", "both") or scene.state.status == "ended"
    if not shows:
        return None
    return Picture("programme", _at_the_end(scene) or _of_board(scene, scene.board))


def _of_board(scene: BoardScene, board: Board) -> ProgrammeBody:
    cards = boards.lying(scene.db, scene.activity, scene.board_key)
    views = [card_view(card) for card in cards[:MOST]]
    prompts = asked.prompts_of(scene.activity, scene.phase)
    return ProgrammeBody(
        prompt=prompts[0] if prompts and scene.state.is_on else "",
        name=board.name,
        shelves=_shelves(scene, views, [str(card.fields.get("form") or "") for card in cards]),
        more=max(0, len(cards) - MOST),
        dense=len(views) > 6,
        empty="Her kommer det når dere er klare.",
    )


def _at_the_end(scene: BoardScene) -> ProgrammeBody | None:
    """What the kull keeps of lists, side by side, where the process has filled several."""
    if scene.state.status != "ended":
        return None
    lists = [(key, board) for key, board in scene.process.boards.items() if board.layout == "list"]
    filled = [
        (board.name, cards)
        for key, board in lists
        if (cards := boards.lying(scene.db, scene.activity, key))
    ]
    if len(filled) < 2:
        return None
    most = MOST // 4
    return ProgrammeBody(
        prompt="",
        name="Dette tar kullet med seg",
        shelves=tuple(
            Shelf(name, tuple(_line(card_view(card)) for card in cards[:most]))
            for name, cards in filled
        ),
        more=sum(max(0, len(cards) - most) for _, cards in filled),
        dense=False,
        empty="",
    )


def _shelves(scene: BoardScene, views: list[CardView], chosen: list[str]) -> tuple[Shelf, ...]:
    """By the card's choice where it has one, in the order of the choices; else one shelf."""
    options = _options(scene)
    if not options:
        return (Shelf("", tuple(_line(view) for view in views)),) if views else ()
    found = []
    for value, label in [*options, ("", "Uten form ennå")]:
        lines = [_line(v) for v, form in zip(views, chosen, strict=False) if form == value]
        if lines:
            found.append(Shelf(label, tuple(lines)))
    return tuple(found)


def _options(scene: BoardScene) -> list[tuple[str, str]]:
    for phase in reversed(scene.process.phases):
        if phase.board == scene.board_key and phase.card is not None:
            choices = [field for field in phase.card.fields if field.kind == "choice"]
            return [(option.value, option.label) for f in choices for option in f.options]
    return []


def _said(part: Part) -> str:
    """«20 minutter»: a number says what it counts."""
    if part.text.isdecimal():
        return f"{part.text} {part.label.lower()}"
    return part.text or ", ".join(part.lines)


def _line(view: CardView) -> Line:
    rest = [_said(part) for part in view.parts if part.name != "form"]
    short = [text for text in rest if text and len(text) <= 60]
    return Line(view.title or view.text, " · ".join(short[:3]), view.table)
