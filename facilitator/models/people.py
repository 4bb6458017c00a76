"""Participants and prosessledere. There are no fields about children, and no birth dates."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import NEVER_AGAIN, Base
from facilitator.models.cohort import Cohort, Workplace


class Participant(Base):
    """A seat in the kull, or a guest of one samling (`guest_of` is then its room)."""

    __tablename__ = "participant"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    role_group: Mapped[str] = mapped_column(default="")
    workplace_id: Mapped[int | None] = mapped_column(ForeignKey("workplace.id"))
    email: Mapped[str | None]
    guest_of: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"))

    cohort: Mapped[Cohort] = relationship()
    workplace: Mapped[Workplace | None] = relationship(lazy="joined")

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def municipality(self) -> str:
        return self.workplace.municipality if self.workplace else ""

    @property
    def workplace_name(self) -> str:
        return self.workplace.name if self.workplace else ""


class Facilitator(Base):
    """A prosessleder. In this release every one of them leads every kull."""

    __tablename__ = "facilitator"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="prosessleder")
    email: Mapped[str] = mapped_column(unique=True)

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]
