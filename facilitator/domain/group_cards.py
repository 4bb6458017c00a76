"""Cards of one line, and those that a group makes together."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import audiences, cards, pens, readiness, running
from facilitator.domain.writing import clean_line
from facilitator.errors import Invalid, NotAllowed
from facilitator.models import (
    Activity,
    Card,
    Group,
    Participant,
)

CAUSE_LIMIT = 140
INSIGHT_LIMIT = 200
WORD_LIMIT = 60
CAUSES_LIMIT = 6

_LINE_LIMITS = {"root_cause": CAUSE_LIMIT, "insight": INSIGHT_LIMIT, "word": WORD_LIMIT}


def post_line(
    session: Session,
    activity: Activity,
    author_id: int,
    *,
    phase_key: str,
    type: str,
    text: str,
    visibility: str,
    group: Group | None = None,
    client_id: str,
    now: dt.datetime,
) -> Card:
    """A one-line card: a word, an insight, a root cause. A repeated POST makes no second one."""
    if repeated := cards.by_client_id(session, author_id, client_id):
        return repeated
    line = clean_line(
        text, "text", most=_LINE_LIMITS.get(type, INSIGHT_LIMIT), needed="Skriv noe først."
    )
    card = Card(
        activity_id=activity.id,
        phase_key=phase_key,
        type=type,
        fields={"text": line},
        owner_id=None if type == "root_cause" else author_id,
        group_id=group.id if group else None,
        author_id=author_id,
        board=running.board_of(running.process_of(activity), phase_key),
        client_id=client_id,
        visibility=visibility,
        created_at=now,
        approved_at=now,
    )
    cards.release(session, card, activity.room_id)
    session.add(card)
    session.flush()
    if group is not None:
        audiences.tell_group(session, group.id)
    return card


def deliver_group_cards(
    session: Session,
    group: Group,
    person: Participant,
    *,
    phase_key: str,
    type: str,
    texts: Sequence[str],
    keep: bool,
    now: dt.datetime,
) -> list[Card]:
    """«Ferdig»: the group's lines become its cards on the board.

    Pressed again after a change, the same cards are revised: line *n* is always the same
    card, and a line that was emptied withdraws its card. `keep` says whether they are saved
    together with the board.
    """
    if person.id not in {member.participant_id for member in group.members}:
        raise NotAllowed("Du er ikke i denne gruppa.")
    lines = _clean_lines(texts, type)
    existing = {
        card.client_id: card
        for card in session.scalars(
            select(Card).where(Card.group_id == group.id, Card.phase_key == phase_key)
        )
    }
    made = [
        _put_group_card(session, group, person, existing, phase_key, type, n, line, keep, now)
        for n, line in lines.items()
    ]
    for client_id, card in existing.items():
        if card not in made and client_id.startswith(f"group-{group.id}-"):
            cards.take_back(session, card, now)
    pens.put_down_pen(session, group, phase_key)
    readiness.mark_group(session, group, phase_key)
    audiences.tell_group(session, group.id)
    return made


def finish_group(
    session: Session,
    group: Group,
    person: Participant,
    *,
    phase_key: str,
    type: str,
    texts: Sequence[str],
    keep: bool,
    version: int | None,
    now: dt.datetime,
) -> list[Card]:
    """The one with the pen says «Ferdig»: the text is kept as it stands, and released."""
    fields = {f"line_{n}": text for n, text in enumerate(texts)} | {"keep": "1" if keep else ""}
    pens.finish_group(session, group, phase_key, person, fields, version=version, now=now)
    return deliver_group_cards(
        session, group, person, phase_key=phase_key, type=type, texts=texts, keep=keep, now=now
    )


def _clean_lines(texts: Sequence[str], type: str) -> dict[int, str]:
    """The lines that hold something, by their place: an emptied one moves no other."""
    most = _LINE_LIMITS.get(type, INSIGHT_LIMIT)
    lines: dict[int, str] = {}
    errors: dict[str, str] = {}
    for n, text in enumerate(texts[:CAUSES_LIMIT]):
        try:
            line = clean_line(text, f"line_{n}", most=most)
        except Invalid as invalid:
            errors |= invalid.errors
            continue
        if line:
            lines[n] = line
    if not lines and not errors:
        errors["line_0"] = "Skriv minst én før dere sier at dere er ferdige."
    if errors:
        raise Invalid(errors)
    return lines


def _put_group_card(
    session: Session,
    group: Group,
    person: Participant,
    existing: Mapping[str, Card],
    phase_key: str,
    type: str,
    number: int,
    line: str,
    keep: bool,
    now: dt.datetime,
) -> Card:
    client_id = f"group-{group.id}-{phase_key}-{number}"
    card = existing.get(client_id)
    if card is None:
        card = Card(
            activity_id=group.activity_id,
            phase_key=phase_key,
            type=type,
            fields={"text": line},
            group_id=group.id,
            author_id=person.id,
            client_id=client_id,
            visibility="cohort" if keep else "room",
            keep=keep,
            created_at=now,
            approved_at=now,
        )
        session.add(card)
        session.flush()
        cards.release(session, card)
    elif card.fields["text"] != line or card.keep != keep or card.withdrawn_at is not None:
        card.fields = {"text": line}
        card.keep, card.visibility = keep, "cohort" if keep else "room"
        card.withdrawn_at = None
        cards.release(session, card)
    return card
