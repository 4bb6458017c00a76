"""A group chooses among its members' cards, or each marks the one that gives energy."""

from dataclasses import dataclass

from facilitator.domain import choosing
from facilitator.models import Card, Group
from facilitator.presentation import group_names
from facilitator.presentation.asked import prompts_of
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.phone_scene import Scene, Screen
from facilitator.presentation.phone_table import Table, table_view


@dataclass(frozen=True, slots=True)
class Candidate:
    """One card to choose; `helpers` are first names of the group, never counted."""

    card: CardView
    helpers: tuple[str, ...]
    energy: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class ChooseBody:
    prompts: tuple[str, ...]
    table: Table
    activity_id: int
    group_id: int
    phase_key: str
    mark: str
    candidates: tuple[Candidate, ...]
    chosen: CardView | None
    own_only: bool
    """Each sees only what is one's own: it is not yet anybody else's to read."""


def screen(scene: Scene) -> Screen | None:
    """Where a group goes on with one of its members' cards."""
    group = scene.table
    if scene.phase.continues_as != "chosen" or group is None or scene.phase.writes != "group":
        return None
    chosen = choosing.chosen_by(scene.db, scene.on, scene.phase, group, scene.person)
    if scene.phase.mark is None and (chosen is not None or len(group.members) == 1):
        return None
    return Screen("choose", _body(scene, group, chosen), group_names.of_group(scene.process, group))


def _body(scene: Scene, group: Group, chosen: Card | None) -> ChooseBody:
    helpers = choosing.helpers(scene.db, scene.on, scene.phase, group)
    found = choosing.candidates(scene.db, scene.on, scene.phase, group, scene.person)
    came_from = chosen.fields.get(choosing.FROM) if chosen else None
    me = scene.person.first_name
    return ChooseBody(
        prompts=prompts_of(scene.on, scene.phase),
        table=table_view(group, scene),
        activity_id=scene.on.id,
        group_id=group.id,
        phase_key=scene.phase.key,
        mark=scene.phase.mark.label if scene.phase.mark else "",
        candidates=tuple(
            Candidate(
                card=card_view(card, own=True),
                helpers=helpers.get(card.id, ()),
                energy=me in helpers.get(card.id, ()),
                chosen=card.id == came_from,
            )
            for card in found
        ),
        chosen=card_view(chosen, own=True) if chosen else None,
        own_only=all(card.owner_id == scene.person.id for card in found),
    )
