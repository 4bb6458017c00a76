"""Picking strengths for oneself: a guess before the others have spoken, and what one keeps.

A phase whose card is nothing but one strength picks all its cards in one picker. Where what
others have given lies at hand, one's own guess stands beside it, in words and without a verdict.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from facilitator.domain import card_fields, card_rows, closed, drafts, given
from facilitator.models import Card
from facilitator.presentation.asked import prompts_of
from facilitator.presentation.cards import StrengthMark
from facilitator.presentation.phone_scene import Scene, Screen
from facilitator.presentation.strengths import PickGroup, marks_of, of_cohort, pick_groups
from facilitator.processes.schema import Phase

SEEN = "Det de andre så hos deg"


@dataclass(frozen=True, slots=True)
class SeenView:
    """A strength somebody saw in one, and what they said of it."""

    id: int
    mark: StrengthMark
    sentence: str
    giver: str
    on_map: bool


@dataclass(frozen=True, slots=True)
class PickBody:
    """`chosen` is what is ticked, `made` what has been sent."""

    prompts: tuple[str, ...]
    activity_id: int
    phase_key: str
    field: str
    groups: tuple[PickGroup, ...]
    chosen: tuple[str, ...]
    made: tuple[StrengthMark, ...]
    most: int
    version: int
    compares: bool
    guessed: tuple[StrengthMark, ...]
    seen: tuple[SeenView, ...]

    @property
    def key(self) -> str:
        return f"a{self.activity_id}-{self.phase_key}"


def is_picking(phase: Phase) -> bool:
    """Whether each picks strengths for oneself, one card for each."""
    if phase.card is None or phase.writes != "each" or len(phase.card.fields) != 1:
        return False
    field = phase.card.fields[0]
    return field.kind == "strengths" and field.max_items == 1


def field_of(phase: Phase) -> str:
    """The picker's name in the form: the first card's field holds them all."""
    assert phase.card is not None
    return f"0-{phase.card.fields[0].name}"


def screen(
    scene: Scene, phase: Phase | None = None, typed: tuple[str, ...] | None = None
) -> Screen:
    at = phase or scene.phase
    assert at.card is not None
    cohort = scene.room.gathering.cohort
    own = card_rows.of_chain(scene.db, scene.on, at, scene.person)
    made = _keys(at, [c.fields for c in own if c.withdrawn_at is None])
    seen = _seen(scene, at)
    draft = drafts.find(scene.db, scene.on, f"card:{at.key}", writer_id=scene.person.id)
    compares = any(hand.whose == "received" for hand in at.hand)
    begun = _from_draft(at, draft.fields) if draft else made
    body = PickBody(
        prompts=prompts_of(scene.on, at),
        activity_id=scene.on.id,
        phase_key=at.key,
        field=field_of(at),
        groups=pick_groups(cohort, [view.mark.key for view in seen], SEEN),
        chosen=begun if typed is None else typed,
        made=marks_of(cohort, made),
        most=card_fields.most_rows(at.card),
        version=draft.version if draft else 0,
        compares=compares,
        guessed=_guessed(scene, at),
        seen=seen,
    )
    name = "mine" if compares else "guess"
    return Screen(name, body, "Bare for deg", key=f"{name}-{at.key}-{'made' if made else 'form'}")


def _keys(phase: Phase, cards: list[dict[str, Any]]) -> tuple[str, ...]:
    assert phase.card is not None
    name = phase.card.fields[0].name
    return tuple(str(fields[name]) for fields in cards if fields.get(name))


def _from_draft(phase: Phase, fields: Mapping[str, Any]) -> tuple[str, ...]:
    value = fields.get(field_of(phase)) or ()
    return tuple(value) if isinstance(value, list | tuple) else (str(value),)


def _guessed(scene: Scene, phase: Phase) -> tuple[StrengthMark, ...]:
    """What one picked for oneself in the earlier phase that lies at hand."""
    found: list[str] = []
    for hand in phase.hand:
        if hand.whose == "own" and hand.phase:
            earlier = scene.process.phase(hand.phase)
            own = card_rows.of_chain(scene.db, scene.on, earlier, scene.person)
            if is_picking(earlier):
                found += _keys(earlier, [c.fields for c in own if c.withdrawn_at is None])
    return marks_of(scene.room.gathering.cohort, found)


def _seen(scene: Scene, phase: Phase) -> tuple[SeenView, ...]:
    """The opened cards that others have given in the phases at hand."""
    keys = [hand.phase for hand in phase.hand if hand.whose == "received" and hand.phase]
    if not keys:
        return ()
    cards = list(
        scene.db.scalars(
            select(Card)
            .where(
                Card.activity_id == scene.on.id,
                Card.phase_key.in_(keys),
                Card.owner_id == scene.person.id,
                Card.opened_at.is_not(None),
                closed.given(),
            )
            .order_by(Card.id)
        )
    )
    givers = given.givers(scene.db, cards)
    found = []
    for card in cards:
        at = scene.process.phase(card.phase_key)
        field = given.sentence_field(at)
        key = str(card.fields.get(given.strength_field(at)) or "")
        mark = next(iter(marks_of(scene.room.gathering.cohort, [key])), None)
        if mark is not None:
            said = str(card.fields.get(field.name) or "") if field else ""
            shown = card.withdrawn_at is None
            found.append(SeenView(card.id, mark, said, givers.get(card.id, ""), shown))
    return tuple(found)


def descriptions(scene: Scene) -> dict[str, str]:
    """Strength → what it is, in the kull's own words."""
    groups = of_cohort(scene.room.gathering.cohort)
    return {item.key: item.description for group in groups for item in group.strengths}
