"""`/deltakere/sla-sammen`: see what two records hold, choose what stands, and make them one."""

import re

import pytest

from facilitator.models import Attendance, Participant

ADDRESS = "/deltakere/sla-sammen"


@pytest.fixture
def twice(database, cast) -> int:
    """Ane a second time, with an address and a half day of oppmøte."""
    with database.transaction() as db:
        other = Participant(cohort_id=cast.cohort, name="Anne Havgløtt", email="ane@vert.example")
        db.add(other)
        db.flush()
        db.add(Attendance(gathering_id=cast.gathering, participant_id=other.id, half="forenoon",
                          status="present"))  # fmt: skip
        return other.id


def test_both_are_shown_with_what_they_hold(leader, cast, twice):
    page = leader.get(f"{ADDRESS}?first={cast.ane}&second={twice}").text
    said = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "1 halv dag med oppmøte" in said
    assert "Kråkesølvåsen skole, Tønsberg" in said
    checked = re.findall(r'name="of_(\w+)" value="(\w+)"[^>]* checked', page)
    assert dict(checked)["name"] == "first"
    assert dict(checked)["email"] == "second"


def test_they_become_one_and_once_more_is_harmless(leader, cast, twice, database):
    form = {"first": cast.ane, "second": twice, "of_name": "first", "of_email": "second"}
    for _ in range(2):
        answer = leader.post(ADDRESS, data=form, follow_redirects=True)
        assert "Ane Havgløtt står én gang nå" in answer.text
    with database.reading() as db:
        ane = db.get_one(Participant, cast.ane)
        assert (ane.name, ane.email, ane.workplace_name) == (
            "Ane Havgløtt", "ane@vert.example", "Kråkesølvåsen skole",
        )  # fmt: skip
        assert db.get(Participant, twice) is None


def test_somebody_with_themselves_with_nobody_or_with_a_guest_is_refused(
    leader, cast, database, twice
):
    for form in ({"first": cast.ane, "second": cast.ane}, {"first": cast.ane}, {"second": twice}):
        assert leader.post(ADDRESS, data=form).status_code == 422
    with database.transaction() as db:
        guest = Participant(cohort_id=cast.cohort, name="Guri Gjest", guest_of=cast.room)
        db.add(guest)
    assert leader.post(ADDRESS, data={"first": cast.ane, "second": guest.id}).status_code == 404
    with database.reading() as db:
        assert db.get(Participant, twice) is not None
