"""A child's name or an exact day is asked about, by script and without, and nobody is stopped."""

import pytest

from facilitator.models import Draft
from tests.support.phones import STORY, Phone, pair_of_ane
from tests.support.queries import counted

NAMED = "Emma sto lenge ved døra den 3. oktober. Ane ventet, og en dag gikk de inn."
QUESTION = "«Emma»: Står det et barns navn her?"


@pytest.fixture
def pair(start, phone, cast):
    led = start()
    led.advance_to("skriv_1")
    return pair_of_ane(led, phone, cast)


def test_the_answer_to_a_save_asks_about_the_name_and_the_day(pair):
    answer = pair.writer.post(pair.writing, **STORY | {"text": NAMED}, version=0, editor="a")
    assert answer.status_code == 200
    asked = {q["kind"]: (q["field"], q["word"]) for q in answer.json["questions"]}
    assert asked == {"name": ("text", "Emma"), "date": ("text", "3. oktober")}
    assert answer.json["questions"][0]["text"].startswith(QUESTION)


def test_it_is_given_all_the_same_and_the_page_asks_without_script(pair):
    given = pair.writer.submit(pair.giving, **STORY | {"text": NAMED})
    assert given.status_code == 303
    pair.led.advance_to("godkjenn")
    page = pair.teller.get(pair.own_page).text
    assert QUESTION in page
    assert "Bekymret for et barn?" in page
    approved = pair.teller.submit(pair.approving, **STORY | {"text": NAMED, "visibility": "room"})
    assert approved.status_code == 303


def test_a_place_of_the_kull_with_something_rare_and_a_number_are_asked_about(pair):
    text = "Det var brann i gata, og hele Horten snakket om det. Mor har 412 34 567."
    answer = pair.writer.post(pair.writing, **STORY | {"text": text}, version=0, editor="a")
    asked = {q["kind"]: (q["word"], q["text"]) for q in answer.json["questions"]}
    assert asked["number"][0] == "412 34 567"
    assert asked["place"][1].startswith("«Horten» og «brann»: Kan noen skjønne hvem")


def test_a_private_note_is_not_asked_about(start, phone, cast):
    led = start()
    led.advance_to("tenk")
    ane = Phone(phone("ane"), cast)
    answer = ane.post(f"/kladd/notat/{led.id}/tenk", text=NAMED, version=0)
    assert answer.status_code == 200
    assert "questions" not in answer.json


def test_a_document_and_a_summary_ask_as_they_are_saved(linked):
    ane = linked("ane")
    json = {"Accept": "application/json"}
    ref = "ny-" + "a" * 32
    fields = {"title": "Ved døra", "text": NAMED, "date": "2027-03-04", "version": "0"}
    saved = ane.post(f"/mappe/dokument/{ref}/lagre", data=fields, headers=json)
    assert [q["kind"] for q in saved.json["questions"]] == ["name", "date"]
    assert QUESTION in ane.get(f"/mappe/dokument/{ref}").text
    saved = ane.post("/mappe/oppsummering", data={"text": NAMED, "type": "a"}, headers=json)
    assert [q["word"] for q in saved.json["questions"]] == ["Emma", "3. oktober"]
    assert QUESTION in ane.get("/mappe/oppsummering").text


def test_what_guests_will_read_is_asked_about_before_it_is_released(linked):
    ane = linked("ane")
    words = {"form": "verksted", "title": "Ringen", "description": NAMED, "version": "0"}
    assert ane.post("/mappe/festival", data=words).status_code == 303
    page = ane.get("/mappe/festival").text
    assert QUESTION in page
    assert "3. oktober" in page[page.index(QUESTION) :]


def test_what_asks_nothing_costs_nothing(pair, database):
    plain = STORY | {"text": "Vi ventet lenge ved døra, og en dag gikk vi inn."}
    with counted(database) as calm:
        pair.writer.post(pair.writing, **plain, version=0, editor="a")
    with counted(database) as asking:
        pair.writer.post(pair.writing, **STORY | {"text": NAMED}, version=1, editor="a")
    assert len(asking) - len(calm) <= 4


def test_nothing_of_it_is_stored(pair, database):
    pair.writer.post(pair.writing, **STORY | {"text": NAMED}, version=0, editor="a")
    with database.reading() as db:
        [draft] = db.query(Draft).filter(Draft.interview_id.is_not(None))
        assert set(draft.fields) <= {"title", "text", "strengths"}
