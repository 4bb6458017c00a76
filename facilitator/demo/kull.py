"""The kull itself: its samlinger, its people and where they work, with the dates moved."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from facilitator.demo.data import DemoData, GatheringData
from facilitator.domain.rooms import OSLO
from facilitator.models import (
    Cohort,
    CohortLeader,
    Facilitator,
    Gathering,
    Participant,
    Workplace,
)
from facilitator.processes.catalogue import load_catalogue

KEY = "demo-kull10"
"""The key of the demo's kull: by it a database is known as the demo's."""

CERTIFICATE_PLACE = "Tønsberg"


@dataclass
class Kull:
    """What has been loaded so far, by the keys of the file."""

    session: Session
    data: DemoData
    today: dt.date
    cohort: Cohort
    gatherings: dict[int, Gathering] = field(default_factory=dict)
    people: dict[str, Participant] = field(default_factory=dict)
    leaders: dict[str, Facilitator] = field(default_factory=dict)

    def moved(self, date: dt.date) -> dt.date:
        """A date of the file, as many days from today as it was from samling 8."""
        return date + (self.today - self.data.today)

    def at(self, date: dt.date, clock: str) -> dt.datetime:
        """A moment in Oslo on a day that has been moved already."""
        return dt.datetime.combine(date, dt.time.fromisoformat(clock), OSLO).astimezone(dt.UTC)

    @property
    def strengths(self) -> frozenset[str]:
        catalogue = load_catalogue(self.cohort.catalogue)
        return frozenset(strength.key for strength in catalogue.strengths)

    def past_gatherings(self) -> Iterable[GatheringData]:
        return (item for item in self.data.gatherings if item.date < self.data.today)


def make(session: Session, data: DemoData, today: dt.date) -> Kull:
    """The kull with everybody in it, and nothing that has happened yet."""
    source = data.cohort
    shift = today - data.today
    cohort = Cohort(
        key=KEY,
        name=source.name,
        period=source.period,
        organiser=source.organiser,
        focus_question=source.focus_question,
        seats=source.seats,
        attendance_threshold=source.attendance_threshold_percent,
        attendance_unit=source.attendance_unit,
        min_approved_documents=source.min_approved_documents,
        document_deadline=source.document_deadline + shift,
        summary_deadline=source.summary_deadline + shift,
        certificate_place=CERTIFICATE_PLACE,
        certificate_signers=[{"name": f.name, "title": f.title} for f in data.facilitators[:2]],
    )
    session.add(cohort)
    kull = Kull(session, data, today, cohort)
    _add_gatherings(kull)
    _add_leaders(kull)
    _add_participants(kull)
    session.flush()
    return kull


def _add_gatherings(kull: Kull) -> None:
    for item in kull.data.gatherings:
        gathering = Gathering(
            cohort=kull.cohort,
            number=item.number,
            date=kull.moved(item.date),
            theme=item.theme,
            place=item.place,
            is_festival=item.is_festival,
            between_task=item.between_task,
        )
        kull.gatherings[item.number] = gathering
        kull.session.add(gathering)


def _add_leaders(kull: Kull) -> None:
    for item in kull.data.facilitators:
        # The first of them holds the course, and owns the installation.
        owns = not kull.leaders
        leader = Facilitator(
            name=item.name, title=item.title, email=item.email, owns_installation=owns
        )
        kull.session.add(leader)
        kull.session.flush()
        kull.session.add(
            CohortLeader(cohort_id=kull.cohort.id, facilitator_id=leader.id, is_owner=owns)
        )
        kull.leaders[item.id] = leader


def _add_participants(kull: Kull) -> None:
    workplaces: dict[tuple[str, str], Workplace] = {}
    for item in kull.data.participants:
        where = (item.workplace, item.municipality)
        if where not in workplaces:
            workplaces[where] = Workplace(name=where[0], municipality=where[1])
        participant = Participant(
            cohort=kull.cohort,
            name=item.name,
            role=item.role,
            role_group=item.role_group,
            workplace=workplaces[where],
        )
        kull.people[item.id] = participant
        kull.session.add(participant)
