"""The kull, its samlinger, and the workplaces its people come from."""

import datetime as dt

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import NEVER_AGAIN, Base

YEAR = "year"
REHEARSAL = "rehearsal"
BORROWED = "borrowed"

WHOLE_YEAR = "whole_year"
FROM_ENTRY = "from_entry"

BOTH_HALVES = "both"

PRACTISED = (
    "anerkjennende intervju (AI), styrkeidentifisering, moralsk resonnering, disputing, veikart, "
    "valuering og trening av positive sosiale ferdigheter"
)


class Cohort(Base):
    """One year's group. Everything that differs between kull is a column here, not code.

    A rehearsal and a borrowed room are a kull of their own that passes: it has its samling,
    its people and its cards like any other, and all of it is thrown away together.
    """

    __tablename__ = "cohort"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    period: Mapped[str]
    organiser: Mapped[str]
    focus_question: Mapped[str]
    seats: Mapped[int]
    attendance_threshold: Mapped[int]
    """Percent of the units one must attend."""
    attendance_unit: Mapped[str]
    """`half_day` or `day`."""
    min_approved_documents: Mapped[int]
    document_deadline: Mapped[dt.date | None]
    summary_deadline: Mapped[dt.date | None]
    programme: Mapped[str] = mapped_column(
        default="SMART Trenerutdanning", server_default="SMART Trenerutdanning"
    )
    festival_name: Mapped[str] = mapped_column(
        default="SMART-festivalen", server_default="SMART-festivalen"
    )
    starts_on: Mapped[dt.date | None]
    """The period that a practice may be dated in; without them the first and last samling."""
    ends_on: Mapped[dt.date | None]
    attendance_includes_festival: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether the festival is also a day of the oppmøte."""
    late_entry: Mapped[str] = mapped_column(default=WHOLE_YEAR, server_default=WHOLE_YEAR)
    """For those who come in late, what the oppmøte is counted of: `whole_year` (what was before
    them is lost, and made up for by an agreement) or `from_entry`."""
    approve_documents: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Each document is approved. Without it each is read and answered, and the whole approved."""
    answer_days: Mapped[int] = mapped_column(default=14, server_default="14")
    """Days within which one who hands in is promised an answer."""
    summary_least: Mapped[int] = mapped_column(default=800, server_default="800")
    """Words, never a hard limit."""
    summary_most: Mapped[int] = mapped_column(default=1600, server_default="1600")
    certificate_prefix: Mapped[str] = mapped_column(default="", server_default="")
    """What comes before the running number of a kompetansebevis: `10` gives `10-016`."""
    certificate_place: Mapped[str] = mapped_column(default="", server_default="")
    certificate_practised: Mapped[str] = mapped_column(default=PRACTISED, server_default=PRACTISED)
    """What they have practised leading, as the kompetansebevis lists it."""
    certificate_signers: Mapped[list[dict[str, str]]] = mapped_column(
        JSON, default=list, server_default="[]"
    )
    """At most two: `{"name": str, "title": str}`."""
    email_code: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether a name on a new phone is proved by a code sent to the participant's address."""
    logo: Mapped[str | None]
    """Token of the organiser's logo in the data folder."""
    catalogue: Mapped[str] = mapped_column(default="via24")
    """Key of the strength catalogue."""
    kind: Mapped[str] = mapped_column(default=YEAR, server_default=YEAR, index=True)
    """`year`, or what stands outside every year: `rehearsal` or `borrowed`; see docs/adr."""
    host_id: Mapped[int | None]
    """Of a borrowed room: the participant who leads it; no foreign key, to avoid a cycle."""
    leader_id: Mapped[int | None]
    """The prosessleder who has borrowed the room or begun the rehearsal."""

    @property
    def passes(self) -> bool:
        """Stands outside every year, and is thrown away."""
        return self.kind != YEAR

    gatherings: Mapped[list["Gathering"]] = relationship(
        back_populates="cohort", order_by="Gathering.number"
    )
    goals: Mapped[list["CompetenceGoal"]] = relationship(
        order_by="CompetenceGoal.position", cascade="all, delete-orphan"
    )


class Gathering(Base):
    """One samling: a full day together, the unit of attendance."""

    __tablename__ = "gathering"
    __table_args__ = (UniqueConstraint("cohort_id", "number"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    number: Mapped[int]
    date: Mapped[dt.date]
    theme: Mapped[str]
    place: Mapped[str]
    block: Mapped[str | None]
    """What several days have in common: the two days of one gathering bear the same word."""
    halves: Mapped[str] = mapped_column(default=BOTH_HALVES, server_default=BOTH_HALVES)
    """`both`, or the one half that is held: `forenoon` or `afternoon`."""
    is_festival: Mapped[bool] = mapped_column(default=False)
    cancelled: Mapped[bool] = mapped_column(default=False)
    between_task: Mapped[str | None]

    cohort: Mapped[Cohort] = relationship(back_populates="gatherings")


class CompetenceGoal(Base):
    """Kompetansemål: what the programme wants to see practised. A document may be tagged by it."""

    __tablename__ = "competence_goal"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str]


class CohortLeader(Base):
    """A prosessleder of a kull. All have the same rights; a kursholder also those of the owner."""

    __tablename__ = "cohort_leader"

    cohort_id: Mapped[int] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True
    )
    facilitator_id: Mapped[int] = mapped_column(
        ForeignKey("facilitator.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    is_owner: Mapped[bool] = mapped_column(default=False, server_default=false())
    """May change the settings, issue kompetansebevis, choose who leads, and delete."""


class Workplace(Base):
    """Virksomhet: a school, a barnehage, a service. Its employer reads nothing here."""

    __tablename__ = "workplace"
    __table_args__ = (UniqueConstraint("name", "municipality"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    municipality: Mapped[str]
