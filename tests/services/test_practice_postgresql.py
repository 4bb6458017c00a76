"""On PostgreSQL writers do not wait for one mutex: tabs hand in one document while it is read."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import migrations
from facilitator.db import Database
from facilitator.domain import handed_in, practice, practice_writing
from facilitator.domain.practice_fields import Choices
from facilitator.domain.reviewing import Words
from facilitator.errors import Conflict
from facilitator.models import Cohort, Participant, PracticeDocument
from tests.services.test_reading_postgresql import NOW, WRITERS, at_once
from tests.support.postgres import MakeDatabase


def only(session: Session) -> PracticeDocument:
    return session.scalars(select(PracticeDocument)).one()


def hand_in(session: Session, person: Participant, number: int) -> None:
    practice.hand_in(session, practice_writing.require(session, person, "1", lock=True), NOW)


def take_back_or_approve(session: Session, person: Participant, number: int) -> None:
    """Its owner takes it back in the moment that a prosessleder approves it."""
    if number % 2:
        document = practice_writing.require(session, person, "1", lock=True)
        practice.withdraw(session, document, NOW)
    else:
        document = handed_in.find_document(session, 1, lock=True)
        handed_in.answer(session, document, "approve", Words(), seen=1, by="Turid", now=NOW)


def write(session: Session, person: Participant, number: int) -> None:
    document = practice_writing.require(session, person, "1", lock=True)
    typed = {"title": [f"Fane {number}"], "text": ["x"]}
    practice_writing.save(
        session, document, typed, Choices(), version=0, editor=str(number), now=NOW
    )


def renew(session: Session, person: Participant, number: int) -> None:
    practice.new_version(session, practice_writing.require(session, person, "1", lock=True), NOW)


def test_one_writes_one_hands_in_and_one_answers(postgres: MakeDatabase) -> None:
    database = Database(postgres("praksis"))
    migrations.upgrade(database)
    with database.transaction() as db:
        cohort = Cohort(
            key="kull10", name="Kull 10", period="", organiser="", focus_question="", seats=36,
            attendance_threshold=80, attendance_unit="half_day", min_approved_documents=0,
        )  # fmt: skip
        siv = Participant(cohort=cohort, name="Siv Myrullseth")
        db.add(siv)
        practice.write_document(
            db, siv, title="Suppedagen", date=dt.date(2027, 6, 3), kind="text", text="x"
        )
    refused = at_once(database, write)
    assert len(refused) == WRITERS - 1
    assert all(isinstance(fault, Conflict) for fault in refused)
    assert at_once(database, hand_in) == []
    with database.reading() as db:
        document = only(db)
        assert (document.version, len(document.editions), len(document.events)) == (1, 1, 1)
    at_once(database, take_back_or_approve)
    with database.transaction() as db:
        document = only(db)
        assert (document.status, len(document.editions)) in (("kladd", 0), ("godkjent", 1))
        assert len(document.events) == 2
        document.status = "godkjent"
    assert at_once(database, renew) == []
    with database.reading() as db:
        assert db.scalars(select(PracticeDocument.replaces_id)).all() == [None, 1]
