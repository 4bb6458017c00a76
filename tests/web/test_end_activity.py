"""«Avslutt»: the board is saved, and plays on quietly."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from facilitator.db import Database
from facilitator.models import SavedBoard, SavedBoardHolder
from tests.support.cast import Cast
from tests.support.remote import Remote


def holders(database: Database) -> list[int]:
    with database.reading() as db:
        return list(db.scalars(select(SavedBoardHolder.participant_id)))


def test_the_board_is_saved_for_all_who_are_here(
    start: Callable[..., Any], remote: Remote, cast: Cast, database: Database
) -> None:
    led = start()
    led.advance_to("hosting")
    led.approve(cast.ane)
    assert remote.press("avslutt").json["ok"]
    assert remote.activity.status == "ended"
    assert set(holders(database)) == {cast.ane, cast.hodan, cast.helge, cast.kasper}


def test_the_projector_plays_the_board(
    start: Callable[..., Any], remote: Remote, cast: Cast
) -> None:
    led = start()
    led.advance_to("hosting")
    card = led.approve(cast.ane)
    remote.press("avslutt")
    page = remote.projector()
    assert f'id="card-{card}"' in page
    assert "data-clock" not in page


def test_the_remote_points_to_the_note_and_to_a_new_start(
    start: Callable[..., Any], remote: Remote
) -> None:
    start().advance_to("hosting")
    assert 'data-confirm="end-dialog"' in remote.page()
    remote.press("avslutt")
    page = remote.page()
    assert 'href="/notat/8?kull=kull10"' in page
    assert "Sett i gang AI-intervju" in page


def test_the_last_phase_has_no_key_that_ends_it(start: Callable[..., Any], remote: Remote) -> None:
    start().advance_to("hosting")
    assert 'id="lead-advance"' not in remote.page()
    assert 'id="lead-advance"' not in remote.projector()


def test_ending_twice_saves_once(
    start: Callable[..., Any], remote: Remote, database: Database
) -> None:
    start().advance_to("hosting")
    seen = remote.step
    remote.press("avslutt", seen)
    assert remote.press("avslutt", seen).json["message"] == "Turid avsluttet."
    with database.reading() as db:
        assert len(db.scalars(select(SavedBoard)).all()) == 1


def test_only_a_leader_ends(
    start: Callable[..., Any], others: list[Remote], database: Database
) -> None:
    start().advance_to("hosting")
    for remote in others:
        assert remote.press("avslutt").status_code == 401
    assert holders(database) == []
