"""How what was sent becomes cards: row by row, for whom, and where they go."""

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain import (
    card_fields,
    card_rows,
    cards,
    consents,
    copies,
    lost_rights,
    outdated,
    photos_on_cards,
    policies,
)
from facilitator.domain.card_fields import Flat
from facilitator.domain.running import board_of, process_of
from facilitator.errors import Invalid, NotAllowed
from facilitator.models import Activity, Card, Group, Participant
from facilitator.processes.parts import CardSpec
from facilitator.processes.schema import Phase


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
    token: str = ""
    """Names one sending: tried again it is the same card, where each sending makes one more."""


def spec_of(phase: Phase) -> CardSpec:
    """The card the phase writes. Raises NotAllowed where nothing is written."""
    if phase.card is None:
        raise NotAllowed("Her er det ikke noe å skrive.")
    return phase.card


def visibility(phase: Phase, sent: Sent) -> str:
    """The circle of readers of one's own card."""
    if phase.visibility == "choose":
        return sent.visibility
    if phase.release is not None and phase.release.form != "card":
        # What goes on is a copy or a count; the card itself stays with its owner.
        return "me" if phase.visibility in (None, "room", "cohort", "public") else phase.visibility
    return _saved_with_board(phase, sent)


def group_visibility(phase: Phase, sent: Sent) -> str:
    return sent.visibility if phase.visibility == "choose" else _saved_with_board(phase, sent)


def _saved_with_board(phase: Phase, sent: Sent) -> str:
    """A group's cards on the board are saved with it, unless the group says no."""
    level = phase.visibility or "me"
    if level == "room" and phase.writes == "group" and sent.keep:
        return "cohort"
    return level


def put_rows(
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
            name = card_rows.name_of(activity, phase, person, group, row)
            card = _new_card(activity, phase, person, group, name, now)
        _revise(session, activity, card, phase, fields, visibility, sent, now)
        made.append(card)
    for row in card_fields.rows_in(spec, sent.flat):
        if row not in rows and row in known:
            cards.take_back(session, known[row], now)
    session.flush()
    return made


def put_another(
    session: Session,
    activity: Activity,
    phase: Phase,
    person: Participant,
    fields: dict[str, Any],
    visibility: str,
    sent: Sent,
    now: dt.datetime,
) -> Card:
    """One more card of one's own. Raises Invalid when there is no room for more."""
    spec = spec_of(phase)
    name = card_rows.name_once(activity, phase, person, sent.token or secrets.token_hex(16))
    written = card_rows.of_chain(session, activity, phase, person)
    card = next((card for card in written if card.client_id == name), None)
    if card is None:
        most = card_fields.most_rows(spec)
        if sum(other.withdrawn_at is None for other in written) >= most:
            raise Invalid({f"0-{spec.fields[0].name}": f"Det er plass til {most}."})
        card = _new_card(activity, phase, person, None, name, now)
    _revise(session, activity, card, phase, fields, visibility, sent, now)
    session.flush()
    return card


def _new_card(
    activity: Activity,
    phase: Phase,
    person: Participant,
    group: Group | None,
    name: str,
    now: dt.datetime,
) -> Card:
    return Card(
        activity_id=activity.id,
        type=spec_of(phase).type,
        fields={},
        owner_id=None if group else person.id,
        group_id=group.id if group else None,
        author_id=person.id,
        client_id=name,
        created_at=now,
        approved_at=now,
        visibility="me",
        phase_key=phase.key,
    )


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
    visibility = consents.no_wider(session, card.owner_id, visibility)
    outdated.by_change(session, card, fields, visibility, show_name=sent.show_name)
    card.fields = card.fields | fields
    lost_rights.narrowed(session, card, visibility, now, show_name=sent.show_name)
    card.phase_key, card.visibility = phase.key, visibility
    card.show_name, card.keep = sent.show_name, sent.keep
    card.withdrawn_at = None
    card.board = board_of(process_of(activity), phase.key) or card.board
    card.approved_at = card.approved_at if was_on else now
    if card.fields.get("photo"):
        session.add(card)  # the photo stands on a card that is there
        session.flush()
        photos_on_cards.attach(session, card)
    if goes_to_board(phase) and policies.on_board(visibility):
        cards.release(session, card, activity.room_id)
    elif was_on:
        cards.leave_board(session, card)
    session.add(card)


def goes_to_board(phase: Phase) -> bool:
    """Whether the card itself goes to a board when it is sent."""
    release = phase.release
    return release is not None and release.form == "card" and release.when == "on_submit"


def offer_copies(
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
    if (release.asks and not sent.agreed) or activity.ended_at is not None:
        return
    # A phone without script has no secret of its own, and nobody may guess the one it gets.
    secret = sent.secret or f"{activity.secret}-{sent.token or secrets.token_hex(16)}"
    for row, fields in rows.items():
        chosen = {name: fields.get(name, "") for name in release.fields}
        copies.offer(session, activity, phase, chosen, f"{secret}-{row}")
