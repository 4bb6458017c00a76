"""Typed cards: what a person or a group writes in a phase becomes its cards.

A phase says which card it writes, with which fields, how many, for whom, and where it goes.
The card of row *n* is always the same card, also when a later phase goes on with it, so that
sending twice makes nothing twice. What a row no longer holds is taken back.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain import (
    audiences,
    card_fields,
    card_rows,
    card_writing,
    drafts,
    festival,
    pens,
    policies,
    positions,
    readiness,
    roads,
)
from facilitator.domain.card_fields import Flat
from facilitator.domain.card_writing import Sent, goes_to_board, spec_of
from facilitator.domain.running import process_of
from facilitator.errors import Invalid, NotAllowed
from facilitator.models import Activity, Card, Group, Participant
from facilitator.processes import chains
from facilitator.processes.catalogue import catalogue_or_first
from facilitator.processes.parts import CardSpec
from facilitator.processes.schema import Phase

__all__ = ["Sent", "spec_of"]

CONTRIBUTION = "contribution"
"""The card type that is collected in the festival plan when it is sent in."""
CHOOSE = "Velg hvem som får lese det."


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
    if _is_nameless(phase):
        _give_nameless(session, activity, phase, person, rows, sent, now)
        return []
    visibility = card_writing.visibility(phase, sent)
    if card_rows.one_by_one(spec):
        made = [
            card_writing.put_another(
                session, activity, phase, person, rows[min(rows)], visibility, sent, now
            )
        ]
        # Its copy goes by the card's own number: that is how its phone takes it back.
        rows = {card.id: card.fields for card in made}
    else:
        made = card_writing.put_rows(
            session, activity, phase, person, None, rows, visibility, sent, now
        )
    card_writing.offer_copies(session, activity, phase, rows, sent)
    if spec.type == CONTRIBUTION and goes_to_board(phase):
        for card in made:
            festival.collect(session, card, [person])
    for key in _done_with(activity, phase):
        own = drafts.find(session, activity, f"card:{key}", writer_id=person.id)
        if own is not None:
            drafts.erase(session, own)
    if phase.ready_mode != "none" and made_enough(spec, rows):
        readiness.mark(session, activity.id, phase.key, person.id)
    audiences.tell_person(session, activity.room_id, person.id)
    audiences.tell_counts(session, activity.room_id)
    return made


def _done_with(activity: Activity, phase: Phase) -> list[str]:
    """The phase's own draft has done its work, and so have those whose fields it has taken in."""
    process = process_of(activity)
    asked = {field.name for field in spec_of(phase).fields}
    earlier = [process.phase(key) for key in chains.chain(process, phase)[:-1]]
    taken = [p.key for p in earlier if {field.name for field in spec_of(p).fields} <= asked]
    return [phase.key, *taken]


def _is_nameless(phase: Phase) -> bool:
    """Who has given what nobody may be tied to is not kept either: such answers are counted."""
    return positions.is_secret(phase) or only_shares(phase)


def _give_nameless(
    session: Session,
    activity: Activity,
    phase: Phase,
    person: Participant,
    rows: Mapping[int, dict[str, Any]],
    sent: Sent,
    now: dt.datetime,
) -> None:
    """The phone that sent it fetches its page anew by itself, so that no row says who that was."""
    if positions.is_secret(phase):
        positions.answer(session, activity, phase, person, rows.get(0, {}), now)
    else:
        _share(session, activity, phase, rows, sent)
    audiences.tell_counts(session, activity.room_id)


def only_shares(phase: Phase) -> bool:
    """A card from before is offered to the board as a copy, by those who say yes.

    Of who did nothing is kept, and the card itself stays as it was.
    """
    release = phase.release
    return bool(phase.continues and release and release.form == "copy" and release.asks)


def _share(
    session: Session,
    activity: Activity,
    phase: Phase,
    rows: Mapping[int, Mapping[str, Any]],
    sent: Sent,
) -> None:
    """Raises Invalid without a yes, and NotAllowed after the end: a copy that comes alone then
    would tell whose it is."""
    if not sent.agreed:
        raise Invalid({"agreed": "Si ja først, hvis du vil ha det på tavla."})
    if activity.ended_at is not None:
        raise NotAllowed("Tavla er ferdig for i dag. Kortet ditt har du i arbeidsmappa.")
    if not sent.secret:
        raise Invalid({"agreed": "Last siden på nytt, og prøv igjen."})
    card_writing.offer_copies(session, activity, phase, rows, sent)


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
    standing = card_rows.of_chain(session, activity, phase, person, group)
    roads.require_something(activity, phase, rows, [card.fields for card in standing])
    flat = dict(sent.flat) | {"keep": "1" if sent.keep else ""}
    pens.finish_group(session, group, phase.key, person, flat, version=sent.version, now=now)
    visibility = card_writing.group_visibility(phase, sent)
    made = card_writing.put_rows(
        session, activity, phase, person, group, rows, visibility, sent, now
    )
    card_writing.offer_copies(session, activity, phase, rows, sent)
    if spec_of(phase).type == CONTRIBUTION and goes_to_board(phase):
        for card in made:
            festival.collect(session, card, group.people)
    pens.put_down_pen(session, group, phase.key)
    readiness.mark_group(session, group, phase.key)
    audiences.tell_group(session, group.id)
    return made


def lay_out_group(
    session: Session,
    activity: Activity,
    phase: Phase,
    group: Group,
    person: Participant,
    now: dt.datetime,
) -> list[Card]:
    """«Legg på tavla»: what the group wrote earlier, as it stands. Twice is once.

    Raises NotAllowed where the group has a choice to make first, or nothing stands.
    """
    _require_member(group, person)
    standing = card_rows.standing(session, activity, phase, person, group)
    if not lays_out_as_is(phase) or not standing:
        raise NotAllowed("Skriv kortet ferdig først.")
    flat = {name: value for name, value in standing.items() if name[:1].isdigit()}
    return contribute_group(session, activity, phase, group, person, Sent(flat), now)


def lays_out_as_is(phase: Phase) -> bool:
    """Whether the phase takes a card further that is finished, and needs nothing but a yes."""
    goes = phase.release is not None and goes_to_board(phase)
    return goes and bool(phase.continues) and phase.visibility != "choose"


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


def _require_member(group: Group, person: Participant) -> None:
    if person.id not in {member.participant_id for member in group.members}:
        raise NotAllowed("Du er ikke i denne gruppa.")


def may_send(activity: Activity, phase: Phase, today: dt.date) -> bool:
    """While the room is open; and what may be changed until a date, until that date."""
    if activity.room.is_open:
        return True
    last = activity.settings.get(phase.open_until, "") if phase.open_until else ""
    return bool(last) and today <= dt.date.fromisoformat(last)
