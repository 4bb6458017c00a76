"""The table of rights: who has which role towards a kull, and that nobody has more."""

import pytest

from facilitator.domain import permissions as rights
from facilitator.domain.permissions import ROLES, held, may, require
from facilitator.domain.policies import Actor
from facilitator.errors import NotAllowed, NotSignedIn
from facilitator.models import Cohort, Participant
from facilitator.models.cohort import BORROWED, REHEARSAL, YEAR

OURS = Cohort(id=1, kind=YEAR)
TURID = Actor(facilitator_id=1, leads=frozenset({1}), owns=frozenset({1}))
ASLAK = Actor(facilitator_id=2, leads=frozenset({1}))
KIRSTI = Actor(facilitator_id=3, leads=frozenset({2}), owns=frozenset({2}))
ELI = Actor(facilitator_id=4, owns_installation=True)
ANE = Actor(participant_id=5, whole_portfolio=True)
BY_CODE = Actor(participant_id=5)


def rights_of(actor, cohort=OURS, person=None):
    return {right for right in rights.MAY if may(actor, right, cohort, person)}


def test_each_role_has_what_it_needs_and_no_more():
    anybody = {rights.LOOK}
    signed_in = anybody | {rights.KEEP_ACCOUNT, rights.BE_AT_DESK, rights.PREPARE}
    in_room = anybody | {rights.TAKE_PART, rights.SEE_MINE}
    leading = signed_in | {rights.LEAD_KULL, rights.LEAD_ROOM}
    assert rights_of(Actor()) == anybody
    assert rights_of(BY_CODE) == in_room
    assert rights_of(ANE) == in_room | {rights.KEEP_MAPPE, rights.PREPARE, rights.BE_FORGOTTEN}
    assert rights_of(KIRSTI) == signed_in
    assert rights_of(ASLAK) == leading
    assert rights_of(TURID) == leading | {rights.OWN_KULL}
    assert rights_of(ELI) == signed_in | {rights.OWN_INSTALLATION}


def test_a_guest_keeps_no_mappe_also_with_a_link():
    guest = Participant(id=5, guest_of=7, cohort=OURS)
    assert rights.BE_FORGOTTEN in rights_of(BY_CODE, person=guest)
    assert rights.KEEP_MAPPE not in rights_of(ANE, person=guest)
    assert rights.PREPARE not in rights_of(ANE, person=guest)


def test_what_stands_outside_the_year_is_led_by_whoever_it_belongs_to():
    rehearsal = Cohort(id=8, kind=REHEARSAL)
    lent = Cohort(id=9, kind=BORROWED, host_id=5)
    leaders = Cohort(id=10, kind=BORROWED, leader_id=3)
    assert may(KIRSTI, rights.LEAD_ROOM, rehearsal)
    assert not may(ANE, rights.LEAD_ROOM, rehearsal)
    assert may(ANE, rights.LEAD_ROOM, lent)
    assert not may(BY_CODE, rights.LEAD_ROOM, lent)
    assert not may(TURID, rights.LEAD_ROOM, lent)
    assert may(KIRSTI, rights.LEAD_ROOM, leaders)
    assert not may(TURID, rights.LEAD_ROOM, leaders)
    assert not may(TURID, rights.OWN_KULL, lent)


def test_nobody_holds_a_role_that_is_not_of_the_table():
    for right, roles in rights.MAY.items():
        assert roles <= set(ROLES), right
    assert held(TURID, OURS) <= set(ROLES)


def test_who_is_not_signed_in_is_asked_to_and_the_others_are_told():
    with pytest.raises(NotSignedIn):
        require(ANE, rights.LEAD_KULL, OURS)
    with pytest.raises(NotAllowed, match="kursholderen"):
        require(ASLAK, rights.OWN_KULL, OURS)
    with pytest.raises(NotAllowed, match="eier installasjonen"):
        require(TURID, rights.OWN_INSTALLATION)
    require(TURID, rights.OWN_KULL, OURS)
