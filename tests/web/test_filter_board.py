"""Showing only one table's cards, or those with one strength, for now."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from facilitator.db import Database
from facilitator.domain import boards, cards
from facilitator.models import Activity, Card
from tests.support.cast import Cast
from tests.support.remote import SNAPSHOT, Remote


@pytest.fixture
def led(start: Callable[..., Any]) -> Any:
    begun = start()
    begun.advance_to("hosting")
    return begun


@pytest.fixture
def causes(led: Any, cast: Cast) -> list[int]:
    found: list[int] = led.causes(cast.ane, "Noen turte å vente", "Alle fikk ordet")
    return found


@pytest.fixture
def stories(led: Any, cast: Cast, causes: list[int]) -> list[int]:
    return [led.approve(cast.ane), led.approve(cast.hodan)]


@pytest.fixture
def table(led: Any, cast: Cast) -> str:
    return f"group:{led.group_of(cast.ane, 'bord')}"


def lying(page: str, ids: list[int]) -> list[int]:
    return [card for card in ids if f'id="card-{card}"' in page]


def test_only_the_tables_cards_are_shown_and_all_are_counted(
    causes: list[int], stories: list[int], remote: Remote, table: str
) -> None:
    assert remote.send("/kort/utvalg", show=table).json["ok"]
    page = remote.projector()
    assert lying(page, causes + stories) == causes
    assert "Viser <b>Bord 1</b> · 2 av 4 kort" in page
    assert "Viser <b>Bord 1</b> · 2 av 4 kort" in remote.page()


def test_a_story_is_not_found_through_its_tellers_table(
    causes: list[int], stories: list[int], remote: Remote, table: str
) -> None:
    remote.send("/kort/utvalg", show=table)
    assert lying(remote.projector(), stories) == []


def test_only_cards_with_the_strength(
    causes: list[int], stories: list[int], remote: Remote
) -> None:
    remote.send("/kort/utvalg", show="strength:samarbeid")
    page = remote.projector()
    assert lying(page, causes + stories) == stories
    assert "Viser <b>Samarbeid</b> · 2 av 4 kort" in page


def test_the_phones_see_the_same(
    causes: list[int],
    stories: list[int],
    remote: Remote,
    phone: Callable[[str], FlaskClient],
    stranger: FlaskClient,
    cast: Cast,
    table: str,
) -> None:
    ane = phone("ane")
    remote.send("/kort/utvalg", show=table)
    for client, page in ((stranger, "/tavle"), (ane, "/tavle"), (ane, "")):
        text = client.get(f"/rom/{cast.public_id}{page}", headers=SNAPSHOT).text
        assert lying(text, causes + stories) == causes, page
        assert "2 av 4 kort" in text


def test_show_all_brings_everything_back(
    causes: list[int], stories: list[int], remote: Remote, table: str
) -> None:
    remote.send("/kort/utvalg", show=table)
    for _ in range(2):
        assert remote.send("/kort/utvalg", show="").json["ok"]
    page = remote.projector()
    assert lying(page, causes + stories) == causes + stories
    assert "board-filter" not in page


def test_the_leader_still_has_every_card_on_the_remote(
    causes: list[int], stories: list[int], remote: Remote, table: str
) -> None:
    remote.send("/kort/utvalg", show=table)
    page = remote.page()
    assert all(f'id="row-{card}"' in page for card in causes + stories)


def test_an_arrival_that_does_not_fit_stays_out_and_is_counted(
    led: Any, causes: list[int], remote: Remote, cast: Cast, table: str, facts: list[Any]
) -> None:
    remote.send("/kort/utvalg", show=table)
    late = led.approve(cast.kasper)
    page = remote.projector()
    assert lying(page, [late]) == []
    assert "2 av 3 kort" in page


def test_a_table_that_takes_everything_back_leaves_an_empty_picture(
    led: Any, causes: list[int], stories: list[int], remote: Remote, table: str
) -> None:
    remote.send("/kort/utvalg", show=table)
    for card in causes:
        led.change(card, cards.withdraw, led.clock())
    page = remote.projector()
    assert "Viser <b>Bord 1</b> · 0 av 2 kort" in page
    assert "Ingen kort passer" in page
    assert "Vis alle" in remote.page()


@pytest.mark.parametrize("wrong", ["group:99999", "strength:tull", "samarbeid", "group:x"])
def test_what_no_card_has_is_said_at_the_field(
    causes: list[int], stories: list[int], remote: Remote, wrong: str
) -> None:
    answer = remote.send("/kort/utvalg", show=wrong)
    assert answer.status_code == 422
    assert "Ingen kort" in answer.json["errors"]["show"]
    assert lying(remote.projector(), causes + stories) == causes + stories


def test_what_is_saved_is_the_whole_board(
    led: Any, causes: list[int], stories: list[int], remote: Remote, database: Database, table: str
) -> None:
    remote.send("/kort/utvalg", show=table)
    led.end()
    with database.reading() as db:
        [board] = boards.saved_for(db, led.cast.ane)
        saved = [card.id for _, found in boards.saved_cards(db, board) for card in found]
    assert sorted(saved) == sorted(causes + stories)


def test_a_card_in_the_light_may_be_any(
    causes: list[int], stories: list[int], remote: Remote, table: str
) -> None:
    remote.send("/kort/utvalg", show=table)
    remote.send(f"/kort/{stories[0]}/lys")
    assert lying(remote.projector(), stories) == stories[:1]


def test_the_next_activity_shows_everything(
    led: Any, causes: list[int], remote: Remote, start: Callable[..., Any], table: str
) -> None:
    remote.send("/kort/utvalg", show=table)
    led.end()
    start()
    assert "board-filter" not in remote.projector()


def test_only_a_leader_chooses(
    causes: list[int], others: list[Remote], database: Database, led: Any, table: str
) -> None:
    for other in others:
        assert other.send("/kort/utvalg", show=table).status_code == 401
    with database.reading() as db:
        assert db.get_one(Activity, led.id).board_filter is None
        assert db.get_one(Card, causes[0]).hidden_at is None
