"""The closing summary: saved as it is typed, handed in, taken back, answered, brought in."""

import io

import docx
import pytest

from facilitator.domain import summaries
from facilitator.domain.reviewing import Words
from facilitator.domain.summaries import Typed

JSON = {"Accept": "application/json"}
PAGE = "/mappe/oppsummering"
WHOLE = {"type": "b", "title": "Det som vokste", "text": "Vi ventet på barna. De kom."}
PERSON = "13097248022"


@pytest.fixture
def siv(linked):
    return linked("siv")


def send(client, address="", version=0, editor="a", headers=JSON, **fields):
    data = WHOLE | {"version": version, "editor": editor} | fields
    return client.post(f"{PAGE}{address}", data=data, headers=headers)


def kept(database, cast, name="siv"):
    with database.reading() as db:
        found = summaries.summary_of(db, cast.people[name])
        if found is None:
            return None
        len(found.events), len(found.editions)
        return found


def test_it_is_saved_as_it_is_typed_and_stands_in_the_form(siv, database, cast):
    answer = send(siv, text="Et halvt ")
    assert answer.json == {"ok": True, "version": 1, "saved": "09.00"}
    assert kept(database, cast).text == "Et halvt "
    page = siv.get(PAGE)
    assert "Det som vokste" in page.text
    assert "2 ord." in page.text
    assert "Mange skriver mellom 800 og 1\u00a0600." in page.text
    assert 'value="b" checked' in page.text


def test_saved_twice_it_is_saved_once_and_the_own_form_never_conflicts(siv, database, cast):
    assert [send(siv).json["version"] for _ in range(2)] == [1, 1]
    assert send(siv, version=0, text="Mer").json["version"] == 2


def test_another_tab_is_told_and_nothing_is_written_over(siv, database, cast):
    send(siv, editor="a")
    late = send(siv, editor="b", version=0, text="Fra en annen fane")
    assert late.status_code == 409
    assert late.json["current"] == WHOLE
    plain = send(siv, "/lever", editor="b", version=0, text="Fra en annen fane", headers={})
    assert plain.status_code == 409
    assert "Fra en annen fane" in plain.text
    assert WHOLE["text"] in plain.text
    found = kept(database, cast)
    assert (found.text, found.status) == (WHOLE["text"], "kladd")
    assert send(siv, editor="b", version=1, text="Fra en annen fane").status_code == 200


def test_it_is_handed_in_once_with_an_edition_and_then_locked(siv, database, cast):
    for _ in range(2):
        answer = send(siv, "/lever")
        assert answer.json["next"] == PAGE
    found = kept(database, cast)
    assert (found.status, len(found.events), len(found.editions)) == ("levert", 1, 1)
    assert found.editions[0].content == WHOLE
    refused = send(siv, text="Et ord til")
    assert refused.status_code == 409
    assert "Trekk den tilbake" in refused.json["message"]
    assert "Et ord til" in send(siv, text="Et ord til", headers={}).text
    page = siv.get(PAGE).text
    assert "Du får svar innen 14 dager" in page
    assert "<textarea" not in page


@pytest.mark.parametrize("field", ["type", "title", "text"])
def test_what_it_lacks_is_said_at_the_field_and_the_rest_is_kept(siv, database, cast, field):
    answer = send(siv, "/lever", **{field: " "})
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
    page = send(siv, "/lever", headers={}, **{field: " "})
    assert page.status_code == 422
    assert f'id="{field}-error" data-error-for="{field}">' in page.text
    assert kept(database, cast).status == "kladd"


def test_a_short_one_and_a_long_one_are_handed_in_all_the_same(siv, linked, database, cast):
    assert send(siv, "/lever", text="Kort.").status_code == 200
    assert send(linked("ane"), "/lever", text="ord " * 3000).status_code == 200


def test_a_fodselsnummer_is_refused_and_never_kept(siv, database, cast):
    for address in ("", "/lever"):
        answer = send(siv, address, text=f"Nummeret {PERSON}")
        assert (answer.status_code, list(answer.json["errors"])) == (422, ["text"])
    assert kept(database, cast) is None


def test_it_is_taken_back_until_it_is_answered(siv, database, cast, clock):
    send(siv, "/lever")
    for _ in range(2):
        assert siv.post(f"{PAGE}/trekk").status_code == 303
    found = kept(database, cast)
    assert (found.status, found.editions) == ("kladd", [])
    send(siv, "/lever", version=1)
    answer(database, cast, clock, "approve", Words("Fint"))
    assert siv.post(f"{PAGE}/trekk", headers=JSON).status_code == 409
    late = siv.post(f"{PAGE}/trekk", follow_redirects=True)
    assert "Oppsummeringen er kommet videre i mellomtiden." in late.text
    assert "Godkjent. Nå er den en del av arbeidsmappa di." in siv.get(PAGE).text


def answer(database, cast, clock, action, words):
    with database.transaction() as db:
        found = summaries.summary_of(db, cast.siv)
        summaries.answer(db, found, action, words, by="Turid Vidsyn", now=clock())


def test_asked_for_more_it_is_written_on_and_handed_in_again(siv, database, cast, clock):
    send(siv, "/lever")
    answer(database, cast, clock, "ask_more", Words("Barna eier veien.", "Hva sa de?"))
    page = siv.get(PAGE).text
    assert "Nesten i mål. Turid vil gjerne vite litt mer." in page
    assert "Hva sa de?" in page
    send(siv, "/lever", version=1, text="De sa at de ville mer.")
    found = kept(database, cast)
    assert [edition.number for edition in found.editions] == [1, 2]
    assert found.editions[0].content["text"] == WHOLE["text"]


def bring(client, **data):
    return client.post(f"{PAGE}/hent", data=data, content_type="multipart/form-data")


def word(*paragraphs):
    document = docx.Document()
    document.add_heading("Vist fram", level=1)
    for text in paragraphs:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_what_is_brought_in_is_shown_before_it_takes_the_place_of_anything(siv, database, cast):
    send(siv)
    page = bring(siv, file=(io.BytesIO(word("Fra Word.")), "o.docx"))
    assert page.status_code == 200
    assert "Fra Word." in page.text
    assert "Sett den inn etter det jeg har" in page.text
    assert kept(database, cast).text == WHOLE["text"]
    taken = send(siv, version=1, editor="ny", title="Vist fram", text="Fra Word.", headers={})
    assert taken.status_code == 303
    assert kept(database, cast).text == "Fra Word."


def test_a_wrong_or_heavy_file_is_said_at_its_field(siv):
    wrong = bring(siv, file=(io.BytesIO(b"%PDF-1.7"), "o.docx"), pasted="Limt inn")
    assert wrong.status_code == 422
    assert "ikke et Word-dokument" in wrong.text
    assert "Limt inn" in wrong.text
    multipart = "multipart/form-data; boundary=a"
    heavy = siv.post(f"{PAGE}/hent", data=b"x" * 9_000_000, content_type=multipart)
    assert heavy.status_code == 413
    assert "for stort" in heavy.text
    assert bring(siv, pasted=f"Nummer {PERSON}").status_code == 422


def test_only_the_whole_mappe_has_a_summary(phone, stranger, leader, database, cast):
    for client in (phone("ane"), stranger, leader):
        assert client.get(PAGE).status_code in (401, 403)
        assert send(client).status_code in (401, 403)
        assert send(client, "/lever").status_code in (401, 403)
        assert client.post(f"{PAGE}/trekk").status_code in (401, 403)
        assert bring(client, pasted="Tekst").status_code in (401, 403)
    assert kept(database, cast, "ane") is None


def test_a_type_that_does_not_exist_is_no_type(siv, database, cast):
    send(siv, type="x")
    assert kept(database, cast).type is None
    with database.transaction() as db:
        found = summaries.summary_of(db, cast.siv)
        assert summaries.content_of(found) == WHOLE | {"type": ""}
        assert Typed(**summaries.content_of(found)).title == WHOLE["title"]
