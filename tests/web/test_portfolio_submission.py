"""The prosessleder's copy: what was handed in, and frozen when the mappe is approved."""

import datetime as dt
import io
import json
from zipfile import ZipFile

import pytest
from sqlalchemy import delete, select

from facilitator.domain import cards, practice, summaries
from facilitator.domain.summaries import Typed
from facilitator.models import (
    Card,
    Cohort,
    CohortLeader,
    DocumentFile,
    Participant,
    PortfolioCopy,
    PracticeDocument,
    Summary,
)
from facilitator.presentation import portfolio_submission
from tests.support.queries import counted
from tests.web.test_document_file import PDF, files, send
from tests.web.test_practice_document import AT, WHOLE, ane

__all__ = ["ane"]

JSON = {"Accept": "application/json"}


@pytest.fixture
def led(start):
    return start(present=["ane", "hodan", "helge", "kasper"])


@pytest.fixture
def handed(database, cast, clock):
    """Ane's one document and her summary are handed in; one document is all the kull asks for."""
    with database.transaction() as db:
        db.get_one(Cohort, cast.cohort).min_approved_documents = 1
        person = db.get_one(Participant, cast.ane)
        document = practice.write_document(
            db, person, title="Suppedagen", date=dt.date(2027, 6, 3), kind="text",
            text="Barna flyttet en gulrot.",
        )  # fmt: skip
        practice.hand_in(db, document, clock())
        typed = Typed("d", "Å bli sett", "Det begynte i garderoben.")
        summaries.write(db, person, typed, version=0, editor="en", now=clock())
        summaries.hand_in(db, person, clock())
        practice.write_document(
            db, person, title="Noe hemmelig", date=None, kind="text", text="En kladd."
        )
        practice.answer(db, document, "approve", summaries.Words(), by="Turid Vidsyn", now=clock())
        return document.id


def read(client, cast, ending="json", name="ane"):
    with client.get(f"/arbeidsmapper/{cast.people[name]}.{ending}", buffered=True) as answer:
        assert answer.status_code == 200, answer.status_code
        return answer.data if ending == "zip" else answer.text


def act(client, cast, do, seen, **words):
    data = {"do": do, "seen": seen, **words}
    answer = client.post(f"/arbeidsmapper/{cast.ane}/mappe", data=data, headers=JSON)
    assert answer.status_code == 200, answer.text


def copies(database):
    with database.reading() as db:
        return list(db.scalars(select(PortfolioCopy)))


def change(database, number, what=Card, **fields):
    with database.transaction() as db:
        row = db.get_one(what, number)
        for name, value in fields.items():
            setattr(row, name, value)


def test_it_holds_what_was_handed_in_and_no_kladd(handed, leader, cast, database):
    text = read(leader, cast)
    for words in (
        "Arbeidsmappa til Ane Havgløtt", "Suppedagen", "Barna flyttet en gulrot.", "3. juni 2027",
        "Å bli sett", "Det begynte i garderoben.", "1 av 1 dokumenter er godkjent", "Under arbeid",
    ):  # fmt: skip
        assert words in text, words
    assert "Noe hemmelig" not in text
    assert "En kladd." not in text
    page = leader.get(f"/arbeidsmapper/{cast.ane}").text
    for ending in ("pdf", "docx", "zip"):
        assert f'href="/arbeidsmapper/{cast.ane}.{ending}"' in page
    assert copies(database) == []


@pytest.mark.parametrize(
    ("visibility", "there"),
    [("me", False), ("pair", False), ("group", False), ("room", False), ("cohort", True)],
)
def test_of_stories_only_those_released_to_stay(handed, led, leader, cast, visibility, there):
    led.approve(cast.ane, visibility, title="Et særskilt ord", text="Et kjennetegn.")
    text = read(leader, cast)
    assert ("Et særskilt ord" in text) is there
    assert ("Et kjennetegn." in text) is there


def test_only_prosessledere_of_the_kull_have_it(
    handed, linked, phone, stranger, leader2, database, cast
):
    with database.transaction() as db:
        db.execute(delete(CohortLeader).where(CohortLeader.facilitator_id == cast.aslak))
    for ending in ("pdf", "docx", "zip", "json", "exe"):
        address = f"/arbeidsmapper/{cast.ane}.{ending}"
        assert stranger.get(address).status_code == 401
        assert linked("ane").get(address).status_code == 401
        assert phone("hodan").get(address).status_code == 401
        assert leader2.get(address).status_code == 403


def test_an_unknown_person_or_ending_is_not_found(leader, cast):
    assert leader.get(f"/arbeidsmapper/{cast.ane}.exe").status_code == 404
    assert leader.get("/arbeidsmapper/99999.pdf").status_code == 404


def test_approved_it_stays_as_it_was(handed, led, leader, database, cast):
    card = led.approve(cast.ane, title="Lappene på døra", text="Først ble det stille.")
    act(leader, cast, "approve", 0)
    [copy] = copies(database)
    assert copy.by == "Turid Vidsyn"
    change(database, card, fields={"title": "Noe annet", "text": "Andre ord.", "strengths": []})
    change(database, handed, PracticeDocument, title="Omdøpt", text="Skrevet om.")
    with database.transaction() as db:
        summary = db.scalars(select(Summary)).one()
        summary.text = summary.editions[-1].content["text"] + " Nytt."
        document = db.get_one(PracticeDocument, handed)
        document.editions[-1].content = document.editions[-1].content | {"text": "Skrevet om."}
    led.approve(cast.hodan if led.told_by(cast.hodan)[1] == cast.ane else cast.ane)
    text = read(leader, cast)
    for words in ("Lappene på døra", "Først ble det stille.", "Barna flyttet en gulrot."):
        assert words in text
    for words in ("Noe annet", "Andre ord.", "Omdøpt", "Skrevet om.", " Nytt."):
        assert words not in text
    frozen = "Godkjent 15. september 2027, slik den var da"
    assert frozen in text
    assert frozen in leader.get(f"/arbeidsmapper/{cast.ane}").text


def test_what_its_owner_takes_back_is_gone_all_the_same(handed, led, leader, database, cast, clock):
    card = led.approve(cast.ane, title="Lappene på døra", text="Først ble det stille.")
    act(leader, cast, "approve", 0)
    led.change(card, cards.withdraw, clock())
    assert "Lappene på døra" not in read(leader, cast)


def test_others_cards_stay_references(handed, led, leader, database, cast, clock):
    teller = next(t for _, t, interviewer in led.interviews() if interviewer == cast.ane)
    card = led.approve(teller, title="En annens ord", text="Et kjennetegn.")
    act(leader, cast, "approve", 0)
    [copy] = copies(database)
    kept = json.dumps(copy.content, ensure_ascii=False)
    assert copy.content["others"] == [card]
    assert "En annens ord" not in kept
    assert "Et kjennetegn." not in kept
    name = next(cast.names[n] for n in cast.people if cast.people[n] == teller)
    text = read(leader, cast)
    assert "En annens ord" in text
    assert "Ane lyttet og skrev" in text
    assert name not in text
    assert name.split()[0] not in kept
    change(database, card, show_name=True)
    assert name in read(leader, cast)
    led.change(card, cards.withdraw, clock())
    after = read(leader, cast)
    assert "En annens ord" not in after
    assert name not in after


def test_opened_again_it_is_let_go_and_made_anew_at_the_next_approval(
    handed, leader, database, cast, clock
):
    act(leader, cast, "approve", 0)
    clock.tick(days=1)
    act(leader, cast, "reopen", 1, reason="Det kom et dokument til.")
    assert copies(database) == []
    assert "slik den var da" not in read(leader, cast)
    with database.transaction() as db:
        document = practice.write_document(
            db, db.get_one(Participant, cast.ane), title="Referatet", date=dt.date(2027, 6, 4),
            kind="minutes", text="Vi ble enige.",
        )  # fmt: skip
        practice.hand_in(db, document, clock())
    assert "Referatet" in read(leader, cast)
    clock.tick(days=1)
    act(leader, cast, "approve", 2)
    [copy] = copies(database)
    text = read(leader, cast)
    assert "Referatet" in text
    assert "Godkjent 17. september 2027, slik den var da" in text
    assert "Det kom et dokument til." in text
    act(leader, cast, "approve", 2)
    assert [one.at for one in copies(database)] == [copy.at]


def test_files_go_along_and_what_is_deleted_is_said_to_be_gone(ane, leader, cast, database):
    send(ane, PDF, "Møte på ære.pdf", client_id="en")
    assert ane.post(f"{AT}/lever", data=WHOLE, headers=JSON).json["ok"]
    [file] = files(database)
    with ZipFile(io.BytesIO(read(leader, cast, "zip"))) as found:
        assert found.read("filer/Møte på ære.pdf") == PDF
        assert "arbeidsmappe Ane Havgløtt.pdf" in found.namelist()
    assert file.token not in read(leader, cast)
    with database.transaction() as db:
        db.execute(delete(DocumentFile))
    with ZipFile(io.BytesIO(read(leader, cast, "zip"))) as found:
        assert "Fila finnes ikke lenger." in found.read("innhold.html").decode()
        assert not [name for name in found.namelist() if name.startswith("filer/")]
    assert "Fila finnes ikke lenger." in read(leader, cast)


def test_the_questions_do_not_grow_with_what_lies_there(handed, led, leader, database, cast, clock):
    led.approve(cast.ane, title="Den første")
    with database.reading() as db, counted(database) as few:
        portfolio_submission.document(db, db.get_one(Participant, cast.ane), clock())
    with database.transaction() as db:
        one = db.scalars(select(Card).where(Card.owner_id == cast.ane)).one()
        for number in range(30):
            db.add(Card(
                activity_id=one.activity_id, phase_key=one.phase_key, type="story",
                owner_id=cast.ane if number % 2 else cast.hodan, written_by_id=cast.ane,
                visibility="cohort", fields={"title": f"Nummer {number}", "text": "Tekst"},
                board_order=100 + number, approved_at=one.approved_at, created_at=one.created_at,
                show_name=True, client_id=f"kort-{number}",
            ))  # fmt: skip
            document = practice.write_document(
                db, db.get_one(Participant, cast.ane), title=f"Dokument {number}",
                date=dt.date(2027, 6, 4), kind="text", text="Tekst",
            )  # fmt: skip
            practice.hand_in(db, document, clock())
    with database.reading() as db, counted(database) as many:
        made, _ = portfolio_submission.document(db, db.get_one(Participant, cast.ane), clock())
    assert "Dokument 29" in str(made)
    assert "Nummer 28" in str(made)
    assert len(many) <= len(few) + 2
