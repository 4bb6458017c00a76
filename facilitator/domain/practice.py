"""Practice documents: written between samlinger, handed in, read, and kept as they were read.

What a document is allowed to do next is said by `reviewing`, what stands in its form by
`practice_fields`. Each step is an event with who, when and what was said, and each hand-in an
edition of the content: what a prosessleder reads is the edition, never the text that its owner
is writing on.
"""

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import outdated, portfolio_reviews, practice_content, reviewing
from facilitator.domain.practice_fields import DOCUMENT_LIMIT, TITLE_LIMIT, Period, lacks
from facilitator.domain.reviewing import STATUSES, Words
from facilitator.domain.writing import clean_line, clean_text
from facilitator.errors import FacilitatorError, Invalid
from facilitator.models import (
    DocumentEdition,
    DocumentEvent,
    Participant,
    PracticeDocument,
)

__all__ = ["DOCUMENT_LIMIT", "TITLE_LIMIT"]

WORDS_LIMIT = 2000


class NotOpen(FacilitatorError):
    """The step is not open any more, which two tabs or two readers make a normal thing."""

    status = 409
    message = "Dokumentet er kommet videre i mellomtiden. Last siden på nytt, så ser du hvor langt."


def write_document(
    session: Session,
    participant: Participant,
    *,
    title: str,
    date: dt.date | None,
    kind: str,
    text: str | None,
    process_key: str | None = None,
    strengths: Sequence[str] = (),
    key: str | None = None,
    status: str = reviewing.DRAFT,
) -> PracticeDocument:
    """A new document. `date` is when it was practised; a later `status` is for imports."""
    if status not in STATUSES:
        raise Invalid({"status": "Velg en av: " + ", ".join(STATUSES) + "."})
    document = PracticeDocument(
        participant=participant,
        key=key,
        title=clean_line(title, "title", most=TITLE_LIMIT, needed="Gi den en tittel."),
        date=date,
        kind=kind,
        process_key=process_key,
        strengths=list(strengths),
        goals=[],
        text=clean_text(text, "text", most=DOCUMENT_LIMIT) if text else None,
        status=status,
        version=0,
    )
    session.add(document)
    session.flush()
    return document


# --- the owner --------------------------------------------------------------------------------


def hand_in(
    session: Session, document: PracticeDocument, now: dt.datetime, *, period: Period | None = None
) -> None:
    """The one who made it says that it is ready to be read. Pressed again it changes nothing.

    Nor does it when it is answered and stands as it was: then it counts, and would wait anew.
    Raises Invalid by field for what it still lacks, when `period` is given; imports give none.
    """
    if document.status == reviewing.HANDED_IN or _stands_answered(document):
        return
    after = _next(document, "hand_in")
    if period is not None:
        written = practice_content.written(document)
        has_file = bool(practice_content.shown_files(document))
        if faults := lacks(written, period, has_file=has_file):
            raise Invalid(faults)
    document.handed_in_at = now
    number = len(document.editions) + 1
    document.editions.append(
        DocumentEdition(number=number, at=now, content=practice_content.frozen(document))
    )
    _happen(session, document, after, document.participant.name, now)


def _stands_answered(document: PracticeDocument) -> bool:
    if not practice_content.is_answered_for_good(document):
        return False
    return bool(document.editions) and not practice_content.is_changed(document)


def withdraw(session: Session, document: PracticeDocument, now: dt.datetime) -> None:
    """Taken back before anybody has answered: what was handed in is read by nobody any more."""
    if document.status == reviewing.DRAFT:
        return
    after = _next(document, "withdraw")
    if document.editions:
        document.editions.pop()
    outdated.by_person(session, document.participant)
    document.handed_in_at = None
    _happen(session, document, after, document.participant.name, now)


def new_version(session: Session, document: PracticeDocument, now: dt.datetime) -> PracticeDocument:
    """A kladd that takes the place of an approved document once it is approved itself.

    Until then the old one counts. Pressed again it is the same kladd. Files are not copied here.
    """
    newest = _newest(session, document)
    if newest.status != reviewing.APPROVED:
        if newest is document:
            raise NotOpen
        return newest
    made = write_document(
        session,
        newest.participant,
        title=newest.title,
        date=newest.date,
        kind=newest.kind,
        text=newest.text,
        process_key=newest.process_key,
        strengths=newest.strengths,
        key="ny-" + secrets.token_hex(16),
    )
    made.goals, made.link = list(newest.goals), newest.link
    made.source_card_id, made.replaces_id = newest.source_card_id, newest.id
    made.created_at = made.saved_at = now
    session.flush()
    return made


def newer_of(session: Session, document: PracticeDocument) -> PracticeDocument | None:
    """The newer version that somebody has begun on, whatever has become of it."""
    return session.scalar(
        select(PracticeDocument)
        .where(PracticeDocument.replaces_id == document.id)
        .order_by(PracticeDocument.id.desc())
        .limit(1)
    )


def _newest(session: Session, document: PracticeDocument) -> PracticeDocument:
    newer = newer_of(session, document)
    return document if newer is None else _newest(session, newer)


def remove(session: Session, document: PracticeDocument) -> list[str]:
    """Throw a kladd away. Gives the names of its files. Raises NotOpen for what is handed in."""
    if document.status != reviewing.DRAFT:
        raise NotOpen
    newer = newer_of(session, document)
    if newer is not None:
        newer.replaces_id = document.replaces_id
        session.flush()
    names = [practice_content.file_name(file) for file in document.files]
    session.delete(document)
    session.flush()
    return names


# --- the reader -------------------------------------------------------------------------------


def answer(
    session: Session,
    document: PracticeDocument,
    action: str,
    words: Words,
    *,
    by: str,
    now: dt.datetime,
) -> None:
    """A prosessleder has read it: `approve`, `answer`, `ask_more`, or `reopen` what is approved.

    Raises Invalid by field for words that say too little, NotOpen when somebody was there before.
    """
    if action not in reviewing.READERS:
        raise NotOpen
    after = _next(document, action)
    if action == "reopen" and newer_of(session, document) is not None:
        raise NotOpen("Det er begynt på en nyere versjon av dette. Svar på den når den er levert.")
    said = Words(
        clean_text(words.noticed, "noticed", most=WORDS_LIMIT),
        clean_text(words.wonders, "wonders", most=WORDS_LIMIT),
        clean_text(words.reason, "reason", most=WORDS_LIMIT),
    )
    if faults := reviewing.lacks(action, said):
        raise Invalid(faults)
    _happen(session, document, after, by, now, said)


def _next(document: PracticeDocument, action: str) -> str:
    approves = document.participant.cohort.approve_documents
    after = reviewing.step(document.status, action, approves=approves)
    if after is None:
        raise NotOpen
    return after


def _happen(
    session: Session,
    document: PracticeDocument,
    status: str,
    by: str,
    now: dt.datetime,
    said: Words | None = None,
) -> None:
    said = said or Words()
    document.status = status
    document.events.append(
        DocumentEvent(
            at=now,
            by=by,
            status=status,
            noticed=said.noticed or None,
            wonders=said.wonders or None,
            reason=said.reason or None,
        )
    )
    session.flush()


# --- all of somebody's ------------------------------------------------------------------------


def documents_of(session: Session, participant_id: int) -> list[PracticeDocument]:
    """By date of practice, the oldest first; what has no date yet comes last."""
    found = session.scalars(
        select(PracticeDocument)
        .where(PracticeDocument.participant_id == participant_id)
        .order_by(PracticeDocument.id)
    )
    return sorted(found, key=lambda document: document.date or dt.date.max)


def counting(documents: Iterable[PracticeDocument], approves: bool) -> list[PracticeDocument]:
    """Those that count towards what the kull asks for, of one person's documents or of many's.

    Of an approved document and its newer versions never more than one: the newest that counts.
    """
    return portfolio_reviews.counting(documents, approves=approves)
