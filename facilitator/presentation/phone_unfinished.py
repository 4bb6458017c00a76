"""What a table has written and not said «Ferdig» to, when the room has gone on."""

from dataclasses import dataclass

from sqlalchemy import select

from facilitator.domain import pens
from facilitator.models import Card, Draft, Group
from facilitator.presentation.phone_scene import Scene
from facilitator.processes.schema import Phase


@dataclass(frozen=True, slots=True)
class Unfinished:
    """`fields` are the form's own, so that one tap delivers them as they stand.

    `holder` is whoever else has the pen: one has to take it first.
    """

    group_id: int
    phase_key: str
    lines: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    version: int
    holder: str


def of_table(scene: Scene) -> Unfinished | None:
    """The latest lines of the person's table that have never reached the board."""
    if scene.activity is None or scene.state.status == "planned":
        return None
    ended = scene.state.status == "ended"
    last = len(scene.process.phases) if ended else scene.state.index
    for phase in reversed(scene.process.phases[:last]):
        group = scene.group(phase.groups) if _has_lines(phase) else None
        draft = pens.of_group(scene.db, group, phase.key) if group is not None else None
        if group is not None and draft is not None and _waits(scene, group, phase, draft):
            return _unfinished(scene, group, phase, draft)
    return None


def _has_lines(phase: Phase) -> bool:
    """Whether a group writes lines of one text with its pen in the phase."""
    card = phase.card
    written = phase.kind == "group" and phase.writes == "group"
    return written and card is not None and card.fields[0].name == "text"


def _waits(scene: Scene, group: Group, phase: Phase, draft: Draft) -> bool:
    delivered = scene.db.scalars(
        select(Card.fields).where(
            Card.group_id == group.id,
            Card.phase_key == phase.key,
            Card.withdrawn_at.is_(None),
        )
    )
    known = {str(fields.get("text")) for fields in delivered}
    return any(line not in known for line in pens.lines_of(draft))


def _unfinished(scene: Scene, group: Group, phase: Phase, draft: Draft) -> Unfinished:
    holder = draft.pen_holder
    fields = {name: str(value) for name, value in draft.fields.items() if value}
    return Unfinished(
        group_id=group.id,
        phase_key=phase.key,
        lines=tuple(pens.lines_of(draft)),
        fields=tuple(fields.items()),
        version=draft.version,
        holder=holder.first_name if holder and holder.id != scene.person.id else "",
    )
