"""Who has not been heard from, and what is left for somebody in a greeting. Pure."""

import datetime as dt
from dataclasses import replace

import pytest

from facilitator.domain import cockpit, reminders, requirements
from facilitator.domain.cockpit import Line
from facilitator.domain.portfolio_reviews import Progress
from facilitator.domain.standing import Standing
from facilitator.errors import Invalid
from facilitator.models import Cohort, Participant
from tests.support.cast import _cohort

TODAY = dt.date(2027, 3, 1)
STARTED = dt.date(2026, 11, 11)
DONE = Standing(unit="half_day", attended=15, so_far=16, total=18, required=15)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("heard", "held", "quiet"),
    [
        ("2027-01-18", "2027-02-17", False),
        ("2027-01-17", "2027-02-17", True),
        (None, "2027-02-17", True),
        (None, None, True),
        ("2026-12-01", "2026-12-01", False),  # a long break: they were at the last samling
        ("2026-11-30", "2026-12-01", True),
    ],
)
def test_six_weeks_or_the_last_samling_whichever_is_longer_ago(heard, held, quiet):
    last, before = heard and day(heard), held and day(held)
    assert cockpit.is_quiet(last, STARTED, TODAY, before) is quiet


def test_nobody_is_asked_after_before_they_came_in():
    assert not cockpit.is_quiet(None, TODAY, TODAY, None)
    assert not cockpit.is_quiet(None, day("2027-02-17"), TODAY, day("2027-02-17"))
    assert not cockpit.is_quiet(None, day("2027-04-01"), TODAY, None)


@pytest.fixture
def kull() -> Cohort:
    found = _cohort({"focus_question": "Hva virker?"})
    found.festival_name, found.programme = "SMART-festivalen", "SMART Trenerutdanning"
    return found


def line_of(standing: Standing = DONE, form: str | None = "vertskap", **progress: object) -> Line:
    records = requirements.Records("met", "", "", "", form, False, "SMART-festivalen")
    return Line(
        person=Participant(id=1, name="Siv Myrullseth"),
        standing=standing,
        progress=Progress(needed=6, **progress),
        required=requirements.judge(records),
        bevis="not_yet",
        heard=None,
        quiet=False,
    )


def test_what_is_left_is_what_is_ones_own_turn(kull):
    kull.summary_deadline = day("2027-10-06")
    line = line_of(counting=3, handed_in=1, summary="kladd", form=None)
    assert reminders.left_of(line, kull, TODAY) == (
        "to praksisdokumenter til",
        "oppsummeringen, som du har begynt på, innen 6. oktober",
        "å velge hva du vil bidra med på SMART-festivalen",
    )


def test_a_day_that_has_passed_is_not_named(kull):
    kull.document_deadline = kull.summary_deadline = TODAY - dt.timedelta(days=1)
    assert reminders.left_of(line_of(counting=3), kull, TODAY) == (
        "tre praksisdokumenter til",
        "oppsummeringen",
    )


def test_what_waits_for_a_prosessleder_is_not_said(kull):
    waiting = line_of(counting=4, handed_in=2, summary="levert")
    assert reminders.left_of(waiting, kull, TODAY) == ()
    assert reminders.left_text(()) == reminders.NOTHING_LEFT
    approved = line_of(counting=6, portfolio="godkjent", summary="godkjent")
    assert reminders.left_of(approved, kull, TODAY) == ()
    ready = line_of(counting=6, summary="levert")
    assert reminders.left_of(ready, kull, TODAY) == ("å si fra når arbeidsmappa er klar",)


def test_what_was_answered_comes_before_what_is_not_written(kull):
    line = line_of(counting=2, needs_more=1, summary="trenger_mer")
    assert reminders.left_of(line, kull, TODAY) == (
        "et praksisdokument der vi gjerne vil vite litt mer",
        "litt mer i oppsummeringen",
    )


def test_oppmote_is_said_when_a_few_words_now_may_save_it(kull):
    def said(standing: Standing) -> tuple[str, ...]:
        return reminders.left_of(
            line_of(standing, counting=6, portfolio="klar", summary="levert"), kull, TODAY
        )

    assert said(DONE) == ()
    assert "Du trenger dem alle" in said(replace(DONE, attended=13))[0]
    assert "finner vi en avtale" in said(replace(DONE, attended=12))[0]
    unconfirmed = replace(DONE, attended=12, unconfirmed=1)
    assert said(unconfirmed) == (), "the list that is not confirmed is ours to mend"


def test_each_gets_their_own_name_and_what_is_put_in_is_not_read_again():
    values = {reminders.FIRST_NAME: "{gjenstaar}", reminders.LEFT: "alt"}
    assert reminders.filled("Hei {fornavn}: {gjenstaar} {annet}", values) == (
        "Hei {gjenstaar}: alt {annet}"
    )


@pytest.mark.parametrize(
    ("subject", "body", "field"),
    [
        ("", "Hei {fornavn}", "subject"),
        ("Hei", "  ", "body"),
        ("Hei", "Hei {etternavn}", "body"),
        ("Til {gjenstaar}", "Hei", "subject"),
        ("Hei", "01010112377", "body"),
        ("Hei", "x" * 3001, "body"),
    ],
)
def test_what_cannot_be_sent_is_said_at_its_field(subject, body, field):
    with pytest.raises(Invalid) as refused:
        reminders.clean(subject, body)
    assert set(refused.value.errors) == {field}


def test_what_the_text_offers_to_put_in_may_stand_there(kull):
    subject, body = reminders.suggested(kull, "Turid")
    assert reminders.clean(subject, body) == (subject, body)
    assert "!" not in subject + body
