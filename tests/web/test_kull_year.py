"""The samlinger of a kull: several at once, changed, called off, taken away, and their numbers."""

import datetime as dt

import pytest

from facilitator.domain import cohort_gatherings, rooms
from facilitator.models import Attendance, Cohort, Gathering, Room, RunSheet
from tests.support.cast import TODAY, other_room
from tests.support.queries import counted

ROW = {"first_date": "2027-10-06", "count": "3", "weeks": "2", "halves": "both", "place": "Skien"}
PLAN = {"theme": "Veikart", "place": "Skien", "halves": "both", "between_task": "Tegn et veikart."}


@pytest.fixture
def year(database, cast):
    """Number, date and whether it is called off, of each."""

    def read() -> list[tuple[int, str, bool]]:
        with database.reading() as db:
            listed = cohort_gatherings.of_cohort(db, db.get_one(Cohort, cast.cohort))
            return [(each.number, each.date.isoformat(), each.cancelled) for each in listed]

    return read


@pytest.fixture
def numbered(database, cast):
    def find(number: int) -> int:
        with database.reading() as db:
            listed = cohort_gatherings.of_cohort(db, db.get_one(Cohort, cast.cohort))
            return next(each.id for each in listed if each.number == number)

    return find


def test_several_at_once_get_the_numbers_that_are_free(leader, year):
    """Samling 8 has been held as number 8, and keeps it."""
    assert leader.post("/kull/samlinger", data=ROW).status_code == 303
    assert year() == [
        (1, "2027-10-06", False),
        (2, "2027-10-20", False),
        (3, "2027-11-03", False),
        (8, "2027-09-15", False),
    ]


def test_a_repeated_press_makes_no_doubles(leader, year):
    leader.post("/kull/samlinger", data=ROW)
    before = year()
    answer = leader.post("/kull/samlinger", data=ROW)
    assert answer.status_code == 422
    assert "Det er alt en samling 06.10.2027." in answer.text
    assert 'value="2027-10-06"' in answer.text
    assert year() == before


@pytest.mark.parametrize(
    ("name", "value"),
    [("first_date", "i morgen"), ("first_date", ""), ("count", "0"), ("count", "61"),
     ("weeks", "x"), ("halves", "kveld"), ("first_date", "1026-10-06")],
)  # fmt: skip
def test_a_row_that_cannot_be(leader, year, name, value):
    assert leader.post("/kull/samlinger", data={**ROW, name: value}).status_code == 422
    assert len(year()) == 1


def test_a_moved_samling_is_numbered_by_its_new_date(leader, year, numbered, database):
    leader.post("/kull/samlinger", data=ROW)
    first = numbered(1)
    leader.post(f"/kull/samlinger/{first}", data={**PLAN, "date": "2027-10-27"})
    assert year() == [
        (1, "2027-10-20", False),
        (2, "2027-10-27", False),
        (3, "2027-11-03", False),
        (8, "2027-09-15", False),
    ]
    with database.reading() as db:
        moved = db.get_one(Gathering, first)
        assert (moved.theme, moved.between_task) == ("Veikart", "Tegn et veikart.")


def test_what_is_held_keeps_its_date_and_number(leader, year, cast):
    form = {**PLAN, "date": "2027-12-01"}
    answer = leader.post(f"/kull/samlinger/{cast.gathering}", data=form)
    assert answer.status_code == 422
    assert "datoen står fast" in answer.text
    leader.post(f"/kull/samlinger/{cast.gathering}", data={**PLAN, "date": TODAY.isoformat()})
    assert year() == [(8, "2027-09-15", False)]


def test_two_on_one_day_and_two_festivals_are_refused(leader, numbered):
    leader.post("/kull/samlinger", data={**ROW, "last_is_festival": "1"})
    form = {**PLAN, "date": "2027-10-20", "is_festival": "1"}
    answer = leader.post(f"/kull/samlinger/{numbered(1)}", data=form)
    assert "Det er alt en samling denne dagen." in answer.text
    assert "Kullet har alt en festival." in answer.text
    assert "Tegn et veikart." in answer.text


def test_what_calling_off_means_is_said_before_and_can_be_taken_back(leader, year, numbered):
    leader.post("/kull/samlinger", data={**ROW, "count": "4", "weeks": "1"})
    third = numbered(3)
    page = leader.get(f"/kull/samlinger/{third}/avlys").text
    assert "av 8 halve dager i stedet for 10, og kravet blir 7 i stedet for 8" in page
    for _ in range(2):
        leader.post(f"/kull/samlinger/{third}/avlys")
    assert (3, "2027-10-20", True) in year()
    assert "av 8 halve dager, og kravet er 7" in leader.get("/kull/samlinger").text
    leader.post(f"/kull/samlinger/{third}/ta-tilbake")
    assert (3, "2027-10-20", False) in year()


def test_for_whom_it_puts_the_requirement_out_of_reach_is_said_too(leader, cast, database):
    """Of 16 halves 13 are needed and of 14 there are 12, and Ane has 11 before the last day."""
    with database.transaction() as db:
        for n in range(1, 8):
            date = TODAY - dt.timedelta(days=10 * n)
            day = Gathering(cohort_id=cast.cohort, number=n, date=date, theme="", place="")
            db.add(day)
            db.flush()
            for half, last in (("forenoon", 6), ("afternoon", 5)):
                status = "present" if n <= last else "absent"
                who = {"gathering_id": day.id, "participant_id": cast.people["ane"]}
                db.add(Attendance(**who, half=half, status=status))
    leader.get("/kull")
    with counted(database) as queries:
        page = leader.get(f"/kull/samlinger/{cast.gathering}/avlys").text
    assert "For Ane Havgløtt kan kravet da ikke nås uten en avtale." in page
    assert len(queries) < 20


def test_a_room_that_is_open_is_closed_first(leader, year, cast, database):
    page = leader.post(f"/kull/samlinger/{cast.gathering}/avlys", follow_redirects=True).text
    assert "Lukk det først" in page
    with database.transaction() as db:
        rooms.close_room(db, db.get_one(Room, cast.room), dt.datetime.now(dt.UTC))
    leader.post(f"/kull/samlinger/{cast.gathering}/avlys")
    assert year() == [(8, "2027-09-15", True)]


def test_no_room_is_opened_for_what_is_called_off(leader, numbered):
    leader.post("/kull/samlinger", data=ROW)
    leader.post(f"/kull/samlinger/{numbered(1)}/avlys")
    assert leader.post(f"/samling/{numbered(1)}/aapne").status_code == 409


def test_only_what_has_nothing_is_removed(leader, year, numbered, cast, database):
    leader.post("/kull/samlinger", data=ROW)
    second = numbered(2)
    with database.transaction() as db:
        db.add(RunSheet(gathering_id=second))
    assert leader.post(f"/kull/samlinger/{second}/fjern").status_code == 303
    page = leader.post(f"/kull/samlinger/{cast.gathering}/fjern", follow_redirects=True).text
    assert "Avlys den heller" in page
    assert [number for number, _, _ in year()] == [1, 2, 8]


def test_every_prosessleder_of_the_kull_plans_and_no_other(leader, leader2, database, cast, clock):
    assert leader2.post("/kull/samlinger", data=ROW).status_code == 303
    with database.transaction() as db:
        other = other_room(db, cast, clock()).gathering_id
    assert leader.post("/kull/samlinger?kull=kull11", data=ROW).status_code == 403
    assert leader.get(f"/kull/samlinger/{other}").status_code == 404


def test_the_queries_do_not_grow_with_the_year(leader, database):
    leader.get("/kull/samlinger")
    with counted(database) as few:
        leader.get("/kull/samlinger")
    leader.post("/kull/samlinger", data={**ROW, "count": "30", "weeks": "1"})
    with counted(database) as many:
        leader.get("/kull/samlinger")
    assert len(many) == len(few)
