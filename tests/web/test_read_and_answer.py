"""What was handed in is read, answered and approved, one after the other."""

import datetime as dt
import re

import pytest

from facilitator.domain import practice, summaries
from facilitator.domain.summaries import Typed
from facilitator.models import Cohort, CompetenceGoal, Participant, PracticeDocument
from tests.support import cast as casting
from tests.support.queries import counted

JSON = {"Accept": "application/json"}
PAGE = "/arbeidsmapper"
KIND = {"title": "Suppedagen", "kind": "photo", "text": "Barna flytter en gulrot av papp."}
ASKING = {"noticed": "Barna eier veien.", "wonders": "Hva sa de etterpå?"}


@pytest.fixture
def hand_in(database, cast, clock):
    """`hand_in("siv", days=12)` gives the id of a document that was handed in so long ago."""

    def made(name, days=0, handed_in=True, **fields):
        with database.transaction() as db:
            document = practice.write_document(
                db,
                db.get_one(Participant, cast.people[name]),
                date=dt.date(2027, 6, 3),
                **KIND | fields,
            )
            if handed_in:
                practice.hand_in(db, document, clock() - dt.timedelta(days=days))
            return document.id

    return made


def found(database, number):
    with database.reading() as db:
        document = db.get_one(PracticeDocument, number)
        len(document.editions)
        return document


def answer(client, number, do="approve", seen=1, headers=JSON, kind="dokument", **words):
    data = {"do": do, "seen": seen, **words}
    return client.post(f"{PAGE}/{kind}/{number}/svar", data=data, headers=headers)


def test_the_queue_is_by_waiting_time_and_the_oldest_is_open(leader, hand_in):
    hand_in("kasper", days=3, title="Stillheten")
    hand_in("siv", days=12)
    text = leader.get(PAGE).text
    assert text.index("Suppedagen") < text.index("Stillheten")
    assert "ventet 12\u00a0dager" in text
    assert "Svaret ditt til Siv" in text
    assert "gulrot av papp" in text


def test_an_empty_queue_says_what_will_come(leader):
    assert "Alt er lest" in leader.get(PAGE).text


def test_a_kladd_never_leaves_its_owner(leader, hand_in, database, cast, clock):
    number = hand_in("siv", handed_in=False, title="Kladden", text="Hemmelig")
    for page in (PAGE, f"{PAGE}/{cast.siv}"):
        text = leader.get(page).text
        assert "Kladden" not in text
        assert "Hemmelig" not in text
    assert leader.get(f"{PAGE}/dokument/{number}").status_code == 404
    assert answer(leader, number, seen=0).status_code == 409
    with database.transaction() as db:
        siv = db.get_one(Participant, cast.siv)
        typed = Typed("a", "Utkastet", "Hemmelig")
        summaries.write(db, siv, typed, version=0, editor="a", now=clock())
    assert leader.get(f"{PAGE}/oppsummering/{cast.siv}").status_code == 404


def test_what_is_written_after_the_hand_in_is_read_by_nobody(leader, hand_in, database, cast):
    number = hand_in("siv")
    answer(leader, number, "ask_more", **ASKING)
    with database.transaction() as db:
        document = db.get_one(PracticeDocument, number)
        document.title, document.text = "Ny tittel", "Halvferdig og uvasket"
    for page in (PAGE, f"{PAGE}/dokument/{number}", f"{PAGE}/{cast.siv}"):
        text = leader.get(page).text
        assert "Suppedagen" in text
        assert "Ny tittel" not in text
        assert "uvasket" not in text


def test_it_is_approved_once_and_the_next_one_opens(leader, hand_in, database, cast):
    first, second = hand_in("siv", days=9), hand_in("kasper", days=3)
    for _ in range(2):
        given = answer(leader, first, noticed="Barna eier veien.")
        assert given.json["next"] == f"{PAGE}/dokument/{second}"
    document = found(database, first)
    assert (document.status, len(document.events)) == ("godkjent", 2)
    assert (document.events[-1].by, document.events[-1].noticed) == (
        cast_name(database, cast.turid), "Barna eier veien.",
    )  # fmt: skip
    assert answer(leader, second, headers={}).location == f"{PAGE}?kull=kull10"
    assert "«Suppedagen» er godkjent. Kasper finner svaret i mappa si." in leader.get(PAGE).text


def cast_name(database, number):
    from facilitator.models import Facilitator

    with database.reading() as db:
        return db.get_one(Facilitator, number).name


@pytest.mark.parametrize("lacking", ["noticed", "wonders"])
def test_asking_for_more_takes_both_parts_and_keeps_what_is_typed(leader, hand_in, lacking):
    number = hand_in("siv")
    words = ASKING | {lacking: " "}
    refused = answer(leader, number, "ask_more", **words)
    assert (refused.status_code, list(refused.json["errors"])) == (422, [lacking])
    page = answer(leader, number, "ask_more", headers={}, **words)
    assert page.status_code == 422
    assert next(text for text in words.values() if text.strip()) in page.text


def test_a_fodselsnummer_is_refused(leader, hand_in, database):
    number = hand_in("siv")
    refused = answer(leader, number, noticed="Nummer 13097248022")
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["noticed"])
    assert found(database, number).status == "levert"


def test_the_second_of_two_is_told_who_was_first_and_loses_nothing(
    leader, leader2, hand_in, database
):
    number = hand_in("siv")
    answer(leader, number, "ask_more", **ASKING)
    late = answer(leader2, number, noticed="Så fint.")
    assert late.status_code == 409
    assert "Turid Vidsyn svarte i mellomtiden" in late.json["message"]
    page = answer(leader2, number, noticed="Så fint.", headers={})
    assert page.status_code == 409
    assert "svarte i mellomtiden" in page.text
    assert len(found(database, number).events) == 2


def test_what_was_taken_back_while_it_was_read_is_said(leader, hand_in, database, clock):
    number = hand_in("siv")
    with database.transaction() as db:
        practice.withdraw(db, db.get_one(PracticeDocument, number), clock())
    page = answer(leader, number, noticed="Så fint.", headers={})
    assert page.status_code == 409
    assert "har trukket dette tilbake i mellomtiden" in page.text
    assert "Så fint." in page.text


def test_a_new_edition_is_never_approved_unread(leader, hand_in, database, clock):
    number = hand_in("siv")
    with database.transaction() as db:
        document = db.get_one(PracticeDocument, number)
        practice.withdraw(db, document, clock())
        document.text = "Noe helt annet"
        practice.hand_in(db, document, clock())
    late = answer(leader, number, seen=1)
    assert late.status_code == 409
    assert "Les den nye utgaven" in late.json["message"]
    assert answer(leader, number, seen=3).status_code == 200


def test_handed_in_again_what_is_new_and_what_was_said_is_shown(leader, hand_in, database, clock):
    number = hand_in("siv")
    answer(leader, number, "ask_more", **ASKING)
    with database.transaction() as db:
        document = db.get_one(PracticeDocument, number)
        document.text = "Barna flytter en gulrot av stoff."
        practice.hand_in(db, document, clock())
    text = leader.get(f"{PAGE}/dokument/{number}").text
    assert "<ins>stoff.</ins>" in text
    assert "<del>papp.</del>" in text
    assert "Hva sa de etterpå?" in text


def test_an_approved_one_is_opened_again_with_a_reason(leader, hand_in, database):
    number = hand_in("siv")
    answer(leader, number)
    assert "Åpne igjen" in leader.get(f"{PAGE}/dokument/{number}").text
    refused = answer(leader, number, "reopen", seen=2, **ASKING)
    assert list(refused.json["errors"]) == ["reason"]
    answer(leader, number, "reopen", seen=2, reason="Et bilde må byttes.", **ASKING)
    assert found(database, number).status == "trenger_mer"


def test_where_each_is_not_approved_it_is_read_and_answered(leader, hand_in, database, cast):
    with database.transaction() as db:
        db.get_one(Cohort, cast.cohort).approve_documents = False
    number = hand_in("siv")
    page = leader.get(f"{PAGE}/dokument/{number}").text
    assert "Lest og besvart" in page
    assert 'value="approve"' not in page
    assert answer(leader, number, "approve").status_code == 409
    answer(leader, number, "answer", noticed="Takk.")
    assert found(database, number).status == "besvart"


def test_a_summary_goes_the_same_way(leader, database, cast, clock):
    with database.transaction() as db:
        siv = db.get_one(Participant, cast.siv)
        summaries.write(db, siv, Typed("c", "Å vente", "Det var en gang."), version=0, editor="a",
                        now=clock())  # fmt: skip
        summaries.hand_in(db, siv, clock())
    text = leader.get(PAGE).text
    assert "Et problem som er overvunnet · 4 ord" in text
    given = answer(leader, cast.siv, kind="oppsummering", noticed="Fint.")
    assert given.json["next"] == f"{PAGE}?kull=kull10"
    with database.reading() as db:
        assert summaries.summary_of(db, cast.siv).status == "godkjent"


@pytest.mark.parametrize("address", ["", "/dokument/{0}", "/{1}", "/maal", "/oppsummering/{1}"])
def test_only_prosessledere_read(phone, linked, stranger, hand_in, cast, address):
    number = hand_in("siv")
    for client in (phone("ane"), linked("siv"), stranger):
        assert client.get(PAGE + address.format(number, cast.siv)).status_code == 401
        assert answer(client, number).status_code == 401


def test_another_kull_is_read_by_its_own(leader, database, cast, clock):
    with database.transaction() as db:
        room = casting.other_room(db, cast, clock())
        bo = Participant(cohort_id=room.gathering.cohort_id, name="Bo Ek")
        db.add(bo)
        db.flush()
        document = practice.write_document(db, bo, date=dt.date(2027, 6, 3), **KIND)
        practice.hand_in(db, document, clock())
        number, person = document.id, bo.id
    for page in (f"{PAGE}/dokument/{number}", f"{PAGE}/{person}"):
        assert leader.get(page).status_code == 403
    assert answer(leader, number).status_code == 403
    assert leader.post(f"{PAGE}/{person}/mappe", data={"do": "approve"}).status_code == 403


def test_a_link_that_is_no_address_is_no_link(leader, hand_in, database):
    number = hand_in("siv", handed_in=False)
    with database.transaction() as db:
        document = db.get_one(PracticeDocument, number)
        document.link = "javascript:alert(1)"
        practice.hand_in(db, document, dt.datetime(2027, 9, 1, tzinfo=dt.UTC))
    assert "javascript:" not in leader.get(f"{PAGE}/dokument/{number}").text


def test_the_kompetansemaal_of_the_kull(leader, hand_in, database, cast):
    assert "ingen liste over kompetansemål" in leader.get(f"{PAGE}/maal").text
    number = hand_in("siv", handed_in=False)
    with database.transaction() as db:
        goal = CompetenceGoal(cohort_id=cast.cohort, position=1, text="Lede et AI-intervju")
        db.add(goal)
        db.flush()
        document = db.get_one(PracticeDocument, number)
        document.goals = [goal.id]
        practice.hand_in(db, document, dt.datetime(2027, 9, 1, tzinfo=dt.UTC))
    assert "Ingen ennå" in leader.get(f"{PAGE}/maal").text
    assert "Lede et AI-intervju" in leader.get(f"{PAGE}/dokument/{number}").text
    answer(leader, number)
    text = leader.get(f"{PAGE}/maal").text
    assert "1 av 36" in text
    assert re.search(r"Har et dokument</h2><p>Siv", text)


def test_36_people_take_no_more_questions_than_one(leader, hand_in, database, cast):
    hand_in("siv")
    pages = (PAGE, f"{PAGE}/{cast.siv}", f"{PAGE}/maal")
    first = [asked(leader, database, page) for page in pages]
    for name in cast.people:
        hand_in(name)
    later = [asked(leader, database, page) for page in pages]
    assert all(many <= one for many, one in zip(later, first, strict=True)), (first, later)


def asked(client, database, page):
    with counted(database) as sent:
        assert client.get(page).status_code == 200
    return len(sent)


def test_one_that_is_being_made_anew_is_not_opened_and_the_reason_stays(leader, hand_in, database):
    number = hand_in("siv")
    answer(leader, number)
    with database.transaction() as db:
        practice.new_version(db, db.get_one(PracticeDocument, number), dt.datetime.now(dt.UTC))
    reopening = ASKING | {"do": "reopen", "seen": 2, "reason": "Datoen var feil."}
    late = leader.post(f"{PAGE}/dokument/{number}/svar", data=reopening)
    assert late.status_code == 409
    assert "Det er begynt på en nyere versjon av dette." in late.text
    assert "Datoen var feil." in late.text
