"""Arranging the wall: an order and headings; whatever is pressed twice ends in the same board."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain import arranging, board_filter, boards, cards
from facilitator.errors import Invalid, NotFound
from facilitator.models import Activity, Card, Cluster
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.lead import Led

PRESENT = ["ane", "hodan", "helge", "kasper"]


@pytest.fixture
def led(start: Callable[..., Led]) -> Led:
    led = start(present=PRESENT)
    led.advance_to("godkjenn")
    return led


@pytest.fixture
def four(led: Led) -> list[int]:
    return [led.approve(led.cast.people[name]) for name in PRESENT]


def do(led: Led, verb: Callable[..., Any], *arguments: Any) -> Any:
    with led.database.transaction() as db:
        return verb(db, db.get_one(Activity, led.id), *arguments)


def arranged(led: Led) -> list[tuple[str, list[int]]]:
    with led.database.reading() as db:
        heaps = boards.heaps(db, db.get_one(Activity, led.id))
        return [
            (heap.cluster.title if heap.cluster else "", [card.id for card in heap.cards])
            for heap in heaps
        ]


def gather(led: Led, ids: list[int], title: str) -> int:
    with led.database.transaction() as db:
        return boards.gather(db, db.get_one(Activity, led.id), ids, title).id


def light(led: Led) -> int | None:
    with led.database.reading() as db:
        return db.get_one(Activity, led.id).spotlight_id


def test_a_card_is_laid_before_or_after_another(led: Led, four: list[int]) -> None:
    a, b, c, d = four
    do(led, arranging.put_beside, d, b, "before")
    assert arranged(led) == [("", [a, d, b, c])]
    do(led, arranging.put_beside, a, c, "after")
    assert arranged(led) == [("", [d, b, c, a])]


def test_the_same_move_twice_or_from_two_leaders_is_one(led: Led, four: list[int]) -> None:
    a, b, c, d = four
    for _ in range(2):
        do(led, arranging.put_beside, d, a, "before")
    assert arranged(led) == [("", [d, a, b, c])]


def test_a_card_beside_itself_moves_nothing(led: Led, four: list[int]) -> None:
    do(led, arranging.put_beside, four[2], four[2], "before")
    assert arranged(led) == [("", four)]


@given(moves=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=8))
def test_no_move_loses_or_doubles_a_card(moves: list[tuple[int, int, bool]]) -> None:
    """The numbering itself, on cards that no database has seen."""
    order = list(range(6))
    for moved, beside, before in moves:
        if moved == beside:
            continue
        order = arranging.moved(order, moved, beside, "before" if before else "after")
        step = order.index(moved) - order.index(beside)
        assert step == (-1 if before else 1)
    assert sorted(order) == list(range(6))


def test_what_comes_later_lies_last_whatever_was_moved(led: Led) -> None:
    a, b, c = (led.approve(led.cast.people[name]) for name in PRESENT[:3])
    do(led, arranging.put_beside, c, a, "before")
    d = led.approve(led.cast.kasper)
    assert arranged(led) == [("", [c, a, b, d])]


def test_hidden_and_shown_again_it_lies_where_it_was_put(
    led: Led, four: list[int], clock: Clock
) -> None:
    a, b, c, d = four
    do(led, arranging.put_beside, d, a, "before")
    led.change(d, cards.hide, clock())
    do(led, arranging.put_beside, c, a, "before")
    led.change(d, cards.unhide)
    assert arranged(led) == [("", [d, c, a, b])]


def test_beside_a_card_under_a_heading_it_comes_under_the_heading(
    led: Led, four: list[int]
) -> None:
    a, b, c, d = four
    gather(led, [a, b], "Tid")
    do(led, arranging.put_beside, d, b, "before")
    assert arranged(led) == [("Tid", [a, d, b]), ("", [c])]


def test_into_and_out_of_a_heading(led: Led, four: list[int]) -> None:
    a, b, c, d = four
    time = gather(led, [b, c], "Tid")
    for _ in range(2):
        do(led, arranging.put_into, a, time)
    assert arranged(led) == [("Tid", [b, c, a]), ("", [d])]
    for _ in range(2):
        do(led, arranging.take_out, b)
    assert arranged(led) == [("Tid", [c, a]), ("", [b, d])]


def test_a_heading_without_cards_goes_but_not_when_they_are_only_hidden(
    led: Led, four: list[int], clock: Clock
) -> None:
    a, b, _, _ = four
    time = gather(led, [a, b], "Tid")
    do(led, arranging.take_out, a)
    led.change(b, cards.hide, clock())
    with led.database.reading() as db:
        assert db.get(Cluster, time) is not None
    led.change(b, cards.unhide)
    do(led, arranging.take_out, b)
    with led.database.reading() as db:
        assert db.get(Cluster, time) is None


def test_a_heading_is_renamed_and_checked_like_every_field(led: Led, four: list[int]) -> None:
    time = gather(led, four[:2], "Tid")
    do(led, arranging.rename, time, "  Å ta seg\n tid ")
    assert arranged(led)[0][0] == "Å ta seg tid"
    for wrong in ("x" * 81, "13097248022"):
        with pytest.raises(Invalid):
            do(led, arranging.rename, time, wrong)
    assert arranged(led)[0][0] == "Å ta seg tid"


def test_headings_change_places_with_their_cards(led: Led, four: list[int]) -> None:
    a, b, c, d = four
    first, second = gather(led, [a, b], "Først"), gather(led, [c, d], "Så")
    for _ in range(2):
        do(led, arranging.put_heap_beside, second, first, "before")
    assert arranged(led) == [("Så", [c, d]), ("Først", [a, b])]


def test_all_keep_their_authors_and_the_saved_board_its_order(led: Led, four: list[int]) -> None:
    a, b, c, d = four
    gather(led, [a, b], "Tid")
    do(led, arranging.put_beside, d, a, "before")
    led.end()
    with led.database.reading() as db:
        [board] = boards.saved_for(db, led.cast.ane)
        saved = [(t, [card.id for card in found]) for t, found in boards.saved_cards(db, board)]
        owners = [db.get_one(Card, card).owner_id for card in four]
    assert saved == [("Tid", [d, a, b]), ("", [c])]
    assert owners == [led.cast.people[name] for name in PRESENT]


@pytest.mark.parametrize("level", ["me", "pair", "group"])
def test_what_the_room_may_not_read_cannot_be_moved(led: Led, level: str) -> None:
    shown, narrow = led.approve(led.cast.ane), led.approve(led.cast.hodan, level)
    with pytest.raises(NotFound):
        do(led, arranging.put_beside, narrow, shown, "before")
    with pytest.raises(NotFound):
        do(led, arranging.put_beside, shown, narrow, "before")


def test_nothing_of_another_activity_is_moved(led: Led, four: list[int], cast: Cast) -> None:
    time = gather(led, four[:2], "Tid")
    led.end()
    other = Led(led.database, cast, led.clock).begin("ai_intervju", PRESENT)
    other.advance_to("godkjenn")
    card = other.approve(cast.ane, client_id="other")
    for verb, arguments in (
        (arranging.put_beside, (card, four[0], "before")),
        (arranging.put_into, (card, time)),
        (arranging.rename, (time, "Nytt")),
        (arranging.put_heap_beside, (time, time, "before")),
    ):
        with pytest.raises(NotFound):
            do(other, verb, *arguments)


def test_the_light_goes_from_card_to_card_as_they_lie(led: Led, four: list[int]) -> None:
    a, _, _, d = four
    do(led, arranging.put_beside, d, a, "before")
    do(led, arranging.light_beside, None, 1)
    assert light(led) == d
    for _ in range(2):
        do(led, arranging.light_beside, d, 1)
    assert light(led) == a, "two presses from the same card are one"
    do(led, arranging.light_beside, a, -1)
    assert light(led) == d
    assert do(led, arranging.light_beside, d, -1) is None
    assert light(led) == d


def test_the_light_follows_what_is_shown(led: Led, four: list[int]) -> None:
    do(led, board_filter.choose, "strength:samarbeid")
    do(led, arranging.light_beside, None, -1)
    assert light(led) == four[-1]


def test_a_board_without_cards_has_nothing_to_light(led: Led) -> None:
    assert do(led, arranging.light_beside, None, 1) is None


def test_every_arranging_is_told_to_the_board(led: Led, four: list[int], facts: list[Any]) -> None:
    facts.clear()
    do(led, arranging.put_beside, four[3], four[0], "before")
    assert {(type(fact).__name__, fact.audience) for fact in facts} == {
        ("BoardArranged", f"board:{led.room}"),
        ("ViewChanged", f"lead:{led.room}"),
    }
