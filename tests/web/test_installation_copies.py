"""`/installasjon/kopier`: the owner sees whether copies are taken, and is told if they are not."""

import datetime as dt
from pathlib import Path

import pytest

from facilitator import kept_copies
from facilitator.kept_copies import CopyPlan, Keep, LastCopy, State, Trouble
from facilitator.presentation import installation_copies as shown
from facilitator.presentation.installation_copies import kept_in_words

ADDRESS = "/installasjon/kopier"
NOW = dt.datetime(2027, 3, 2, 12, tzinfo=dt.UTC)
NIGHT = NOW - dt.timedelta(hours=11)
LAST = LastCopy(NIGHT, "/kopier/x.zip", 4_200_000, 3.0, 12345, 40)
PLAN = CopyPlan(Path("/kopier"), encrypt=("/usr/bin/age", "-r", "age1"))


def test_without_any_it_says_so_and_what_to_do(owner):
    page = owner.get(ADDRESS).text
    assert "Ingen kopi er tatt ennå" in page
    assert "BACKUP_TO" in page


def test_the_last_one_is_said(owner, settings, clock):
    kept_copies.say(settings.data_dir, State(LAST))
    page = owner.get(ADDRESS).text
    assert "Tirsdag 2. mars 2027 klokken 02.00" in page
    assert "4,2 MB, 12\N{NO-BREAK SPACE}345 rader" in page


def test_it_is_the_owners_alone(leader, phone, stranger):
    assert leader.get(ADDRESS).status_code == 403
    assert phone("ane").get(ADDRESS).status_code in (401, 403)
    assert stranger.get(ADDRESS).status_code == 401


def test_all_is_well_the_morning_after():
    view = shown.view(PLAN, State(LAST), {NIGHT: 4_200_000}, NOW)
    assert (view.warning, view.trouble) == ("", "")
    assert [(row.when, row.size) for row in view.rows] == [
        ("Tirsdag 2. mars 2027 klokken 02.00", "4,2 MB")
    ]
    facts = dict(view.facts)
    assert facts["Det som slettes i dag"].endswith("onsdag 1. september 2027.")
    assert facts["Kryptering"].startswith("Med age")


def test_one_of_each_is_said_as_one():
    first = LastCopy(NIGHT, "/kopier/x.zip", 4_200_000, 3.0, 1, 1)
    assert "1 rad i databasen og 1 fil." in shown.view(PLAN, State(first), {}, NOW).what


def test_two_days_without_one_is_a_warning_with_the_reason():
    state = State(LAST, Trouble(NIGHT + dt.timedelta(days=2), "Det er ikke plass."))
    view = shown.view(PLAN, state, {}, NOW + dt.timedelta(days=2))
    assert view.warning == "Den siste kopien er 2 dager gammel."
    assert view.trouble.endswith("ble det ingen kopi. Det er ikke plass.")


def test_the_first_is_waited_for_where_copies_are_planned():
    assert "noen minutter" in shown.view(PLAN, State(), {}, NOW).warning
    assert "alt borte" in shown.view(None, State(), {}, NOW).warning


@pytest.mark.parametrize(
    ("keep", "words"),
    [
        (Keep(7, 4, 6), "7 siste dagene, 4 siste ukene og 6 siste månedene."),
        (Keep(7, 0, 6), "7 siste dagene og 6 siste månedene."),
        (Keep(7, 0, 0), "7 siste dagene."),
    ],
)
def test_the_rule_is_said_in_words(keep: Keep, words: str):
    assert kept_in_words(keep) == f"Den nyeste for hver av de {words}"
