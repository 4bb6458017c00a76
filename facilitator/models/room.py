"""The room of a samling: what the projector shows and the phones join."""

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import NEVER_AGAIN, Base, Utc
from facilitator.models.cohort import Gathering
from facilitator.models.people import Participant


class Room(Base):
    """One room per samling. `public_id` is its permanent address; the code lasts the day."""

    __tablename__ = "room"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gathering.id"), unique=True)
    join_code: Mapped[str] = mapped_column(unique=True)
    opened_at: Mapped[dt.datetime] = mapped_column(Utc)
    closed_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    activity_id: Mapped[int | None]
    """The activity that is on now, or the last one that was; no foreign key, to avoid a cycle."""
    item_id: Mapped[int | None]
    """The item of the kjøreplan that is on now, or the last one that was; likewise."""
    called_at: Mapped[int | None] = mapped_column(BigInteger)
    """When a prosessleder last asked everybody to look up, in epoch milliseconds."""

    gathering: Mapped[Gathering] = relationship(lazy="joined")

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Presence(Base):
    """Joined today or added by hand, until marked gone. A socket that is down changes nothing."""

    __tablename__ = "presence"
    __table_args__ = (UniqueConstraint("room_id", "participant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    joined_at: Mapped[dt.datetime] = mapped_column(Utc)
    by_hand: Mapped[bool] = mapped_column(default=False)
    """Added by the prosessleder: no phone has brought them, and none takes them away."""
    gone_at: Mapped[dt.datetime | None] = mapped_column(Utc)

    participant: Mapped[Participant] = relationship(lazy="joined")


class Audience(Base):
    """How many committed facts an audience may have seen; see docs/architecture.md."""

    __tablename__ = "audience"

    key: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(default=0)
