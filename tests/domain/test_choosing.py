"""A group goes on with one of its members' cards: whose, how often, and what becomes of it."""

import pytest
from sqlalchemy import select

from facilitator.domain import choosing, contributions, groups
from facilitator.domain.contributions import Sent
from facilitator.errors import NotAllowed, NotFound
from facilitator.models import Activity, Card, Participant
from facilitator.processes.loader import load_library
from tests.support.phones import EIGHT

PROCESS = load_library()["ideverksted"]


@pytest.fixture
def led(start):
    led = start("ideverksted", present=EIGHT)
    led.advance_to("ideregn")
    return led


@pytest.fixture
def db(led, database):
    """One open transaction, after the room has come to Idéregn."""
    with database.transaction() as session:
        yield session


@pytest.fixture
def room(db, led, cast):
    """(activity, Ane's group, Ane)."""
    activity = db.get_one(Activity, led.id)
    group = groups.group_of(db, activity, "lag", cast.ane)
    return activity, group, db.get_one(Participant, cast.ane)


@pytest.fixture
def idea(db, room, led):
    activity, _, ane = room
    phase = PROCESS.phase("ideregn")
    sent = Sent({"0-headline": "Benken", "0-how": "Med elevrådet"}, secret="s", token="t")
    (card,) = contributions.contribute(db, activity, phase, ane, sent, led.clock())
    return card


VELG = PROCESS.phase("velg")


def test_what_was_brought_comes_along_and_the_card_is_the_group_s(db, room, idea, led):
    activity, group, ane = room
    card = choosing.choose(db, activity, VELG, group, ane, idea.id, led.clock())
    assert card.owner_id is None
    assert card.group_id == group.id
    assert card.fields["headline"] == "Benken"
    assert card.fields[choosing.FROM] == idea.id
    assert idea.fields["headline"] == "Benken"


def test_chosen_twice_it_is_one_and_the_latest_word_counts(db, room, idea, led):
    activity, group, ane = room
    for card_id in (idea.id, idea.id, 0):
        choosing.choose(db, activity, VELG, group, ane, card_id, led.clock())
    wanted = select(Card).where(Card.phase_key == "velg", Card.group_id == group.id)
    (card,) = db.scalars(wanted)
    assert card.fields == {choosing.FROM: 0}


def test_only_members_choose_and_only_among_what_they_brought(db, room, idea, led):
    activity, group, _ = room
    theirs = next(g for g in groups.of_set(db, activity, "lag") if g.id != group.id)
    outside = theirs.people[0]
    with pytest.raises(NotAllowed):
        choosing.choose(db, activity, VELG, group, outside, idea.id, led.clock())
    with pytest.raises(NotFound):
        choosing.choose(db, activity, VELG, theirs, outside, idea.id, led.clock())


def test_what_was_taken_back_is_no_longer_among_them(db, room, idea, led):
    activity, group, ane = room
    idea.withdrawn_at = led.clock()
    db.flush()
    assert choosing.candidates(db, activity, VELG, group, ane) == []


def test_energy_is_first_names_and_never_a_number(db, room, idea):
    activity, group, ane = room
    for _ in range(2):
        choosing.give_energy(db, activity, VELG, group, ane, idea.id)
    assert choosing.helpers(db, activity, VELG, group) == {idea.id: ("Ane",)}
