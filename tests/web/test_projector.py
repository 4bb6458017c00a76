"""What the room sees: one thing at a time, counts and never names of those not ready."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from facilitator.db import Database
from facilitator.domain import readiness, rooms
from facilitator.models import Activity, Room
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.remote import SNAPSHOT, Remote

SCREENS = {
    "inngang": "prompt",
    "tenk": "prompt",
    "intervju_1": "questions",
    "skriv_1": "prompt",
    "intervju_2": "questions",
    "godkjenn": "both",
    "gjenfortell": "round",
    "rotarsaker": "prompt",
    "hosting": "wall",
}


@pytest.fixture
def lerret(cast: Cast) -> str:
    return f"/rom/{cast.public_id}/lerret"


def test_the_lobby_shows_how_to_come_in(stranger: FlaskClient, cast: Cast, lerret: str) -> None:
    page = stranger.get(lerret).text
    assert f"{cast.code[:3]} {cast.code[3:]}" in page
    assert f'aria-label="QR-kode til http://localhost/rom/{cast.public_id}/hvem"' in page
    assert 'id="here"' in page


def test_each_phase_has_its_picture(start: Callable[..., Any], remote: Remote) -> None:
    led = start()
    for phase, screen in SCREENS.items():
        led.advance_to(phase)
        assert f'data-screen="{screen}"' in remote.projector(), phase


def test_talking_pairs_see_all_six_questions(start: Callable[..., Any], remote: Remote) -> None:
    led = start()
    for phase in ("intervju_1", "intervju_2"):
        led.advance_to(phase)
        six = re.search(r'<ol class="six">.*?</ol>', remote.projector(), re.DOTALL)
        assert six is not None
        assert six[0].count("<li>") == 6
    assert "Bytt roller" in remote.projector()


def test_the_theme_is_filled_in(start: Callable[..., Any], remote: Remote) -> None:
    start(theme="Små øyeblikk")
    assert "Tema: Små øyeblikk" in remote.projector()


def test_the_question_stays_above_the_cards_while_people_write(
    start: Callable[..., Any], remote: Remote
) -> None:
    led = start("erfaringsdeling")
    for phase, asked in (("kort", "Gjør stikkordene om"), ("monster", "Hva går igjen hos oss?")):
        led.advance_to(phase)
        assert f'<p class="pr-stays human">{asked}' in remote.projector()
    led.advance_to("hosting")
    assert "pr-stays" not in remote.projector()


def test_the_question_stays_above_columns_too(start: Callable[..., Any], remote: Remote) -> None:
    led = start("valuering")
    led.advance_to("sorter")
    assert '<p class="pr-stays human">Hva skal vi ta vare på?' in remote.projector()


def test_phase_next_and_count(start: Callable[..., Any], remote: Remote) -> None:
    led = start()
    led.advance_to("tenk")
    page = remote.projector()
    assert "Neste: <b>Første intervju</b>" in page
    assert "<b>0 av 4</b> er klare" in page


def test_the_count_follows_and_names_nobody(
    start: Callable[..., Any], remote: Remote, cast: Cast, database: Database
) -> None:
    led = start()
    led.advance_to("tenk")
    with database.transaction() as db:
        readiness.mark_ready(db, db.get_one(Activity, led.id), "tenk", cast.ane)
    page = remote.projector()
    assert "<b>1 av 4</b> er klare" in page
    here = ("Ane", "Hodan", "Helge", "Kasper")
    assert not any(re.search(rf"\b{name}\b", page) for name in here)


def test_pairs_and_trios_are_counted(start: Callable[..., Any], remote: Remote) -> None:
    led = start(present=["ane", "hodan", "helge", "kasper", "amina"])
    led.advance_to("intervju_1")
    assert "<b>1 par og én trio</b> er i gang" in remote.projector()


def test_approved_stories_are_counted_whoever_may_read_them(
    start: Callable[..., Any], remote: Remote, cast: Cast
) -> None:
    led = start()
    led.advance_to("godkjenn")
    led.approve(cast.ane, "me")
    led.approve(cast.hodan, "room")
    assert "<b>2 av 4</b> fortellinger er godkjent" in remote.projector()


def test_a_round_shows_a_ring_for_each_size(start: Callable[..., Any], remote: Remote) -> None:
    led = start(present=["ane", "hodan", "helge", "kasper", "amina"])
    led.advance_to("gjenfortell")
    page = remote.projector()
    assert page.count("data-turns=") == 1
    assert "Ringen med <b>fem</b>" in page


def test_a_card_that_is_not_for_the_room_is_not_on_the_wire(
    start: Callable[..., Any], stranger: FlaskClient, cast: Cast, lerret: str
) -> None:
    led = start()
    led.advance_to("hosting")
    for person, level in ((cast.ane, "me"), (cast.hodan, "pair"), (cast.helge, "group")):
        led.approve(person, level, title=f"Hemmelig {level}")
    led.approve(cast.kasper, "room", title="Åpen for alle")
    page = stranger.get(lerret).text
    assert "Hemmelig" not in page
    assert "Åpen for alle" in page


def test_script_in_a_title_is_only_text(
    start: Callable[..., Any], remote: Remote, cast: Cast
) -> None:
    led = start()
    led.advance_to("hosting")
    led.approve(cast.ane, title="<script>alert(1)</script>")
    page = remote.projector()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_only_a_leader_can_step_it(
    start: Callable[..., Any], remote: Remote, others: list[Remote]
) -> None:
    start()
    assert 'data-leader="1"' in remote.projector()
    assert 'id="lead-advance"' in remote.projector()
    for other in others:
        assert "data-leader" not in other.projector()
        assert "lead-" not in other.projector()


def test_the_leaders_note_is_never_there(start: Callable[..., Any], remote: Remote) -> None:
    start().advance_to("intervju_1")
    assert "Din egen fortelling får plass etterpå" in remote.page()
    assert "Din egen fortelling får plass etterpå" not in remote.projector()


def test_a_snapshot_is_the_surface_alone(
    start: Callable[..., Any], stranger: FlaskClient, cast: Cast, lerret: str
) -> None:
    led = start()
    answer = stranger.get(lerret, headers=SNAPSHOT)
    assert answer.text.lstrip().startswith('<main id="surface"')
    assert answer.text.rstrip().endswith("</main>")
    assert f'data-step="{led.id}:1"' in answer.text
    assert f"&#34;board:{cast.room}&#34;" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_dark_board_is_remembered(stranger: FlaskClient, lerret: str) -> None:
    assert 'data-scheme="light"' in stranger.get(lerret).text
    assert stranger.post(f"{lerret}/farge", data={"scheme": "dark"}).status_code == 303
    assert 'data-scheme="dark"' in stranger.get(lerret).text
    assert stranger.get_cookie("lerret", path="/rom") is None, "we have one cookie, and say so"
    stranger.post(f"{lerret}/farge", data={"scheme": "stripete"})
    assert 'data-scheme="dark"' in stranger.get(lerret).text


def test_a_closed_room_says_so(
    stranger: FlaskClient, database: Database, cast: Cast, clock: Clock, lerret: str
) -> None:
    with database.transaction() as db:
        rooms.close_room(db, db.get_one(Room, cast.room), clock())
    assert stranger.get(lerret).status_code == 410
    assert stranger.get("/rom/finnes-ikke/lerret").status_code == 404
