"""«Last ned arbeidsmappa»: all that one's page says, in a file, and nothing of anybody else's."""

import datetime as dt
import io
from zipfile import ZipFile

import pytest

from facilitator.domain import cards, practice, rooms, summaries
from facilitator.domain.reviewing import Words
from facilitator.models import Participant
from tests.support.queries import counted
from tests.web.test_document_file import PDF, files, send
from tests.web.test_practice_document import AT, JSON, WHOLE, ane

__all__ = ["ane"]

FILE = "/mappe/arbeidsmappe"


@pytest.fixture
def led(start):
    return start(present=["ane", "hodan", "helge", "kasper"])


def said(client, ending="json"):
    """All the words of the file; closed at once, as what is streamed must be."""
    with client.get(f"{FILE}.{ending}", buffered=True) as answer:
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]
        return answer.data if ending == "zip" else answer.text


def test_it_says_what_the_page_says(led, linked, database, cast, clock):
    led.approve(cast.ane, title="Lappene på døra", text="Først ble det stille.")
    led.approve(cast.ane if led.told_by(cast.ane)[1] == cast.hodan else cast.hodan, "cohort")
    with database.transaction() as db:
        person = db.get_one(Participant, cast.ane)
        found = practice.write_document(
            db, person, title="Suppedagen", date=dt.date(2027, 6, 3), kind="text",
            text="Barna flyttet en gulrot.",
        )  # fmt: skip
        practice.hand_in(db, found, clock())
        words = Words(noticed="Barna eier veien.", wonders="Hva sa de etterpå?")
        practice.answer(db, found, "ask_more", words, by="Turid Vidsyn", now=clock())
        practice.write_document(
            db, person, title="Noe jeg har begynt på", date=None, kind="text", text="Halvveis."
        )
        summaries.write_summary(db, person, type="d", title="Å bli sett", text="Det begynte …")
    text = said(linked("ane"))
    listener = next(n for n in cast.people if cast.people[n] == led.told_by(cast.ane)[1])
    for words in (
        "Lappene på døra", "Først ble det stille.", "Samling 8: Sosial innovasjon",
        "Tavla og arbeidsmappene", f"{cast.names[listener].split()[0]} lyttet og skrev for deg",
        "Suppedagen", "Trenger mer", "Barna flyttet en gulrot.", "Barna eier veien.",
        "Hva sa de etterpå?", "Turid Vidsyn", "Noe jeg har begynt på", "Halvveis.", "Kladd",
        "Å bli sett", "Det begynte …", "Oppmøte", "Arbeidsmappa til Ane",
    ):  # fmt: skip
        assert words in text, words


def test_every_format_is_given_under_its_name(linked, cast):
    client = linked("ane")
    for ending, mimetype in (
        ("pdf", "application/pdf"),
        ("html", "text/html"),
        ("md", "text/markdown"),
    ):
        answer = client.get(f"{FILE}.{ending}")
        assert answer.mimetype == mimetype
        assert f'filename="arbeidsmappe.{ending}"' in answer.headers["Content-Disposition"]
    assert client.get(f"{FILE}.exe").status_code == 404
    page = client.get("/mappe/last-ned").text
    for ending in ("pdf", "docx", "zip"):
        assert f'href="{FILE}.{ending}"' in page
    assert 'href="/mappe/last-ned"' in client.get("/mappe").text


@pytest.mark.parametrize(("visibility", "reads"), [("me", False), ("pair", True), ("cohort", True)])
def test_what_another_told_is_there_as_long_as_it_may_be_read(
    led, linked, cast, clock, visibility, reads
):
    card = led.approve(cast.ane, visibility, title="Et særskilt ord", text="Et kjennetegn.")
    _, interviewer = led.told_by(cast.ane)
    client = linked(next(n for n in cast.people if cast.people[n] == interviewer))
    text = said(client)
    assert "Du lyttet og skrev for Ane" in text
    assert ("Et særskilt ord" in text) is reads
    assert ("Et kjennetegn." in text) is reads
    led.change(card, cards.withdraw, clock())
    after = said(client)
    assert "Du lyttet og skrev for Ane" in after
    assert "Et særskilt ord" not in after
    assert "Et kjennetegn." not in after


def test_a_saved_board_is_as_arranged_and_loses_what_is_taken_back(
    led, linked, database, cast, clock
):
    first = led.approve(cast.ane, title="Et særskilt ord", text="Et kjennetegn.")
    led.approve(cast.hodan, "room", title="Bare i dag", text="For rommet.")
    led.advance_to("hosting")
    led.end()
    asked = {cast.hodan, led.told_by(cast.hodan)[1], cast.ane}
    client = linked(next(n for n in ("kasper", "helge") if cast.people[n] not in asked))
    text = said(client)
    assert "Tavla fra samling 8" in text
    assert "Et særskilt ord" in text
    assert "1 fortelling ble vist bare i dag." in text
    assert "Bare i dag" not in text
    assert "For rommet." not in text
    led.change(first, cards.withdraw, clock())
    assert "Et særskilt ord" not in said(client)


def test_a_name_claimed_by_code_has_the_room_and_nothing_of_the_year(
    led, phone, database, cast, clock
):
    led.approve(cast.ane, title="Lappene på døra")
    with database.transaction() as db:
        practice.write_document(
            db, db.get_one(Participant, cast.ane), title="Suppedagen", date=dt.date(2027, 6, 3),
            kind="text", text="Bare med lenken.",
        )  # fmt: skip
        rooms.join(db, db.get_one(rooms.Room, cast.room), cast.ane, clock())
    client = phone("ane")
    text = said(client)
    assert "Suppedagen" not in text
    assert "Oppmøte" not in text
    assert "Lappene på døra" in text
    assert "Resten av mappa åpnes når prosesslederen har bekreftet" in text
    with database.reading() as db:
        assert db.get_one(Participant, cast.ane).municipality not in text


def test_the_zip_holds_the_files_as_they_came_under_names_that_are_safe(ane, database):
    send(ane, PDF, "../../Møte på ære.pdf", client_id="en")
    send(ane, PDF, "møte på Ære.pdf", client_id="to")
    assert ane.post(f"{AT}/lever", data=WHOLE, headers=JSON).json["ok"]
    with ZipFile(io.BytesIO(said(ane, "zip"))) as found:
        assert found.testzip() is None
        names = found.namelist()
        assert names == [
            "arbeidsmappe.pdf", "arbeidsmappe.docx", "arbeidsmappe.html", "arbeidsmappe.json",
            "filer/Møte på ære.pdf", "filer/møte på Ære (2).pdf", "innhold.html",
        ]  # fmt: skip
        assert found.read("filer/Møte på ære.pdf") == PDF
        index = found.read("innhold.html").decode()
    assert "Møte på ære.pdf" in index
    tokens = [file.token for file in files(database)]
    assert not any(token in index for token in tokens)


def test_a_file_that_is_gone_is_said_to_be_gone(ane, database, settings):
    send(ane, PDF, "referat.pdf", client_id="en")
    [file] = files(database)
    (settings.data_dir / "documents" / f"{file.token}.pdf").unlink()
    with ZipFile(io.BytesIO(said(ane, "zip"))) as found:
        assert "Fila finnes ikke lenger." in found.read("innhold.html").decode()
        assert not [name for name in found.namelist() if name.startswith("filer/")]
    assert [path.name for path in settings.data_dir.glob("tmp*")] == []


def test_the_questions_do_not_grow_with_the_cards(led, linked, database, cast):
    led.approve(cast.ane, title="Den første")
    led.advance_to("hosting")
    led.end()
    client = linked("ane")
    said(client)
    with counted(database) as few:
        said(client)
    with database.transaction() as db:
        one = db.scalars(cards.select(cards.Card).where(cards.Card.owner_id == cast.ane)).one()
        for number in range(40):
            db.add(cards.Card(
                activity_id=one.activity_id, phase_key=one.phase_key, type="story",
                owner_id=cast.ane if number % 2 else cast.hodan, visibility="cohort",
                fields={"title": f"Nummer {number}", "text": "Tekst", "strengths": []},
                board=one.board, board_order=100 + number, approved_at=one.approved_at,
                created_at=one.created_at, show_name=True, client_id=f"kort-{number}",
            ))  # fmt: skip
    with counted(database) as many:
        text = said(client)
    assert "Nummer 39" in text
    assert len(many) <= len(few) + 2
