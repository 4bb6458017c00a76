"""Roles are dealt round the ring without anything being stored, and once anew."""

import pytest
from sqlalchemy import select

from facilitator.domain import groups, roles_dealt
from facilitator.domain.running import process_of
from facilitator.models import Activity, Participant
from tests.support.nameless import SEVEN


@pytest.fixture
def led(start):
    led = start(process="moralsk_resonnering", present=SEVEN)
    led.advance_to("perspektiv")
    return led


def drawn(led):
    """(role, the one instead) of everybody at the table, in their order."""
    with led.database.reading() as db:
        activity = db.get_one(Activity, led.id)
        phase = process_of(activity).phase("perspektiv")
        [group] = groups.of_set(db, activity, phase.groups)
        return [roles_dealt.draw(activity, phase, group, person) for person in group.people]


def roles(led):
    with led.database.reading() as db:
        activity = db.get_one(Activity, led.id)
        return set(roles_dealt.roles_of(activity, process_of(activity).phase("perspektiv")))


def test_every_role_is_drawn_before_one_is_drawn_twice(led):
    first = [role for role, _ in drawn(led)]
    assert set(first) == roles(led)
    assert max(first.count(role) for role in first) == 2


def test_drawn_again_it_is_the_same(led):
    assert drawn(led) == drawn(led)


def test_the_one_instead_is_another(led):
    assert all(instead and instead != role for role, instead in drawn(led))


def test_whoever_sits_elsewhere_draws_nothing(led):
    with led.database.reading() as db:
        activity = db.get_one(Activity, led.id)
        phase = process_of(activity).phase("perspektiv")
        [group] = groups.of_set(db, activity, phase.groups)
        stranger = db.scalar(select(Participant).where(Participant.id == led.cast.marte))
        assert roles_dealt.draw(activity, phase, group, stranger) is None
        assert (
            roles_dealt.draw(activity, process_of(activity).phase("enes"), group, stranger) is None
        )


def test_tables_deal_in_orders_of_their_own():
    cards = ("a", "b", "c", "d", "e")
    orders = {roles_dealt.shuffled(cards, f"1:perspektiv:{group}") for group in range(20)}
    assert len(orders) > 5
    assert all(sorted(order) == list(cards) for order in orders)
