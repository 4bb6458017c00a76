"""`/oppmote/logg`: every change of the oppmøte, with who and when, and the way back."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from facilitator.db import Database
from facilitator.models import AttendanceChange
from tests.conftest import Clock
from tests.support.attendance import Page, cell, coming, shown, statuses
from tests.support.cast import Cast


@pytest.fixture
def come(database: Database, cast: Cast, clock: Clock) -> Callable[..., None]:
    return coming(database, cast, clock)


@pytest.fixture
def day(leader: FlaskClient, cast: Cast) -> Callable[[], Page]:
    return lambda: Page(leader, f"/oppmote/{cast.gathering}")


def test_the_log_says_who_and_when_and_takes_a_whole_tap_back(come, day, leader2, database, cast):
    come("ane", "hodan")
    day().save("forenoon", client_id="tap")
    page = shown(leader2.get("/oppmote/logg").text)
    assert "Samling 8, før lunsj: 2 til stede. Turid Vidsyn, i dag" in page
    assert "Ane Havgløtt fra «foreslått» til «til stede»" in page
    for said in ("2 er satt tilbake.", "Det var angret allerede."):
        answer = leader2.post("/oppmote/angre", data={"press": "tap"}, follow_redirects=True)
        assert said in answer.text
    assert set(statuses(database).values()) == {"proposed"}
    assert "Angret av Aslak" in shown(leader2.get("/oppmote/logg").text)


def test_what_was_changed_since_is_refused_in_plain_words(come, day, leader, database, cast):
    come("ane", "hodan")
    day().save("forenoon", client_id="tap")
    day().save("", untick=[cell(cast, "ane")])
    answer = leader.post("/oppmote/angre", data={"press": "tap"})
    assert answer.status_code == 422
    assert "Oppmøtet til Ane er endret siden." in shown(answer.text)
    assert statuses(database)[cast.hodan, "forenoon"] == "present"
    assert leader.post("/oppmote/angre", data={"press": "ukjent"}).status_code == 404


def test_a_tap_is_not_cut_in_two_where_a_page_of_the_log_ends(leader, database, cast, clock):
    with database.transaction() as db:
        for tap in range(3):
            db.add_all(
                AttendanceChange(
                    cohort_id=cast.cohort,
                    participant_id=cast.ane,
                    gathering_id=cast.gathering,
                    half="forenoon",
                    what="half",
                    before="",
                    after="present",
                    at=clock(),
                    by="Turid",
                    press=f"tap-{tap}",
                )
                for _ in range(80)
            )
    first = leader.get("/oppmote/logg").text
    assert shown(first).count("Vis 80 linjer") == 2
    older = re.search(r'href="(/oppmote/logg\?eldre=\d+)"', first)[1]
    second = leader.get(older).text
    assert shown(second).count("Vis 80 linjer") == 1
    assert "Eldre endringer" not in second
