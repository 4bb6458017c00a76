"""Text that comes late is laid beside, waits in the arbeidsmappe, and is never lost."""

import pytest
from sqlalchemy import select

from facilitator.domain import rooms
from facilitator.models import Card, Draft, Room
from tests.support.phones import STORY, pair_of_ane

MORE = STORY | {"text": "Jeg malte en stein, og så en til."}


@pytest.fixture
def pair(start, phone, cast):
    led = start()
    led.advance_to("skriv_1")
    pair = pair_of_ane(led, phone, cast)
    pair.writer.post(pair.writing, **STORY, version=0, editor="w")
    led.advance_to("godkjenn")
    return pair


def close(pair, clock):
    with pair.led.database.transaction() as db:
        rooms.close_room(db, db.get_one(Room, pair.led.cast.room), clock())


def test_until_the_teller_edits_the_writer_s_words_go_on_arriving(pair):
    pair.writer.post(pair.writing, **MORE, version=1, editor="w")
    assert MORE["text"] in pair.teller.surface()


def test_after_that_they_lie_beside_and_the_teller_decides(pair):
    own = STORY | {"text": "Mine egne ord."}
    pair.teller.post(pair.writing, **own, version=1, editor="t")
    pair.writer.post(pair.writing, **MORE, version=1, editor="w")
    page = pair.teller.surface()
    assert "har skrevet mer" in page
    assert "Mine egne ord." in page
    pair.teller.post(f"/fortelling/{pair.interview}/tillegg", use="0")
    page = pair.teller.surface()
    assert "har skrevet mer" not in page
    assert "Mine egne ord." in page


def test_the_teller_takes_it_and_keeps_the_rest_of_the_form(pair):
    own = STORY | {"text": "Mine egne ord.", "thanks": "Takk skal du ha"}
    pair.teller.post(pair.writing, **own, version=1, editor="t")
    pair.writer.post(pair.writing, **MORE, version=1, editor="w")
    for _ in range(2):
        answer = pair.teller.post(f"/fortelling/{pair.interview}/tillegg", use="1")
        assert answer.status_code == 200
    page = pair.teller.surface()
    assert MORE["text"] in page
    assert "Mine egne ord." not in page
    assert "Takk skal du ha" in page


def test_the_same_text_sent_again_is_nothing_new(pair):
    pair.teller.post(pair.writing, title="T", text="Mine egne ord.", version=1, editor="t")
    pair.writer.post(pair.writing, **STORY, version=0, editor="w")
    assert "har skrevet mer" not in pair.teller.surface()


def test_after_the_yes_it_waits_beside_the_approved_story(pair, database):
    pair.teller.post(pair.approving, **STORY, visibility="room")
    pair.writer.post(pair.writing, **MORE, version=1, editor="w")
    assert MORE["text"] in pair.teller.surface(pair.own_page)
    assert pair.writer.post(f"/fortelling/{pair.interview}/tillegg", use="1").status_code == 403
    pair.teller.post(f"/fortelling/{pair.interview}/tillegg", use="1")
    with database.reading() as db:
        assert db.scalars(select(Card)).one().fields["text"] == MORE["text"]
        assert db.scalars(select(Draft)).all() == []


def test_the_very_text_that_was_approved_makes_no_new_draft(pair, database):
    pair.teller.post(pair.approving, **STORY, visibility="room")
    pair.writer.post(pair.writing, **STORY, version=0, editor="w")
    with database.reading() as db:
        assert db.scalars(select(Draft)).all() == []


def test_when_the_room_is_closed_it_becomes_a_draft_and_the_answer_says_so(pair, clock):
    close(pair, clock)
    answer = pair.writer.post(pair.writing, **MORE, version=1, editor="w")
    assert answer.status_code == 200
    assert "arbeidsmappa" in answer.json["message"]
    assert pair.writer.post(pair.giving, **MORE).status_code == 200
    assert MORE["text"] in pair.teller.surface(pair.own_page)
    assert pair.teller.post(pair.approving, **MORE, visibility="cohort").status_code == 200


def test_the_closed_room_s_own_page_says_it_clearly(pair, clock):
    close(pair, clock)
    answer = pair.teller.get()
    assert answer.status_code == 410
    assert "Rommet er lukket" in answer.text
    assert "/mappe" in answer.text


def test_a_process_that_ends_early_hands_its_drafts_to_their_tellers(start, phone, cast):
    led = start()
    led.advance_to("skriv_1")
    pair = pair_of_ane(led, phone, cast)
    pair.writer.post(pair.writing, **STORY, version=0, editor="w")
    led.end()
    assert "Les fortellingen din" in pair.teller.surface()
    assert STORY["text"] in pair.teller.surface(pair.own_page)


def test_a_save_that_the_yes_has_overtaken_is_nothing_new(pair, database):
    pair.teller.post(pair.approving, **STORY, visibility="room")
    assert pair.teller.post(pair.writing, **STORY, version=1, editor="t").json["ok"]
    with database.reading() as db:
        assert db.scalar(select(Draft).where(Draft.interview_id == pair.interview)) is None
