"""A process as it is led in a room: its phases, clock, groups and interviews."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import NEVER_AGAIN, Base, Utc
from facilitator.models.people import Participant
from facilitator.models.room import Room


class Activity(Base):
    """One process in one room, with the process as it was when it was put there.

    The clock's columns are the state of `domain.phases`; times in milliseconds.
    """

    __tablename__ = "activity"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"), index=True)
    process: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    process_digest: Mapped[str]
    """Names the snapshot, so that it is decoded once and not for each request."""
    theme: Mapped[str] = mapped_column(default="")
    settings: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """What the prosessleder filled in, by the process's setting keys; a material by its key."""
    materials: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """The chosen materials as they were when the process was put there: setting → its fields."""
    picked: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """Phase → which of its prompts (from 0) stands, where one is picked or shown at a time."""
    leader_notes: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """Phase → the prosessleder's own note for it; never shown to anybody else."""
    secret: Mapped[str | None] = mapped_column(deferred=True)
    """Keys what must not be tied to a person; destroyed when the activity or room ends."""
    board_filter: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What the board shows for now: `{"group": group id}` or `{"strength": key}`."""
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[dt.datetime] = mapped_column(Utc)
    started_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    status: Mapped[str] = mapped_column(default="planned")
    step: Mapped[int] = mapped_column(default=0)
    phase_index: Mapped[int] = mapped_column(default=0)
    spent: Mapped[list[int]] = mapped_column(JSON, default=list)
    extensions: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    running_since: Mapped[int | None] = mapped_column(BigInteger)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    last_action: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """Who pressed what and when: `{"by": "Turid", "verb": "advance", "at": ms}`."""
    spotlight_id: Mapped[int | None]
    seatings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    """Group set → how it came to be: `{"gave_way": [...], "moved": how often by hand}`."""

    room: Mapped[Room] = relationship(lazy="joined")
    groups: Mapped[list["Group"]] = relationship(
        back_populates="activity", order_by="Group.number", cascade="all, delete-orphan"
    )


class Group(Base):
    """A pair, a trio or a table: one of the groups of a group set (`set_key`)."""

    __tablename__ = "group"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    set_key: Mapped[str]
    circle: Mapped[str] = mapped_column(default="group")
    """Which circle of readers it is: `pair` (also a trio) or `group`."""
    number: Mapped[int]
    slot_step: Mapped[int] = mapped_column(default=0)
    """A trio's own place in its slots: talk 1, write 1, talk 2, … counted from zero."""
    slot_since: Mapped[int] = mapped_column(default=0)
    """The activity's running time (ms) when that step began."""

    activity: Mapped[Activity] = relationship(back_populates="groups")
    members: Mapped[list["GroupMember"]] = relationship(
        order_by="GroupMember.position", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def people(self) -> list[Participant]:
        return [member.participant for member in self.members]


class GroupMember(Base):
    __tablename__ = "group_member"
    __table_args__ = (UniqueConstraint("group_id", "participant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    by_hand: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Put here by a prosessleder: stays when the groups are mixed anew."""

    participant: Mapped[Participant] = relationship(lazy="joined")


class Interview(Base):
    """Who tells and who asks and writes, in one slot of a pair or a trio."""

    __tablename__ = "interview"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    slot: Mapped[int]
    """1, 2 and for a trio 3."""
    teller_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    interviewer_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    sent: Mapped[str] = mapped_column(default="")
    """Digest of what the writer sent last: the same text sent again is nothing new."""

    teller: Mapped[Participant] = relationship(foreign_keys=[teller_id], lazy="joined")
    interviewer: Mapped[Participant] = relationship(foreign_keys=[interviewer_id], lazy="joined")


class Ready(Base):
    """Somebody has tapped «Jeg er klar», or delivered, in a phase. Counted, never listed."""

    __tablename__ = "ready"
    __table_args__ = (UniqueConstraint("activity_id", "phase_key", "participant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    phase_key: Mapped[str]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))


class Handover(Base):
    """A participant leads one activity from their own phone: they learn to lead."""

    __tablename__ = "handover"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    given_by: Mapped[str]
    given_at: Mapped[dt.datetime] = mapped_column(Utc)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    """Taken back, or the activity ended: the right to press has ended."""
    led: Mapped[bool] = mapped_column(default=False)
    """They have moved the room at least once: «ledet prosess» stands in the arbeidsmappe."""

    participant: Mapped[Participant] = relationship(lazy="joined")
    activity: Mapped[Activity] = relationship()


class Distribution(Base):
    """Answers as counts, frozen at the moment they were shown. Nobody's answer is in it."""

    __tablename__ = "distribution"
    __table_args__ = (UniqueConstraint("activity_id", "board", "series"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    board: Mapped[str]
    series: Mapped[str]
    """Which of the board's series, e.g. `before` or `after`."""
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    frozen_at: Mapped[dt.datetime] = mapped_column(Utc)
