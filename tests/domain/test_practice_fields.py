"""What stands in the form of a practice document, and what it takes to hand it in."""

import datetime as dt

import pytest

from facilitator.domain import practice_fields as fields
from facilitator.domain.practice_fields import Caption, Choices, Period, Written
from facilitator.errors import Invalid
from tests.support.phones import NATIONAL_ID

TODAY = dt.date(2027, 5, 20)
YEAR = Period(dt.date(2026, 11, 11), dt.date(2027, 10, 20), TODAY)
CHOICES = Choices(
    processes=("veikart", "disputing"), strengths=("mot", "haap"), goals=(3, 5), photos=(7,)
)
OUTSIDE = "Datoen må være i tiden kullet varer, fra 11.11.2026 til 20.10.2027."
WHOLE = {
    "title": ["  Veikart  på gråpapir "],
    "kind": ["photo"],
    "date": ["2027-05-11"],
    "text": ["Vi tegnet.\r\n\r\nSå gikk vi."],
    "link": ["https://www.udir.no/laring"],
    "process": ["veikart"],
    "strengths": ["haap", "mot"],
    "goals": ["5"],
    "alt-7": ["Et veikart"],
    "nobody-7": ["1"],
}


def test_what_is_typed_is_tidied_and_nothing_is_lost():
    written = fields.read(WHOLE, CHOICES)
    assert written == Written(
        title="Veikart på gråpapir",
        kind="photo",
        date=dt.date(2027, 5, 11),
        text="Vi tegnet.\n\nSå gikk vi.",
        link="https://www.udir.no/laring",
        process_key="veikart",
        strengths=("mot", "haap"),
        goals=(5,),
        captions={7: Caption("Et veikart", True)},
    )
    assert fields.lacks(written, YEAR, has_file=True) == {}


def test_a_kladd_may_be_empty_and_what_cannot_be_chosen_is_left_out():
    odd = {"kind": ["poster"], "process": ["finnes-ikke"], "strengths": ["x"], "goals": ["9"]}
    assert fields.read(odd, CHOICES) == Written()


def test_a_form_from_before_a_photo_came_says_nothing_of_it():
    assert fields.read({"title": ["x"]}, CHOICES).captions == {}


def test_all_faults_are_said_at_once():
    faulty = {
        "title": ["x" * 200],
        "date": ["i fjor"],
        "text": ["y" * 13_000],
        "link": [f"https://x.no/{NATIONAL_ID}"],
        "alt-7": ["a" * 300],
    }
    with pytest.raises(Invalid) as refused:
        fields.read(faulty, CHOICES)
    assert set(refused.value.errors) == {"title", "date", "text", "link", "alt-7"}


def test_six_strengths_are_one_too_many():
    many = tuple("abcdef")
    with pytest.raises(Invalid) as refused:
        fields.read({"strengths": list(many)}, Choices(strengths=many))
    assert refused.value.errors == {"strengths": "Velg opptil 5 styrker."}


@pytest.mark.parametrize("typed", ["2027-05-11", "11.05.2027", "11.5.2027", " 11. 5. 2027 "])
def test_a_date_is_read_as_one_writes_it(typed):
    assert fields.read_date(typed) == dt.date(2027, 5, 11)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (None, fields.NO_DATE),
        (TODAY, ""),
        (TODAY + dt.timedelta(days=1), fields.NOT_YET),
        (dt.date(2026, 11, 11), ""),
        (dt.date(2026, 11, 10), OUTSIDE),
    ],
)
def test_the_date_is_when_it_was_practised_in_the_kulls_time(date, said):
    assert YEAR.fault(date) == said


def test_a_kull_without_dates_asks_only_that_it_has_happened():
    assert Period(None, None, TODAY).fault(dt.date(2001, 1, 1)) == ""


def test_what_is_still_to_be_said_before_it_can_be_read():
    assert set(fields.lacks(Written(), YEAR, has_file=False)) == {
        "title",
        "kind",
        "date",
        "text",
        "process",
    }
    bare = Written(title="t", kind="text", date=TODAY, strengths=("mot",), captions={7: Caption()})
    assert fields.lacks(bare, YEAR, has_file=True) == {
        "alt-7": fields.NO_ALT,
        "nobody-7": fields.NO_TICK,
    }


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("https://www.udir.no/laring?a=1", "https://www.udir.no/laring?a=1"),
        ("http://skolen.kommune.no", "http://skolen.kommune.no"),
        ("www.udir.no/laring", "https://www.udir.no/laring"),
        ("udir.no", "https://udir.no"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://bruker:hemmelig@udir.no", ""),
        ("https://", ""),
        ("//udir.no", ""),
        ("https://ud ir.no", ""),
        ("https://udir.no:x", ""),
        ("https://udir.no\\@ond.no", ""),
        ("her ligger det", ""),
        ("file:///etc/passwd", ""),
        ("", ""),
    ],
)
def test_only_a_plain_address_becomes_a_link(typed, shown):
    assert fields.safe_link(typed) == shown
