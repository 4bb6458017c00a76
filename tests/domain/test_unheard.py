"""«Inviter gjerne …»: whose story has not been on the board. Names, and never how many."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from facilitator.db import Database
from facilitator.domain import access, cards, devices, unheard
from facilitator.domain.unheard import Unheard
from facilitator.models import Room
from tests.conftest import Clock
from tests.support.cast import Cast, other_room
from tests.support.lead import Led

FOUR = ("ane", "hodan", "helge", "kasper")


@pytest.fixture
def led(start: Callable[..., Led]) -> Led:
    led = start(present=FOUR)
    led.advance_to("skriv_1")
    return led


def waiting(led: Led) -> set[str]:
    """Those of the four whose story has not been on a board."""
    with led.database.reading() as db:
        found = unheard.of_cohort(db, led.cast.cohort)
    assert found.begun
    return {p.first_name.lower() for p in found.people} & set(FOUR)


def tell(led: Led, teller: int, visibility: str = "cohort") -> int:
    led.write_story(teller)
    led.advance_to("godkjenn")
    card = led.approve(teller, visibility)
    led.advance_to("gjenfortell")
    return card


def test_before_the_first_story_nobody_is_named(db: Session, cast: Cast) -> None:
    assert unheard.of_cohort(db, cast.cohort) == Unheard(begun=False)


@pytest.mark.parametrize("visibility", ["room", "cohort"])
def test_a_story_that_a_partner_wrote_counts_for_its_teller(led: Led, visibility: str) -> None:
    teller = led.interviews()[0][1]
    tell(led, teller, visibility)
    with led.database.reading() as db:
        people = unheard.of_cohort(db, led.cast.cohort).people
    assert len(people) == 35
    assert teller not in {person.id for person in people}


@pytest.mark.parametrize("visibility", ["me", "pair", "group"])
def test_a_story_that_stayed_with_a_few_has_not_been_on_a_board(led: Led, visibility: str) -> None:
    tell(led, led.interviews()[0][1], visibility)
    with led.database.reading() as db:
        assert not unheard.of_cohort(db, led.cast.cohort).begun


def test_what_is_withdrawn_or_hidden_counts_for_nobody(led: Led) -> None:
    tellers = sorted({row[1] for row in led.interviews()})[:3]
    for teller in tellers:
        led.write_story(teller)
    led.advance_to("godkjenn")
    told = [led.approve(teller) for teller in tellers]
    led.advance_to("gjenfortell")
    assert len(waiting(led)) == 1
    led.change(told[0], cards.withdraw, led.clock())
    led.change(told[1], cards.hide, led.clock())
    assert len(waiting(led)) == 3


def test_other_kull_and_guests_are_left_out(
    led: Led, database: Database, cast: Cast, clock: Clock
) -> None:
    teller = led.interviews()[0][1]
    tell(led, teller)
    with database.transaction() as db:
        device, _ = devices.new_device(db, clock())
        access.claim_as_guest(db, device, db.get_one(Room, cast.room), "Guri Gjest", clock())
        found = unheard.of_cohort(db, cast.cohort).people
        assert {p.id for p in found} == set(cast.people.values()) - {teller}
        other = other_room(db, cast, clock()).gathering.cohort_id
        assert unheard.of_cohort(db, other) == Unheard(begun=False)
