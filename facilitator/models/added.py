"""What people add to cards: threads between stories, marks, photos, copies without an author."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import Base, Utc
from facilitator.models.activity import Activity
from facilitator.models.card import Card
from facilitator.models.people import Participant


class CardThread(Base):
    """«Minner meg om …»: a teller ties a story of their own to somebody else's."""

    __tablename__ = "card_thread"
    __table_args__ = (UniqueConstraint("from_card_id", "to_card_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    from_card_id: Mapped[int] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"), index=True)
    """The story of the one who was reminded."""
    to_card_id: Mapped[int] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    created_at: Mapped[dt.datetime] = mapped_column(Utc)

    from_card: Mapped[Card] = relationship(foreign_keys=[from_card_id])
    to_card: Mapped[Card] = relationship(foreign_keys=[to_card_id])


class CardMark(Base):
    """A mark on others' cards in one phase. Never counted, never ranked."""

    __tablename__ = "card_mark"
    __table_args__ = (UniqueConstraint("activity_id", "phase_key", "person_id", "card_id", "item"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    phase_key: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"))
    item: Mapped[int] = mapped_column(default=-1)
    """Which item of the marked list field, from 0; -1 when the whole card is marked."""

    person: Mapped[Participant] = relationship(lazy="joined")
    card: Mapped[Card] = relationship()


class Copy(Base):
    """A copy of named fields on its way to a board, cut loose from its author.

    It waits here without author, time or order (ids are random) until its batch is laid
    out, shuffled; then this row is gone and a card without an owner lies on the board.
    """

    __tablename__ = "copy"

    id: Mapped[str] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    phase_key: Mapped[str]
    board: Mapped[str]
    type: Mapped[str]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    withdraw_digest: Mapped[str] = mapped_column(unique=True)


class Photo(Base):
    """A picture: upright, resized, without metadata. Its file is `<token>.jpg` in the data folder.

    It is read by those who read the card it stands on; until then by whoever uploaded it.
    """

    __tablename__ = "photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    activity_id: Mapped[int | None] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    card_id: Mapped[int | None] = mapped_column(
        ForeignKey("card.id", ondelete="SET NULL"), index=True
    )
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="SET NULL"))
    alt: Mapped[str]
    """What the picture shows, for those who do not see it."""
    no_people: Mapped[bool] = mapped_column(default=True)
    """The uploader has said that nobody can be recognised."""
    width: Mapped[int]
    height: Mapped[int]
    client_id: Mapped[str] = mapped_column(unique=True)
    uploaded_at: Mapped[dt.datetime] = mapped_column(Utc)


class LeaderNote(Base):
    """«Lapp til prosesslederen»: about the work, read by the prosessleder alone.

    `sender_id` only when the writer ticked that the name may stand.
    """

    __tablename__ = "leader_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    sender_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    text: Mapped[str]
    client_id: Mapped[str] = mapped_column(unique=True)
    sent_at: Mapped[dt.datetime] = mapped_column(Utc)
    read_at: Mapped[dt.datetime | None] = mapped_column(Utc)

    sender: Mapped[Participant | None] = relationship(lazy="joined")
    activity: Mapped[Activity] = relationship()
