"""Oppmøte: half days, what was agreed instead, and each change of them. Never a reason."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base, Utc


class Attendance(Base):
    """One half day. `proposed` by joining, `confirmed` by a prosessleder; never a reason."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("gathering_id", "participant_id", "half"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gathering.id"), index=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    half: Mapped[str]
    """`forenoon` or `afternoon`."""
    status: Mapped[str]
    """`proposed`, `present` or `absent`."""
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    confirmed_by: Mapped[str | None]


class AttendanceAgreement(Base):
    """«Avtalt»: what is missing is made up for in another way. When and by whom, never why."""

    __tablename__ = "attendance_agreement"

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    agreed_on: Mapped[dt.date]
    by: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(Utc)


class AttendanceChange(Base):
    """One change, so that it can be seen and taken back. Never altered but by taking back.

    `what` is `half`, `entry` or `agreement`; `before` and `after` hold its values as text, empty
    for none. What was changed by one tap has one `press`.
    """

    __tablename__ = "attendance_change"
    __table_args__ = (Index("ix_attendance_change_cohort_press", "cohort_id", "press"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    gathering_id: Mapped[int | None] = mapped_column(
        ForeignKey("gathering.id", ondelete="CASCADE"), index=True
    )
    half: Mapped[str | None]
    what: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(Utc)
    by: Mapped[str]
    press: Mapped[str]
    taken_back_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    taken_back_by: Mapped[str | None]
