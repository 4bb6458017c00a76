"""Typed cards: what a person or a group writes in a phase becomes its cards.

A phase says which card it writes, with which fields, how many, for whom, and where it goes.
The card of row *n* is always the same card, also when a later phase goes on with it, so that
sending twice makes nothing twice. What a row no longer holds is taken back.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain import (
    audiences,
    card_fields,
    card_rows,
    cards,
    copies,
    drafts,
    pens,
    photos_on_cards,
    policies,
    positions,
    readiness,
)
from facilitator.domain.card_fields import Flat
from facilitator.domain.running import board_of, process_of
from facilitator.errors import Invalid, NotAllowed
from facilitator.models import Activity, Card, Group, Participant
from facilitator.processes.catalogue import catalogue_or_first
from facilitator.processes.parts import CardSpec
from facilitator.processes.schema import Phase

CHOOSE = "Velg hvem som får lese det."


@dataclass(frozen=True, slots=True)
class Sent:
    """One sending of a form: its fields, and what its writer decided beside them."""

    flat: Flat
    visibility: str = ""
    show_name: bool = False
    keep: bool = True
    """Whether a group's cards may be saved together with the board."""
    agreed: bool = False
    """The yes to «may it come on the board?», where the phase asks."""
    secret: str = ""
    """The phone's own secret with which an anonymous copy can be withdrawn."""
    version: int | None = None


def spec_of(phase: Phase) -> CardSpec:
    """The card the phase writes. Raises NotAllowed where nothing is written."""
    if phase.card is None:
        raise NotAllowed("Her er det ikke noe å skrive.")
    return phase.card


def contribute(
    session: Session,
    activity: Activity,
    phase: Phase,
    person: Participant,
    sent: Sent,
    now: dt.datetime,
) -> list[Card]:
    """One's own cards of a phase. Sent again, the same cards are revised.

    Raises Invalid by form field, NotAllowed where each does not write for oneself.
    """
    if phase.writes != "each":
        raise NotAllowed("Her skriver gruppa sammen.")
    spec = spec_of(phase)
    rows = _clean(activity, phase, sent)
    if spec.identity == "secret":
        positions.answer(session, activity, phase, person, rows.get(0, {}))
        made = []
    else:
        visibility = _visibility(phase, sent)
        made = _put_rows(session, activity, phase, person, None, rows, visibility, sent, now)
        _offer_copies(session, activity, phase, rows, sent)
    own = drafts.find(session, activity, f"card:{phase.key}", writer_id=person.id)
    if own is not None:
        drafts.erase(session, own)
    if phase.ready_mode != "none" and made_enough(spec, rows):
        readiness.mark(session, activity.id, phase.key, person.id)
    audiences.tell_person(session, activity.room_id, person.id)
    audiences.tell_counts(session, activity.room_id)
    return made


def contribute_group(
    session: Session,
    activity: Activity,
    phase: Phase,
    group: Group,
    person: Participant,
    sent: Sent,
    now: dt.datetime,
) -> list[Card]:
    """«Ferdig»: what the group's pen has written becomes the group's cards.

    Raises Invalid by form field, PenTaken while another has the pen, Conflict for an old
    «Ferdig» that comes after others have changed the text.
    """
    if phase.writes != "group":
        raise NotAllowed("Her skriver hver for seg.")
    _require_member(group, person)
    rows = _clean(activity, phase, sent)
    flat = dict(sent.flat) | {"keep": "1" if sent.keep else ""}
    pens.finish_group(session, group, phase.key, person, flat, version=sent.version, now=now)
    visibility = _group_visibility(phase, sent)
    made = _put_rows(session, activity, phase, person, group, rows, visibility, sent, now)
    _offer_copies(session, activity, phase, rows, sent)
    pens.put_down_pen(session, group, phase.key)
    readiness.mark_group(session, group, phase.key)
    audiences.tell_group(session, group.id)
    return made


def made_enough(spec: CardSpec, rows: Mapping[int, Any]) -> bool:
    return len(rows) >= max(1, card_fields.least_rows(spec))


def _clean(activity: Activity, phase: Phase, sent: Sent) -> dict[int, dict[str, Any]]:
    """The rows, checked; with the fault of a missing choice beside those of the fields."""
    spec = spec_of(phase)
    errors: dict[str, str] = {}
    rows: dict[int, dict[str, Any]] = {}
    try:
        rows = clean_rows(activity, phase, sent.flat)
    except Invalid as invalid:
        errors |= invalid.errors
    if phase.visibility == "choose" and sent.visibility not in choices(phase):
        errors["visibility"] = CHOOSE
    if errors:
        raise Invalid(errors)
    return {row: dict(spec.preset) | fields for row, fields in rows.items()}


def clean_rows(activity: Activity, phase: Phase, flat: Flat) -> dict[int, dict[str, Any]]:
    """Row → fields, checked against the kull's strengths and the activity's own options."""
    catalogue = catalogue_or_first(activity.room.gathering.cohort.catalogue)
    return card_fields.clean_rows(
        spec_of(phase),
        flat,
        strengths=frozenset(strength.key for strength in catalogue.strengths),
        options=options_of(activity, phase),
    )


def options_of(activity: Activity, phase: Phase) -> dict[str, tuple[str, ...]]:
    """The answers of choice fields that come from the chosen material: its first question's."""
    spec = phase.card
    found: dict[str, tuple[str, ...]] = {}
    for field in spec.fields if spec else ():
        questions = (activity.materials.get(field.options_from) or {}).get("questions") or ()
        if field.options_from and questions:
            found[field.name] = tuple(questions[0]["options"])
    return found


def choices(phase: Phase) -> tuple[str, ...]:
    """Among which circles of readers the owner chooses."""
    return tuple(phase.choices) or policies.LEVELS[:5]


def _visibility(phase: Phase, sent: Sent) -> str:
    if phase.visibility == "choose":
        return sent.visibility
    if phase.release is not None and phase.release.form != "card":
        # What goes on is a copy or a count; the card itself stays with its owner.
        return "me" if phase.visibility in (None, "room", "cohort", "public") else phase.visibility
    return _saved_with_board(phase, sent)


def _group_visibility(phase: Phase, sent: Sent) -> str:
    return sent.visibility if phase.visibility == "choose" else _saved_with_board(phase, sent)


def _saved_with_board(phase: Phase, sent: Sent) -> str:
    """A group's cards on the board are saved with it, unless the group says no."""
    level = phase.visibility or "me"
    if level == "room" and phase.writes == "group" and sent.keep:
        return "cohort"
    return level


def _put_rows(
    session: Session,
    activity: Activity,
    phase: Phase,
    person: Participant,
    group: Group | None,
    rows: Mapping[int, dict[str, Any]],
    visibility: str,
    sent: Sent,
    now: dt.datetime,
) -> list[Card]:
    spec = spec_of(phase)
    known = {
        card_rows.row_of(card): card
        for card in card_rows.of_chain(session, activity, phase, person, group)
    }
    made = []
    for row, fields in rows.items():
        card = known.get(row)
        if card is None:
            card = Card(
                activity_id=activity.id,
                type=spec.type,
                fields={},
                owner_id=None if group else person.id,
                group_id=group.id if group else None,
                author_id=person.id,
                client_id=card_rows.name_of(activity, phase, person, group, row),
                created_at=now,
                approved_at=now,
                visibility="me",
                phase_key=phase.key,
            )
            session.add(card)
        _revise(session, activity, card, phase, fields, visibility, sent, now)
        made.append(card)
    for row in card_fields.rows_in(spec, sent.flat):
        if row not in rows and row in known:
            cards.take_back(session, known[row], now)
    session.flush()
    return made


def _revise(
    session: Session,
    activity: Activity,
    card: Card,
    phase: Phase,
    fields: dict[str, Any],
    visibility: str,
    sent: Sent,
    now: dt.datetime,
) -> None:
    """The card as it is said now. Fields that this phase does not ask for stay as they were."""
    was_on = card.board_order is not None and cards.shows_on_board(card)
    card.fields = card.fields | fields
    card.phase_key, card.visibility = phase.key, visibility
    card.show_name, card.keep = sent.show_name, sent.keep
    card.withdrawn_at = None
    card.board = board_of(process_of(activity), phase.key) or card.board
    card.approved_at = card.approved_at if was_on else now
    session.flush()
    photos_on_cards.attach(session, card)
    if goes_to_board(phase) and policies.on_board(visibility):
        cards.release(session, card)
    elif was_on:
        cards.leave_board(session, card)


def goes_to_board(phase: Phase) -> bool:
    """Whether the card itself goes to a board when it is sent."""
    release = phase.release
    return release is not None and release.form == "card" and release.when == "on_submit"


def _offer_copies(
    session: Session,
    activity: Activity,
    phase: Phase,
    rows: Mapping[int, Mapping[str, Any]],
    sent: Sent,
) -> None:
    """A copy of the named fields, cut loose from its author, where the owner has said yes."""
    release = phase.release
    if release is None or release.form != "copy" or release.when != "on_submit":
        return
    if release.asks and not sent.agreed:
        return
    for row, fields in rows.items():
        chosen = {name: fields.get(name, "") for name in release.fields}
        copies.offer(session, activity, phase, chosen, f"{sent.secret}-{row}")


def _require_member(group: Group, person: Participant) -> None:
    if person.id not in {member.participant_id for member in group.members}:
        raise NotAllowed("Du er ikke i denne gruppa.")
