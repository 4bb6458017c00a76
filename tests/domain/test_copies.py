"""Copies for the board: no author, no time, no order; taken back by whoever holds the secret."""

import itertools

import pytest
from sqlalchemy import select

from facilitator.domain import boards, copies
from facilitator.models import Activity, Card, Copy
from tests.support.nameless import PAIR, copies_on_board, share


@pytest.fixture
def led(start):
    led = start(process="disputing")
    led.advance_to("tavle")
    return led


def waiting(led):
    with led.database.reading() as db:
        return list(db.scalars(select(Copy).where(Copy.activity_id == led.id)))


def withdraw(led, secret):
    with led.database.transaction() as db:
        return copies.withdraw(db, db.get_one(Activity, led.id), secret)


def test_two_wait_and_the_third_brings_all_three(led):
    share(led, "a")
    share(led, "b")
    assert copies_on_board(led) == []
    assert len(waiting(led)) == 2
    share(led, "c")
    assert len(copies_on_board(led)) == 3
    assert waiting(led) == []


def test_a_copy_carries_nothing_of_its_author_and_no_time_of_its_own(led, clock):
    for number, secret in enumerate("abcdef"):
        clock.tick(minutes=1)
        share(led, secret, belief=f"tanke {number}")
    cards = copies_on_board(led)
    assert len(cards) == 6
    for card in cards:
        assert (card.owner_id, card.author_id, card.group_id, card.written_by_id) == (None,) * 4
        assert len(card.client_id) == 32
    assert len({card.created_at for card in cards} | {card.approved_at for card in cards}) == 1


def test_the_phase_s_end_lays_out_the_rest(led):
    share(led, "a")
    led.press("advance")
    assert len(copies_on_board(led)) == 1


def test_the_same_secret_again_is_the_same_copy(led):
    share(led, "a", belief="først")
    share(led, "a", belief="så")
    assert [copy.fields["belief"] for copy in waiting(led)] == ["så"]
    share(led, "b")
    share(led, "c")
    share(led, "a", belief="til slutt")
    assert sorted(card.fields["belief"] for card in copies_on_board(led)) == sorted(
        ["til slutt", PAIR["belief"], PAIR["belief"]]
    )


@pytest.mark.parametrize("others", ["", "bc"])
def test_taken_back_it_is_gone_from_everywhere(led, others):
    for secret in "a" + others:
        share(led, secret, belief=f"tanken til {secret}")
    assert withdraw(led, "a")
    assert not withdraw(led, "a")
    texts = [card.fields["belief"] for card in copies_on_board(led)]
    texts += [copy.fields["belief"] for copy in waiting(led)]
    assert "tanken til a" not in texts
    assert len(texts) == len(others)


def test_nobody_takes_back_what_they_have_no_secret_of(led):
    for secret in "abc":
        share(led, secret)
    assert not withdraw(led, "")
    assert not withdraw(led, "d")
    with led.database.reading() as db:
        digest = db.scalar(select(Card.withdraw_digest).where(Card.withdraw_digest.is_not(None)))
    assert not withdraw(led, digest)
    assert len(copies_on_board(led)) == 3


def test_those_that_wait_do_not_lie_in_the_order_they_came(led):
    first = set()
    for number in range(12):
        share(led, f"a{number}", belief="den første")
        share(led, f"b{number}", belief="den andre")
        first.add(waiting(led)[0].fields["belief"])
        share(led, f"c{number}")
    assert first == {"den første", "den andre"}


def test_neither_rows_nor_board_keep_the_order_of_a_batch(led):
    orders = set()
    for number in range(12):
        for name in "123":
            share(led, f"{number}-{name}", belief=name)
        orders.add("".join(card.fields["belief"] for card in copies_on_board(led)[-3:]))
    assert len(orders) > 1
    assert orders <= {"".join(order) for order in itertools.permutations("123")}


def test_the_board_mixes_the_batches_and_stands_still(led):
    for number in range(12):
        share(led, str(number), belief=f"{number:02}")

    def lying():
        with led.database.reading() as db:
            found = boards.lying(db, db.get_one(Activity, led.id), "snutavle")
            return [card.fields["belief"] for card in found]

    shown = lying()
    assert shown == lying()
    by_arrival = [card.fields["belief"] for card in copies_on_board(led)]
    assert shown != by_arrival
    assert sorted(shown) == sorted(by_arrival)


def test_open_pages_fetch_the_board_instead_of_adding_at_its_end(led, facts):
    facts.clear()
    for secret in "abc":
        share(led, secret)
    assert [type(fact).__name__ for fact in facts].count("BoardArranged") == 1
