"""Taking part without a phone: kull, guests, and the attendance that follows."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from facilitator.db import Database
from facilitator.models import Attendance, Participant, Presence
from tests.support.cast import Cast, other_room
from tests.support.remote import Remote


def statuses(database: Database) -> list[str]:
    with database.reading() as db:
        return list(db.scalars(select(Attendance.status)))


def test_somebody_of_the_kull_is_here(remote: Remote, cast: Cast, database: Database) -> None:
    for _ in range(2):
        answer = remote.send("/folk/kom", participant=cast.ane)
        assert answer.json["message"] == "Ane er med."
    with database.reading() as db:
        rows = db.scalars(select(Presence)).all()
    assert [(row.participant_id, row.by_hand) for row in rows] == [(cast.ane, True)]
    page = remote.page()
    assert ">uten telefon<" in page
    assert f"/paa-vegne/{cast.ane}" in page


def test_who_then_comes_with_a_phone_is_no_longer_without(
    remote: Remote, phone: Callable[[str], Any], cast: Cast
) -> None:
    remote.send("/folk/kom", participant=cast.ane)
    remote.send("/folk/kom", participant=cast.hodan)
    assert "2 er med uten telefon." in remote.page()
    phone("ane")
    page = remote.page()
    assert "1 er med uten telefon." in page
    assert page.count(">uten telefon<") == 1
    assert page.count(">ikke tilkoblet<") == 1


def test_the_page_says_how_one_takes_part_without_a_phone(remote: Remote) -> None:
    assert "kan legge seg til på makkerens telefon, eller du kan skrive for dem" in remote.page()


def test_they_are_put_into_the_groups(
    start: Callable[..., Any], remote: Remote, cast: Cast
) -> None:
    led = start()
    led.advance_to("tenk")
    remote.send("/folk/kom", participant=cast.oddvar)
    assert any(cast.oddvar in group for group in led.groups())


def test_a_guest_is_added_by_name(remote: Remote, database: Database) -> None:
    for _ in range(2):
        assert remote.send("/folk/gjest", name=" Gry  Gjestad ").status_code == 200
    with database.reading() as db:
        guests = db.scalars(select(Participant.name).where(Participant.guest_of.is_not(None))).all()
    assert list(guests) == ["Gry Gjestad"]
    assert "gjest" in remote.page()


@pytest.mark.parametrize("name", ["", "x" * 61, "13097248022"])
def test_an_unusable_name_is_said_at_the_field(remote: Remote, name: str) -> None:
    answer = remote.send("/folk/gjest", name=name)
    assert answer.status_code == 422
    assert "name" in answer.json["errors"]


def test_nobody_chosen_and_somebody_elses_kull(
    remote: Remote, database: Database, cast: Cast, clock: Any
) -> None:
    with database.transaction() as db:
        other = other_room(db, cast, clock())
        stranger = Participant(cohort_id=other.gathering.cohort_id, name="Ukjent Person")
        db.add(stranger)
        db.flush()
        person = stranger.id
    assert "Velg én" in remote.send("/folk/kom", participant="").json["message"]
    assert remote.send("/folk/kom", participant=person).status_code == 404


def test_attendance_is_proposed_and_confirmed_with_one_tap(
    remote: Remote, cast: Cast, database: Database
) -> None:
    remote.send("/folk/kom", participant=cast.ane)
    remote.send("/folk/kom", participant=cast.hodan)
    assert statuses(database) == ["proposed", "proposed"]
    assert "Bekreft formiddagen" in remote.page()
    answer = remote.send("/oppmote", half="forenoon")
    assert answer.json["message"] == "Oppmøtet for formiddagen er bekreftet for 2."
    assert statuses(database) == ["present", "present"]
    assert "Bekreft formiddagen" not in remote.page()
    assert remote.send("/oppmote", half="forenoon").json == {"ok": True}


def test_there_are_only_two_halves(remote: Remote) -> None:
    assert remote.send("/oppmote", half="natten").status_code == 422


def test_a_name_by_code_waits_for_a_yes(
    remote: Remote, phone: Callable[[str], Any], cast: Cast
) -> None:
    phone("ane")
    page = remote.page()
    assert "1 navn venter på et ja fra deg" in page
    assert "Ja, det er Ane" in page


def test_only_a_leader_adds(others: list[Remote], cast: Cast, database: Database) -> None:
    before = len(statuses(database))
    for remote in others:
        assert remote.send("/folk/kom", participant=cast.ane).status_code == 401
        assert remote.send("/folk/gjest", name="Gry Gjestad").status_code == 401
        assert remote.send("/oppmote", half="forenoon").status_code == 401
    assert len(statuses(database)) == before
    assert "present" not in statuses(database)
