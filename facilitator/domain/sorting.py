"""A group lays its cards in columns, one pen for all of them.

To lay a card in a column is to lay it on the board, for the room to see. A card that has no
column yet is the group's until it says «Ferdig», or until the phase ends on a group that has
begun; then it lies on the board as not settled. Nothing is ever deleted by being left over.
"""

import datetime as dt

from sqlalchemy.orm import Session

from facilitator.domain import (
    audiences,
    card_fields,
    card_rows,
    cards,
    contributions,
    groups,
    pens,
    readiness,
)
from facilitator.domain.running import board_of, process_of
from facilitator.domain.writing import clean_text
from facilitator.errors import Invalid, NotAllowed, NotFound, PenTaken
from facilitator.models import Activity, Card, Draft, Group, Participant
from facilitator.processes.parts import FieldSpec
from facilitator.processes.schema import Phase, Process

NEEDED = "Skriv noe først."


def column_field(process: Process, phase: Phase) -> FieldSpec | None:
    """The choice that is the columns, where a group sorts its cards in the phase."""
    board = process.boards.get(phase.release.board) if phase.release else None
    if board is None or board.layout != "columns" or phase.writes != "group" or phase.card is None:
        return None
    found = next((field for field in phase.card.fields if field.name == board.field), None)
    return found if found is not None and found.kind == "choice" else None


def of_group(
    session: Session, activity: Activity, phase: Phase, group: Group, person: Participant
) -> list[Card]:
    """The cards that the group sorts: those it has made before, and those it adds."""
    found = card_rows.of_chain(session, activity, phase, person, group)
    return [card for card in found if card.withdrawn_at is None]


def place(
    session: Session,
    activity: Activity,
    phase: Phase,
    group: Group,
    person: Participant,
    card_id: int,
    column: str,
    now: dt.datetime,
) -> Card:
    """Lay a card in a column; an empty one is «not settled». The same press twice is one.

    Raises PenTaken while another of the group has the pen, NotFound for another group's card.
    """
    field = _require_column(activity, phase, column)
    draft = _require_pen(session, group, phase, person, now)
    own = of_group(session, activity, phase, group, person)
    card = next((card for card in own if card.id == card_id), None)
    if card is None:
        raise NotFound("Kortet ligger ikke hos gruppa deres lenger.")
    if _lies(card, phase) and (card.fields.get(field.name) or "") == column:
        return card
    card.fields = card.fields | {field.name: column}
    _lay(session, activity, phase, card, keeps(draft), now)
    audiences.tell_group(session, group.id)
    return card


def add(
    session: Session,
    activity: Activity,
    phase: Phase,
    group: Group,
    person: Participant,
    text: str,
    column: str,
    row: int,
    now: dt.datetime,
) -> Card:
    """A new card straight into a column. `row` is the free place its form was made with, so
    that the form sent twice makes one card. Raises Invalid without text or room."""
    spec = contributions.spec_of(phase)
    field = _require_column(activity, phase, column)
    said = next(f for f in spec.fields if f.name != field.name)
    words = clean_text(text, "text", most=said.max, needed=NEEDED)
    draft = _require_pen(session, group, phase, person, now)
    known = {card_rows.row_of(c): c for c in of_group(session, activity, phase, group, person)}
    if row in known and known[row].fields.get(said.name) == words:
        return known[row]
    free = row if row not in known else free_row(phase, known)
    if free is None or not 0 <= free < card_fields.most_rows(spec):
        raise Invalid({"text": f"Det er plass til {card_fields.most_rows(spec)} kort."})
    card = Card(
        activity_id=activity.id,
        type=spec.type,
        fields=dict(spec.preset) | {said.name: words, field.name: column},
        group_id=group.id,
        author_id=person.id,
        client_id=card_rows.name_of(activity, phase, person, group, free),
        created_at=now,
        approved_at=now,
        visibility="me",
        phase_key=phase.key,
    )
    session.add(card)
    session.flush()
    _lay(session, activity, phase, card, keeps(draft), now)
    audiences.tell_group(session, group.id)
    return card


def free_row(phase: Phase, taken: dict[int, Card]) -> int | None:
    """The first place for a new card; None when all are taken."""
    most = card_fields.most_rows(contributions.spec_of(phase))
    return next((n for n in range(most) if n not in taken), None)


def finish(
    session: Session,
    activity: Activity,
    phase: Phase,
    group: Group,
    person: Participant,
    now: dt.datetime,
    *,
    keep: bool,
) -> None:
    """«Ferdig»: what has no column is laid as not settled. Pressed again it changes `keep`."""
    field = _require_column(activity, phase, "")
    draft = _require_pen(session, group, phase, person, now)
    own = of_group(session, activity, phase, group, person)
    if not own:
        raise Invalid({"text": "Legg minst ett kort i en kolonne først."})
    draft.fields = {**draft.fields, "keep": "1" if keep else ""}
    for card in own:
        if not _lies(card, phase) or card.keep != keep:
            card.fields = {field.name: ""} | card.fields
            _lay(session, activity, phase, card, keep, now)
    pens.put_down_pen(session, group, phase.key)
    readiness.mark_group(session, group, phase.key)
    audiences.tell_group(session, group.id)


def leave_unsettled(session: Session, activity: Activity, phase: Phase, now: dt.datetime) -> None:
    """The phase ends: groups that have begun to sort keep what they did not come to, as such."""
    if column_field(process_of(activity), phase) is None:
        return
    for group in groups.of_set(session, activity, phase.groups):
        draft = pens.of_group(session, group, phase.key)
        if draft is None or not group.members:
            continue
        own = of_group(session, activity, phase, group, group.members[0].participant)
        if not any(_lies(card, phase) for card in own):
            continue
        for card in own:
            if not _lies(card, phase):
                _lay(session, activity, phase, card, keeps(draft), now)


def keeps(draft: Draft | None) -> bool:
    """Whether the group's cards are saved with the board: yes, unless it has said no."""
    return draft is None or bool(draft.fields.get("keep", "1"))


def _lay(
    session: Session, activity: Activity, phase: Phase, card: Card, keep: bool, now: dt.datetime
) -> None:
    was_lying = card.board_order is not None and cards.shows_on_board(card)
    level = phase.visibility if phase.visibility not in (None, "choose") else "room"
    card.visibility = "cohort" if keep and level == "room" else str(level)
    card.phase_key, card.keep = phase.key, keep
    card.board = board_of(process_of(activity), phase.key)
    card.approved_at = card.approved_at if was_lying else now
    session.flush()
    cards.release(session, card)


def _lies(card: Card, phase: Phase) -> bool:
    return card.phase_key == phase.key and card.board_order is not None


def _require_column(activity: Activity, phase: Phase, column: str) -> FieldSpec:
    field = column_field(process_of(activity), phase)
    if field is None:
        raise NotAllowed("Her er det ingen kolonner.")
    if column and column not in {option.value for option in field.options}:
        raise Invalid({"column": "Velg en av kolonnene."})
    return field


def _require_pen(
    session: Session, group: Group, phase: Phase, person: Participant, now: dt.datetime
) -> Draft:
    """The pen is this person's, or lies free and is taken. Raises PenTaken, NotAllowed."""
    draft = pens.of_group(session, group, phase.key)
    if draft is None or draft.pen_holder_id is None:
        return pens.take_pen(session, group, phase.key, person, now)
    if draft.pen_holder_id != person.id:
        assert draft.pen_holder is not None
        raise PenTaken(draft.pen_holder.first_name)
    if person.id not in {member.participant_id for member in group.members}:
        raise NotAllowed("Du er ikke i denne gruppa.")
    return draft
