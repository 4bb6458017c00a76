"""Screens of the table: retelling in turn, the group's one pen, and reading the board along."""

from dataclasses import dataclass

from sqlalchemy import select

from facilitator.domain import (
    group_cards,
    pens,
    policies,
    relations,
    ring_sizes,
    story_drafts,
    threads,
    turns,
)
from facilitator.models import Card, Draft, Group
from facilitator.presentation.phone_scene import Scene, Screen, Story, others, story_of
from facilitator.presentation.turn_rings import countdown
from facilitator.presentation.wall import WallView, wall

RESERVED = "Denne fortellingen blir hos dere to. Bruk turen til en fri samtale."


@dataclass(frozen=True, slots=True)
class Mate:
    name: str
    about: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Table:
    """`mine` is one's own seat, counted from 0."""

    number: int
    names: tuple[str, ...]
    mates: tuple[Mate, ...]
    mine: int


@dataclass(frozen=True, slots=True)
class Turns:
    """The ring's turn clock: which turn and which step of it, never whose. Milliseconds."""

    number: int
    size: int
    left: int
    started: int
    boundaries: tuple[int, ...]
    paused_at: int | None
    over: bool = False
    steps: tuple[str, ...] = ()
    """Names of a turn's steps; without any a turn is one piece."""
    step: int = 0
    """Which of them is on, from 0."""
    step_left: int = 0
    step_ends: tuple[tuple[int, ...], ...] = ()

    @property
    def data(self) -> dict[str, object]:
        """What goes into `data-turns`."""
        data: dict[str, object] = {"started": self.started, "boundaries": list(self.boundaries)}
        if self.steps:
            data |= {"names": list(self.steps), "parts": [list(ends) for ends in self.step_ends]}
        return data if self.paused_at is None else data | {"paused_at": self.paused_at}

    @property
    def left_text(self) -> str:
        return countdown(self.left)

    @property
    def step_left_text(self) -> str:
        return countdown(self.step_left)


@dataclass(frozen=True, slots=True)
class Retelling:
    """The partner's story, at hand when its teller lets the table hear it."""

    teller: str
    story: Story | None
    instead: str
    card_id: int = 0
    """Where one may tie a story of one's own to it: only to one that lies on the board."""


@dataclass(frozen=True, slots=True)
class Line:
    card_id: int
    text: str


@dataclass(frozen=True, slots=True)
class RoundBody:
    prompt: str
    table: Table
    turns: Turns
    retelling: Retelling | None
    group_id: int
    phase_key: str
    lines: tuple[Line, ...]
    ready: bool
    typed: str


@dataclass(frozen=True, slots=True)
class PenBody:
    """The group's lines. `holder` is who writes; `mine` when it is this phone."""

    prompt: str
    table: Table
    group_id: int
    phase_key: str
    mine: bool
    holder: str
    lines: tuple[str, ...]
    keep: bool
    version: int
    turn: int
    delivered: tuple[str, ...]
    gathered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardBody:
    prompt: str
    wall: WallView


def table_view(group: Group, scene: Scene) -> Table:
    people = group.people
    mine = next((n for n, p in enumerate(people) if p.id == scene.person.id), 0)
    mates = tuple(
        Mate(p.name, ", ".join(filter(None, (p.role, p.municipality))), p.id == scene.person.id)
        for p in people
    )
    return Table(group.number, others(group, scene.person), mates, mine)


def retell(scene: Scene) -> Screen:
    """A round: the table, the turn clock, the story to retell, and one line for what one hears."""
    group = scene.table
    assert group is not None
    key = scene.phase.key
    mine = [c for c in _cards(scene, group, key) if c.owner_id == scene.person.id]
    body = RoundBody(
        prompt=scene.prompt,
        table=table_view(group, scene),
        turns=turn_view(scene, group),
        retelling=_retelling(scene),
        group_id=group.id,
        phase_key=key if scene.phase.card else "",
        lines=tuple(Line(card.id, card.fields["text"]) for card in mine),
        ready=False,
        typed=str(scene.typed.get("text") or ""),
    )
    return Screen("retell", body, f"Bord {group.number}")


def _cards(scene: Scene, group: Group, phase_key: str) -> list[Card]:
    """The group's cards of a phase that this person may read, in the order they came."""
    found = scene.db.scalars(
        select(Card)
        .where(
            Card.group_id == group.id,
            Card.phase_key == phase_key,
            Card.withdrawn_at.is_(None),
        )
        .order_by(Card.id)
    )
    reader = relations.reader_in_room(scene.person, scene.room, scene.groups)
    return relations.readable(scene.db, reader, found)


def turn_view(scene: Scene, group: Group) -> Turns:
    """Where the group's ring is now, from the room's clock and how many it has been."""
    ring = ring_sizes.of(scene.db, scene.on, group, scene.phase.key)
    size, changes = ring.size, ring.changes
    state, now = scene.state, scene.now
    planned = state.durations[state.index]
    extensions = tuple(e for e in state.extensions if e.phase == state.index)
    elapsed = state.elapsed(now)
    steps = tuple(turns.Step(step.name or step.key, step.minutes) for step in scene.phase.turn)
    turn = turns.turn_at(planned, size, elapsed, extensions, steps, changes)
    names = tuple(step.name for step in steps)
    ends = turns.step_ends(planned, size, steps, extensions, changes) if steps else []
    return Turns(
        number=turn.number,
        size=turn.size,
        left=turn.left,
        started=now - elapsed,
        boundaries=tuple(turns.boundaries(planned, size, extensions, changes)),
        paused_at=None if state.status == "running" else now,
        over=turn.over,
        steps=names,
        step=names.index(turn.step) if turn.step is not None else 0,
        step_left=turn.step_left,
        step_ends=tuple(tuple(parts) for parts in ends),
    )


def _retelling(scene: Scene) -> Retelling | None:
    interview = scene.asked
    if interview is None or interview.teller_id == scene.person.id:
        return None
    teller = interview.teller.first_name
    card = story_drafts.approved_story(scene.db, interview)
    if card is None:
        soon = f"Fortellingen er ikke klar ennå. Den kommer her når {teller} har sagt ja."
        return Retelling(teller, None, soon)
    reader = relations.reader_in_room(scene.person, scene.room, scene.groups)
    if _may_be_retold(scene, card) and relations.can_read(scene.db, reader, card):
        return Retelling(
            teller, story_of(card.fields), "", card.id if threads.is_released(card) else 0
        )
    return Retelling(teller, None, RESERVED)


def _may_be_retold(scene: Scene, card: Card) -> bool:
    """«Gruppa mi» is the teller's own table: somebody who was moved tells it nowhere else."""
    if policies.on_board(card.visibility):
        return True
    table = scene.table.people if scene.table is not None else []
    at_hand = card.owner_id in {person.id for person in table}
    return at_hand and policies.at_least(card.visibility, "group")


def causes(scene: Scene) -> Screen:
    """The group writes together with one pen; the others read along."""
    group = scene.table
    assert group is not None
    key = scene.phase.key
    draft = pens.of_group(scene.db, group, key)
    body = _pen_body(scene, group, key, draft)
    state = f"pen-{body.turn}" if body.mine else "done" if body.delivered else "along"
    return Screen("causes", body, f"Bord {group.number}", key=f"causes-{group.id}-{state}")


def _pen_body(scene: Scene, group: Group, key: str, draft: Draft | None) -> PenBody:
    fields = scene.typed or (draft.fields if draft else {})
    holder = draft.pen_holder if draft else None
    hand = next((h.phase for h in scene.phase.hand if h.whose == "group" and h.phase), "")
    return PenBody(
        prompt=scene.prompt,
        table=table_view(group, scene),
        group_id=group.id,
        phase_key=key,
        mine=holder is not None and holder.id == scene.person.id,
        holder=holder.first_name if holder else "",
        lines=_rows(fields),
        keep=bool(fields.get("keep", True)) if fields else True,
        version=draft.version if draft else 0,
        turn=draft.pen_turn if draft else 0,
        delivered=tuple(card.fields["text"] for card in _cards(scene, group, key)),
        gathered=tuple(c.fields["text"] for c in _cards(scene, group, hand)) if hand else (),
    )


def _rows(fields: dict[str, object]) -> tuple[str, ...]:
    """At least three rows, and always one more than is filled, up to six."""
    texts = [str(fields.get(f"line_{n}") or "") for n in range(group_cards.CAUSES_LIMIT)]
    filled = max((n + 1 for n, text in enumerate(texts) if text.strip()), default=0)
    return tuple(texts[: max(3, min(filled + 1, group_cards.CAUSES_LIMIT))])


def board(scene: Scene) -> Screen:
    """Høsting and the like: the board as a list, to read along."""
    return Screen("board", BoardBody(scene.prompt, wall(scene.db, scene.on)), "Les med")
