"""The festival: what each takes part with, and what guests write to them."""

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import Base, Utc
from facilitator.models.people import Participant


class FestivalContribution(Base):
    """The part one takes in the festival."""

    __tablename__ = "festival_contribution"
    __table_args__ = (UniqueConstraint("participant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    form: Mapped[str]
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id", ondelete="SET NULL"))
    """The contribution card it was made of; several people may share one."""
    title: Mapped[str] = mapped_column(default="", server_default="")
    description: Mapped[str] = mapped_column(default="", server_default="")
    """What guests may read of it, when its owner has released it."""
    needs: Mapped[str] = mapped_column(default="", server_default="")
    """What it takes: tables, power, help. For the prosessledere alone."""
    show_name: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the owner's name stands by it on the public page."""
    released_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    """Its owner has said that guests may see it; taken back, it is None again."""
    place: Mapped[str] = mapped_column(default="")
    """Room and time are set by the prosessledere in the festival plan."""
    begins: Mapped[str] = mapped_column(default="")
    took_part_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    """«Deltatt», confirmed on the day."""
    took_part_by: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=0, server_default="0")

    participant: Mapped[Participant] = relationship()


class FestivalGreeting(Base):
    """What a guest of the festival writes. Nobody else sees it before a prosessleder shows it."""

    __tablename__ = "festival_greeting"
    __table_args__ = (UniqueConstraint("cohort_id", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    contribution_id: Mapped[int | None] = mapped_column(
        ForeignKey("festival_contribution.id", ondelete="CASCADE")
    )
    """None: to all of them."""
    name: Mapped[str]
    """As the guest signs it; may be empty."""
    text: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(Utc)
    status: Mapped[str]
    """`waiting`, `shown` or `kept_back`."""
    judged_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    judged_by: Mapped[str | None]
    client_id: Mapped[str]
