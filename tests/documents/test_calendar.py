"""The samlinger in a calendar file: what calendars read is what was planned."""

import datetime as dt
from types import SimpleNamespace

from icalendar import Calendar

from facilitator.documents import calendar as ics
from facilitator.presentation.lists_calendar import CalendarView, calendar

MADE = dt.datetime(2027, 9, 15, 7, tzinfo=dt.UTC)
TODAY = dt.date(2027, 9, 15)


def samling(number, date, **more):
    about = {"theme": "", "place": "", "halves": "both", "is_festival": False}
    about |= {"cancelled": False, "between_task": None} | more
    return SimpleNamespace(id=number + 70, number=number, date=date, **about)


def made(*gatherings, at=MADE):
    kull = SimpleNamespace(
        key="kull10", name="Kull 10", programme="SMART Trenerutdanning",
        festival_name="SMART-festivalen", gatherings=list(gatherings),
    )  # fmt: skip
    return ics.render(calendar(kull, TODAY), at)


def events(raw):
    return Calendar.from_ical(raw).walk("VEVENT")


def test_a_samling_is_a_day_with_theme_place_and_what_one_took_home():
    raw = made(
        samling(2, dt.date(2027, 9, 22), theme="Styrker", halves="forenoon", between_task="Prøv"),
        samling(1, dt.date(2027, 8, 25), theme="Å se, lytte; og \\være",
                place="Fiolen, Tønsberg", between_task="Let etter ett\nøyeblikk"),
        samling(3, dt.date(2027, 10, 20), theme="SMART-festivalen", is_festival=True),
    )  # fmt: skip
    first, second, festival = events(raw)
    assert first["summary"] == "SMART Trenerutdanning, samling 1: Å se, lytte; og \\være"
    assert (first["dtstart"].dt, first["dtend"].dt) == (dt.date(2027, 8, 25), dt.date(2027, 8, 26))
    assert first["location"] == "Fiolen, Tønsberg"
    assert first["description"] == "Til neste gang: Let etter ett\nøyeblikk"
    assert first["status"] == "CONFIRMED"
    assert second["summary"].endswith("samling 2: Styrker (før lunsj)")
    assert "description" not in second, "nobody has that task yet"
    assert festival["summary"] == "SMART Trenerutdanning, SMART-festivalen"


def test_one_that_is_called_off_takes_the_place_of_what_stood_in_the_calendar():
    day = dt.date(2027, 9, 22)
    (before,) = events(made(samling(2, day, theme="Styrker")))
    later = MADE + dt.timedelta(minutes=3)
    (after,) = events(made(samling(2, day, theme="Styrker", cancelled=True), at=later))
    assert before["uid"] == after["uid"] == "samling-72-kull10@facilitator"
    assert after["sequence"] > before["sequence"]
    assert after["status"] == "CANCELLED"
    assert after["summary"].startswith("Avlyst: SMART")


def test_no_text_can_become_a_line_of_its_own_and_long_lines_are_folded():
    nasty = "Ánde محمد 😀\r\nBEGIN:VEVENT\x00" + "x" * 1500
    raw = made(samling(1, dt.date(2027, 8, 25), theme=nasty, place=nasty, between_task=nasty))
    assert raw.count(b"\r\nBEGIN:VEVENT") == 1
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    (only,) = events(raw)
    assert only["location"] == nasty.replace("\r\n", " ").replace("\x00", "")
    assert only["description"].endswith("😀\nBEGIN:VEVENT" + "x" * 1500)
    assert raw == made(samling(1, dt.date(2027, 8, 25), theme=nasty, place=nasty,
                               between_task=nasty))  # fmt: skip


def test_a_kull_without_samlinger_is_a_calendar_too():
    assert events(made()) == []


def test_no_name_of_a_kull_stops_its_calendar():
    view = CalendarView("Kull\r\nBEGIN:VEVENT; 10", (), "x.ics")
    raw = ics.render(view, MADE)
    assert b"X-WR-CALNAME:Kull BEGIN:VEVENT" in raw
    assert events(raw) == []
