"""A table's cards: what it wrote together, delivered, delivered again, and kept or not."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import group_cards
from facilitator.errors import NotAllowed
from facilitator.models import Activity, Card, Group
from tests.support.cast import Cast
from tests.support.lead import Led, person_of


@pytest.fixture
def led(start: Callable[..., Led]) -> Led:
    return start(present=["ane", "hodan", "helge", "kasper"])


def causes(led: Led) -> list[Card]:
    with led.database.reading() as db:
        rows = select(Card).where(Card.type == "root_cause").order_by(Card.id)
        return list(db.scalars(rows))


def test_a_tables_lines_become_its_cards_on_the_board(led: Led) -> None:
    led.advance_to("rotarsaker")
    made = led.causes(led.cast.ane, "Vi ga det tid", "", "Vi spurte barnet")
    cards_made = causes(led)
    assert [card.id for card in cards_made] == made
    assert [card.fields["text"] for card in cards_made] == ["Vi ga det tid", "Vi spurte barnet"]
    assert {card.visibility for card in cards_made} == {"cohort"}
    assert {card.owner_id for card in cards_made} == {None}


def test_pressing_finished_again_revises_the_same_cards(led: Led) -> None:
    led.advance_to("rotarsaker")
    first, second, third = led.causes(led.cast.ane, "En", "To", "Tre")
    assert led.causes(led.cast.hodan, "En", "", "Tre igjen") == [first, third]
    by_id = {card.id: card for card in causes(led)}
    assert by_id[second].withdrawn_at is not None
    assert by_id[third].fields["text"] == "Tre igjen"
    assert by_id[first].version == 1
    assert led.causes(led.cast.hodan, "En", "To likevel", "Tre igjen") == [first, second, third]


def test_a_group_that_says_no_is_not_saved_with_the_board(led: Led) -> None:
    led.advance_to("rotarsaker")
    led.causes(led.cast.ane, "En", keep=False)
    assert {card.visibility for card in causes(led)} == {"room"}


def test_others_do_not_write_for_a_group(
    start: Callable[..., Led], cast: Cast, database: Database
) -> None:
    led = start(present=["ane", "hodan"])
    led.advance_to("rotarsaker")
    group = led.group_of(cast.ane, "bord")

    def deliver() -> None:
        with database.transaction() as db:
            group_cards.deliver_group_cards(
                db,
                db.get_one(Group, group),
                person_of(db, cast.helge),
                phase_key="rotarsaker",
                type="root_cause",
                texts=["Vår"],
                keep=True,
                now=led.clock(),
            )

    with pytest.raises(NotAllowed):
        deliver()


def test_a_line_is_posted_once(led: Led, database: Database) -> None:
    def post() -> int:
        with database.transaction() as db:
            return group_cards.post_line(
                db,
                db.get_one(Activity, led.id),
                led.cast.ane,
                phase_key="gjenfortell",
                type="insight",
                text="  De   ventet  ",
                visibility="group",
                client_id="the same",
                now=led.clock(),
            ).id

    assert post() == post()
    with database.reading() as db:
        assert db.scalars(select(Card.fields)).all() == [{"text": "De ventet"}]
