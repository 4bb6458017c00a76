"""What «Slett alt om meg» would do for one person, in numbers. Nothing is changed here."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from facilitator.db import Base
from facilitator.domain import forgetting_traces
from facilitator.models import (
    Attendance,
    Card,
    Certificate,
    DocumentFile,
    Draft,
    FestivalContribution,
    LeaderNote,
    Method,
    Participant,
    PracticeDocument,
    Summary,
)


@dataclass(frozen=True, slots=True)
class Preview:
    """How many of each go, and of those that are others' too, how many stay."""

    stories: int
    cards: int
    drafts: int
    waiting: int
    """Stories they have written down for others, who have not said yes to them yet."""
    documents: int
    files: int
    summaries: int
    contributions: int
    halves: int
    methods: int
    notes: int
    group_cards: int
    given: int
    written: int
    pictures: int
    certificates: int


def preview(session: Session, person: Participant) -> Preview:
    mine, me = Card.owner_id == person.id, person.id
    waiting = (Draft.writer_id == me) & Draft.owner_id.is_not(None) & (Draft.owner_id != me)
    of_others = Card.owner_id.is_not(None) & (Card.owner_id != me)
    documents = select(PracticeDocument.id).where(PracticeDocument.participant_id == me)
    files = _count(session, DocumentFile, DocumentFile.document_id.in_(documents))
    own = set(session.scalars(select(Card.id).where(mine)))
    going, stay = forgetting_traces.pictures(session, person, own)
    return Preview(
        stories=_count(session, Card, mine & (Card.type == "story")),
        cards=_count(session, Card, mine & (Card.type != "story")),
        drafts=_count(session, Draft, ~waiting & or_(Draft.writer_id == me, Draft.owner_id == me)),
        waiting=_count(session, Draft, waiting),
        documents=_count(session, PracticeDocument, PracticeDocument.participant_id == me),
        files=files + len(going),
        summaries=_count(session, Summary, Summary.participant_id == me),
        contributions=_count(
            session, FestivalContribution, FestivalContribution.participant_id == me
        ),
        halves=_count(session, Attendance, Attendance.participant_id == me),
        methods=_count(session, Method, Method.participant_id == me),
        notes=_count(session, LeaderNote, LeaderNote.sender_id == me),
        group_cards=_count(
            session,
            Card,
            Card.owner_id.is_(None) & or_(Card.author_id == me, Card.written_by_id == me),
        ),
        given=_count(
            session,
            Card,
            of_others & (Card.author_id == me) & Card.written_by_id.is_distinct_from(me),
        ),
        written=_count(session, Card, of_others & (Card.written_by_id == me)),
        pictures=len(stay),
        certificates=_count(session, Certificate, Certificate.participant_id == me),
    )


def _count(session: Session, table: type[Base], which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(which)) or 0
