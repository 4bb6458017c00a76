"""Wrong room codes: whoever guesses closes the page for themselves, and many are slow together."""

import datetime as dt
import random

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from facilitator.db import Database
from facilitator.domain import guesses, rooms
from facilitator.domain.networks import network_of
from facilitator.errors import TooManyGuesses
from facilitator.models import Room, WrongGuess
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.queries import counted

HALL, HOME, OTHERS = "hall", "home", "others"
(MINUTE, A_MINUTE), (_, TEN_MINUTES), (HOUR, AN_HOUR) = guesses.FROM_ONE
NOTHING = dt.timedelta(0)


def spend(db: Session, source: str, count: int, *moments: dt.datetime) -> None:
    """So many wrong ones, shared out on the moments."""
    db.add_all([WrongGuess(at=moments[n % len(moments)], source=source) for n in range(count)])
    db.flush()


def over_the_hour(now: dt.datetime) -> list[dt.datetime]:
    """So even that no shorter window is full."""
    return [now - dt.timedelta(seconds=each) for each in range(3600)]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("2001:db8:1:ffff::1", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("192.0.2.7:51234", "192.0.2.7"),
        ("[2001:db8:1:2::3]:51234", "2001:db8:1::/48"),
        ("2001:db8:1:2::3:443", "2001:db8:1::/48"),
        ("unix:", "unix:"),
    ],
)
def test_a_place_is_an_address_or_all_that_one_customer_has(address: str, network: str) -> None:
    assert network_of(address, 48) == network
    assert network_of("2001:db8:1:2::9") == "2001:db8:1:2::/64"


def test_what_is_kept_of_a_place_says_nothing_without_the_key() -> None:
    kept = guesses.source_of("nøkkelen", "2001:db8:1:2::3")
    assert kept == guesses.source_of("nøkkelen", "2001:db8:1:ffff::1")
    others = [("nøkkelen", "2001:db8:2::1"), ("en annen", "2001:db8:1:2::3")]
    assert kept not in [guesses.source_of(*other) for other in others]
    assert "2001" not in kept


def test_the_wait_is_the_longest_that_any_window_asks_for(clock: Clock) -> None:
    now = clock()
    ago = [now - dt.timedelta(seconds=each) for each in (20, 300, 3500)]
    found = [guesses.wait_after(guesses.FROM_ONE, oldest, now) for oldest in (
        [None, None, None], [ago[0], None, None], [ago[0], ago[1], None], ago, [ago[2], None, None],
    )]  # fmt: skip
    assert [each.total_seconds() for each in found] == [0, 40, 300, 300, 0]


def test_one_place_waits_and_another_does_not(db: Session, cast: Cast, clock: Clock) -> None:
    for _ in range(A_MINUTE):
        assert rooms.find_by_code(db, "AAA222", clock(), source=HOME) is None
    with pytest.raises(TooManyGuesses) as refused:
        rooms.find_by_code(db, cast.code, clock(), source=HOME)
    assert 0 < refused.value.retry_after <= 60
    assert rooms.find_by_code(db, cast.code, clock(), source=HALL) is not None
    clock.tick(seconds=61)
    assert rooms.find_by_code(db, cast.code, clock(), source=HOME) is not None


def test_guessing_slowly_from_one_place_ends_too(db: Session, clock: Clock) -> None:
    spend(db, HOME, AN_HOUR - 1, *over_the_hour(clock())[::12])
    assert guesses.wait_of(db, HOME, clock()) == NOTHING
    spend(db, HOME, 1, clock())
    assert guesses.wait_of(db, HOME, clock()) > NOTHING
    assert guesses.wait_of(db, HOME, clock() + HOUR) == NOTHING


def test_a_known_phone_comes_in_where_somebody_guesses(
    db: Session, cast: Cast, clock: Clock
) -> None:
    spend(db, HALL, A_MINUTE, clock())
    found = rooms.find_by_code(db, cast.code, clock(), source=HALL, known_in={cast.cohort})
    assert found is not None


@pytest.mark.parametrize("known", [False, True])
def test_who_waits_cannot_time_whether_a_code_is_right(
    db: Session, cast: Cast, clock: Clock, known: bool
) -> None:
    spend(db, HOME, A_MINUTE, clock())
    db.expunge_all()
    in_another = {cast.cohort + 1} if known else set()
    found: list[object] = []

    def note(room: object, _context: object) -> None:
        found.append(room)

    event.listen(Room, "load", note)
    try:
        with pytest.raises(TooManyGuesses):
            rooms.find_by_code(db, cast.code, clock(), source=HOME, known_in=in_another)
    finally:
        event.remove(Room, "load", note)
    assert not found


def test_two_kull_behind_one_address_may_all_mistype_once(db: Session, clock: Clock) -> None:
    chance = random.Random(7)
    moments = [clock() - dt.timedelta(seconds=chance.uniform(0, 600)) for _ in range(72)]
    spend(db, HALL, 72, *moments)
    assert guesses.wait_of(db, HALL, clock()) == NOTHING


def test_ten_machines_that_go_on_shut_out_nobody_but_themselves(db: Session, clock: Clock) -> None:
    now = clock()
    for machine in range(10):
        spend(db, f"machine {machine}", AN_HOUR // 2, *over_the_hour(now)[machine::10])
    assert guesses.wait_of(db, HALL, now) == NOTHING
    spend(db, HALL, guesses.FEW, now)
    assert guesses.wait_of(db, HALL, now) == NOTHING, "every other of a kull has mistyped"
    assert guesses.FEW >= 36 // 2
    spend(db, HALL, 1, now)
    assert guesses.wait_of(db, HALL, now) > NOTHING
    assert guesses.wait_of(db, "machine 3", now) > NOTHING


def test_all_places_together_have_a_limit(db: Session, clock: Clock) -> None:
    now = clock()
    most = guesses.TOGETHER[-1][1]
    assert most == 10 * AN_HOUR
    spend(db, OTHERS, most - 1, *over_the_hour(now))
    assert guesses.wait_of(db, HALL, now) == NOTHING
    spend(db, OTHERS, 1, now - HOUR + MINUTE)
    assert NOTHING < guesses.wait_of(db, HALL, now) <= MINUTE
    assert guesses.wait_of(db, HALL, now + HOUR) == NOTHING


def test_it_is_asked_in_two_questions_however_many_there_are(
    database: Database, db: Session, clock: Clock
) -> None:
    spend(db, OTHERS, TEN_MINUTES, clock())
    with counted(database) as statements:
        guesses.wait_of(db, OTHERS, clock())
    assert len(statements) == 2


def test_what_was_mistyped_an_hour_ago_is_forgotten(db: Session, clock: Clock) -> None:
    now, second = clock(), dt.timedelta(seconds=1)
    spend(db, HALL, guesses.FEW + 1, now - HOUR - second)
    spend(db, OTHERS, guesses.FOR_THE_EAGER[-1][1], *over_the_hour(now))
    assert guesses.wait_of(db, HALL, now) == NOTHING
    spend(db, HOME, 1, now - HOUR + second)
    guesses.note(db, HALL, now)
    kept = select(WrongGuess.source).where(WrongGuess.source != OTHERS).order_by(WrongGuess.at)
    assert db.scalars(kept).all() == [HOME, HALL]
