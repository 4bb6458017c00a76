"""The register of kompetansebevis. It outlives everything else that is kept about a person."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base, Utc


class Certificate(Base):
    """One kompetansebevis, with everything that stands on it and what it was issued on.

    Nothing here is read from elsewhere afterwards: kull and participant may be deleted.
    """

    __tablename__ = "certificate"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int | None] = mapped_column(
        ForeignKey("cohort.id", ondelete="SET NULL"), index=True
    )
    participant_id: Mapped[int | None] = mapped_column(
        ForeignKey("participant.id", ondelete="SET NULL"), index=True
    )
    number: Mapped[str] = mapped_column(unique=True)
    """`10-016`."""
    code: Mapped[str] = mapped_column(unique=True)
    """The kontrollkode, without spaces and look-alikes."""
    name: Mapped[str]
    programme: Mapped[str]
    cohort_name: Mapped[str]
    dated: Mapped[dt.date]
    """The date that stands on it: the festival's, or when it was issued."""
    status: Mapped[str]
    """`prepared` (only taking part in the festival is not confirmed), `valid`, `replaced` by a
    later one, or `withdrawn`."""
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The texts on the paper and the four checks as they were, frozen."""
    issued_at: Mapped[dt.datetime] = mapped_column(Utc)
    issued_by: Mapped[str]
    valid_from: Mapped[dt.datetime | None] = mapped_column(Utc)
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("certificate.id", ondelete="SET NULL")
    )
    ended_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    """When it was replaced or withdrawn, by whom and why."""
    ended_by: Mapped[str | None]
    reason: Mapped[str | None]
