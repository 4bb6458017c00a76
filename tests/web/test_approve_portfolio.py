"""A whole arbeidsmappe: its owner says that it is klar, and a prosessleder approves it."""

import datetime as dt

import pytest
from flask import render_template

from facilitator.domain import portfolio_reviews, practice
from facilitator.models import Cohort, Participant
from facilitator.presentation.summaries import portfolio_state

JSON = {"Accept": "application/json"}


@pytest.fixture
def enough(database, cast):
    """Siv has the one document that the kull asks for; Ane has none."""
    with database.transaction() as db:
        db.get_one(Cohort, cast.cohort).min_approved_documents = 1
        siv = db.get_one(Participant, cast.siv)
        practice.write_document(
            db, siv, title="Suppedagen", date=dt.date(2027, 6, 3), kind="text", text="Tekst",
            status="godkjent",
        )  # fmt: skip


def review(database, cast, name="siv"):
    with database.reading() as db:
        found = portfolio_reviews.find(db, cast.people[name])
        return (found.status, len(found.events)) if found else None


def answer(client, cast, do, seen=0, headers=JSON, name="siv", **words):
    data = {"do": do, "seen": seen, **words}
    return client.post(f"/arbeidsmapper/{cast.people[name]}/mappe", data=data, headers=headers)


def test_said_to_be_klar_it_stands_in_the_queue_until_it_is_taken_back(
    enough, linked, leader, database, cast
):
    siv = linked("siv")
    for _ in range(2):
        assert siv.post("/mappe/klar", headers=JSON).status_code == 200
    assert review(database, cast) == ("klar", 1)
    text = leader.get("/arbeidsmapper").text
    assert f'href="/arbeidsmapper/{cast.siv}" aria-current="page"' in text
    assert "Godkjenn arbeidsmappa" in text
    siv.post("/mappe/klar/trekk")
    assert review(database, cast) == ("under_arbeid", 2)
    assert 'aria-current="page"><b>' not in leader.get("/arbeidsmapper").text


def test_with_too_few_documents_it_is_neither_klar_nor_approved(
    enough, linked, leader, database, cast
):
    assert linked("ane").post("/mappe/klar", headers=JSON).status_code == 422
    refused = answer(leader, cast, "approve", name="ane")
    assert refused.status_code == 422
    assert "Mappa kan godkjennes når resten er på plass" in refused.json["errors"]["portfolio"]
    assert review(database, cast, "ane") is None
    assert "Godkjenn arbeidsmappa" not in leader.get(f"/arbeidsmapper/{cast.ane}").text


def test_a_prosessleder_may_approve_without_being_asked_once(enough, leader, database, cast):
    for _ in range(2):
        assert answer(leader, cast, "approve").status_code == 200
    assert review(database, cast) == ("godkjent", 1)
    assert "Åpne mappa igjen" in leader.get(f"/arbeidsmapper/{cast.siv}").text


def test_the_second_of_two_is_told(enough, leader, leader2, database, cast):
    answer(leader, cast, "approve")
    late = answer(leader2, cast, "approve", noticed="Så fint.", headers={})
    assert late.status_code == 409
    assert "Turid Vidsyn svarte i mellomtiden" in late.text
    assert review(database, cast) == ("godkjent", 1)


def test_it_is_opened_again_with_a_reason_and_its_owner_reads_it(
    enough, leader, linked, database, cast
):
    answer(leader, cast, "approve")
    assert answer(leader, cast, "reopen", seen=1).status_code == 422
    answer(leader, cast, "reopen", seen=1, reason="Et dokument må ses på.")
    assert review(database, cast) == ("under_arbeid", 2)


def test_it_is_asked_more_of_in_two_parts(enough, linked, leader, database, cast):
    linked("siv").post("/mappe/klar")
    refused = answer(leader, cast, "ask_more", seen=1, noticed="Rik mappe.")
    assert list(refused.json["errors"]) == ["wonders"]
    answer(leader, cast, "ask_more", seen=1, noticed="Rik mappe.", wonders="Hva nå?")
    assert review(database, cast) == ("under_arbeid", 2)


def test_only_its_owner_and_the_prosessledere_of_the_kull(
    enough, phone, linked, stranger, leader, cast
):
    for client in (phone("siv"), stranger, leader):
        assert client.post("/mappe/klar").status_code in (401, 403)
        assert client.post("/mappe/klar/trekk").status_code in (401, 403)
    for client in (phone("ane"), linked("siv"), stranger):
        assert answer(client, cast, "approve").status_code == 401


def test_its_owner_is_told_how_it_stands_and_what_was_said(enough, app, leader, database, cast):
    def part():
        with app.test_request_context(), database.reading() as db:
            siv = db.get_one(Participant, cast.siv)
            view = portfolio_state(
                portfolio_reviews.find(db, siv.id),
                portfolio_reviews.of_person(db, siv),
                siv.cohort,
            )
            return render_template("summary/_portfolio_state.html", portfolio_state=view)

    assert "Mappa mi er klar" in part()
    answer(leader, cast, "approve", noticed="Rik mappe.")
    assert "Godkjent 15. september 2027." in part()
    assert "Rik mappe." in part()
    answer(leader, cast, "reopen", seen=1, reason="Et dokument må ses på.")
    assert "Et dokument må ses på." in part()
    assert "Mappa mi er klar" in part()


def test_one_that_is_klar_is_sent_back_when_a_document_is_opened_again(
    enough, linked, leader, database, cast
):
    linked("siv").post("/mappe/klar")
    with database.transaction() as db:
        (document,) = practice.documents_of(db, cast.siv)
        document.status = "trenger_mer"
    text = leader.get(f"/arbeidsmapper/{cast.siv}").text
    assert "Be om litt mer" in text
    assert "Godkjenn arbeidsmappa" not in text
    words = {"noticed": "Mye å glede seg over.", "wonders": "Suppedagen er åpnet igjen."}
    assert answer(leader, cast, "approve", seen=1).status_code == 422
    assert answer(leader, cast, "ask_more", seen=1, **words).status_code == 200
    assert review(database, cast) == ("under_arbeid", 2)
