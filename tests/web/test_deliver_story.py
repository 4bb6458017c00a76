"""«Gi til Ane.» From then on it is Ane's."""

import pytest
from sqlalchemy import select

from facilitator.models import Draft
from tests.support.phones import STORY, pair_of_ane


@pytest.fixture
def pair(start, phone, cast):
    led = start()
    led.advance_to("skriv_1")
    pair = pair_of_ane(led, phone, cast)
    if "skriver fortellingen din" not in pair.teller.surface():
        led.advance_to("skriv_2")
    return pair


def drafts_in(database):
    with database.reading() as db:
        return db.scalars(select(Draft)).all()


def test_it_is_delivered_and_the_writer_s_page_is_calm(pair, database):
    answer = pair.writer.post(pair.giving, **STORY)
    assert answer.status_code == 200
    assert answer.json["message"] == "Gitt til Ane."
    assert "Gitt til Ane" in pair.writer.surface()
    assert drafts_in(database)[0].delivered_at is not None


def test_five_taps_give_one_story(pair, database):
    for _ in range(5):
        assert pair.writer.post(pair.giving, **STORY, client_id="c1").status_code == 200
    assert len(drafts_in(database)) == 1


def test_it_needs_words_but_not_a_title(pair):
    refused = pair.writer.post(pair.giving, title="Bare tittel", text="  ")
    assert refused.status_code == 422
    assert set(refused.json["errors"]) == {"text"}
    assert pair.writer.post(pair.giving, title="", text="Noen ord.").status_code == 200


def test_without_script_the_form_comes_again_with_everything_in_it(pair):
    refused = pair.writer.submit(pair.giving, title="x" * 90, text="Ordene mine står her.")
    assert refused.status_code == 422
    assert "Ordene mine står her." in refused.text
    assert "x" * 90 in refused.text
    assert 'aria-invalid="true"' in refused.text


def test_nobody_but_the_writer_gives_it(pair, database):
    assert pair.teller.post(pair.giving, **STORY).status_code == 403
    assert pair.outsider.post(pair.giving, **STORY).status_code == 403
    assert drafts_in(database) == []


def test_a_delivery_is_never_too_late_for_the_phase(pair):
    pair.led.advance_to("rotarsaker")
    assert pair.writer.post(pair.giving, **STORY).status_code == 200
    assert "Fortellingen din venter" in pair.teller.surface()
    assert STORY["text"] in pair.teller.surface(pair.own_page)


def test_the_writer_may_add_something_afterwards(pair):
    pair.writer.post(pair.giving, **STORY)
    assert STORY["text"] in pair.writer.surface(f"/skriv/{pair.interview}")
