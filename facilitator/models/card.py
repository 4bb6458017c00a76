"""Drafts, which only their writer reads, and cards, which have been released by somebody.

What people add to cards of others (threads, marks) and photos are in `added`.
"""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import Base, Utc
from facilitator.models.activity import Activity, Group, Interview
from facilitator.models.people import Participant


class Draft(Base):
    """Text on its way. `scope` says what it is for; readable by its writer until handed over.

    scope `story:<interview id>` is a story that becomes the teller's in Godkjenn;
    `note:<phase>` a private note; `card:<phase>` an own card; `group:<phase>` (with
    `group_id`) the text that a group writes with one pen.
    """

    __tablename__ = "draft"
    __table_args__ = (
        UniqueConstraint("activity_id", "scope", "writer_id"),
        UniqueConstraint("activity_id", "scope", "group_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    scope: Mapped[str]
    writer_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    """The teller who gets it in Godkjenn."""
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    interview_id: Mapped[int | None] = mapped_column(
        ForeignKey("interview.id", ondelete="SET NULL")
    )
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[dt.datetime] = mapped_column(Utc)
    delivered_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    owner_edited: Mapped[bool] = mapped_column(default=False)
    """The teller has begun to edit; what the writer still sends is kept beside, in `late`."""
    late: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    editor: Mapped[str] = mapped_column(default="")
    """The form instance that wrote last; its own next save is never a conflict."""
    pen_holder_id: Mapped[int | None] = mapped_column(
        ForeignKey("participant.id", ondelete="SET NULL")
    )
    pen_turn: Mapped[int] = mapped_column(default=0)
    """How often the pen has been taken: names the form, so that no earlier text comes back."""

    writer: Mapped[Participant | None] = relationship(foreign_keys=[writer_id])
    owner: Mapped[Participant | None] = relationship(foreign_keys=[owner_id])
    pen_holder: Mapped[Participant | None] = relationship(foreign_keys=[pen_holder_id])
    group: Mapped[Group | None] = relationship()
    interview: Mapped[Interview | None] = relationship()


class Card(Base):
    """A contribution whose owner has said who may read it. The owner is a person or a group."""

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("author_id", "client_id"),
        Index("ix_card_activity", "activity_id", "id"),
        Index("ix_card_owner", "owner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    phase_key: Mapped[str]
    type: Mapped[str]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="SET NULL"))
    written_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("participant.id", ondelete="SET NULL")
    )
    author_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    """Who sent it; with `client_id` it makes a repeated POST harmless."""
    client_id: Mapped[str]
    visibility: Mapped[str]
    show_name: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime] = mapped_column(Utc)
    approved_at: Mapped[dt.datetime] = mapped_column(Utc)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    hidden_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    version: Mapped[int] = mapped_column(default=1)
    board: Mapped[str] = mapped_column(default="")
    """Key of the board of its process that it lies on, or would lie on."""
    board_order: Mapped[int | None]
    """Its place on the board: the board's revision when it was released. Order is arrival."""
    place: Mapped[int | None]
    """Where the prosessleder has put it among the others; None lies in order of arrival."""
    opened_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    """When its receiver opened it. A card given to somebody is closed until then."""
    withdraw_digest: Mapped[str | None] = mapped_column(unique=True)
    """Of an anonymous copy: digest of the secret that only the phone it came from holds."""
    keep: Mapped[bool] = mapped_column(default=True)
    """Whether a group's card is saved together with the board."""
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id", ondelete="SET NULL"))
    thanks: Mapped[str | None]
    """The teller's one line to the one who listened and wrote."""

    activity: Mapped[Activity] = relationship()
    owner: Mapped[Participant | None] = relationship(foreign_keys=[owner_id], lazy="joined")
    written_by: Mapped[Participant | None] = relationship(
        foreign_keys=[written_by_id], lazy="joined"
    )
    group: Mapped[Group | None] = relationship()


class Cluster(Base):
    """Cards that the prosessleder has gathered side by side. The cards keep their authors."""

    __tablename__ = "cluster"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
