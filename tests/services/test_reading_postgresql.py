"""On PostgreSQL writers do not wait for one mutex: tabs write one text, and two answer it."""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator import migrations
from facilitator.db import Database
from facilitator.domain import festival, greetings, handed_in, portfolio_reviews, summaries
from facilitator.domain.handed_in import AnsweredMeanwhile
from facilitator.domain.reviewing import Words
from facilitator.domain.summaries import Closed, Typed
from facilitator.errors import Conflict, FacilitatorError
from facilitator.models import Cohort, FestivalContribution, FestivalGreeting, Participant, Summary
from tests.support.postgres import MakeDatabase
from tests.support.together import together

NOW = dt.datetime(2027, 9, 15, 10, tzinfo=dt.UTC)
WRITERS = 6


def at_once(
    database: Database, work: Callable[[Session, Participant, int], object]
) -> list[FacilitatorError]:
    """The work of several who all have Siv before them as she was."""

    def siv(db: Session) -> Participant:
        return db.get_one(Participant, 1)

    return together(database, lambda db, number: work(db, siv(db), number), WRITERS, siv)


def with_siv(url: str) -> Database:
    database = Database(url)
    migrations.upgrade(database)
    with database.transaction() as db:
        cohort = Cohort(
            key="kull10", name="Kull 10", period="", organiser="", focus_question="", seats=36,
            attendance_threshold=80, attendance_unit="half_day", min_approved_documents=0,
        )  # fmt: skip
        db.add(Participant(cohort=cohort, name="Siv Myrullseth"))
    return database


def test_one_contribution_and_one_greeting(postgres: MakeDatabase) -> None:
    database = with_siv(postgres("festival"))

    def write(version: int) -> Callable[[Session, Participant, int], object]:
        return lambda db, siv, number: festival.write(
            db, siv, festival.Typed("vertskap", f"Fra fane {number}"), NOW, version=version
        )

    for version in (0, 1):
        refused = at_once(database, write(version))
        assert [type(told) for told in refused] == [Conflict] * (WRITERS - 1)

    def greet(db: Session, siv: Participant, _: int) -> None:
        greetings.write(db, siv.cohort, None, name="", text="Hei", client_id="g1", now=NOW)

    assert at_once(database, greet) == []
    with database.reading() as db:
        assert db.scalars(select(FestivalContribution.version)).all() == [2]
        assert db.scalar(select(func.count()).select_from(FestivalGreeting)) == 1
    database.dispose()


def test_one_summary_one_answer_and_one_approval(postgres: MakeDatabase) -> None:
    database = with_siv(postgres("lesing"))

    def write(db: Session, siv: Participant, number: int) -> None:
        typed = Typed("a", "Suppedagen", f"Fra fane {number}.")
        summaries.write(db, siv, typed, version=0, editor=f"fane-{number}", now=NOW)

    refused = at_once(database, write)
    assert [type(told) for told in refused] == [Conflict] * (WRITERS - 1)
    assert at_once(database, lambda db, siv, _: summaries.hand_in(db, siv, NOW)) == []

    def settle(db: Session, siv: Participant, number: int) -> None:
        """The owner takes it back while the prosessledere answer."""
        if number == 0:
            summaries.withdraw(db, siv, NOW)
            return
        found = handed_in.find_summary(db, siv, lock=True)
        by = f"Leder {number}"
        handed_in.answer(db, found, "approve", Words(by), seen=1, by=by, now=NOW)

    refused = at_once(database, settle)
    assert {type(told) for told in refused} <= {AnsweredMeanwhile, Closed}
    assert len(refused) == WRITERS - 1
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Summary)) == 1
        kept = db.scalars(select(Summary)).one()
        assert [event.status for event in kept.events] == ["levert", kept.status]

    def approve(db: Session, siv: Participant, number: int) -> None:
        portfolio_reviews.act(db, siv, "approve", by=f"Leder {number}", now=NOW, seen=0)

    assert len(at_once(database, approve)) == WRITERS - 1
    with database.reading() as db:
        review = portfolio_reviews.find(db, 1)
        assert review is not None
        assert [event.status for event in review.events] == ["godkjent"]
    database.dispose()
