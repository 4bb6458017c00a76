"""The four checks, without a database: what is met, what is left, and in which words."""

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain import requirements
from facilitator.domain.requirements import Records, judge, waits_for
from facilitator.domain.standing import Standing

DONE = Records(
    attendance="met",
    folder="godkjent",
    summary="godkjent",
    title="Å slippe taket",
    contribution="vert",
    took_part=True,
    festival_name="SMART-festivalen",
)
LEFT = {
    "attendance": "coming",
    "folder": "under_arbeid",
    "summary": "levert",
    "took_part": False,
}


def but(**changes):
    return judge(dataclasses.replace(DONE, **changes))


def test_all_four_make_it_ready_and_leave_nothing():
    found = but()
    assert found.ready
    assert found.left == ()
    assert not found.only_festival_missing
    assert requirements.left_in_words("Ane", found) == ""


@pytest.mark.parametrize(
    "missing", [n for k in range(1, 5) for n in itertools.combinations(LEFT, k)]
)
def test_whatever_is_left_is_said_and_nothing_is_ready(missing):
    found = but(**{name: LEFT[name] for name in missing})
    assert not found.ready
    assert len(found.left) == len(missing)
    assert found.only_festival_missing == (missing == ("took_part",))


@given(
    st.sampled_from(["met", "agreed", "at_festival", "coming", "unsaid", "out_of_reach"]),
    st.sampled_from(["", "under_arbeid", "klar", "godkjent"]),
    st.sampled_from(["kladd", "levert", "trenger_mer", "besvart", "godkjent"]),
    st.booleans(),
)
def test_ready_is_exactly_four_and_prepared_never_without_the_two_that_are_read(
    attendance, folder, summary, took_part
):
    found = but(attendance=attendance, folder=folder, summary=summary, took_part=took_part)
    read = folder == "godkjent" and summary == "godkjent"
    assert found.ready == (attendance in ("met", "agreed") and read and took_part)
    if found.only_festival_missing:
        assert read
        assert not took_part
        assert attendance in ("met", "agreed", "at_festival")
    assert found.ready == (not found.left)


def test_the_words_are_friendly():
    found = but(attendance="out_of_reach", folder="klar", took_part=False, contribution=None)
    assert requirements.left_in_words("Ane", found) == (
        "Ane er nesten i mål. Dette gjenstår: en avtale om oppmøtet, at arbeidsmappa blir lest og "
        "godkjent og et bidrag til SMART-festivalen."
    )


@pytest.mark.parametrize(
    ("attended", "so_far", "unconfirmed", "rest_is_festival", "expected"),
    [
        (15, 16, 0, True, "met"),
        (13, 16, 0, True, "at_festival"),
        (13, 16, 0, False, "coming"),
        (12, 16, 0, True, "out_of_reach"),
        (12, 16, 2, True, "coming"),
        (13, 18, 2, False, "unsaid"),
    ],
)
def test_what_the_attendance_waits_for(attended, so_far, unconfirmed, rest_is_festival, expected):
    known = Standing("half_day", attended, so_far, 18, 15, unconfirmed=unconfirmed)
    assert waits_for(known, rest_is_festival) == expected


def test_one_who_is_unknown_to_the_attendance_waits_for_an_agreement():
    assert waits_for(None, True) == "out_of_reach"
