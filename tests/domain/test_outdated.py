"""What somebody takes back is fetched by nobody afterwards, also out of a file made before."""

import datetime as dt

import pytest

from facilitator.domain import cards, jobs, practice, roads
from facilitator.models import Card, Cohort, Job, Participant, PracticeDocument


@pytest.fixture
def card(start, cast):
    led = start()
    led.advance_to("godkjenn")
    return led.approve(cast.ane, "cohort", show_name=True)


@pytest.fixture
def made(database, cast, clock):
    """`made("notes")` is a file that lies ready; `made("notes", ready=False)` is being made."""

    def make(kind, *, ready=True):
        with database.transaction() as db:
            kull = db.get_one(Cohort, cast.cohort)
            job = jobs.ask(db, cast.turid, kull, kind, "", {}, client_id=kind, now=clock())
            jobs.claim(db, job.id, clock())
            if ready:
                jobs.finish(db, job.id, 1, clock(), filename="a", mimetype="b", size=1)
            return job.id

    return make


@pytest.fixture
def gone(database, clock):
    def ask(job_id):
        with database.reading() as db:
            return jobs.is_gone(db.get_one(Job, job_id), clock())

    return ask


TAKEN_BACK = {
    "withdrawn": lambda db, card, now: cards.withdraw(db, card, now),
    "for fewer": lambda db, card, now: cards.set_visibility(db, card, "room", now),
    "without the name": lambda db, card, now: cards.set_visibility(
        db, card, "cohort", now, show_name=False
    ),
    "hidden": lambda db, card, now: cards.hide(db, card, now),
}


@pytest.mark.parametrize("how", TAKEN_BACK)
def test_a_file_that_lies_ready_is_as_if_its_day_were_over(card, made, gone, database, clock, how):
    mappe, bevis = made("portfolios"), made("certificates")
    assert not gone(mappe)
    with database.transaction() as db:
        TAKEN_BACK[how](db, db.get_one(Card, card), clock())
    assert gone(mappe)
    assert not gone(bevis)


def test_what_is_shared_with_more_changes_no_file(card, made, gone, database, clock):
    mappe = made("portfolios")
    with database.transaction() as db:
        cards.set_visibility(db, db.get_one(Card, card), "cohort", clock(), show_name=True)
    assert not gone(mappe)


def test_nor_is_a_yes_to_the_note_that_is_taken_back(start, made, gone, database, cast, clock):
    led = start("veikart")
    with database.transaction() as db:
        road = Card(activity_id=led.id, type="roadmap", fields={"dream": "Ro", "to_note": True},
                    client_id="en", created_at=clock(), approved_at=clock(), visibility="me",
                    phase_key="drom",
                    owner_id=cast.ane)  # fmt: skip
        db.add(road)
        db.flush()
        number = road.id
    notes = made("notes")
    for ticked, over in ((["1"], False), ([], True)):
        with database.transaction() as db:
            said = {"0-dream": "Ro og fred", "0-to_note": ticked}
            roads.revise(db, db.get_one(Card, number), said, clock())
        assert gone(notes) == over


def test_one_that_is_being_made_is_begun_anew(card, made, database, clock):
    notes = made("notes", ready=False)
    with database.transaction() as db:
        cards.withdraw(db, db.get_one(Card, card), clock())
    with database.transaction() as db:
        assert not jobs.finish(db, notes, 1, clock(), filename="a", mimetype="b", size=1)
        assert jobs.waiting(db, clock()) == [notes]
        assert jobs.claim(db, notes, clock()).attempts == 2


def test_nor_is_what_was_handed_in_and_is_its_owner_s_again(made, gone, database, cast, clock):
    with database.transaction() as db:
        document = practice.write_document(
            db, db.get_one(Participant, cast.ane), title="Suppedagen", date=dt.date(2027, 6, 3),
            kind="text", text="Fire satt ved bordet.",
        )  # fmt: skip
        practice.hand_in(db, document, clock())
        number = document.id
    mappe = made("portfolios")
    with database.transaction() as db:
        practice.withdraw(db, db.get_one(PracticeDocument, number), clock())
    assert gone(mappe)
