"""What is made between samlinger, and how it is read: documents, the summary, the whole mappe.

A document and a summary go the same way (domain/reviewing.py): a status, a log of events with
who, when and what was said, and an edition of the content for each time it was handed in.
"""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import Base, Utc
from facilitator.models.people import Participant


class Reviewed:
    """What is written by a participant, saved as it is typed, handed in and read."""

    status: Mapped[str]
    """`kladd`, `levert`, `trenger_mer`, `besvart` or `godkjent`."""
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    """Raised by each save: a form that knows an older one must not write over a newer."""
    editor: Mapped[str] = mapped_column(default="", server_default="")
    """The form instance that saved last; its own next save is never a conflict."""
    saved_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    handed_in_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    """Since when it waits to be read; the last time it was handed in."""


class ReviewEvent:
    """A step of the way: who, when, the status after it, and what was said."""

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Utc)
    by: Mapped[str]
    status: Mapped[str]
    noticed: Mapped[str | None]
    """«Det jeg la merke til»."""
    wonders: Mapped[str | None]
    """«Det jeg gjerne vil vite mer om»."""
    reason: Mapped[str | None]
    """Why what was approved has been opened again."""


class Edition:
    """The content as it was handed in; `content` holds the fields of its form."""

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    at: Mapped[dt.datetime] = mapped_column(Utc)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class PracticeDocument(Reviewed, Base):
    """A small, dated proof of practice. `date` is when it was practised, not when saved."""

    __tablename__ = "practice_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str | None] = mapped_column(unique=True)
    """Names it for whoever made it, so that a repeated press makes no second one."""
    title: Mapped[str]
    date: Mapped[dt.date | None]
    """None only while it is a kladd."""
    kind: Mapped[str]
    """`photo`, `minutes`, `lesson_plan` or `text`."""
    process_key: Mapped[str | None]
    strengths: Mapped[list[str]] = mapped_column(JSON, default=list)
    goals: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")
    """Ids of the kull's kompetansemål."""
    text: Mapped[str | None]
    link: Mapped[str] = mapped_column(default="", server_default="")
    """An address elsewhere; shown as a link and never fetched."""
    source_card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id", ondelete="SET NULL"))
    """The card of one's own that it was made of."""
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("practice_document.id", ondelete="SET NULL")
    )
    """The approved document that this is a newer version of; until this is approved, it counts."""
    created_at: Mapped[dt.datetime | None] = mapped_column(Utc)

    participant: Mapped[Participant] = relationship()
    events: Mapped[list["DocumentEvent"]] = relationship(
        order_by="DocumentEvent.id", cascade="all, delete-orphan", lazy="selectin"
    )
    files: Mapped[list["DocumentFile"]] = relationship(
        order_by="DocumentFile.position", cascade="all, delete-orphan", lazy="selectin"
    )
    editions: Mapped[list["DocumentEdition"]] = relationship(
        order_by="DocumentEdition.number", cascade="all, delete-orphan"
    )


class DocumentEvent(ReviewEvent, Base):
    __tablename__ = "document_event"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("practice_document.id", ondelete="CASCADE"), index=True
    )


class DocumentEdition(Edition, Base):
    __tablename__ = "document_edition"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("practice_document.id", ondelete="CASCADE"))


class DocumentFile(Base):
    """A photo, made anew without metadata, or a file kept as it came, of a document."""

    __tablename__ = "document_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("practice_document.id", ondelete="CASCADE"), index=True
    )
    token: Mapped[str] = mapped_column(unique=True)
    """Names the file in the data folder and in its address."""
    kind: Mapped[str]
    """`photo`, `pdf` or `docx`: what its content is, whatever it was called."""
    name: Mapped[str]
    """As the owner called it, for saving it again."""
    size: Mapped[int]
    """Bytes."""
    width: Mapped[int | None]
    height: Mapped[int | None]
    alt: Mapped[str] = mapped_column(default="", server_default="")
    no_faces: Mapped[bool] = mapped_column(default=False, server_default=false())
    """«Ingen gjenkjennelige personer»: ticked by whoever added it."""
    position: Mapped[int]
    added_at: Mapped[dt.datetime] = mapped_column(Utc)
    client_id: Mapped[str] = mapped_column(default="", server_default="")
    removed_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    """Taken out by its owner; kept while an edition that was handed in shows it."""


class Summary(Reviewed, Base):
    """The closing summary; types a to d."""

    __tablename__ = "summary"
    __table_args__ = (UniqueConstraint("participant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    type: Mapped[str | None]
    title: Mapped[str | None]
    text: Mapped[str | None]

    participant: Mapped[Participant] = relationship()
    events: Mapped[list["SummaryEvent"]] = relationship(
        order_by="SummaryEvent.id", cascade="all, delete-orphan", lazy="selectin"
    )
    editions: Mapped[list["SummaryEdition"]] = relationship(
        order_by="SummaryEdition.number", cascade="all, delete-orphan"
    )


class SummaryEvent(ReviewEvent, Base):
    __tablename__ = "summary_event"

    summary_id: Mapped[int] = mapped_column(
        ForeignKey("summary.id", ondelete="CASCADE"), index=True
    )


class SummaryEdition(Edition, Base):
    __tablename__ = "summary_edition"
    __table_args__ = (UniqueConstraint("summary_id", "number"),)

    summary_id: Mapped[int] = mapped_column(ForeignKey("summary.id", ondelete="CASCADE"))


class PortfolioReview(Base):
    """How far a whole arbeidsmappe has come; without a row it is under arbeid."""

    __tablename__ = "portfolio_review"

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    status: Mapped[str]
    """`under_arbeid`, `klar` or `godkjent`."""
    handed_in_at: Mapped[dt.datetime | None] = mapped_column(Utc)

    events: Mapped[list["PortfolioEvent"]] = relationship(
        order_by="PortfolioEvent.id", cascade="all, delete-orphan", lazy="selectin"
    )


class PortfolioEvent(ReviewEvent, Base):
    __tablename__ = "portfolio_event"

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("portfolio_review.participant_id", ondelete="CASCADE"), index=True
    )


class PortfolioCopy(Base):
    """What a prosessleder approved: the owner's own texts as they stood, others' cards by id.

    `content` holds the words of the owner alone. What others told stands there as the number of
    its card, and is read anew each time: what they take back is gone from here too.
    """

    __tablename__ = "portfolio_copy"

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[dt.datetime] = mapped_column(Utc)
    by: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class LedProcess(Base):
    """That a participant has led a process, kept also when the room it was in is thrown away."""

    __tablename__ = "led_process"
    __table_args__ = (UniqueConstraint("participant_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str]
    """Names the occasion, so that it is written once."""
    process: Mapped[str]
    date: Mapped[dt.date]
    role: Mapped[str]
    """`borrowed`: in a room they had borrowed; `remote`: with the remote in their own hand."""
