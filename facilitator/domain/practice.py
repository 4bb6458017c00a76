"""What people make between samlinger: practice documents, the closing summary, the festival.

A document goes kladd → levert → godkjent, by way of trenger_mer as often as needed. Each
step is an event with who, when and what was said; nobody is ever told that they failed.
"""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain.writing import clean_line, clean_text
from facilitator.errors import Invalid
from facilitator.models import (
    DocumentEvent,
    FestivalContribution,
    Participant,
    PracticeDocument,
)

STATUSES = ("kladd", "levert", "trenger_mer", "godkjent")
ANSWERS = ("trenger_mer", "godkjent")
TITLE_LIMIT = 120
DOCUMENT_LIMIT = 12_000


def write_document(
    session: Session,
    participant: Participant,
    *,
    title: str,
    date: dt.date,
    kind: str,
    text: str | None,
    process_key: str | None = None,
    strengths: Sequence[str] = (),
    key: str | None = None,
    status: str = "kladd",
) -> PracticeDocument:
    """A new document. `date` is when it was practised; a later `status` is for imports."""
    document = PracticeDocument(
        participant=participant,
        key=key,
        title=clean_line(title, "title", most=TITLE_LIMIT, needed="Gi den en tittel."),
        date=date,
        kind=kind,
        process_key=process_key,
        strengths=list(strengths),
        text=clean_text(text, "text", most=DOCUMENT_LIMIT) if text else None,
        status=_known(status, STATUSES),
    )
    session.add(document)
    session.flush()
    return document


def hand_in(session: Session, document: PracticeDocument, now: dt.datetime) -> None:
    """The one who made it says that it is ready to be read."""
    _happen(session, document, "levert", document.participant.name, None, now)


def answer(
    session: Session,
    document: PracticeDocument,
    status: str,
    *,
    by: str,
    comment: str | None,
    now: dt.datetime,
) -> None:
    """A prosessleder has read it: `godkjent`, or `trenger_mer` with what is wished for."""
    said = clean_text(comment or "", "noticed", most=2000) or None
    _happen(session, document, _known(status, ANSWERS), by, said, now)


def _happen(
    session: Session,
    document: PracticeDocument,
    status: str,
    by: str,
    comment: str | None,
    now: dt.datetime,
) -> None:
    document.status = status
    if status == "levert":
        document.handed_in_at = now
    document.events.append(DocumentEvent(at=now, by=by, status=status, noticed=comment))
    session.flush()


def _known(status: str, among: Sequence[str]) -> str:
    if status not in among:
        raise Invalid({"status": "Velg en av: " + ", ".join(among) + "."})
    return status


def documents_of(session: Session, participant_id: int) -> list[PracticeDocument]:
    """By date of practice, the oldest first."""
    return list(
        session.scalars(
            select(PracticeDocument)
            .where(PracticeDocument.participant_id == participant_id)
            .order_by(PracticeDocument.date, PracticeDocument.id)
        )
    )


def count_documents(session: Session, participant_id: int) -> dict[str, int]:
    """How many of each status; statuses that nobody has are 0."""
    rows = session.execute(
        select(PracticeDocument.status, func.count())
        .where(PracticeDocument.participant_id == participant_id)
        .group_by(PracticeDocument.status)
    )
    return dict.fromkeys(STATUSES, 0) | {row[0]: row[1] for row in rows}


def contribute(session: Session, participant: Participant, form: str) -> FestivalContribution:
    """The part somebody takes in the festival; chosen again it replaces the first."""
    contribution = contribution_of(session, participant.id)
    if contribution is None:
        contribution = FestivalContribution(participant_id=participant.id)
        session.add(contribution)
    contribution.form = clean_line(form, "form", most=60, needed="Velg hva du vil bidra med.")
    session.flush()
    return contribution


def contribution_of(session: Session, participant_id: int) -> FestivalContribution | None:
    return session.scalar(
        select(FestivalContribution).where(FestivalContribution.participant_id == participant_id)
    )
