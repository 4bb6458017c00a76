"""The wall: arrival is the order, gathering moves nobody's text, saving keeps references only."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import approval, boards, cards
from facilitator.errors import Invalid, NotFound
from facilitator.models import Activity, Card, Room, SavedBoard
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.lead import STRENGTHS, Led
from tests.test_text import KINDS

PRESENT = ["ane", "hodan", "helge", "kasper"]


@pytest.fixture
def led(start: Callable[..., Led]) -> Led:
    led = start(present=PRESENT)
    led.advance_to("godkjenn")
    return led


def lying(led: Led) -> list[int]:
    with led.database.reading() as db:
        return [card.id for card in boards.lying(db, db.get_one(Activity, led.id))]


def arranged(led: Led) -> list[tuple[str, list[int]]]:
    with led.database.reading() as db:
        heaps = boards.heaps(db, db.get_one(Activity, led.id))
        return [
            (heap.cluster.title if heap.cluster else "", [card.id for card in heap.cards])
            for heap in heaps
        ]


def gather(led: Led, ids: list[int], title: str = "") -> int:
    with led.database.transaction() as db:
        return boards.gather(db, db.get_one(Activity, led.id), ids, title).id


def scatter(led: Led, cluster: int) -> None:
    with led.database.transaction() as db:
        boards.scatter(db, db.get_one(Activity, led.id), cluster)


def saved(led: Led, name: str = "ane") -> list[tuple[str, list[int]]]:
    """A saved board as one of its holders sees it; fails when there is not exactly one."""
    with led.database.reading() as db:
        [board] = boards.saved_for(db, led.cast.people[name])
        return [
            (title, [card.id for card in found]) for title, found in boards.saved_cards(db, board)
        ]


def approve(led: Led, *levels: str) -> list[int]:
    return [
        led.approve(led.cast.people[name], level)
        for name, level in zip(PRESENT, levels, strict=False)
    ]


def test_only_what_is_released_lies_on_the_board(led: Led) -> None:
    ids = approve(led, "pair", "room", "group", "cohort")
    assert lying(led) == [ids[1], ids[3]]


def test_cards_lie_side_by_side_and_in_their_order(led: Led) -> None:
    a, b, c, d = approve(led, *["cohort"] * 4)
    gather(led, [d, b], "Tid")
    assert arranged(led) == [("Tid", [b, d]), ("", [a, c])]


def test_gathering_loses_neither_card_nor_author(led: Led) -> None:
    ids = approve(led, *["cohort"] * 4)
    cluster = gather(led, ids[:2], "Tid")
    assert sorted(lying(led)) == ids
    with led.database.reading() as db:
        owners = {card.owner_id for card in db.scalars(select(Card))}
    assert owners == {led.cast.people[name] for name in PRESENT}
    scatter(led, cluster)
    assert arranged(led) == [("", ids)]


def test_clusters_keep_their_order_when_one_is_scattered(led: Led) -> None:
    a, b, c, d = approve(led, *["cohort"] * 4)
    first = gather(led, [a, b], "Først")
    gather(led, [c, d], "Så")
    scatter(led, first)
    gather(led, [a, b], "Sist")
    assert [title for title, _ in arranged(led)] == ["Så", "Sist"]


def test_one_card_is_no_heap(led: Led) -> None:
    ids = approve(led, "cohort", "pair")
    with pytest.raises(Invalid):
        gather(led, ids)


def test_a_heading_is_checked_like_every_field(led: Led) -> None:
    ids = approve(led, "cohort", "cohort")
    with pytest.raises(Invalid):
        gather(led, ids, KINDS["fødselsnummer"])


def test_a_cluster_of_another_activity_cannot_be_scattered(led: Led) -> None:
    with pytest.raises(NotFound):
        scatter(led, 999)


def test_only_what_lies_there_is_put_in_the_light(led: Led) -> None:
    shown, narrow = approve(led, "room", "group")
    with led.database.transaction() as db:
        boards.put_in_light(db, db.get_one(Activity, led.id), shown)

    def light(card: int) -> None:
        with led.database.transaction() as db:
            boards.put_in_light(db, db.get_one(Activity, led.id), card)

    with pytest.raises(NotFound):
        light(narrow)
    with led.database.reading() as db:
        assert db.get_one(Activity, led.id).spotlight_id == shown


def test_ending_saves_the_board_for_all_who_are_present(led: Led, cast: Cast) -> None:
    ids = approve(led, "cohort", "cohort")
    led.end()
    for name in PRESENT:
        assert saved(led, name) == [("", ids)]
    with led.database.reading() as db:
        assert boards.saved_for(db, cast.aud) == []


def test_what_was_shown_today_only_is_counted_and_not_kept(led: Led) -> None:
    ids = approve(led, "cohort", "room", "room", "group")
    led.end()
    assert saved(led) == [("", ids[:1])]
    with led.database.reading() as db:
        assert db.scalars(select(SavedBoard)).one().today_only == 2


def test_a_saved_board_holds_references_and_no_text(led: Led) -> None:
    led.approve(led.cast.ane, "cohort", title="Hemmelig tittel", text="Hemmelig tekst.")
    led.end()
    with led.database.reading() as db:
        board = db.scalars(select(SavedBoard)).one()
        assert "Hemmelig" not in str(board.arrangement)


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [(cards.withdraw, 0), (cards.hide, 0), (cards.set_visibility, "room"),
     (cards.set_visibility, "me")],
)  # fmt: skip
def test_what_is_taken_back_later_is_gone_from_every_saved_board(
    led: Led, clock: Clock, verb: Callable[..., None], arguments: object
) -> None:
    first, second = approve(led, "cohort", "cohort")
    led.end()
    led.change(first, verb, *([arguments] if arguments else []), clock())
    assert saved(led) == saved(led, "kasper") == [("", [second])]


def test_mended_later_is_mended_in_every_saved_board(led: Led) -> None:
    [card] = approve(led, "cohort")
    led.end()
    led.change(card, approval.revise_story, {"title": "Ny", "text": "Ny tekst."}, STRENGTHS)
    with led.database.reading() as db:
        [board] = boards.saved_for(db, led.cast.hodan)
        [(_, [found])] = boards.saved_cards(db, board)
        assert found.fields["title"] == "Ny"


def test_a_saved_board_is_as_arranged_and_what_comes_later_comes_last(led: Led) -> None:
    a, b, c, late = approve(led, "cohort", "cohort", "cohort", "me")
    gather(led, [c, a], "Tid")
    led.end()
    led.change(late, cards.set_visibility, "cohort", led.clock())
    assert saved(led) == [("Tid", [a, c]), ("", [b]), ("", [late])]


def test_an_end_that_is_undone_saves_nothing_and_the_next_end_saves_anew(
    led: Led, database: Database
) -> None:
    approve(led, "cohort")
    led.end()
    led.press("undo")
    with database.reading() as db:
        assert db.scalars(select(SavedBoard)).all() == []
        assert db.get_one(Activity, led.id).ended_at is None
    ids = approve(led, "cohort", "cohort")
    led.end()
    assert saved(led) == [("", ids)]


def test_two_activities_of_a_day_have_a_board_each(
    led: Led, start: Callable[..., Led], database: Database
) -> None:
    first = approve(led, "cohort")
    led.end()
    other = start(present=PRESENT)
    other.advance_to("godkjenn")
    card = other.approve(other.cast.hodan, "cohort", client_id="second activity")
    assert lying(led) == first
    assert lying(other) == [card]
    with database.reading() as db:
        assert db.get_one(Room, led.cast.room).activity_id == other.id
