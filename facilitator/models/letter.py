"""That somebody was written to: when, by whom and about what. Never the text, nor a link in it."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base, Utc


class Letter(Base):
    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    about: Mapped[str]
    """`link`, `reminder`, `answer` or `deletion`."""
    way: Mapped[str]
    """`email`, or `copied`: the prosessleder sends it in a way of their own."""
    at: Mapped[dt.datetime] = mapped_column(Utc)
    by: Mapped[str]
    client_id: Mapped[str] = mapped_column(default="", server_default="")
    """The press it came of; one letter for each person and press."""
    sent_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    fault: Mapped[str] = mapped_column(default="", server_default="")
    """Why it could not be sent, in bokmål."""
