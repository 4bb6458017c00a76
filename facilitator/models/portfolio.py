"""What a participant keeps: the saved boards, and the documents made between samlinger."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import Base, Utc
from facilitator.models.activity import Activity
from facilitator.models.people import Participant


class SavedBoard(Base):
    """A board as it was arranged when its activity ended: references to cards, never copies.

    `arrangement` is `[{"title": str, "cards": [card id, …]}, …]`; a card that has been
    withdrawn, hidden or narrowed since is not shown from it. `today_only` counts what was
    shown only that day.
    """

    __tablename__ = "saved_board"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), unique=True
    )
    arrangement: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    today_only: Mapped[int]
    saved_at: Mapped[dt.datetime] = mapped_column(Utc)

    activity: Mapped[Activity] = relationship(lazy="joined")


class SavedBoardHolder(Base):
    """One who was present when the board was saved."""

    __tablename__ = "saved_board_holder"

    board_id: Mapped[int] = mapped_column(
        ForeignKey("saved_board.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )


class PracticeDocument(Base):
    """A small, dated proof of practice. `date` is when it was practised, not when saved."""

    __tablename__ = "practice_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str | None] = mapped_column(unique=True)
    title: Mapped[str]
    date: Mapped[dt.date]
    kind: Mapped[str]
    process_key: Mapped[str | None]
    strengths: Mapped[list[str]] = mapped_column(JSON, default=list)
    text: Mapped[str | None]
    status: Mapped[str]
    """`kladd`, `levert`, `trenger_mer` or `godkjent`."""

    participant: Mapped[Participant] = relationship()
    events: Mapped[list["DocumentEvent"]] = relationship(
        order_by="DocumentEvent.id", cascade="all, delete-orphan", lazy="selectin"
    )


class DocumentEvent(Base):
    """A transition of a document: who, when, and what was said."""

    __tablename__ = "document_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("practice_document.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[dt.datetime] = mapped_column(Utc)
    by: Mapped[str]
    status: Mapped[str]
    comment: Mapped[str | None]


class Summary(Base):
    """The closing summary; types a to d."""

    __tablename__ = "summary"
    __table_args__ = (UniqueConstraint("participant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    type: Mapped[str | None]
    title: Mapped[str | None]
    text: Mapped[str | None]
    status: Mapped[str]


class FestivalContribution(Base):
    """The part one takes in the festival."""

    __tablename__ = "festival_contribution"
    __table_args__ = (UniqueConstraint("participant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    form: Mapped[str]
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id", ondelete="SET NULL"))
    """The contribution card it was made of; several people may share one."""
    place: Mapped[str] = mapped_column(default="")
    """Room and time are set by the prosessledere in the festival plan."""
    begins: Mapped[str] = mapped_column(default="")


class Attendance(Base):
    """One half day. `proposed` by joining, `confirmed` by a prosessleder; never a reason."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("gathering_id", "participant_id", "half"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gathering.id"), index=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    half: Mapped[str]
    """`forenoon` or `afternoon`."""
    status: Mapped[str]
    """`proposed`, `present` or `absent`."""
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    confirmed_by: Mapped[str | None]


class SessionNote(Base):
    """What a prosessleder adds to the samlingsnotat, kept apart from the record itself."""

    __tablename__ = "session_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gathering.id"), unique=True)
    free_text: Mapped[str] = mapped_column(default="")
    dropped_card_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    seen_card_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    """The quotes that were there when it was last edited: what has come since is new."""
    edited_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    version: Mapped[int] = mapped_column(default=0)
    editor: Mapped[str] = mapped_column(default="")
    """The form instance that wrote last; its own next save is never a conflict."""
