"""Stories meet stories: who may tie, and who sees it."""

import pytest

from facilitator.domain import activities, cards, relations, rooms, threads
from facilitator.domain.policies import Actor
from facilitator.errors import Invalid, NotAllowed
from facilitator.models import Card, CardThread, Gathering, Participant, Room
from facilitator.processes.loader import load_library
from tests.support.cast import TODAY
from tests.support.lead import oslo
from tests.support.phones import EIGHT


@pytest.fixture
def told(start, cast):
    """Ane's and Hodan's stories, on the board of the day and in the kull's mapper."""
    led = start(present=EIGHT)
    led.advance_to("godkjenn")
    for name in ("ane", "hodan"):
        led.write_story(cast.people[name])
    return led


@pytest.fixture
def stories(told, cast):
    return {
        name: told.approve(cast.people[name], "cohort", title=f"Fortellingen til {name}")
        for name in ("ane", "hodan")
    }


def reader(db, person_id):
    return relations.reader_for(db, Actor(participant_id=person_id, whole_portfolio=True))


def tie(told, cast, stories, who="ane", other="hodan"):
    with told.database.transaction() as db:
        person = db.get_one(Participant, cast.people[who])
        own, theirs = (db.get_one(Card, stories[name]) for name in (who, other))
        return threads.tie(db, reader(db, person.id), person, own, theirs, told.clock()).id


def seen(told, cast, stories):
    """Card → the stories it is tied to, as the room sees them."""
    with told.database.reading() as db:
        both = [db.get_one(Card, card_id) for card_id in stories.values()]
        return threads.in_room(db, cast.room, both)


def test_a_thread_is_seen_from_both_stories(told, cast, stories):
    tie(told, cast, stories)
    assert seen(told, cast, stories) == {
        stories["ane"]: ((stories["hodan"], "Fortellingen til hodan"),),
        stories["hodan"]: ((stories["ane"], "Fortellingen til ane"),),
    }


def test_tied_again_from_either_side_it_is_the_same_thread(told, cast, stories):
    first = tie(told, cast, stories)
    assert tie(told, cast, stories) == first
    assert tie(told, cast, stories, "hodan", "ane") == first


@pytest.mark.parametrize("whose", ["ane", "hodan"])
@pytest.mark.parametrize("level", ["me", "pair", "group"])
def test_narrowing_either_makes_it_vanish_and_widening_brings_it_back(
    told, cast, stories, whose, level
):
    tie(told, cast, stories)
    told.change(stories[whose], cards.set_visibility, level, told.clock())
    assert seen(told, cast, stories) == {}
    told.change(stories[whose], cards.set_visibility, "room", told.clock())
    assert len(seen(told, cast, stories)) == 2


@pytest.mark.parametrize("whose", ["ane", "hodan"])
@pytest.mark.parametrize("verb", [cards.withdraw, cards.hide])
def test_taken_back_or_hidden_it_is_gone_on_the_wire_too(told, cast, stories, facts, whose, verb):
    tie(told, cast, stories)
    other = stories["hodan" if whose == "ane" else "ane"]
    facts.clear()
    told.change(stories[whose], verb, told.clock())
    assert seen(told, cast, stories) == {}
    assert other in {getattr(fact, "card_id", None) for fact in facts}, "the other is said anew"


def test_only_ones_own_released_story_is_tied(told, cast, stories):
    told.change(stories["ane"], cards.set_visibility, "group", told.clock())
    with pytest.raises(Invalid):
        tie(told, cast, stories)


def test_what_one_does_not_read_one_does_not_tie_to(told, cast, stories):
    told.change(stories["hodan"], cards.set_visibility, "me", told.clock())
    with pytest.raises(NotAllowed):
        tie(told, cast, stories)


def test_a_story_is_not_tied_to_ones_own(told, cast, stories):
    with pytest.raises(NotAllowed):
        tie(told, cast, stories | {"hodan": stories["ane"]})


@pytest.mark.parametrize("whose", ["ane", "hodan"])
def test_either_owner_takes_it_away_and_nobody_else(told, cast, stories, whose):
    thread = tie(told, cast, stories)
    with told.database.transaction() as db:
        with pytest.raises(NotAllowed):
            threads.untie(db, db.get_one(Participant, cast.helge), thread)
        for _ in range(2):
            threads.untie(db, db.get_one(Participant, cast.people[whose]), thread)
        assert db.get(CardThread, thread) is None
    assert seen(told, cast, stories) == {}


def test_a_guest_in_the_room_is_shown_no_story_from_another_day(told, cast, stories, clock):
    """What the kull has shared is the kull's, and a guest is not of the kull."""
    tie(told, cast, stories)
    with told.database.transaction() as db:
        here = db.get_one(Card, stories["hodan"])
        elsewhere = told_before(db, cast, stories["ane"])
        tied = ((elsewhere, "Fortellingen til ane"),)
        assert threads.in_room(db, cast.room, [here])[here.id] == tied
        guest = Participant(
            cohort_id=cast.cohort, name="Gunn Gjest", role="", role_group="", guest_of=cast.room
        )
        db.add(guest)
        db.flush()
        rooms.join(db, db.get_one(Room, cast.room), guest.id, clock())
        assert threads.in_room(db, cast.room, [here]) == {}


def told_before(db, cast, card_id):
    """The story is moved to an earlier samling of the kull; gives the card."""
    earlier = Gathering(
        cohort_id=cast.cohort, number=7, date=TODAY, theme="Å se", place="Kultursalen Fiolen"
    )
    db.add(earlier)
    db.flush()
    room = rooms.open_room(db, earlier, oslo(9))
    activity = activities.plan(db, room, load_library()["erfaringsdeling"], oslo(9), theme="")
    card = db.get_one(Card, card_id)
    card.activity_id = activity.id
    db.flush()
    db.expire(card)
    return card.id
