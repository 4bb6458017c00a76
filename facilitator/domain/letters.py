"""Who was written to: about what, when, by whom, and whether it went. Never the text itself."""

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.models import Letter, Participant

LINK = "link"
REMINDER = "reminder"
ANSWER = "answer"
DELETION = "deletion"
"""That the arbeidsmapper of a kull go soon."""

EMAIL = "email"
COPIED = "copied"

ON_ITS_WAY = dt.timedelta(minutes=3)
"""Longer than sending takes: one that is still not settled then was cut off, and may go again."""


def begin(
    session: Session,
    participant_ids: Iterable[int],
    *,
    about: str,
    by: str,
    client_id: str,
    now: dt.datetime,
) -> dict[int, Letter]:
    """The letters that are to be sent now. A repeated press gives only those that have not gone."""
    wanted = list(dict.fromkeys(participant_ids))
    known = of_press(session, client_id, wanted)
    due: dict[int, Letter] = {}
    for person in wanted:
        letter = known.get(person)
        if letter is None:
            letter = Letter(
                participant_id=person, about=about, way=EMAIL, at=now, by=by, client_id=client_id
            )
            session.add(letter)
        elif letter.sent_at is not None or _under_way(letter, now):
            continue
        letter.at, letter.fault = now, ""
        due[person] = letter
    session.flush()
    return due


def _under_way(letter: Letter, now: dt.datetime) -> bool:
    return not letter.fault and now - letter.at < ON_ITS_WAY


def settle(session: Session, faults: Mapping[int, str], now: dt.datetime) -> None:
    """By the letter's id: what was wrong with it, or nothing."""
    if not faults:
        return
    for letter in session.scalars(select(Letter).where(Letter.id.in_(faults))):
        letter.fault = faults[letter.id]
        letter.sent_at = None if letter.fault else now


def copied(
    session: Session,
    participant_ids: Iterable[int],
    *,
    about: str,
    by: str,
    client_id: str,
    now: dt.datetime,
) -> None:
    """The prosessleder has taken the text and sends it in a way of their own."""
    wanted = list(dict.fromkeys(participant_ids))
    known = of_press(session, client_id, wanted, way=COPIED)
    session.add_all(
        Letter(
            participant_id=person,
            about=about,
            way=COPIED,
            at=now,
            by=by,
            client_id=client_id,
            sent_at=now,
        )
        for person in wanted
        if person not in known
    )
    session.flush()


def of_press(
    session: Session, client_id: str, participant_ids: Iterable[int], *, way: str = EMAIL
) -> dict[int, Letter]:
    """What one press has come to so far, by participant."""
    if not client_id:
        return {}
    rows = session.scalars(
        select(Letter).where(
            Letter.client_id == client_id,
            Letter.way == way,
            Letter.participant_id.in_(list(participant_ids)),
        )
    )
    return {row.participant_id: row for row in rows}


def latest(session: Session, cohort_id: int, about: str) -> dict[int, Letter]:
    """The last letter to each of a kull about one thing, also one that did not go."""
    return _latest(session, cohort_id, about, gone=False)


def last_reminded(session: Session, cohort_id: int) -> dict[int, dt.datetime]:
    """When each was last reminded, by e-mail or with a text that was copied."""
    rows = _latest(session, cohort_id, REMINDER, gone=True)
    return {person: letter.sent_at for person, letter in rows.items() if letter.sent_at}


def unsent(session: Session, cohort_id: int) -> dict[int, Letter]:
    """Those whose last letter, whatever it was about, did not reach its server."""
    rows = _latest(session, cohort_id, None, gone=False)
    return {person: letter for person, letter in rows.items() if letter.fault}


def _latest(
    session: Session, cohort_id: int, about: str | None, *, gone: bool
) -> dict[int, Letter]:
    newest = (
        select(func.max(Letter.id))
        .join(Participant, Participant.id == Letter.participant_id)
        .where(Participant.cohort_id == cohort_id)
        .group_by(Letter.participant_id)
    )
    if about is not None:
        newest = newest.where(Letter.about == about)
    if gone:
        newest = newest.where(Letter.sent_at.is_not(None))
    rows = session.scalars(select(Letter).where(Letter.id.in_(newest)))
    return {row.participant_id: row for row in rows}
