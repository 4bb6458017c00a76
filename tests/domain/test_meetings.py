"""Who has met whom in the kull's year."""

from collections.abc import Callable
from itertools import combinations

from facilitator.db import Database
from facilitator.domain import meetings
from facilitator.models import Activity
from tests.conftest import Clock
from tests.support import cast as casting
from tests.support.cast import Cast
from tests.support.lead import Led

FOUR = ["ane", "hodan", "helge", "kasper"]


def year(database: Database, cast: Cast) -> meetings.Meetings:
    with database.reading() as db:
        return meetings.of_cohort(db, cast.cohort)


def test_two_in_a_pair_and_at_its_table_have_met_once(
    start: Callable[..., Led], database: Database, cast: Cast
) -> None:
    led = start(present=FOUR)
    pairs = {tuple(sorted(ids)) for ids in led.groups()}
    assert set(year(database, cast).pairs) == pairs
    led.advance_to("gjenfortell")
    found = year(database, cast)
    everybody = sorted(cast.people[name] for name in FOUR)
    assert found.pairs == dict.fromkeys(combinations(everybody, 2), 1)
    assert found.met(cast.ane) == set(everybody) - {cast.ane}
    assert found.gatherings == 1
    led.end()
    start(present=FOUR)
    found = year(database, cast)
    assert sum(found.pairs.values()) == len(found.pairs) + 2
    assert set(found.days.values()) == {1}, "all of it was on one samling"


def test_before_an_activity_it_is_as_it_was(
    start: Callable[..., Led], database: Database, cast: Cast
) -> None:
    led = start(present=FOUR)
    with database.reading() as db:
        now = db.get_one(Activity, led.id)
        assert meetings.of_cohort(db, cast.cohort, before=now).pairs == {}


def test_another_kull_and_a_start_that_was_taken_back_are_no_meetings(
    start: Callable[..., Led], database: Database, cast: Cast, clock: Clock
) -> None:
    with database.transaction() as db:
        other = casting.other_room(db, cast, clock())
    Led(database, cast, clock, room=other.id).begin("ai_intervju", FOUR)
    assert year(database, cast).pairs == {}
    led = start(present=FOUR)
    led.press("undo")
    assert year(database, cast) == meetings.Meetings()
