"""Kjøreplanen: what a samling is made of, in order, with planned times."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import Base, Utc
from facilitator.models.activity import Activity
from facilitator.models.cohort import Gathering


class RunSheet(Base):
    """One samling's plan. `begins` is minutes after midnight, local time."""

    __tablename__ = "run_sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(
        ForeignKey("gathering.id", ondelete="CASCADE"), unique=True
    )
    begins: Mapped[int] = mapped_column(default=9 * 60)
    version: Mapped[int] = mapped_column(default=0)
    """Raised by every change, so that two who edit at once notice each other."""

    gathering: Mapped[Gathering] = relationship(lazy="joined")
    items: Mapped[list["RunSheetItem"]] = relationship(
        back_populates="sheet", order_by="RunSheetItem.position", cascade="all, delete-orphan"
    )


class RunSheetItem(Base):
    """A process, a break, a talk (faglig påfyll) or something else the day holds.

    `kind` is `process`, `break`, `talk` or `other`. A process item keeps its own copy of the
    process, so that a prompt or a minute is changed for this day alone.
    """

    __tablename__ = "run_sheet_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(
        ForeignKey("run_sheet.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int]
    """Planned. For a process it follows from its phases."""
    process_key: Mapped[str] = mapped_column(default="")
    process: Mapped[dict[str, Any] | None] = mapped_column(JSON, deferred=True)
    theme: Mapped[str] = mapped_column(default="")
    settings: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    text: Mapped[str] = mapped_column(default="")
    """Of a talk: what it is about. Shown on the projector and the phones."""
    link: Mapped[str] = mapped_column(default="")
    notes: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """Private notes for the leader: phase key, or empty for the whole item → text."""
    shrink_to: Mapped[int | None]
    """Minutes it may be shortened to when the day runs late."""
    never_cut: Mapped[bool] = mapped_column(default=False)
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id", ondelete="SET NULL"))
    """The activity it became when it was started."""
    started_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Utc)

    sheet: Mapped[RunSheet] = relationship(back_populates="items")
    activity: Mapped[Activity | None] = relationship()
