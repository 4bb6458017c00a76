"""What people have said yes to, what is to be forgotten, how long things are kept, who did what."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base, Utc


class Consent(Base):
    """A yes to one thing, with its date; a no later on is another date in the same row.

    `kind` is `photo`, `publication` or `research`. Nothing of the course depends on one.
    """

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    text: Mapped[str]
    """The words they said yes to."""
    given_at: Mapped[dt.datetime] = mapped_column(Utc)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class DeletionWish(Base):
    """Somebody wants all of theirs deleted. It is done when `due_at` has come."""

    __tablename__ = "deletion_wish"

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    asked_at: Mapped[dt.datetime] = mapped_column(Utc)
    asked_by: Mapped[str]
    due_at: Mapped[dt.datetime] = mapped_column(Utc)
    cancelled_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class Erasure(Base):
    """That something was deleted or ended, so that it is so again after an older copy is put back.

    Ids alone, nothing of the person. A number of which there may be another row later counts only
    where the row is older than `at`.
    """

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """A table's name; `merged` for one who became `into_id`, and goes when they go; or a kind of
    domain/lost_rights.py, where `into_id` is the second number."""
    row_id: Mapped[int]
    into_id: Mapped[int | None]
    at: Mapped[dt.datetime] = mapped_column(Utc)


class Setting(Base):
    """What the installation's owner has set, by key: how long things are kept, texts, contacts."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    changed_at: Mapped[dt.datetime] = mapped_column(Utc)
    changed_by: Mapped[str] = mapped_column(default="", server_default="")


class AuditEntry(Base):
    """Who did what to what, and when. Never the text itself.

    `verb` is a word of `domain/audit.py`; `what` names the thing as a list does, without its
    words; `details` holds plain facts such as a format or a count.
    """

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Utc, index=True)
    cohort_id: Mapped[int | None] = mapped_column(
        ForeignKey("cohort.id", ondelete="SET NULL"), index=True
    )
    facilitator_id: Mapped[int | None] = mapped_column(
        ForeignKey("facilitator.id", ondelete="SET NULL")
    )
    participant_id: Mapped[int | None] = mapped_column(
        ForeignKey("participant.id", ondelete="SET NULL")
    )
    """The participant who did it, where it was one."""
    by: Mapped[str]
    """The name of whoever did it, or of the command."""
    verb: Mapped[str] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(default="", server_default="")
    about_id: Mapped[int | None] = mapped_column(
        ForeignKey("participant.id", ondelete="SET NULL"), index=True
    )
    """The participant whose it was."""
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
