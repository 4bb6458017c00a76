"""`/i-dag`: the first thing on it is what is needed before, during, after and between samlinger."""

import datetime as dt
import re

import pytest

from facilitator.domain import rooms, roster
from facilitator.models import (
    Attendance,
    Cohort,
    CohortLeader,
    Gathering,
    Participant,
    PracticeDocument,
    Room,
)
from tests.support.queries import counted


def shown(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def first(page: str) -> str:
    """What the page is about, with its one large button."""
    return shown(page.partition('class="today-now">')[2].partition("</section>")[0])


def needs(page: str) -> str:
    return shown(page.partition('class="today-needs"')[2].partition("</section>")[0])


@pytest.fixture
def held(database, cast):
    """A samling of this spring, so that the kull has a past."""
    with database.transaction() as db:
        db.add(
            Gathering(
                cohort_id=cast.cohort, number=1, date=dt.date(2027, 6, 9), theme="T", place="Skien"
            )
        )


@pytest.fixture
def festival(database, cast):
    with database.transaction() as db:
        db.add(
            Gathering(
                cohort_id=cast.cohort,
                number=9,
                date=dt.date(2027, 10, 20),
                theme="Vi deler",
                place="Bølgen",
                is_festival=True,
            )
        )


def hand_in(database, person: int, title: str, at: dt.datetime) -> None:
    with database.transaction() as db:
        db.add(
            PracticeDocument(
                participant_id=person, title=title, kind="text", status="levert", handed_in_at=at
            )
        )


def test_before_it_begins(leader, cast, database, clock):
    hand_in(database, cast.siv, "Suppedagen", clock() - dt.timedelta(days=9))
    page = leader.get("/i-dag").text
    assert "Samling 8" in first(page)
    assert "Led samlingen" in first(page)
    said = needs(page)
    assert "Før vi begynner 36 er ventet" in said
    assert "Kjøreplanen er ikke laget ennå" in said
    assert "Én ting venter på svar Den eldste har ventet 9" in said
    for address in (f"/samling/{cast.gathering}/oppmoteark", "/deltakere/moter", "/ikke-sammen"):
        assert address in page


def test_a_room_that_was_tried_the_day_before_does_not_end_the_day(leader, cast, database, clock):
    with database.transaction() as db:
        rooms.close_room(db, db.get_one(Room, cast.room), clock() - dt.timedelta(days=1))
    page = leader.get("/i-dag").text
    assert "Åpne rommet igjen" in first(page)
    assert "Før vi begynner" in needs(page)


def test_the_oppmote_of_the_day_before_is_not_forgotten(leader, cast, database):
    with database.transaction() as db:
        date = dt.date(2027, 9, 14)
        db.add(Gathering(cohort_id=cast.cohort, number=7, date=date, theme="T", place=""))
    assert "Oppmøtet på samling 7 venter" in needs(leader.get("/i-dag").text)


def test_the_evening_before_it_is_the_kjoreplan_that_comes_first(leader, database, clock):
    clock.tick(days=-1)
    page = leader.get("/i-dag").text
    assert "I morgen, onsdag 15. september 2027." in first(page)
    assert "Lag kjøreplanen" in first(page)
    assert "Led samlingen" not in first(page)


def test_while_it_is_on(leader, cast, database, start, clock):
    start(present=["ane", "hodan", "helge", "kasper"])
    clock.tick(minutes=20)
    said = needs(leader.get("/i-dag").text)
    assert "4 er her" in said
    assert "AI-intervju i par er på" in said
    assert "Før vi begynner" not in said


def test_when_the_room_is_closed_it_is_the_note_and_the_oppmote(
    leader, cast, start, clock, festival
):
    led = start(present=["ane", "hodan", "helge", "kasper"])
    led.advance_to("skriv_2")
    told, approved = (pair[1] for pair in led.interviews()[:2])
    for teller in (told, approved):
        led.write_story(teller, text="Noe ingen andre skal lese")
    led.advance_to("godkjenn")
    led.approve(approved, "me")
    leader.post(f"/rom/{cast.public_id}/lukk")
    for days in (0, 1, 1):
        clock.tick(days=days)
        page = leader.get("/i-dag").text
        assert "Etter samling 8" in first(page)
        assert "Les samlingsnotatet" in first(page)
        said = needs(page)
        assert "Oppmøtet er ikke bekreftet ennå" in said
        assert "Én fortelling venter på fortelleren sin" in said
        assert "Mellomarbeidet er ikke skrevet ennå" in said
        assert "Noe ingen" not in page
        assert "Åpne rommet igjen" in page


def test_a_list_that_nobody_has_begun_is_never_said_to_be_confirmed(leader, cast, database):
    """A day where nobody used a phone has no proposals that wait, and no list either."""
    leader.post(f"/rom/{cast.public_id}/lukk")
    assert "Oppmøtet er ikke bekreftet ennå" in needs(leader.get("/i-dag").text)
    for half, said in (("forenoon", "ikke bekreftet ennå"), ("afternoon", "bekreftet")):
        with database.transaction() as db:
            db.add(
                Attendance(
                    gathering_id=cast.gathering,
                    participant_id=cast.ane,
                    half=half,
                    status="present",
                )
            )
        assert f"Oppmøtet er {said}" in needs(leader.get("/i-dag").text)


def test_between_samlinger_it_is_what_waits_by_waiting_time(
    leader, cast, database, clock, festival
):
    now = clock() + dt.timedelta(days=10)
    for key, title, days in (
        ("ane", "Ny", 4),
        ("siv", "Eldre", 6),
        ("helge", "Eldst", 9),
        ("amina", "Nyest", 1),
    ):
        hand_in(database, cast.people[key], title, now - dt.timedelta(days=days))
    clock.tick(days=10)
    page = leader.get("/i-dag").text
    assert "Mellom samlingene" in first(page)
    assert "Les det som venter" in first(page)
    assert "om 25 dager" in first(page)
    said = needs(page)
    assert said.index("Eldst") < said.index("Eldre") < said.index("Ny ")
    assert "Nyest" not in said
    assert "og 1 til" in said
    assert "Kjøreplanen er ikke laget ennå" in said


def test_between_samlinger_who_may_like_to_hear_from_us(leader, cast, database, clock, held):
    with database.transaction() as db:
        day = db.query(Gathering).filter_by(number=1).one()
        for key, person in cast.people.items():
            if key != "kasper":
                db.add(
                    Attendance(
                        gathering_id=day.id,
                        participant_id=person,
                        half="forenoon",
                        status="present",
                    )
                )
    clock.tick(days=-10)
    page = leader.get("/i-dag").text
    assert "Kanskje en hyggelig melding?" in needs(page)
    assert cast.names["kasper"] in needs(page)
    assert f"/deltakere/paminnelse?til={cast.kasper}" in page
    assert cast.names["ane"] not in needs(page)


def test_at_the_end_of_the_year_it_is_the_four_requirements(leader, festival, clock):
    clock.tick(days=20)
    leader.get("/i-dag")  # who is away for longer signs in anew
    clock.tick(days=20)
    page = leader.get("/i-dag").text
    assert "Mot kompetansebevis" in first(page)
    assert 'href="/bevis"' in page
    assert "De fire kravene" in shown(page)
    assert "36 er ikke der ennå." in first(page)
    assert "Oppmøtet på SMART-festivalen venter" in needs(page)


def test_one_who_leads_no_kull_is_shown_how_one_is_made(leader, database, cast):
    with database.transaction() as db:
        for row in db.query(CohortLeader).filter_by(facilitator_id=cast.turid):
            db.delete(row)
    page = leader.get("/i-dag").text
    assert "Lag et kull" in first(page)
    assert 'href="/kull/ny"' in page
    assert "Samling 8" not in page


def test_a_kull_without_samlinger_says_what_will_come(leader, database, cast):
    with database.transaction() as db:
        db.add(kull := Cohort(**_settings("tomt")))
        db.flush()
        db.add(CohortLeader(cohort_id=kull.id, facilitator_id=cast.turid))
    page = leader.get("/i-dag?kull=tomt").text
    assert "Her kommer samlingene når de er lagt inn." in first(page)
    assert 'href="/kull/samlinger?kull=tomt"' in page


def _settings(key: str) -> dict:
    return {
        "key": key,
        "name": "Kull 12",
        "period": "2028/2029",
        "organiser": "SMART-senteret (demo)",
        "focus_question": "Hva virker?",
        "seats": 36,
        "attendance_threshold": 80,
        "attendance_unit": "half_day",
        "min_approved_documents": 6,
    }


def test_it_takes_the_same_few_questions_however_many_they_are(
    leader, database, cast, clock, held, festival
):
    for person in list(cast.people.values()):
        hand_in(database, person, f"Nr. {person}", clock())
    with counted(database) as many:
        assert leader.get("/i-dag").status_code == 200
    with database.transaction() as db:
        for person in db.scalars(roster.members(cast.cohort)):
            if person.id not in (cast.ane, cast.siv, cast.helge, cast.amina):
                person.place = "left"
        assert db.query(Participant).filter_by(place="left").count() == 32
    with counted(database) as few:
        assert leader.get("/i-dag").status_code == 200
    assert len(many) == len(few)
    assert len(many) < 50, many
