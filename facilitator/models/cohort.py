"""The kull, its samlinger, and the workplaces its people come from."""

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import Base


class Cohort(Base):
    """One year's group. Everything that differs between kull is a column here, not code."""

    __tablename__ = "cohort"

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

    gatherings: Mapped[list["Gathering"]] = relationship(
        back_populates="cohort", order_by="Gathering.number"
    )


class Gathering(Base):
    """One samling: a full day together, the unit of attendance."""

    __tablename__ = "gathering"
    __table_args__ = (UniqueConstraint("cohort_id", "number"),)

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
