"""A ring with equal time: its clock on one phone in the middle, the others face down.

The clock knows turn *n* of *N* and which step of it, never who has the word. It shifts by
itself between the steps of a turn, and asks nobody: the ring decides the order, and whoever
wants to pass says so aloud.
"""

from dataclasses import dataclass

from facilitator.domain import rings_middle
from facilitator.models import Group
from facilitator.presentation.at_hand import HandView, at_hand
from facilitator.presentation.phone_note import NoteForm, note_form
from facilitator.presentation.phone_scene import Scene, Screen, others
from facilitator.presentation.phone_table import Turns, turn_view


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a turn and what is asked in it; `on` when it is the one that is on now."""

    name: str
    prompt: str
    on: bool


@dataclass(frozen=True, slots=True)
class RingBody:
    """`holder` is whose phone lies in the middle, empty when nobody's does."""

    group_id: int
    phase_key: str
    number: int
    names: tuple[str, ...]
    holder: str
    mine: bool
    prompt: str
    steps: tuple[StepView, ...]
    lines: tuple[str, ...]
    turns: Turns
    finished: bool
    note: NoteForm
    hands: tuple[HandView, ...]

    @property
    def over_words(self) -> str:
        return "Alle har hatt ordet"


def screen(scene: Scene) -> Screen | None:
    """A round in which nobody writes for others: one phone in the middle, the rest down."""
    phase = scene.phase
    talks = phase.kind == "round" and phase.phone_mode == "ring" and phase.card is None
    if not talks or scene.table is None or len(scene.table.members) < 2:
        return None
    body = _body(scene, scene.table)
    name = "middle" if body.mine else "ring"
    where = f"Ring {body.number}"
    return Screen(name, body, where, dark=True, key=f"{name}-{phase.key}")


def _body(scene: Scene, group: Group) -> RingBody:
    phase = scene.phase
    held_by = rings_middle.holder(scene.db, group, phase.key)
    turns = turn_view(scene, group)
    return RingBody(
        group_id=group.id,
        phase_key=phase.key,
        number=group.number,
        names=others(group, scene.person),
        holder=held_by.first_name if held_by is not None else "",
        mine=held_by is not None and held_by.id == scene.person.id,
        prompt=scene.prompt,
        steps=_steps(scene, turns),
        lines=phase.projector.lines,
        turns=turns,
        finished=rings_middle.is_finished(scene.db, group, phase.key),
        note=note_form(scene, phase.key),
        hands=at_hand(scene),
    )


def _steps(scene: Scene, turns: Turns) -> tuple[StepView, ...]:
    """Each step with its own question, or all with the same."""
    each = scene.phase.prompt_mode == "per_step" and len(scene.prompts) == len(turns.steps)
    return tuple(
        StepView(name, scene.prompts[n] if each else scene.prompt, on=n == turns.step)
        for n, name in enumerate(turns.steps)
    )
