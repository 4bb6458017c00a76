"""Which screen a phase has on the phone: each kind is asked in turn, the special first."""

from collections.abc import Callable

from facilitator.presentation import (
    phone_card,
    phone_choose,
    phone_farewell,
    phone_gallery,
    phone_give,
    phone_idea,
    phone_note,
    phone_position,
    phone_reframe,
    phone_rings,
    phone_road,
    phone_sort,
    phone_steps,
    phone_still,
    phone_story,
    phone_table,
    phone_teams,
    phone_words,
)
from facilitator.presentation.phone_scene import Scene, Screen


def of_kind(scene: Scene) -> Screen:
    """The screen of what the phase asks for; a phase that asks for nothing is read along."""
    for make in SCREENS:
        found = make(scene)
        if found is not None:
            return found
    return phone_still.read(scene)


def _approve(scene: Scene) -> Screen | None:
    if scene.phase.kind != "approve":
        return None
    told = scene.told
    return phone_story.screen(scene, told) if told else phone_still.late(scene)


def _intro(scene: Scene) -> Screen | None:
    return phone_still.down(scene) if scene.phase.kind == "intro" else None


def _ring(scene: Scene) -> Screen | None:
    """A ring in which the listeners jot on cards: retelling, and the like."""
    return phone_table.retell(scene) if scene.phase.kind == "round" and scene.table else None


def _lines(scene: Scene) -> Screen | None:
    return phone_table.causes(scene) if scene.phase.kind == "group" and _has_lines(scene) else None


def _has_lines(scene: Scene) -> bool:
    """Lines of one text that grow out of an interview's stories."""
    card = scene.phase.card
    writes = scene.table is not None and scene.phase.writes == "group" and card is not None
    return writes and card is not None and card.type == "root_cause"


def _together(scene: Scene) -> Screen | None:
    reads = scene.phase.phone_mode == "read"
    if scene.phase.card is None or scene.phase.writes != "group" or scene.table is None or reads:
        return None
    return phone_card.together(scene, scene.table)


def _own(scene: Scene) -> Screen | None:
    if scene.phase.card is None or scene.phase.writes != "each":
        return None
    return phone_card.own(scene)


def _wall(scene: Scene) -> Screen | None:
    shows = scene.phase.kind in ("harvest", "gallery", "plenary") and scene.phase.board
    return phone_table.board(scene) if shows else None


def _note(scene: Scene) -> Screen | None:
    return phone_note.screen(scene) if scene.phase.kind in ("solo", "pair") else None


SCREENS: tuple[Callable[[Scene], Screen | None], ...] = (
    _approve,
    phone_teams.screen,
    phone_position.reading,
    _intro,
    phone_give.screen,
    phone_position.screen,
    phone_reframe.screen,
    phone_road.screen,
    phone_choose.screen,
    phone_sort.screen,
    phone_steps.screen,
    phone_gallery.screen,
    phone_rings.screen,
    phone_words.screen,
    phone_farewell.screen,
    phone_idea.screen,
    _ring,
    _lines,
    _together,
    _own,
    _wall,
    _note,
)
"""In this order each is asked whether the phase is its own; the first that says yes draws it.

What is special comes before what is general: a road is drawn on the road's own screen and not
on the plain form of its card.
"""
