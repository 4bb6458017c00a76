"""Own methods: processes that participants and prosessledere make in the browser."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import Base, Utc


class Method(Base):
    """One method: the text that is being worked on, and the editions that have been saved.

    `written` is a process as a file would hold it, and may have faults while somebody works
    on it. Only a saved edition, which has none, is offered to others or put in a kjøreplan.
    """

    __tablename__ = "method"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    """The process's key; like no other's in the installation, nor in the app's own library."""
    name: Mapped[str]
    participant_id: Mapped[int | None] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    facilitator_id: Mapped[int | None] = mapped_column(ForeignKey("facilitator.id"), index=True)
    """Whose it is: a participant's or a prosessleder's, never both."""
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    """The kull it is shared with, when `scope` is `cohort`."""
    scope: Mapped[str] = mapped_column(default="own")
    """Whose library it stands in: `own`, `cohort` or `all`."""
    written: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    revision: Mapped[int] = mapped_column(default=0)
    """Raised by every change of `written`, so that two windows at once notice each other."""
    version: Mapped[int] = mapped_column(default=0)
    """Number of the newest edition; 0 while none has been saved."""
    created_at: Mapped[dt.datetime] = mapped_column(Utc)
    changed_at: Mapped[dt.datetime] = mapped_column(Utc)

    versions: Mapped[list["MethodVersion"]] = relationship(
        back_populates="method", order_by="MethodVersion.number", cascade="all, delete-orphan"
    )


class MethodVersion(Base):
    """One saved edition, as it was: complete, and without faults."""

    __tablename__ = "method_version"
    __table_args__ = (UniqueConstraint("method_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    method_id: Mapped[int] = mapped_column(ForeignKey("method.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    process: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    saved_at: Mapped[dt.datetime] = mapped_column(Utc)
    saved_by: Mapped[str] = mapped_column(default="")

    method: Mapped[Method] = relationship(back_populates="versions")
