"""The group's steps in the hand of those who watch: a private tick for each step one sees."""

from dataclasses import dataclass

from sqlalchemy import select

from facilitator.domain import marks, relations
from facilitator.models import Card, Group
from facilitator.presentation.asked import prompts_of
from facilitator.presentation.card_faces import Part, face
from facilitator.presentation.phone_scene import Scene, Screen
from facilitator.presentation.phone_table import Table, table_view
from facilitator.processes import chains
from facilitator.processes.parts import Mark


@dataclass(frozen=True, slots=True)
class Step:
    number: int
    item: int
    text: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Skill:
    """One card of steps; `parts` is what else it says."""

    card_id: int
    name: str
    steps: tuple[Step, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class StepsBody:
    prompts: tuple[str, ...]
    table: Table
    label: str
    passes: bool
    """The ticks are gone when the phase is over."""
    activity_id: int
    phase_key: str
    skills: tuple[Skill, ...]

    @property
    def ticked(self) -> bool:
        return any(step.seen for skill in self.skills for step in skill.steps)


def screen(scene: Scene) -> Screen | None:
    """A phase in which a group looks for the lines of a card that it has made."""
    mark = scene.phase.mark
    if mark is None or not mark.field or not mark.phase or scene.table is None:
        return None
    if scene.phase.card is not None:
        return None
    own = marks.own(scene.db, scene.on, scene.phase, scene.person)
    found = (_skill(card, mark.field, own) for card in _cards(scene, scene.table, mark))
    body = StepsBody(
        prompts=prompts_of(scene.on, scene.phase),
        table=table_view(scene.table, scene),
        label=mark.label,
        passes=mark.lasts == "phase",
        activity_id=scene.on.id,
        phase_key=scene.phase.key,
        skills=tuple(skill for skill in found if skill.steps),
    )
    where = "" if len(scene.table.members) == 1 else f"Bord {scene.table.number}"
    return Screen("steps", body, where, key=f"steps-{scene.phase.key}")


def _cards(scene: Scene, group: Group, mark: Mark) -> list[Card]:
    began = chains.root(scene.process, scene.process.phase(mark.phase))
    keys = [p.key for p in scene.process.phases if chains.root(scene.process, p) == began]
    found = scene.db.scalars(
        select(Card)
        .where(
            Card.activity_id == scene.on.id,
            Card.group_id == group.id,
            Card.phase_key.in_(keys),
            Card.withdrawn_at.is_(None),
        )
        .order_by(Card.id)
    )
    reader = relations.reader_in_room(scene.person, scene.room, scene.groups)
    return relations.readable(scene.db, reader, found)


def _skill(card: Card, field: str, own: frozenset[tuple[int, int]]) -> Skill:
    words = face(card.type, card.fields)
    lines = card.fields.get(field)
    texts = lines if isinstance(lines, list) else []
    steps = tuple(Step(n + 1, n, str(text), (card.id, n) in own) for n, text in enumerate(texts))
    rest = tuple(part for part in words.parts if part.name != field)
    return Skill(card.id, words.title or words.text, steps, rest)
