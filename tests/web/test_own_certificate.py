"""`/mappe/bevis`: one's own, once it is valid, and nobody else's."""

import datetime as dt
import io
import zipfile

import pytest

from facilitator.domain import certificates
from facilitator.models import Cohort
from tests.support.certificates import FESTIVAL_DAY, make_ready, plan_festival


@pytest.fixture
def given(database, cast, clock):
    """Ane has hers; Kasper's is prepared for the festival."""
    clock.now = dt.datetime.combine(FESTIVAL_DAY, dt.time(8), dt.UTC)
    with database.transaction() as db:
        plan_festival(db, cast)
        make_ready(db, cast, cast.ane, clock())
        make_ready(db, cast, cast.kasper, clock(), took_part=False)
        cohort = db.get_one(Cohort, cast.cohort)
        people = [cast.ane, cast.kasper]
        certificates.issue(db, cohort, people, by="Turid", now=clock(), prepare=True)


def test_one_reads_and_fetches_ones_own(given, linked):
    ane = linked("ane")
    page = ane.get("/mappe/bevis").text
    assert "Ane Havgløtt" in page
    assert "som\u00a0vert" in page
    fetched = ane.get("/mappe/bevis.pdf")
    assert fetched.data.startswith(b"%PDF-")
    assert fetched.headers["Cache-Control"] == "no-store"


def test_all_one_has_says_what_stands_on_it(given, linked):
    with linked("ane").get("/mappe/alt-mitt.zip", buffered=True) as fetched:
        assert fetched.status_code == 200
        page = zipfile.ZipFile(io.BytesIO(fetched.get_data())).read("alt-mitt.html").decode()
    assert "Utdanningen har bestått av" in page
    assert "som\u00a0vert" in page


def test_one_that_is_only_prepared_is_not_there_yet(given, linked):
    kasper = linked("kasper")
    page = kasper.get("/mappe/bevis")
    assert page.status_code == 200
    assert "Her kommer beviset" in page.text
    assert kasper.get("/mappe/bevis.pdf").status_code == 404


def test_a_name_claimed_by_code_does_not_open_it(given, phone, stranger, leader):
    for client in (phone("ane"), stranger, leader):
        for address in ("/mappe/bevis", "/mappe/bevis.pdf", "/mappe/bevis/logo.png"):
            assert client.get(address).status_code in (401, 403)
