"""How a prosessleder proves who they are: a password with a second factor, or a provider."""

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import Base, Utc
from facilitator.models.people import Facilitator


class Account(Base):
    """A prosessleder's own way in. Without a row there is only the link they were invited by."""

    __tablename__ = "account"

    facilitator_id: Mapped[int] = mapped_column(
        ForeignKey("facilitator.id", ondelete="CASCADE"), primary_key=True
    )
    password: Mapped[str] = mapped_column(default="", server_default="")
    """argon2id, with its own salt and costs; empty for one who signs in by a provider alone."""
    totp_secret: Mapped[str] = mapped_column(default="", server_default="")
    """Encrypted with a key made of SECRET_KEY, so that a copy of the database opens nothing."""
    totp_since: Mapped[dt.datetime | None] = mapped_column(Utc)
    """When the first code was confirmed; until then there is no second factor."""
    totp_step: Mapped[int] = mapped_column(default=0, server_default="0")
    """The last time step that was used: a code is good once."""
    wrong: Mapped[int] = mapped_column(default=0, server_default="0")
    """Wrong passwords and codes in a row."""
    waits_until: Mapped[dt.datetime | None] = mapped_column(Utc)
    """After many wrong ones, the next is not looked at before this."""
    changed_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    new_email: Mapped[str | None]
    """An address that waits until whoever reads it has confirmed it; domain/accounts_address.py."""
    new_email_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    """When it was asked for; the link that was sent last carries the same moment."""

    facilitator: Mapped[Facilitator] = relationship()


class RecoveryCode(Base):
    """One of the codes that replace a lost phone, as a digest. Each is good once."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    facilitator_id: Mapped[int] = mapped_column(
        ForeignKey("facilitator.id", ondelete="CASCADE"), index=True
    )
    digest: Mapped[str] = mapped_column(unique=True)
    used_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class Identity(Base):
    """Who a prosessleder is at a provider, such as Feide. `subject` never changes there."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    facilitator_id: Mapped[int] = mapped_column(
        ForeignKey("facilitator.id", ondelete="CASCADE"), index=True
    )
    issuer: Mapped[str]
    subject: Mapped[str]
    linked_at: Mapped[dt.datetime] = mapped_column(Utc)


class EmailCode(Base):
    """A code sent to a participant's own address when they come on a phone that is new."""

    __tablename__ = "email_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str]
    sent_at: Mapped[dt.datetime] = mapped_column(Utc)
    expires_at: Mapped[dt.datetime] = mapped_column(Utc)
    wrong: Mapped[int] = mapped_column(default=0, server_default="0")
    used_at: Mapped[dt.datetime | None] = mapped_column(Utc)
