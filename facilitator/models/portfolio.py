"""What is kept of a samling: the saved boards, and what is added to its note."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import Base, Utc
from facilitator.models.activity import Activity


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
