"""«Ikke sammen»: two who are not put in the same group at one samling."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base


class ApartPair(Base):
    """Holds for one samling and is deleted after it. There is no field for a reason.

    `first_id` is the smaller of the two, so that a pair is one row.
    """

    __tablename__ = "apart_pair"
    __table_args__ = (UniqueConstraint("gathering_id", "first_id", "second_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(
        ForeignKey("gathering.id", ondelete="CASCADE"), index=True
    )
    first_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
