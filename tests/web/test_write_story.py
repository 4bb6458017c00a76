"""B writes the story that A told: saved while it is written, bound to A."""

import pytest

from tests.support.phones import STORY, pair_of_ane


@pytest.fixture
def pair(start, phone, cast):
    led = start()
    led.advance_to("skriv_1")
    pair = pair_of_ane(led, phone, cast)
    if "skriver fortellingen din" not in pair.teller.surface():
        led.advance_to("skriv_2")
    return pair


def test_the_writer_has_the_form_and_the_teller_rests(pair):
    assert "Gi til Ane" in pair.writer.surface()
    assert "skriver fortellingen din nå" in pair.teller.surface()


def test_a_draft_comes_back_after_a_reload(pair):
    answer = pair.writer.post(pair.writing, **STORY, version=0, editor="a")
    assert answer.json["version"] == 1
    page = pair.writer.surface()
    assert STORY["text"] in page
    assert 'data-draft-version="1"' in page


def test_only_the_writer_reads_what_is_being_written(pair):
    pair.writer.post(pair.writing, **STORY, version=0, editor="a")
    for phone in (pair.teller, pair.outsider):
        assert STORY["title"] not in phone.surface()


def test_neither_the_teller_nor_anybody_else_writes_in_it(pair):
    assert pair.teller.post(pair.writing, **STORY).status_code == 403
    assert pair.outsider.post(pair.writing, **STORY).status_code == 403
    assert pair.outsider.get(f"/skriv/{pair.interview}").status_code == 403


def test_a_long_text_is_kept_as_a_draft_and_refused_only_when_it_is_given(pair):
    long = STORY | {"text": "å" * 1600}
    assert pair.writer.post(pair.writing, **long, version=0, editor="a").status_code == 200
    refused = pair.writer.post(pair.giving, **long)
    assert refused.status_code == 422
    assert "1500" in refused.json["errors"]["text"]


def test_keywords_from_the_interview_lie_beside_the_form(pair):
    path = f"/kladd/notat/{pair.led.id}/intervju-{pair.interview}"
    assert pair.writer.post(path, text="la bort listen", version=0).status_code == 200
    assert "la bort listen" in pair.writer.surface()
    assert pair.teller.post(path, text="noe annet", version=0).status_code == 404


def test_script_in_a_title_is_only_text(pair):
    pair.writer.post(pair.writing, title="<script>alert(1)</script>", text="a", version=0)
    assert b"<script>alert" not in pair.writer.get().data
