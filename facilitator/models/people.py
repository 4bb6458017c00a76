"""Participants and prosessledere. There are no fields about children, and no birth dates."""

import datetime as dt

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import NEVER_AGAIN, Base, Utc
from facilitator.models.cohort import Cohort, Workplace

SEATED = "seated"
WAITING = "waiting"
LEFT = "left"


class Participant(Base):
    """A seat in the kull, or a guest of one samling (`guest_of` is then its room)."""

    __tablename__ = "participant"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    role_group: Mapped[str] = mapped_column(default="")
    workplace_id: Mapped[int | None] = mapped_column(ForeignKey("workplace.id"))
    email: Mapped[str | None]
    guest_of: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"))
    place: Mapped[str] = mapped_column(default=SEATED, server_default=SEATED)
    """`seated`, `waiting` for a seat, or `left`; see domain/roster.py."""
    waiting_since: Mapped[dt.datetime | None] = mapped_column(Utc)
    """The order of the waiting list."""
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("gathering.id", ondelete="SET NULL"))
    """The samling from which somebody is in the kull, when that is not the first."""

    cohort: Mapped[Cohort] = relationship()
    workplace: Mapped[Workplace | None] = relationship(lazy="joined")

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def municipality(self) -> str:
        return self.workplace.municipality if self.workplace else ""

    @property
    def workplace_name(self) -> str:
        return self.workplace.name if self.workplace else ""


class Facilitator(Base):
    """A prosessleder. Which kull they lead is said by `CohortLeader`."""

    __tablename__ = "facilitator"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="prosessleder")
    email: Mapped[str] = mapped_column(unique=True)
    owns_installation: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Settings that hold for all: how long things are kept, providers, who may come in."""
    closed_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    """No longer a prosessleder here: no way in is open to them."""

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]
