"""Screens where cards are written: one's own, and those that a group writes with one pen."""

from dataclasses import dataclass

from facilitator.domain import (
    borrowing,
    card_fields,
    card_loose,
    card_rows,
    contributions,
    hints,
    pens,
)
from facilitator.domain.hints import NameHint
from facilitator.models import Card, Group
from facilitator.presentation import group_names, nudges, phone_story
from facilitator.presentation.asked import prompts_of, standing_question
from facilitator.presentation.at_hand import HandView, at_hand
from facilitator.presentation.card_form import CardForm, group_form, own_form
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.nudges import Nudge
from facilitator.presentation.phone_scene import Scene, Screen, others
from facilitator.presentation.phone_table import Table, table_view
from facilitator.presentation.templating import people
from facilitator.processes.schema import Phase

PRIVATE = "Bare du leser det."
NAMELESS = "Ingen ser hvem som har svart hva."
COPIED = "Det som kommer på tavla, er en kopi uten navn."


@dataclass(frozen=True, slots=True)
class CardBody:
    """One's own cards: `made` is what has been sent, `reads` who reads it."""

    question: str
    prompts: tuple[str, ...]
    form: CardForm
    made: tuple[CardView, ...]
    said: str
    kept: str
    reads: str
    copies: bool
    hands: tuple[HandView, ...]
    hints: tuple[NameHint, ...]
    nudges: tuple[Nudge, ...]


@dataclass(frozen=True, slots=True)
class GroupCardBody:
    """A group's cards. `written` is what stands, `delivered` whether it has been sent."""

    question: str
    prompts: tuple[str, ...]
    form: CardForm
    table: Table
    company: str
    """Whom one sits with; where groups have been put together, whom one goes to."""
    mine: bool
    holder: str
    alone: bool
    free: str
    delivered: bool
    written: tuple[CardView, ...]
    lays_out: bool
    """What was finished earlier can go to the board as it is."""
    said: str
    hands: tuple[HandView, ...]


def own(scene: Scene, phase: Phase | None = None) -> Screen:
    """The phase's card, written by each for oneself."""
    at = phase or scene.phase
    made = _standing(card_rows.of_chain(scene.db, scene.on, at, scene.person), at)
    form = own_form(scene, at)
    body = CardBody(
        question=standing_question(scene.on, at),
        prompts=prompts_of(scene.on, at),
        form=form,
        made=tuple(card_view(card, own=True) for card in made),
        said=_said(scene, at),
        kept="Lagres mens du skriver",
        reads=_reads(at),
        copies=at.release is not None and at.release.form == "copy",
        hands=at_hand(scene),
        hints=_hints(scene, form),
        nudges=_nudges(scene, form, at),
    )
    key = f"card-{at.key}-{'made' if made else 'form'}"
    return Screen("card", body, _subtitle(at), key=key)


def _hints(scene: Scene, form: CardForm) -> tuple[NameHint, ...]:
    """First names in what others may come to read: a question, never a block."""
    if not form.rungs:
        return ()
    texts = [f.value for row in form.rows for f in row.fields if f.kind in ("line", "text")]
    return hints.first_names(scene.db, scene.person, "\n".join(texts))


def _nudges(scene: Scene, form: CardForm, phase: Phase) -> tuple[Nudge, ...]:
    """Not about what nobody else will read."""
    if phase.visibility in (None, "me"):
        return ()
    fields = [f for row in form.rows for f in row.fields if f.kind in ("line", "text")]
    return nudges.of(scene.db, scene.person.cohort_id, {f.name: f.value for f in fields})


def _standing(cards: list[Card], phase: Phase) -> list[Card]:
    """What was sent in this phase; what an earlier one sent is what its form begins with."""
    return [card for card in cards if card.phase_key == phase.key and card.withdrawn_at is None]


def _subtitle(phase: Phase) -> str:
    if phase.visibility in (None, "me"):
        return "Bare for deg"
    return "Du bestemmer hvem som leser" if phase.visibility == "choose" else "Skriv ditt kort"


def _said(scene: Scene, phase: Phase) -> str:
    if phase.visibility in (None, "me"):
        where = "til i natt" if borrowing.is_borrowed(scene.room) else "i mappa di"
        return f"Det er lagret {where}. Bare du leser det."
    return "Det er lagret. Du kan endre det når du vil."


def _reads(phase: Phase) -> str:
    if phase.card is not None and phase.card.identity == "secret":
        return NAMELESS
    if phase.release is not None and phase.release.form == "copy":
        return COPIED
    if phase.visibility == "choose":
        return "Du kan angre når som helst."
    return (
        PRIVATE
        if phase.visibility in (None, "me")
        else phone_story.READERS.get(phase.visibility, "")
    )


def together(scene: Scene, group: Group, phase: Phase | None = None) -> Screen:
    """The phase's card, written by the group with one pen."""
    at = phase or scene.phase
    draft = pens.of_group(scene.db, group, at.key)
    holder = draft.pen_holder if draft else None
    made = _standing(card_rows.of_chain(scene.db, scene.on, at, scene.person, group), at)
    alone = len(group.members) == 1
    # Alone one needs no pen: the form is open until it is sent.
    written = _written(scene, group, at, made)
    mine = (holder is not None and holder.id == scene.person.id) or (alone and not made)
    body = GroupCardBody(
        question=standing_question(scene.on, at),
        prompts=prompts_of(scene.on, at),
        form=group_form(scene, group, at),
        table=table_view(group, scene),
        company=_company(scene, group),
        mine=mine,
        holder=holder.first_name if holder else "",
        alone=alone,
        free="Klar når du er" if alone else "Pennen ligger midt på bordet",
        delivered=bool(made),
        written=written,
        lays_out=bool(written) and not made and contributions.lays_out_as_is(at),
        said=_said_together(at, alone),
        hands=at_hand(scene),
    )
    state = f"pen-{body.form.turn}" if mine else "done" if made and not holder else "along"
    where = "" if alone else group_names.of_group(scene.process, group)
    return Screen("group_card", body, where, key=f"group-{group.id}-{at.key}-{state}")


def _company(scene: Scene, group: Group) -> str:
    known = group.set_key in scene.process.groups and scene.process.groups[group.set_key]
    before = scene.group(known.from_) if known and known.form == "merge" else None
    names = others(group, scene.person)
    new = tuple(name for name in names if name not in others(before, scene.person))
    if before is not None and new and len(before.members) > 1:
        return f"Gå sammen med {people(list(new))}."
    return f"Du er sammen med {people(list(names))}." if names else ""


def _said_together(phase: Phase, alone: bool) -> str:
    if phase.release is None:
        return "Det er lagret." if alone else "Kortene deres er lagret."
    return "Det ligger på tavla." if alone else "Kortene deres ligger på tavla."


def _written(scene: Scene, group: Group, phase: Phase, made: list[Card]) -> tuple[CardView, ...]:
    """What stands: while the pen moves its draft, as cards; else what was sent."""
    assert phase.card is not None
    flat = card_rows.standing(scene.db, scene.on, phase, scene.person, group)
    begun = card_fields.rows_begun(phase.card, flat)
    if not begun or (made and pens.of_group(scene.db, group, phase.key) is None):
        return tuple(card_view(card, own=True) for card in made)
    rows = card_loose.loose_rows(phase.card, flat)
    earlier = {
        card_rows.row_of(card): card.fields
        for card in card_rows.of_chain(scene.db, scene.on, phase, scene.person, group)
    }
    drawn = [
        Card(
            id=-1 - row, type=phase.card.type, fields=earlier.get(row, {}) | fields, version=0,
            visibility="group", show_name=False, client_id="", phase_key=phase.key,
        )
        for row, fields in rows.items()
    ]  # fmt: skip
    catalogue = scene.room.gathering.cohort.catalogue
    return tuple(card_view(card, own=True, catalogue=catalogue) for card in drawn)
