"""The prosessleders' own words in the note: kept as they are written, apart from the record."""

import pytest

from facilitator.domain import notes
from facilitator.models import Gathering

JSON = {"Accept": "application/json"}


@pytest.fixture
def led(start, cast):
    led = start(present=["ane", "hodan"])
    led.approve(cast.ane, title="Den første")
    led.end()
    return led


def write(client, text, version=0, editor="a", seen="", headers=JSON):
    data = {"free_text": text, "version": version, "editor": editor, "seen": seen}
    return client.post("/notat/8/tekst", data=data, headers=headers)


def kept(database, cast):
    with database.reading() as db:
        note = notes.find(db, db.get_one(Gathering, cast.gathering))
        return note.free_text if note else None


def test_it_is_saved_and_stands_in_every_format(led, leader):
    answer = write(leader, "Været var fint.\n\nVi sang.")
    assert answer.json == {"ok": True, "version": 1}
    assert "Været var fint." in leader.get("/notat/8").text
    markdown = leader.get("/notat/8.md").text
    assert "## Fra prosesslederne" in markdown
    assert "Vi sang." in markdown


def test_saving_the_same_twice_is_once(led, leader, database, cast):
    versions = [write(leader, "Samme", version=0).json["version"] for _ in range(2)]
    assert versions == [1, 1]
    assert kept(database, cast) == "Samme"


def test_two_leaders_see_each_others_words(led, leader, leader2, database, cast):
    write(leader, "Turids", editor="t")
    answer = write(leader2, "Aslaks", editor="a")
    assert answer.status_code == 409
    assert answer.json["current"] == {"free_text": "Turids"}
    assert answer.json["version"] == 1
    assert kept(database, cast) == "Turids"
    assert write(leader2, "Turids og Aslaks", version=1, editor="a").status_code == 200


def test_ones_own_form_is_never_in_conflict_with_itself(led, leader, database, cast):
    write(leader, "En", editor="t")
    write(leader, "En to", editor="t")
    assert write(leader, "En to tre", editor="t").status_code == 200
    assert kept(database, cast) == "En to tre"


def test_without_script_both_texts_are_on_the_page(led, leader, leader2):
    write(leader, "Turids ord", editor="t")
    answer = write(leader2, "Aslaks ord", editor="a", headers={})
    assert answer.status_code == 409
    assert "Turids ord" in answer.text
    assert "Aslaks ord</textarea>" in answer.text


def test_a_national_id_is_refused_at_the_field_and_the_rest_is_kept(led, leader, database, cast):
    text = "Vi ringte 13097248022."
    answer = write(leader, text)
    assert answer.status_code == 422
    assert "fødselsnummer" in answer.json["errors"]["free_text"]
    page = write(leader, text, headers={})
    assert page.status_code == 422
    assert f"{text}</textarea>" in page.text
    assert 'aria-invalid="true"' in page.text
    assert kept(database, cast) is None


def test_a_text_that_is_too_long_is_refused(led, leader):
    assert write(leader, "x" * 12_001).status_code == 422


def test_only_leaders_write(led, linked, stranger, database, cast):
    for client in (linked("ane"), stranger):
        assert write(client, "Ikke min").status_code == 401
    assert kept(database, cast) is None


def test_what_came_after_the_note_was_edited_is_marked(led, leader, cast):
    page = leader.get("/notat/8").text
    assert "Ny siden sist" not in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    write(leader, "Sett over", seen=seen)
    assert "Ny siden sist" not in leader.get("/notat/8").text
    led.approve(cast.hodan, title="Kom etterpå")
    page = leader.get("/notat/8").text
    assert page.count("Ny siden sist") == 1
    assert page.index("Kom etterpå") < page.index("Ny siden sist")


def test_script_in_the_text_is_only_text(led, leader):
    write(leader, "<script>alert(1)</script>")
    assert "<script>alert" not in leader.get("/notat/8").text
