"""The sentence of a given card, when it opens, and what a room's map counts."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from facilitator.domain import cards, giving, groups, receiving, relations, strength_map
from facilitator.domain.giving import Giving
from facilitator.domain.policies import Actor
from facilitator.domain.running import process_of
from facilitator.errors import Invalid, NotAllowed, NotFound
from facilitator.models import Activity, Card, Erasure, Participant

NINE = ("ane", "hodan", "helge", "kasper", "ragnhild", "anders", "bjornar", "oddvar", "amina")


def said(saw: str = "", when: str = "ventet", strength: str = "klokskap") -> Giving:
    return Giving(0, strength, saw, when, "x")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (said(), "Jeg så klokskap da du ventet."),
        (said(saw="roen din"), "Jeg så roen din da du ventet."),
        (said(saw="Jeg så ro …", when="da du ventet på ham."), "Jeg så ro da du ventet på ham."),
        (said(when="Jeg så mot da du sa fra."), "Jeg så mot da du sa fra."),
        (said(when="da du  satte\ndeg ned"), "Jeg så klokskap da du satte deg ned."),
    ],
)
def test_the_sentence_holds_both_halves(sent, sentence):
    assert giving.sentence(sent, "Klokskap", 300) == sentence


@pytest.mark.parametrize("when", ["", "   ", "da du", "da du …", "…"])
def test_a_card_without_what_it_is_built_on_is_refused(when):
    with pytest.raises(Invalid) as refused:
        giving.sentence(said(when=when), "Klokskap", 300)
    assert refused.value.errors == {"when": giving.SENTENCE}


def test_a_sentence_may_be_too_long():
    with pytest.raises(Invalid) as refused:
        giving.sentence(said(when="ventet " * 60), "Klokskap", 300)
    assert list(refused.value.errors) == ["when"]


class Trio:
    """A ring in the phase of giving, within one transaction."""

    def __init__(self, db: Any, led: Any, clock: Any) -> None:
        self.db, self.clock = db, clock
        self.activity = db.get_one(Activity, led.id)
        self.phase = process_of(self.activity).phase("jakt")
        self.group = groups.of_set(db, self.activity, "trioer")[0]
        self.people: list[Participant] = self.group.people

    def give(self, giver: int, receiver: int, key: str = "", **changed: Any) -> Card:
        sent = {
            "receiver_id": self.people[receiver].id,
            "strength": "klokskap",
            "saw": "",
            "when": "ventet",
            "client_id": key or f"{giver}-{receiver}",
        } | changed
        return giving.give(
            self.db, self.activity, self.phase, self.group, self.people[giver], Giving(**sent),
            self.clock(),
        )  # fmt: skip

    def waiting(self, who: int) -> list[Card]:
        return receiving.waiting(
            self.db, self.activity, self.phase, self.group, self.people[who].id, self.clock()
        )


@pytest.fixture
def led(start):
    led = start(process="styrkeidentifisering", present=NINE)
    led.advance_to("jakt")
    return led


@pytest.fixture
def db(database, led):
    """One open transaction, begun when the process is on."""
    with database.transaction() as session:
        yield session


@pytest.fixture
def trio(led, db, clock):
    return Trio(db, led, clock)


def test_a_card_is_closed_until_the_ring_receives(trio, clock):
    card = trio.give(1, 0)
    assert card.opened_at is None
    clock.tick(minutes=6)
    assert trio.waiting(0) == []
    clock.tick(minutes=1.5)
    assert trio.waiting(0) == [card]


def test_cards_open_one_by_one_in_the_order_they_came(trio, db, clock):
    first, second = trio.give(1, 0), trio.give(2, 0)
    clock.tick(minutes=7.5)
    ane = trio.people[0]
    with pytest.raises(NotFound):
        receiving.thank(db, second, ane, clock())
    receiving.thank(db, first, ane, clock())
    assert (first.opened_at, trio.waiting(0)) == (clock(), [second])


def test_nobody_opens_the_card_of_somebody_else(trio, db, clock):
    card = trio.give(1, 0)
    clock.tick(minutes=7.5)
    for other in trio.people[1:]:
        with pytest.raises(NotFound):
            receiving.thank(db, card, other, clock())


def test_who_has_begun_to_receive_gets_what_comes_late(trio, db, clock):
    trio.give(1, 0)
    clock.tick(minutes=7.5)
    receiving.thank(db, trio.waiting(0)[0], trio.people[0], clock())
    clock.tick(minutes=2)
    late = trio.give(2, 0)
    assert trio.waiting(0) == [late]
    assert trio.waiting(1) == []


def test_a_ring_that_is_ahead_of_the_clock_says_so(trio, db):
    card = trio.give(1, 0)
    receiving.come_to_receive(db, trio.activity, trio.phase, trio.people[0])
    assert trio.waiting(0) == [card]


def test_what_is_left_opens_when_the_phase_ends(trio, db, clock):
    card = trio.give(1, 0)
    giving.open_all(db, trio.activity, trio.phase, clock())
    opened = card.opened_at
    clock.tick(minutes=1)
    giving.open_all(db, trio.activity, trio.phase, clock())
    assert card.opened_at == opened is not None


def test_only_the_giver_reads_a_closed_card(trio, db, clock):
    card = trio.give(1, 0)

    def read(by: int) -> bool:
        reader = relations.reader_for(db, Actor(participant_id=trio.people[by].id))
        return relations.can_read(db, reader, card)

    assert [read(n) for n in range(3)] == [False, True, False]
    card.opened_at = clock()
    assert read(0)


def test_two_cards_to_each_and_no_more(trio):
    trio.give(1, 0, "a")
    trio.give(1, 0, "b", strength="humor")
    with pytest.raises(Invalid) as refused:
        trio.give(1, 0, "c", strength="hap")
    assert "to kort" in refused.value.errors["receiver"]
    trio.give(1, 2, "d")


def test_a_repeated_post_makes_one_card(trio):
    assert trio.give(1, 0, "a").id == trio.give(1, 0, "a").id


def test_nobody_gives_to_oneself_or_outside_the_ring(trio, db):
    outside = next(p for p in groups.of_set(db, trio.activity, "trioer")[1].people)
    for receiver in (trio.people[1].id, outside.id, 0):
        with pytest.raises(Invalid) as refused:
            trio.give(1, 0, receiver_id=receiver)
        assert refused.value.errors == {"receiver": giving.WHO}
    with pytest.raises(NotAllowed):
        giving.give(
            db, trio.activity, trio.phase, trio.group, outside,
            Giving(trio.people[0].id, "klokskap", "", "ventet", "y"), trio.clock(),
        )  # fmt: skip


def test_an_unknown_strength_and_a_missing_sentence_are_said_at_once(trio):
    with pytest.raises(Invalid) as refused:
        trio.give(1, 0, strength="latskap", when="")
    assert refused.value.errors == {"strength": giving.ONE, "when": giving.SENTENCE}


def test_the_giver_regrets_while_it_is_closed(trio, db, clock):
    card = trio.give(1, 0)
    with pytest.raises(NotAllowed):
        giving.take_back(db, card, trio.people[0], clock())
    giving.take_back(db, card, trio.people[1], clock())
    assert db.scalars(select(Card).where(Card.activity_id == trio.activity.id)).all() == []
    assert db.scalars(select(Erasure.row_id)).all() == [card.id], "so that no copy brings it back"
    seen = trio.give(1, 0, "again")
    clock.tick(minutes=7.5)
    with pytest.raises(NotAllowed):
        giving.take_back(db, seen, trio.people[1], clock())


def test_a_card_is_not_the_receivers_to_withdraw_before_it_is_opened(trio, db):
    card = trio.give(1, 0)
    actor = Actor(participant_id=trio.people[0].id)
    assert not cards.owned_by(db, card, actor)
    card.opened_at = dt.datetime(2027, 9, 15, tzinfo=dt.UTC)
    assert cards.owned_by(db, card, actor)


def test_the_map_counts_cards_and_different_givers(trio, db, clock):
    first = trio.give(1, 0, "a")
    trio.give(1, 2, "b", strength="humor")
    trio.give(2, 0, "c")
    found = strength_map.of(db, trio.activity, "kart")
    assert (found.counts, found.givers) == ({"klokskap": 2, "humor": 1}, 2)
    assert not found.is_shown
    receiving.put_on_map(db, first, clock(), shown=False)
    assert strength_map.of(db, trio.activity, "kart").counts == {"humor": 1, "klokskap": 1}
    receiving.put_on_map(db, first, clock(), shown=True)
    assert strength_map.of(db, trio.activity, "kart").cards == 3
