"""Private marks: one's own, set once, bound to the phase or kept, and never more than allowed."""

import msgspec
import pytest

from facilitator.domain import activities, cards, contributions, marks
from facilitator.domain.contributions import Sent
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import Activity, Card, Group, Participant
from facilitator.processes.loader import load_library

FOUR = ("ane", "hodan", "helge", "kasper")


@pytest.fixture
def scene(start, database, cast, clock):
    """Four people at one table have sorted two cards, and the room walks."""
    led = start(process="valuering", present=FOUR)
    led.advance_to("hvorfor")
    group_id = led.group_of(cast.ane, "bord")
    with database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        phase = activities.process_of(activity).phase("sorter")
        contributions.contribute_group(
            db,
            activity,
            phase,
            db.get_one(Group, group_id),
            db.get_one(Participant, cast.ane),
            Sent({"0-text": "Gåmøtene", "0-category": "keep", "1-text": "Runden"}),
            clock(),
        )
    led.advance_to("vandring")
    return led


@pytest.fixture
def walk(scene, db, cast):
    """(session, activity, phase, Hodan, the two cards)."""
    activity = db.get_one(Activity, scene.id)
    phase = activities.process_of(activity).phase("vandring")
    hodan = db.get_one(Participant, cast.hodan)
    found = db.query(Card).filter_by(activity_id=activity.id, type="valuation").order_by(Card.id)
    return db, activity, phase, hodan, list(found)


def changed(phase, **mark):
    return msgspec.structs.replace(phase, mark=msgspec.structs.replace(phase.mark, **mark))


def test_a_mark_is_its_makers_own(walk, cast):
    db, activity, phase, hodan, (first, _) = walk
    marks.put(db, activity, phase, hodan, first.id)
    assert marks.own(db, activity, phase, hodan) == {(first.id, marks.WHOLE)}
    ane = db.get_one(Participant, cast.ane)
    assert marks.own(db, activity, phase, ane) == frozenset()
    assert marks.kept_by(db, cast.ane) == []
    assert [m.card_id for m in marks.kept_by(db, cast.hodan)] == [first.id]
    assert marks.label_of(marks.kept_by(db, cast.hodan)[0]) == "Dette vil jeg være med på"


def test_it_tells_only_the_phone_of_the_one_who_marks(scene, database, facts, cast):
    with database.transaction() as db:
        activity = db.get_one(Activity, scene.id)
        phase = activities.process_of(activity).phase("vandring")
        card = db.query(Card).filter_by(activity_id=activity.id, type="valuation").first()
        del facts[:]
        marks.put(db, activity, phase, db.get_one(Participant, cast.hodan), card.id)
    assert [fact.audience for fact in facts] == [f"person:{cast.room}:{cast.hodan}"]


def test_no_more_than_the_process_allows(walk):
    db, activity, phase, hodan, (first, second) = walk
    one = changed(phase, max=1)
    marks.put(db, activity, one, hodan, first.id)
    marks.put(db, activity, one, hodan, first.id)
    with pytest.raises(Invalid, match="Her velger du ett kort"):
        marks.put(db, activity, one, hodan, second.id)
    marks.put(db, activity, one, hodan, first.id, on=False)
    marks.put(db, activity, one, hodan, second.id)
    assert marks.own(db, activity, one, hodan) == {(second.id, marks.WHOLE)}


def test_kept_marks_outlive_the_phase_and_others_do_not(walk):
    db, activity, phase, hodan, (first, _) = walk
    marks.put(db, activity, phase, hodan, first.id)
    marks.forget(db, activity, phase)
    assert len(marks.own(db, activity, phase, hodan)) == 1
    marks.forget(db, activity, changed(phase, lasts="phase"))
    assert marks.own(db, activity, phase, hodan) == frozenset()


def test_a_card_that_was_taken_back_cannot_be_marked(walk, clock):
    db, activity, phase, hodan, (first, _) = walk
    cards.take_back(db, first, clock())
    with pytest.raises(NotFound):
        marks.put(db, activity, phase, hodan, first.id)


def test_a_whole_card_has_no_items(walk):
    db, activity, phase, hodan, (first, _) = walk
    with pytest.raises(NotFound, match="Linja finnes ikke"):
        marks.put(db, activity, phase, hodan, first.id, item=0)


def test_where_nothing_is_marked_nothing_can_be(walk):
    db, activity, _, hodan, (first, _) = walk
    with pytest.raises(NotAllowed):
        marks.put(db, activity, load_library()["valuering"].phase("lofte"), hodan, first.id)
