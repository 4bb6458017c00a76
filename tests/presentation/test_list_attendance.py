"""The oppmøte as a list where the year is not the common one."""

import datetime as dt

import pytest

from facilitator.models import Attendance, Cohort, Gathering, Participant
from facilitator.presentation import lists_attendance, lists_calendar

TODAY = dt.date(2027, 9, 15)


@pytest.fixture
def kull(db, cast):
    """Fourteen more samlinger: one called off, one of half a day, the festival last."""
    found = db.get_one(Cohort, cast.cohort)
    for number in range(14):
        date = dt.date(2027, 1, 6) + dt.timedelta(weeks=4 * number)
        db.add(Gathering(
            cohort_id=found.id, number=20 + number, date=date, theme=f"Tema {number}", place="",
            cancelled=number == 1, halves="afternoon" if number == 2 else "both",
            is_festival=number == 13,
        ))  # fmt: skip
    db.flush()
    db.refresh(found)
    return found


def people_of(book):
    heads = [column.heading for column in book.sheets[0].columns]
    return heads, {row[0]: dict(zip(heads, row, strict=True)) for row in book.sheets[0].rows}


def test_a_year_of_fifteen_samlinger_has_a_column_for_each(db, cast, kull):
    heads, rows = people_of(lists_attendance.book(db, kull, TODAY))
    assert len(heads) == 1 + 15 + 3
    assert heads[1] == "Samling 20 (6.1.)"
    ane = rows[cast.names["ane"]]
    assert ane["Samling 21 (3.2.)"] == "avlyst"
    assert ane["Samling 22 (3.3.)"] == "ikke bekreftet ennå"
    assert ane["Samling 33 (5.1.)"] == "kommer"
    assert "Med fra" not in heads
    assert "Avtalt" not in heads


def test_who_came_in_later_has_from_when_and_each_half_is_counted_for_itself(db, cast, kull):
    afternoon = next(one for one in kull.gatherings if one.number == 22)
    db.get_one(Participant, cast.siv).entry_id = afternoon.id
    db.add(Attendance(gathering_id=afternoon.id, participant_id=cast.siv, half="afternoon",
                      status="present"))  # fmt: skip
    db.flush()
    book = lists_attendance.book(db, kull, TODAY)
    heads, rows = people_of(book)
    assert heads[-1] == "Med fra"
    assert rows[cast.names["siv"]]["Med fra"] == "samling 22"
    assert rows[cast.names["ane"]]["Med fra"] == ""
    days = {row[0]: row for row in book.sheets[1].rows}
    assert days[22][4:] == (None, 1), "there was no morning"
    assert days[21][4:] == ("avlyst", "avlyst")
    assert days[33] == (33, "SMART-festivalen", dt.date(2028, 1, 5), "Tema 13", None, None)


def test_the_calendar_says_which_half_and_what_is_called_off(kull):
    days = lists_calendar.calendar(kull, TODAY).days
    assert len(days) == 15
    assert days[1].summary == "Avlyst: SMART Trenerutdanning, samling 21: Tema 1"
    assert days[2].summary == "SMART Trenerutdanning, samling 22: Tema 2 (etter lunsj)"
    assert days[-1].summary == "SMART Trenerutdanning, SMART-festivalen: Tema 13"
    assert len({day.uid for day in days}) == 15
