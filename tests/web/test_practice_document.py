"""A practice document is written, handed in, taken back, made anew and thrown away."""

import datetime as dt

import pytest
from sqlalchemy import select

from facilitator.domain import practice, practice_writing
from facilitator.domain.reviewing import Words
from facilitator.models import Cohort, CompetenceGoal, Participant, PracticeDocument
from tests.support.phones import NATIONAL_ID
from tests.support.queries import counted

REF = "ny-" + "a" * 32
AT = f"/mappe/dokument/{REF}"
JSON = {"Accept": "application/json"}
WHOLE = {
    "title": "Suppedagen",
    "kind": "text",
    "date": "2027-09-10",
    "text": "Vi kuttet gulrot sammen.",
    "process": "veikart",
    "strengths": ["nysgjerrighet"],
    "link": "",
    "editor": "a" * 32,
    "version": "0",
}


@pytest.fixture
def ane(linked, database, cast):
    with database.transaction() as db:
        cohort = db.get_one(Cohort, cast.cohort)
        cohort.starts_on, cohort.ends_on = dt.date(2026, 11, 11), dt.date(2027, 10, 20)
    return linked("ane")


def only(database) -> PracticeDocument:
    with database.reading() as db:
        found = db.scalars(select(PracticeDocument)).one()
        _ = (found.events, found.files, found.editions)
        return found


def test_it_is_saved_as_it_is_typed_and_nothing_is_kept_before(ane, database, clock):
    begun = ane.get("/mappe/dokument/ny")
    assert begun.status_code == 303
    assert ane.get(begun.location).status_code == 200
    with database.reading() as db:
        assert db.scalars(select(PracticeDocument)).all() == []
    answer = ane.post(f"{AT}/lagre", data={"title": "Supp", "editor": "a"}, headers=JSON)
    assert answer.json == {"ok": True, "version": 1, "saved": "09.00"}
    clock.tick(minutes=2)
    answer = ane.post(f"{AT}/lagre", data=WHOLE | {"version": "1"}, headers=JSON)
    assert answer.json == {"ok": True, "version": 2, "saved": "09.02"}
    again = ane.post(f"{AT}/lagre", data=WHOLE | {"version": "1"}, headers=JSON)
    assert again.json["version"] == 2
    document = only(database)
    assert (document.title, document.status, document.date) == (
        "Suppedagen",
        "kladd",
        dt.date(2027, 9, 10),
    )
    page = ane.get(AT).text
    assert "Vi kuttet gulrot sammen." in page
    assert "Lagret 09.02" in page
    assert ane.get(f"/mappe/dokument/{document.id}").status_code == 200


def test_there_is_an_end_to_how_many_one_may_begin(ane, database, monkeypatch):
    monkeypatch.setattr(practice_writing, "MOST", 1)
    assert ane.post(f"{AT}/lagre", data=WHOLE, headers=JSON).status_code == 200
    other = AT.replace("a" * 32, "b" * 32)
    refused = ane.post(f"{other}/lagre", data=WHOLE, headers=JSON)
    assert (refused.status_code, refused.json["errors"]) == (422, {"title": practice_writing.FULL})
    page = ane.post(f"{other}/lagre", data=WHOLE)
    assert page.status_code == 422
    assert practice_writing.FULL in page.text
    assert "Vi kuttet gulrot sammen." in page.text
    again = ane.post(f"{AT}/lagre", data=WHOLE | {"version": "1"}, headers=JSON)
    assert again.status_code == 200
    assert only(database).title == "Suppedagen"


def test_two_tabs_never_write_over_each_other_without_a_word(ane, database):
    ane.post(f"{AT}/lagre", data=WHOLE | {"editor": "x"}, headers=JSON)
    late = WHOLE | {"text": "Den andre teksten", "editor": "y", "version": "7"}
    answer = ane.post(f"{AT}/lagre", data=late, headers=JSON)
    assert answer.status_code == 409
    assert answer.json["version"] == 1
    assert answer.json["current"]["text"] == "Vi kuttet gulrot sammen."
    assert answer.json["current"]["strengths"] == ["nysgjerrighet"]
    plain = ane.post(f"{AT}/lagre", data=late)
    assert plain.status_code == 409
    assert "Den andre teksten" in plain.text
    assert "Vi kuttet gulrot sammen." in plain.text
    assert ane.post(f"{AT}/lagre", data=late | {"version": "1"}, headers=JSON).json["ok"]
    assert only(database).text == "Den andre teksten"


def test_handing_in_asks_for_what_is_not_there_yet_and_keeps_what_is(ane, database):
    bare = {"title": "", "text": "Bare tekst", "date": "2027-09-16", "editor": "a"}
    answer = ane.post(f"{AT}/lever", data=bare, headers=JSON)
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"title", "kind", "date", "process"}
    plain = ane.post(f"{AT}/lever", data=bare)
    assert plain.status_code == 422
    assert "Bare tekst" in plain.text
    assert "Datoen er ikke kommet ennå." in plain.text
    document = only(database)
    assert (document.text, document.status) == ("Bare tekst", "kladd")


def test_handed_in_it_is_locked_until_it_is_taken_back(ane, database, clock):
    for _ in range(2):
        answer = ane.post(f"{AT}/lever", data=WHOLE, headers=JSON)
        assert answer.json == {"ok": True, "next": AT}
    document = only(database)
    assert (document.status, len(document.events), len(document.editions)) == ("levert", 1, 1)
    page = ane.get(AT).text
    assert "Levert. Takk for at du deler. Du får svar innen 14 dager." in page
    assert ane.post(f"{AT}/lagre", data=WHOLE | {"text": "Annet"}).status_code == 409
    for _ in range(2):
        assert ane.post(f"{AT}/trekk").status_code == 303
    document = only(database)
    assert (document.status, len(document.events), document.editions) == ("kladd", 2, [])
    assert "Trukket tilbake" in ane.get(AT).text


def test_a_reader_asks_for_more_and_it_is_handed_in_anew(ane, database, clock):
    ane.post(f"{AT}/lever", data=WHOLE)
    with database.transaction() as db:
        document = db.scalars(select(PracticeDocument)).one()
        said = Words("Roen rundt gryta.", "Hva sa barna?")
        practice.answer(db, document, "ask_more", said, by="Turid Vidsyn", now=clock())
    page = ane.get(AT).text
    for words in ("Nesten i mål. Turid vil gjerne vite litt mer.", said.noticed, said.wonders):
        assert words in page
    ane.post(f"{AT}/lever", data=WHOLE | {"text": "De ville ha mer salt.", "version": "1"})
    document = only(database)
    assert (document.status, [one.content["text"] for one in document.editions]) == (
        "levert",
        ["Vi kuttet gulrot sammen.", "De ville ha mer salt."],
    )


def test_of_an_approved_one_a_new_version_is_made_once(ane, database, clock):
    ane.post(f"{AT}/lever", data=WHOLE)
    with database.transaction() as db:
        document = db.scalars(select(PracticeDocument)).one()
        practice.answer(db, document, "approve", Words(), by="Turid", now=clock())
    assert "Godkjent. Nå er det en del av arbeidsmappa di." in ane.get(AT).text
    places = {ane.post(f"{AT}/ny-versjon").location for _ in range(2)}
    assert len(places) == 1
    assert "Den forrige versjonen er godkjent og teller" in ane.get(places.pop()).text
    with database.reading() as db:
        old, new = db.scalars(select(PracticeDocument).order_by(PracticeDocument.id))
        assert (new.status, new.replaces_id, new.text) == ("kladd", old.id, old.text)


def test_a_kladd_is_thrown_away_and_what_is_handed_in_is_not(ane, database):
    ane.post(f"{AT}/lagre", data=WHOLE)
    number = only(database).id
    for _ in range(2):
        assert ane.post(f"/mappe/dokument/{number}/slett").location == "/mappe"
    ane.post(f"{AT}/lever", data=WHOLE)
    assert ane.post(f"{AT}/slett").status_code == 409
    assert only(database).status == "levert"


def test_nobody_else_opens_it(ane, linked, leader, stranger, database):
    ane.post(f"{AT}/lagre", data=WHOLE)
    number = only(database).id
    for ref in (REF, number):
        for verb in ("lagre", "lever", "trekk", "ny-versjon", "fil", "fil/1/bort"):
            asked = f"/mappe/dokument/{ref}/{verb}"
            assert linked("hodan").post(asked, data=WHOLE).status_code == 404, verb
            assert leader.post(asked, data=WHOLE).status_code == 403
            assert stranger.post(asked, data=WHOLE).status_code == 401
        assert linked("hodan").get(f"/mappe/dokument/{ref}").status_code == 404
    assert only(database).title == "Suppedagen"


def test_a_fodselsnummer_is_refused_at_its_field(ane, database):
    for field in ("title", "text", "link"):
        answer = ane.post(f"{AT}/lagre", data=WHOLE | {field: NATIONAL_ID}, headers=JSON)
        assert set(answer.json["errors"]) == {field}
    with database.reading() as db:
        assert [one.title for one in db.scalars(select(PracticeDocument))] in ([], [""])


def test_it_is_made_of_a_card_of_ones_own_once(start, ane, linked, database, cast):
    card = start().approve(cast.ane, title="Lappen på døra", text="Hun skrev den selv.")
    begun = ane.get(f"/mappe/dokument/ny?kort={card}").location
    page = ane.get(begun).text
    assert "Lappen på døra" in page
    assert "Hun skrev den selv." in page
    for _ in range(2):
        ane.post(f"{begun}/lagre", data=WHOLE)
    document = only(database)
    assert (document.source_card_id, document.title) == (card, "Suppedagen")
    assert "Suppedagen" in ane.get(ane.get(f"/mappe/dokument/ny?kort={card}").location).text
    other = linked("hodan")
    assert other.get(f"/mappe/dokument/kort-{card}").status_code == 403
    assert other.post(f"/mappe/dokument/kort-{card}/lagre", data=WHOLE).status_code == 403
    assert ane.get("/mappe/dokument/kort-999").status_code == 404


def test_kompetansemal_are_offered_when_the_kull_has_them(ane, database, cast):
    assert "Kompetansemål" not in ane.get(AT).text
    with database.transaction() as db:
        db.add(CompetenceGoal(cohort_id=cast.cohort, position=1, text="Leder en ring"))
        db.flush()
        goal = db.scalars(select(CompetenceGoal.id)).one()
    assert "Leder en ring" in ane.get(AT).text
    ane.post(f"{AT}/lever", data=WHOLE | {"goals": [str(goal), "999"]})
    assert only(database).goals == [goal]
    assert "Leder en ring" in ane.get(AT).text


def test_many_documents_are_not_many_questions(ane, database, cast):
    with database.transaction() as db:
        person = db.get_one(Participant, cast.ane)
        for number in range(12):
            practice.write_document(
                db, person, title=f"Nr. {number}", date=dt.date(2027, 9, 1), kind="text", text="x"
            )
    ane.post(f"{AT}/lagre", data=WHOLE)
    with counted(database) as sent:
        assert ane.get(AT).status_code == 200
    assert len(sent) <= 12, "\n".join(sent)


def test_what_comes_too_late_to_be_kept_is_shown_to_be_copied(ane, database, clock):
    ane.post(f"{AT}/lever", data=WHOLE)
    other_tab = WHOLE | {"text": "Skrevet i den andre fanen", "editor": "b" * 32}
    for verb in ("lever", "lagre"):
        late = ane.post(f"{AT}/{verb}", data=other_tab)
        assert late.status_code == 409, verb
        assert "Skrevet i den andre fanen" in late.text
        assert "Det du skrev, er trygt her." in late.text
        assert ane.post(f"{AT}/{verb}", data=other_tab, headers=JSON).status_code == 409
    with database.transaction() as db:
        document = db.scalars(select(PracticeDocument)).one()
        practice.answer(db, document, "approve", Words(), by="Turid", now=clock())
    for verb in ("trekk", "lever"):
        late = ane.post(f"{AT}/{verb}", data=WHOLE if verb == "lever" else {})
        assert late.status_code == 409
        assert "Dokumentet er kommet videre i mellomtiden." in late.text
        assert "Vi kuttet gulrot sammen." in late.text
    assert only(database).text == "Vi kuttet gulrot sammen."


def test_where_documents_are_answered_it_is_said_so(ane, database, cast, clock):
    with database.transaction() as db:
        db.get_one(Cohort, cast.cohort).approve_documents = False
    ane.post(f"{AT}/lever", data=WHOLE)
    with database.transaction() as db:
        document = db.scalars(select(PracticeDocument)).one()
        practice.answer(db, document, "answer", Words("Roen."), by="Turid Vidsyn", now=clock())
    assert "Turid har lest det og svart deg." in ane.get(AT).text
    assert "1 er lest og besvart. Det skal være 6." in ane.get("/mappe").text


def test_an_answered_one_stands_until_its_owner_writes_on(ane, database, cast, clock):
    with database.transaction() as db:
        db.get_one(Cohort, cast.cohort).approve_documents = False
    ane.post(f"{AT}/lever", data=WHOLE)
    with database.transaction() as db:
        document = db.scalars(select(PracticeDocument)).one()
        practice.answer(db, document, "answer", Words("Roen."), by="Turid Vidsyn", now=clock())
    for page in (ane.get(AT).text, ane.post(f"{AT}/lever", data=WHOLE).text):
        assert "document-form" not in page
    assert only(database).status == "besvart"
    form = ane.get(f"{AT}?skriv=1").text
    assert "Det teller nå." in form
    ane.post(f"{AT}/lagre", data=WHOLE | {"text": "De ville ha mer salt.", "version": "1"})
    assert "document-form" in ane.get(AT).text
    ane.post(f"{AT}/lever", data=WHOLE | {"text": "De ville ha mer salt.", "version": "2"})
    document = only(database)
    assert (document.status, len(document.editions)) == ("levert", 2)
