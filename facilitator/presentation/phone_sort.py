"""Cards that a group lays in columns, by button or by drag."""

from dataclasses import dataclass

from facilitator.domain import card_rows, pens, sorting
from facilitator.models import Card, Group
from facilitator.presentation import group_names
from facilitator.presentation.asked import prompts_of
from facilitator.presentation.card_faces import face
from facilitator.presentation.columns import Column, by_column
from facilitator.presentation.phone_scene import Scene, Screen
from facilitator.presentation.phone_table import Table, table_view
from facilitator.processes.parts import FieldSpec


@dataclass(frozen=True, slots=True)
class SortCard:
    """One card to lay: its words, and the others behind them."""

    id: int
    text: str
    behind: tuple[str, ...]
    column: str
    lies: bool


@dataclass(frozen=True, slots=True)
class SortBody:
    """`loose` have not been laid yet; `columns` are as the board has them, unsettled last."""

    prompts: tuple[str, ...]
    table: Table
    group_id: int
    phase_key: str
    mine: bool
    holder: str
    alone: bool
    turn: int
    delivered: bool
    loose: tuple[SortCard, ...]
    columns: tuple[Column[SortCard], ...]
    keep: bool
    free_row: int | None
    most: int
    typed: str
    typed_column: str

    @property
    def choices(self) -> tuple[Column[SortCard], ...]:
        """What the buttons say: the columns proper."""
        return self.columns[:-1]

    @property
    def unsettled(self) -> Column[SortCard]:
        return self.columns[-1]

    @property
    def is_empty(self) -> bool:
        return not self.loose and not any(column.cards for column in self.columns)


def screen(scene: Scene) -> Screen | None:
    """Where a group's cards go to a board of columns."""
    field = sorting.column_field(scene.process, scene.phase)
    if field is None or scene.table is None:
        return None
    return _screen(scene, scene.table, field)


def _screen(scene: Scene, group: Group, field: FieldSpec) -> Screen:
    phase = scene.phase
    assert phase.release is not None
    assert phase.card is not None
    draft = pens.of_group(scene.db, group, phase.key)
    holder = draft.pen_holder if draft else None
    own = sorting.of_group(scene.db, scene.on, phase, group, scene.person)
    made = [(card, _card(card, field, phase.key)) for card in own]
    board = scene.process.boards[phase.release.board]
    ready = any(view.lies for _, view in made) and holder is None
    said = next(f for f in phase.card.fields if f.name != field.name)
    body = SortBody(
        prompts=prompts_of(scene.on, phase),
        table=table_view(group, scene),
        group_id=group.id,
        phase_key=phase.key,
        mine=holder is not None and holder.id == scene.person.id,
        holder=holder.first_name if holder else "",
        alone=len(group.members) == 1,
        turn=draft.pen_turn if draft else 0,
        delivered=ready,
        loose=tuple(view for _, view in made if not view.lies),
        columns=by_column(board, field, [(card, view) for card, view in made if view.lies]),
        keep=sorting.keeps(draft),
        free_row=sorting.free_row(phase, {card_rows.row_of(card): card for card in own}),
        most=said.max,
        typed=str(scene.typed.get("text") or ""),
        typed_column=str(scene.typed.get("column") or ""),
    )
    state = f"pen-{body.turn}" if body.mine else "done" if ready else "along"
    where = "" if body.alone else group_names.of_group(scene.process, group)
    return Screen("sort", body, where, key=f"sort-{group.id}-{state}")


def _card(card: Card, field: FieldSpec, phase_key: str) -> SortCard:
    words = face(card.type, card.fields)
    behind = [line for part in words.parts if part.name != field.name for line in part.texts]
    return SortCard(
        id=card.id,
        text=words.text or words.title,
        behind=tuple(behind),
        column=str(card.fields.get(field.name) or ""),
        lies=card.phase_key == phase_key and card.board_order is not None,
    )
