"""Who a device is: server-side sessions, names claimed on them, and personal links."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import Base, Utc
from facilitator.models.people import Facilitator, Participant


class Device(Base):
    """A browser we know again by a secret in its HttpOnly cookie; only a digest is kept."""

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(Utc)
    active_claim_id: Mapped[int | None]
    """Whose turn it is on a shared tablet: the id of one of the device's claims."""
    facilitator_id: Mapped[int | None] = mapped_column(ForeignKey("facilitator.id"))
    signed_in_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    signed_in_how: Mapped[str] = mapped_column(default="", server_default="")
    """`link`, `password` or `provider`."""
    seen_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    """When it was last used, to the hour."""
    kind: Mapped[str] = mapped_column(default="", server_default="")
    """What it is, as its owner knows it again: «Chrome på Windows»."""
    forgotten_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    """«Ferdig på denne telefonen»: nobody has its secret any more."""

    facilitator: Mapped[Facilitator | None] = relationship(lazy="joined")


class Claim(Base):
    """A device says that it is a participant.

    `how` is `code` (opens the room of `room_id` and what is written there), `link` or
    `guest`. A claim by code that a prosessleder confirms opens the whole arbeidsmappe.
    `seat` is a withdrawn claim on a stand-in: see domain/following.py.
    """

    __tablename__ = "claim"
    __table_args__ = (Index("ix_claim_device", "device_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"))
    how: Mapped[str]
    claimed_at: Mapped[dt.datetime] = mapped_column(Utc)
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("facilitator.id"))
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(Utc)

    device: Mapped[Device] = relationship()
    participant: Mapped[Participant] = relationship(lazy="joined")

    @property
    def opens_portfolio(self) -> bool:
        return self.how == "link" or self.confirmed_at is not None


class PersonalLink(Base):
    """A long random token for one person, kept as a digest; each showing issues a further one."""

    __tablename__ = "personal_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    participant_id: Mapped[int | None] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE")
    )
    facilitator_id: Mapped[int | None] = mapped_column(ForeignKey("facilitator.id"))
    issued_at: Mapped[dt.datetime] = mapped_column(Utc)
    expires_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    used_at: Mapped[dt.datetime | None] = mapped_column(Utc)

    participant: Mapped[Participant | None] = relationship(lazy="joined")
    facilitator: Mapped[Facilitator | None] = relationship(lazy="joined")


class WrongGuess(Base):
    """A room code that fitted no room. Counted by where it came from, and over all."""

    __tablename__ = "wrong_guess"
    __table_args__ = (Index("ix_wrong_guess_source_at", "source", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Utc, index=True)
    source: Mapped[str | None]
    """A digest of the network it came from, see domain/guesses.py; never the address."""
