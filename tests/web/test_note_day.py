"""A whole day in the note: breaks and talks, late cards, hundreds of them, and none at all."""

import html
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from facilitator.db import Database
from facilitator.domain import harvests
from facilitator.models import Card, Gathering
from facilitator.presentation import note_cards
from facilitator.presentation.note import note
from tests.support.cast import Cast
from tests.support.lead import Led
from tests.support.queries import counted
from tests.support.run_sheet import lay, still_item

PEOPLE = ["ane", "hodan", "helge", "kasper"]
NEW = "Ny siden sist"


@pytest.fixture
def led(start: Callable[..., Led]) -> Led:
    return start(present=PEOPLE)


def page(leader: Any) -> str:
    return html.unescape(leader.get("/notat/8").text)


def write(leader: Any, text: str) -> None:
    seen = page(leader).split('name="seen" value="')[1].split('"')[0]
    sent = {"free_text": text, "version": 0, "editor": "e", "seen": seen}
    assert leader.post("/notat/8/tekst", data=sent).status_code == 303


def test_breaks_and_talks_stand_where_they_were_held(
    led: Led, leader: Any, cast: Cast, clock: Any
) -> None:
    with led.database.transaction() as db:
        talk = still_item("talk", "Fra problem til mulighet", 20)
        never = still_item("break", "Pausen som ikke ble", 15)
        lay(db, cast.gathering, talk, never)
        talk.started_at = clock.now.replace(hour=8)
        talk.ended_at = clock.now.replace(hour=8, minute=20)
    clock.tick(minutes=90)
    led.end()
    text = leader.get("/notat/8.md").text
    assert "- 08.00–08.20 Fra problem til mulighet\n- 09.00–10.30 AI-intervju" in text
    assert "ikke ble" not in text


def test_late_cards_are_marked_on_the_page_and_in_no_file(
    led: Led, leader: Any, cast: Cast
) -> None:
    led.advance_to("rotarsaker")
    led.causes(cast.ane, "Var der fra før")
    led.end()
    assert NEW not in page(leader)
    write(leader, "Fint vær.")
    led.approve(cast.ane, title="Kom sent", client_id="sent")
    led.causes(cast.ane, "Var der fra før", "Kom etterpå")
    text = page(leader)
    assert text.count(NEW) == 2
    assert "Kom etterpå <span" in text
    assert "Kom etterpå" in leader.get("/notat/8.md").text
    for ending in ("md", "html", "json"):
        assert NEW not in leader.get(f"/notat/8.{ending}").text
    write(leader, "Fint vær hele dagen.")
    assert NEW not in page(leader)


def test_what_a_process_had_when_it_was_ended_early_stands(
    led: Led, leader: Any, cast: Cast
) -> None:
    led.approve(cast.ane, title="Rakk å bli godkjent")
    led.write_story(cast.hodan, title="Rakk det ikke")
    led.end()
    assert "2 par intervjuet hverandre. 1 fortelling på tavla." in page(leader)
    assert "Rakk å bli godkjent" in page(leader)
    assert "Rakk det ikke" not in page(leader)


@pytest.mark.parametrize("ending", ["pdf", "docx", "html", "md", "json", "xlsx"])
def test_a_samling_in_which_nothing_was_done_has_its_note(
    leader: Any, cast: Cast, ending: str
) -> None:
    answer = leader.get(f"/notat/8.{ending}")
    assert answer.status_code == 200
    assert answer.data


def many(led: Led, cast: Cast, count: int) -> None:
    group = led.group_ids("bord")[0]
    with led.database.transaction() as db:
        for number in range(count):
            db.add(
                Card(
                    activity_id=led.id, phase_key="rotarsaker", type="root_cause", board="tavle",
                    fields={"text": f"Årsak nummer {number} 😀"}, group_id=group,
                    author_id=cast.ane, client_id=f"m{number}", visibility="cohort",
                    created_at=led.clock(), approved_at=led.clock(), board_order=number + 1,
                )
            )  # fmt: skip


def test_four_hundred_cards_are_all_there_and_ask_no_more_of_the_database(
    led: Led, leader: Any, cast: Cast, database: Database
) -> None:
    led.advance_to("rotarsaker")
    many(led, cast, 400)
    led.end()
    with database.reading() as db, counted(database) as sent:
        day = harvests.day(db, db.get_one(Gathering, cast.gathering))
        note(day).document()
        note_cards.book(day)
    assert len(sent) <= 20
    assert leader.get("/notat/8.md").text.count("- Årsak nummer") == 400
    text = leader.get("/notat/8").text
    assert text.count("<li>Årsak nummer") == 400
    assert len(text) < 120_000
    book = openpyxl.load_workbook(io.BytesIO(leader.get("/notat/8.xlsx").data))
    rows = list(book.active.iter_rows(values_only=True))
    assert sum("Årsak nummer" in str(row) for row in rows) == 400


def test_a_workbook_holds_a_row_for_each_card_as_it_lay(led: Led, leader: Any, cast: Cast) -> None:
    led.approve(cast.ane, title="Lappene", text="Det ble stille. Så mer.", show_name=True)
    led.advance_to("rotarsaker")
    led.causes(cast.hodan, "=SUM(1)")
    led.end()
    answer = leader.get("/notat/8.xlsx")
    assert "kort-samling-8-2027-09-15.xlsx" in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    heads = next(row for row in rows if "Prosess" in row)
    told = [dict(zip(heads, row, strict=True)) for row in rows[rows.index(heads) + 1 :]]
    story = next(row for row in told if row["Tittel"] == "Lappene")
    assert (story["Tekst"], story["Fortalt av"]) == ("«Det ble stille.»", cast.names["ane"])
    cause = next(row for row in told if row["Tekst"] == "=SUM(1)")
    assert (cause["Bord"], cause["Kort"], cause["Fortalt av"]) == (
        "Bord 1",
        "Rotårsak til suksess",
        "",
    )
    assert leader.get("/notat/8.zip").status_code == 404


def test_what_is_not_settled_leaves_no_empty_heading(cast: Cast, db: Any) -> None:
    gathering = db.get_one(Gathering, cast.gathering)
    gathering.cohort.focus_question = gathering.place = gathering.theme = ""
    made = note(harvests.day(db, gathering)).document()
    assert [section.heading for section in made.sections] == []
    assert made.lead[1] == "Ingen til stede ennå"
    assert (made.name, made.title) == ("Samlingsnotat, samling 8", "Samling 8")
