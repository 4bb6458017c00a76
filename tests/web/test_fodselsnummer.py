"""A fødselsnummer in any field is refused at that field, and all else that was typed is kept."""

import pytest
from sqlalchemy import text

from facilitator.text import NATIONAL_ID as WORDS
from tests.support.phones import NATIONAL_ID, STORY, Phone, pair_of_ane

HIDDEN = f"Hun er {NATIONAL_ID[:6]} {NATIONAL_ID[6:]} i fila."


@pytest.fixture
def pair(start, phone, cast):
    led = start()
    led.advance_to("skriv_1")
    return pair_of_ane(led, phone, cast)


def stored(database):
    with database.reading() as db:
        tables = ("draft", "card")
        rows = [db.execute(text(f"select * from {name}")).all() for name in tables]
    return str(rows)


@pytest.mark.parametrize("field", ["title", "text"])
def test_in_a_draft_and_in_a_delivery(pair, database, field):
    for path in (pair.writing, pair.giving):
        answer = pair.writer.post(path, **STORY | {field: HIDDEN}, version=0, editor="a")
        assert answer.status_code == 422
        assert answer.json["errors"] == {field: WORDS}
    assert NATIONAL_ID[6:] not in stored(database)


@pytest.mark.parametrize("field", ["title", "text", "thanks"])
def test_in_an_approval(pair, database, field):
    pair.led.advance_to("godkjenn")
    fields = STORY | {"visibility": "room", field: HIDDEN}
    answer = pair.teller.post(pair.approving, **fields)
    assert answer.status_code == 422
    assert answer.json["errors"] == {field: WORDS}
    assert NATIONAL_ID[6:] not in stored(database)


def test_in_a_note_a_line_and_a_group_s_text(pair, phone, cast):
    ane = Phone(phone("ane"), cast)
    note = ane.post(f"/kladd/notat/{pair.led.id}/tenk", text=HIDDEN)
    assert note.json["errors"] == {"text": WORDS}
    pair.led.advance_to("rotarsaker")
    group = pair.led.group_of(cast.ane, "bord")
    line = ane.post(f"/gruppe/{group}/gjenfortell/linje", text=HIDDEN)
    assert line.json["errors"] == {"text": WORDS}
    ane.post(f"/gruppe/{group}/rotarsaker/penn")
    for path in (f"/kladd/gruppe/{group}/rotarsaker", f"/gruppe/{group}/rotarsaker/ferdig"):
        answer = ane.post(path, line_0="Vi lo", line_1=HIDDEN)
        assert answer.json["errors"] == {"line_1": WORDS}


def test_without_script_the_page_comes_again_with_all_of_it(pair):
    answer = pair.writer.submit(pair.giving, **STORY | {"title": HIDDEN})
    assert answer.status_code == 422
    assert STORY["text"] in answer.text
    assert WORDS in answer.text


def test_without_script_a_note_and_a_group_s_text_come_again(start, phone, cast):
    led = start()
    led.advance_to("tenk")
    ane = Phone(phone("ane"), cast)
    note = ane.submit(f"/kladd/notat/{led.id}/tenk", text=HIDDEN)
    assert (note.status_code, HIDDEN in note.text, WORDS in note.text) == (422, True, True)
    led.advance_to("rotarsaker")
    group = led.group_of(cast.ane, "bord")
    ane.post(f"/gruppe/{group}/rotarsaker/penn")
    again = ane.submit(f"/gruppe/{group}/rotarsaker/ferdig", line_0="Vi lo mye", line_1=HIDDEN)
    assert again.status_code == 422
    assert "Vi lo mye" in again.text
    assert WORDS in again.text
