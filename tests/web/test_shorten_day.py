"""«Dere ligger 7 minutter etter», and the krympeplan that may be followed."""

import pytest

from facilitator.db import Database
from facilitator.domain import run_sheets
from facilitator.models import RunSheetItem
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.remote import Remote
from tests.support.run_sheet import a_day, item_of

LATE = "Dere ligger 7 minutter etter"


@pytest.fixture
def day(database: Database, cast: Cast, clock: Clock) -> dict[str, int]:
    """Innsjekk is over, and the break should have begun seven minutes ago."""
    items = a_day(database, cast)
    with database.transaction() as db:
        first = db.get_one(RunSheetItem, items["Innsjekk"])
        first.started_at = first.ended_at = clock()
        length = run_sheets.minutes_of(first)
    clock.tick(minutes=length + 7)
    return items


def cut(day: dict[str, int], to: int = 13) -> str:
    return f"{day['Fra problem til mulighet']}:0::20:{to}"


def test_the_remote_alone_says_how_late_it_is(remote: Remote, day: dict[str, int]) -> None:
    page = remote.page()
    assert LATE in page
    assert "20 → 13 minutter" in page
    assert "etter" not in remote.projector()


def test_a_day_that_nobody_has_started_is_not_late(
    remote: Remote, database: Database, cast: Cast, clock: Clock
) -> None:
    a_day(database, cast)
    clock.tick(minutes=54)
    assert "minutter etter" not in remote.page()


def test_one_tap_shortens_and_the_lag_is_covered(
    remote: Remote, day: dict[str, int], database: Database
) -> None:
    answer = remote.send("/kort-ned", cut=cut(day))
    assert answer.json["message"] == "Dere har vunnet 7 minutter."
    assert item_of(database, day["Fra problem til mulighet"]).minutes == 13
    assert "minutter etter" not in remote.page()


def test_a_second_tap_and_another_leader_shorten_no_more(
    remote: Remote, remote2: Remote, day: dict[str, int], database: Database
) -> None:
    remote.send("/kort-ned", cut=cut(day))
    assert "alt kortet ned" in remote2.send("/kort-ned", cut=cut(day)).json["message"]
    assert item_of(database, day["Fra problem til mulighet"]).minutes == 13


def test_it_is_undone_within_ten_seconds(
    remote: Remote, day: dict[str, int], database: Database, clock: Clock
) -> None:
    remote.send("/kort-ned", cut=cut(day))
    assert "Kortet ned med 7 minutter" in remote.page()
    assert remote.send("/kort-ned/angre").json["ok"]
    assert item_of(database, day["Fra problem til mulighet"]).minutes == 20
    assert LATE in remote.page()
    assert "ikke noe å angre" in remote.send("/kort-ned/angre").json["message"]


def test_the_offer_of_undo_goes_by_itself(
    remote: Remote, day: dict[str, int], clock: Clock
) -> None:
    remote.send("/kort-ned", cut=cut(day))
    clock.tick(seconds=11)
    assert "Kortet ned med" not in remote.page()


@pytest.mark.parametrize("faulty", ["", "x", "1:0::8:4", "9:9:9:9:9"])
def test_what_is_not_offered_is_not_done(
    remote: Remote, day: dict[str, int], database: Database, faulty: str
) -> None:
    assert remote.send("/kort-ned", cut=faulty).status_code == 200
    assert item_of(database, day["Fra problem til mulighet"]).minutes == 20


def test_more_than_is_offered_is_refused(
    remote: Remote, day: dict[str, int], database: Database
) -> None:
    remote.send("/kort-ned", cut=cut(day, to=1))
    assert item_of(database, day["Fra problem til mulighet"]).minutes == 20


def test_only_a_leader_shortens(
    others: list[Remote], day: dict[str, int], database: Database
) -> None:
    for remote in others:
        assert remote.send("/kort-ned", cut=cut(day)).status_code == 401
        assert remote.send("/kort-ned/angre").status_code == 401
    assert item_of(database, day["Fra problem til mulighet"]).minutes == 20
