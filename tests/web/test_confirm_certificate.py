"""`/kontroll`: number and code together confirm a bevis to anybody, and nothing else is told."""

import datetime as dt
import re

import pytest
from sqlalchemy import func, select, update

from facilitator.domain import certificates
from facilitator.models import (
    Attendance,
    Certificate,
    Cohort,
    FestivalContribution,
    Participant,
)
from facilitator.web import certificate_check
from tests.support.certificates import FESTIVAL_DAY, make_ready, plan_festival

WRONG = "Vi finner ikke et bevis med dette nummeret og denne koden."


@pytest.fixture
def bevis(database, cast, clock):
    """Ane's, valid; gives number and code."""
    clock.now = dt.datetime.combine(FESTIVAL_DAY, dt.time(8), dt.UTC)
    with database.transaction() as db:
        plan_festival(db, cast)
        make_ready(db, cast, cast.ane, clock())
        make_ready(db, cast, cast.kasper, clock(), took_part=False)
        cohort = db.get_one(Cohort, cast.cohort)
        made = certificates.issue(
            db, cohort, [cast.ane, cast.kasper], by="Turid", now=clock(), prepare=True
        )
        return [(each.certificate.number, each.certificate.code) for each in made]


def look(client, number, code):
    return client.get("/kontroll", query_string={"nr": number, "kode": code})


def test_it_confirms_four_things_and_tells_no_more(bevis, stranger):
    answer = look(stranger, *bevis[0])
    assert answer.status_code == 200
    for told in ("Beviset er gyldig.", "Ane Havgløtt", "SMART Trenerutdanning", "Kull 10"):
        assert told in answer.text
    assert "20. oktober 2027" in answer.text
    for kept in ("Å slippe taket", "vert", "Turid", bevis[0][1]):
        assert kept not in answer.text.split("<main")[1]


def test_it_is_taken_as_it_is_typed_and_kept_by_nobody(bevis, stranger):
    number, code = bevis[0]
    answer = look(stranger, f" {number.replace('-', ' – ')} ", f"{code[:3]} {code[3:].lower()}")
    assert "Beviset er gyldig." in answer.text
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_prepared_is_not_valid_before_taking_part_is_confirmed(bevis, stranger, database, clock):
    assert "Beviset er ikke gyldig ennå." in look(stranger, *bevis[1]).text
    with database.transaction() as db:
        db.execute(update(FestivalContribution).values(took_part_at=clock()))
        db.execute(update(Attendance).values(status="present"))
        cohort = db.scalar(select(Cohort))
        cohort.attendance_threshold = 40
    assert "Beviset er gyldig." in look(stranger, *bevis[1]).text


@pytest.mark.parametrize(
    ("status", "words"), [("replaced", "er erstattet."), ("withdrawn", "er trukket tilbake.")]
)
def test_what_no_longer_holds_says_so_and_names_nobody(bevis, stranger, database, status, words):
    with database.transaction() as db:
        db.execute(update(Certificate).values(status=status))
    answer = look(stranger, *bevis[0])
    assert words in answer.text
    assert "Ane" not in answer.text


def test_whatever_is_wrong_the_answer_is_the_same(bevis, stranger):
    (number, code), (_, other) = bevis
    answers = [
        look(stranger, number, other),
        look(stranger, "10-999", code),
        look(stranger, number, ""),
        look(stranger, "", code),
        look(stranger, "x" * 5000, "' or 1=1 --"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert all(WRONG in answer.text and "Ane" not in answer.text for answer in answers)


def test_guesses_are_counted_by_place_alone_and_what_is_right_is_not_one(bevis, app, monkeypatch):
    monkeypatch.setattr(certificate_check, "FROM_ONE_PLACE", "3 per hour")

    def asked(number: str, code: str, address: str):
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        return look(client, number, code)

    wrong = ("10-001", "CDFGHJKMNP")
    hall, home = "192.0.2.7", "198.51.100.4"
    assert [asked(*bevis[0], hall).status_code for _ in range(5)] == [200] * 5
    assert [asked(*wrong, hall).status_code for _ in range(5)] == [404, 404, 404, 429, 429]
    late = asked(*bevis[0], hall)
    assert late.status_code == 429
    assert re.search(r"Vent 6[01] minutter", late.text)
    assert int(late.headers["Retry-After"]) > 3500
    assert asked(*bevis[0], home).status_code == 200


def test_it_still_confirms_when_kull_and_person_are_deleted(bevis, stranger, leader, database):
    with database.transaction() as db:
        db.execute(update(FestivalContribution).values(took_part_at=dt.datetime.now(dt.UTC)))
        db.scalar(select(Cohort)).attendance_threshold = 40
    answer = leader.post("/kull/slett", data={"name": "Kull 10"})
    assert answer.status_code == 303
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Participant)) == 0
        assert set(db.scalars(select(Certificate.participant_id))) == {None}
    for held, name in zip(bevis, ("Ane Havgløtt", "Kasper"), strict=True):
        page = look(stranger, *held).text
        assert "Beviset er gyldig." in page
        assert name in page


def test_the_empty_page_asks_for_both(stranger):
    page = stranger.get("/kontroll").text
    assert 'name="nr"' in page
    assert 'name="kode"' in page
    assert WRONG not in page
