"""Long work on files: what was asked for, how far it has come, and the file until it is fetched."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import NEVER_AGAIN, Base, Utc


class Job(Base):
    """One piece of work. The file lies in the data folder as `exports/<token>`.

    Its rows hold what was asked for and never any text that somebody wrote.
    """

    __tablename__ = "job"
    __table_args__ = (NEVER_AGAIN,)

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    """Names it in its address and names its file."""
    kind: Mapped[str]
    """Which maker does the work."""
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What the maker must know: ids, the ending that is wanted."""
    title: Mapped[str]
    """As its owner reads it: «36 arbeidsmapper»."""
    client_id: Mapped[str] = mapped_column(default="", server_default="", index=True)
    """The press it came of: pressed twice it is done once."""
    cohort_id: Mapped[int | None] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), index=True
    )
    facilitator_id: Mapped[int | None] = mapped_column(
        ForeignKey("facilitator.id", ondelete="CASCADE"), index=True
    )
    """The prosessleder who asked; None when a participant did."""
    participant_id: Mapped[int | None] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    status: Mapped[str]
    """`queued`, `running`, `done`, `failed` or `cancelled`."""
    done: Mapped[int] = mapped_column(default=0, server_default="0")
    total: Mapped[int] = mapped_column(default=0, server_default="0")
    """Steps done of so many; 0 while that is not known."""
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often it was begun: a machine that stopped meanwhile gives it another."""
    message: Mapped[str] = mapped_column(default="", server_default="")
    """Why it could not be done, in bokmål."""
    filename: Mapped[str] = mapped_column(default="", server_default="")
    mimetype: Mapped[str] = mapped_column(default="", server_default="")
    size: Mapped[int] = mapped_column(default=0, server_default="0")
    """Bytes."""
    asked_at: Mapped[dt.datetime] = mapped_column(Utc)
    seen_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    """When whoever works on it last said so."""
    ended_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    fetched_at: Mapped[dt.datetime | None] = mapped_column(Utc)
