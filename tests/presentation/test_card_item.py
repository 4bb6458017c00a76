"""A card on its way to the board: every release waits for it, so it asks for little."""

import pytest

from facilitator.domain import cards, relations, threads
from facilitator.domain.policies import Actor
from facilitator.models import Card, Participant
from facilitator.presentation import fragments
from tests.support.queries import counted

TITLE = {"ane": "Steinene på kanten", "hodan": "Lappene på døra"}


@pytest.fixture
def stories(start, cast):
    led = start()
    led.advance_to("godkjenn")
    told = {}
    for name, title in TITLE.items():
        led.write_story(cast.people[name])
        told[name] = led.approve(cast.people[name], "cohort", title=title)
    return told


def drawn(app, database, card_id):
    """The item, and the statements it took."""
    with app.app_context(), database.reading() as db, counted(database) as sent:
        item = fragments.card_item(db, card_id)
    assert item is not None
    return item.html, sent


def test_all_that_it_needs_is_asked_at_once(app, database, stories):
    drawn(app, database, stories["ane"])
    html, sent = drawn(app, database, stories["ane"])
    assert TITLE["ane"] in html
    assert "Minner om" not in html
    assert len(sent) == 1


def test_a_story_that_is_tied_says_to_which(app, database, cast, stories):
    with database.transaction() as db:
        ane = db.get_one(Participant, cast.ane)
        own, other = (db.get_one(Card, stories[name]) for name in ("ane", "hodan"))
        reader = relations.reader_for(db, Actor(participant_id=cast.ane))
        threads.tie(db, reader, ane, own, other, own.approved_at)
    for name, to in (("ane", "hodan"), ("hodan", "ane")):
        html, _ = drawn(app, database, stories[name])
        assert f'<q data-to="card-{stories[to]}">{TITLE[to]}</q>' in html


def test_a_card_that_was_taken_back_is_no_longer_drawn(app, database, stories, clock):
    with database.transaction() as db:
        cards.withdraw(db, db.get_one(Card, stories["ane"]), clock())
    with app.app_context(), database.reading() as db:
        assert fragments.card_item(db, stories["ane"]) is None
