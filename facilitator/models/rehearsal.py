"""«Øv på samlingen»: a walk through a kjøreplan with simulated participants."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base, Utc


class Rehearsal(Base):
    """Who plays in a rehearsal, and how fast. Its room and people are in its own passing kull."""

    __tablename__ = "rehearsal"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), unique=True)
    gathering_id: Mapped[int | None] = mapped_column(
        ForeignKey("gathering.id", ondelete="SET NULL"), index=True
    )
    """The samling that is rehearsed; nothing is ever written to it from here."""
    people: Mapped[int]
    speed: Mapped[int] = mapped_column(default=1)
    """1 is a human pace, 10 is ten times as fast, 0 is standing still."""
    begun_at: Mapped[dt.datetime] = mapped_column(Utc)
    beat_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    """When the simulated participants last gave a sign of life."""
