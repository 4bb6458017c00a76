"""The kull, its samlinger, and the workplaces its people come from."""

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import NEVER_AGAIN, Base

YEAR = "year"
REHEARSAL = "rehearsal"
BORROWED = "borrowed"


class Cohort(Base):
    """One year's group. Everything that differs between kull is a column here, not code.

    A rehearsal and a borrowed room are a kull of their own that passes: it has its samling,
    its people and its cards like any other, and all of it is thrown away together.
    """

    __tablename__ = "cohort"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    period: Mapped[str]
    organiser: Mapped[str]
    focus_question: Mapped[str]
    seats: Mapped[int]
    attendance_threshold: Mapped[int]
    """Percent of the units one must attend."""
    attendance_unit: Mapped[str]
    """`half_day` or `day`."""
    min_approved_documents: Mapped[int]
    document_deadline: Mapped[dt.date | None]
    summary_deadline: Mapped[dt.date | None]
    catalogue: Mapped[str] = mapped_column(default="via24")
    """Key of the strength catalogue."""
    kind: Mapped[str] = mapped_column(default=YEAR, server_default=YEAR, index=True)
    """`year`, or what stands outside every year: `rehearsal` or `borrowed`; see docs/adr."""
    host_id: Mapped[int | None]
    """Of a borrowed room: the participant who leads it; no foreign key, to avoid a cycle."""
    leader_id: Mapped[int | None]
    """The prosessleder who has borrowed the room or begun the rehearsal."""

    @property
    def passes(self) -> bool:
        """Stands outside every year, and is thrown away."""
        return self.kind != YEAR

    gatherings: Mapped[list["Gathering"]] = relationship(
        back_populates="cohort", order_by="Gathering.number"
    )


class Gathering(Base):
    """One samling: a full day together, the unit of attendance."""

    __tablename__ = "gathering"
    __table_args__ = (UniqueConstraint("cohort_id", "number"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    number: Mapped[int]
    date: Mapped[dt.date]
    theme: Mapped[str]
    place: Mapped[str]
    block: Mapped[str | None]
    is_festival: Mapped[bool] = mapped_column(default=False)
    cancelled: Mapped[bool] = mapped_column(default=False)
    between_task: Mapped[str | None]

    cohort: Mapped[Cohort] = relationship(back_populates="gatherings")


class Workplace(Base):
    """Virksomhet: a school, a barnehage, a service. Its employer reads nothing here."""

    __tablename__ = "workplace"
    __table_args__ = (UniqueConstraint("name", "municipality"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    municipality: Mapped[str]
