"""Who sits with whom over a year, and what gives way when everything cannot be had. Pure."""

import random
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import pytest

from facilitator.domain import grouping, seat_questions
from facilitator.domain.gave_way import GaveWay
from facilitator.domain.grouping import Acquaintance, Pair, Person, pair
from facilitator.domain.seat_questions import Ask, about, answered, fitted

ROUNDS = 9
ARITHMETIC = 486
"""Nine rounds of nine fours: six pairs in each of them, of the 630 that 36 people have."""


def a_year(seed: int, absent: int = 0) -> tuple[int, int]:
    """(pairs that have met, pairs that could have): 36 people in nine rounds of fours.

    Each round knows what has been and nothing of what comes.
    """
    people = [Person(n) for n in range(36)]
    times: Counter[Pair] = Counter()
    limit = 0
    draw = random.Random(seed)
    for number in range(ROUNDS):
        here = draw.sample(people, len(people) - absent)
        groups = grouping.mix(here, 4, 4, Acquaintance(times), seed=seed + number)
        sat = [pair(a, b) for group in groups for a, b in combinations(group, 2)]
        limit += len(sat)
        times.update(sat)
    return len(times), limit


@pytest.mark.parametrize("absent", [0, 4])
def test_a_year_of_fours_comes_to_98_percent_of_what_is_possible(absent: int) -> None:
    met, limit = a_year(seed=1, absent=absent)
    assert limit <= ARITHMETIC
    assert met >= 0.98 * limit


def seats_of(groups: Sequence[Sequence[int]]) -> set[Pair]:
    return {pair(a, b) for group in groups for a, b in combinations(group, 2)}


def test_those_who_have_met_most_often_are_parted_first() -> None:
    """Somebody must meet again; it is not the two who have met three times."""
    people = [Person(n) for n in range(4)]
    times = dict.fromkeys(combinations(range(4), 2), 1) | {(0, 1): 3, (2, 3): 2}
    for seed in range(6):
        groups = grouping.mix(people, 2, 2, Acquaintance(times), seed)
        assert not seats_of(groups) & {(0, 1), (2, 3)}


def test_the_rules_weigh_in_their_order() -> None:
    """Each rule against the next one: 0 can only avoid one of its two partners."""
    plain, here = Person(0, "skole", "A"), Person(9, "b", "B")
    chief, colleague = Person(1, "skole", "C", True), Person(2, "skole", "C")
    weighed = [
        grouping.cost_of_two(plain, here, Acquaintance(apart=frozenset({(0, 9)}))),
        grouping.cost_of_two(plain, chief),
        grouping.cost_of_two(plain, here, Acquaintance({(0, 9): 1})),
        grouping.cost_of_two(plain, colleague),
        grouping.cost_of_two(plain, Person(3, "c", "A")),
        grouping.cost_of_two(plain, here),
    ]
    assert weighed == sorted(weighed, reverse=True)
    assert len(set(weighed)) == len(weighed)


def test_who_is_not_to_be_together_is_not_even_when_it_costs_everything_else() -> None:
    people = [Person(n, "skole", "A", is_leader=True) for n in range(4)]
    met = Acquaintance({(0, 2): 9, (0, 3): 9}, frozenset({(0, 1)}))
    for seed in range(6):
        assert (0, 1) not in seats_of(grouping.mix(people, 2, 2, met, seed))


def question_of(
    people: Sequence[Person], *asks: Ask, met: Acquaintance | None = None
) -> seat_questions.Question:
    return about(people, met or Acquaintance(), asks)


PAIRS = Ask("par", "mix", 2, 2)


def test_two_who_are_apart_and_alone_get_a_seat_and_it_is_said() -> None:
    met = Acquaintance(apart=frozenset({(1, 2)}))
    answer = answered(question_of([Person(1), Person(2)], PAIRS, met=met))
    assert seats_of(answer.seats["par"]) == {(1, 2)}
    assert answer.gave_way["par"] == (GaveWay("apart", (1, 2)),)


def test_three_of_one_workplace_and_nobody_else() -> None:
    people = [Person(1, "skole", "A", is_leader=True), Person(2, "skole"), Person(3, "skole")]
    answer = answered(question_of(people, Ask("ring", "mix", 3, 3)))
    assert [set(group) for group in answer.seats["ring"]] == [{1, 2, 3}]
    assert [what.rule for what in answer.gave_way["ring"]] == ["leader", "leader", "workplace"]


def test_more_apart_than_can_be_kept_seats_everybody_and_says_which() -> None:
    """Five who may sit with nobody."""
    people = [Person(n) for n in range(5)]
    everybody = frozenset(combinations(range(5), 2))
    answer = answered(question_of(people, PAIRS, met=Acquaintance(apart=everybody)))
    assert sorted(len(group) for group in answer.seats["par"]) == [2, 3]
    assert {what.ids for what in answer.gave_way["par"]} == seats_of(answer.seats["par"])


def test_nothing_is_said_of_what_everybody_has_done() -> None:
    people = [Person(n) for n in range(4)]
    times = dict.fromkeys(combinations(range(4), 2), 2)
    answer = answered(question_of(people, PAIRS, met=Acquaintance(times)))
    assert answer.gave_way["par"] == ()


def test_pairs_and_the_tables_they_make_are_answered_in_one_go() -> None:
    people = [Person(n, f"skole {n % 5}") for n in range(13)]
    tables = Ask("bord", "merge", 4, 6, source="par")
    answer = answered(question_of(people, PAIRS, tables))
    for ids in answer.seats["par"]:
        assert any(set(ids) <= set(table) for table in answer.seats["bord"])
    assert all(4 <= len(table) <= 6 for table in answer.seats["bord"])


def test_who_were_a_pair_in_the_same_process_meet_others_in_the_next_set() -> None:
    people = [Person(n) for n in range(10)]
    fives = Ask("femmere", "mix", 5, 5, avoid=("par",))
    answer = answered(question_of(people, PAIRS, fives))
    assert not seats_of(answer.seats["par"]) & seats_of(answer.seats["femmere"])


def test_by_workplace_the_few_join_each_other() -> None:
    large = [Person(n, "stor") for n in range(5)]
    few = [Person(10 + n, f"liten {n}") for n in range(3)]
    ask = Ask("lag", "workplace", 3, 6)
    groups = answered(question_of([*large, *few], ask)).seats["lag"]
    assert {frozenset(group) for group in groups} == {
        frozenset(range(5)), frozenset({10, 11, 12})}  # fmt: skip
    alone = answered(question_of([*large, *few[:1]], Ask("lag", "workplace", 3, 6, joins=False)))
    assert (10,) in alone.seats["lag"]


# --- the room has changed since it was asked ------------------------------------------------


FOURS = Ask("bord", "mix", 4, 4)


def fit(answered_for: int, here: Sequence[int], ask: Ask = FOURS) -> set[frozenset[int]] | None:
    answer = answered(question_of([Person(n) for n in range(answered_for)], ask))
    found = fitted(answer, ask, {n: Person(n) for n in here}, Acquaintance)
    return {frozenset(ids) for ids in found} if found is not None else None


def test_who_came_meanwhile_is_seated_and_who_went_is_left_out() -> None:
    whole = fit(8, range(8))
    assert whole is not None
    assert {frozenset(ids - {7}) for ids in whole} == fit(8, range(7))
    joined = fit(7, range(8))
    assert joined is not None
    assert sorted(len(ids) for ids in joined) == [4, 4]


def test_where_the_sizes_no_longer_fit_it_is_seated_anew() -> None:
    assert fit(8, range(11)) is None
    assert fitted(None, FOURS, {1: Person(1)}, Acquaintance) is None


def test_tables_of_other_pairs_than_now_are_seated_anew() -> None:
    people = {n: Person(n) for n in range(4)}
    ask = Ask("bord", "merge", 2, 2, units=((0, 1), (2, 3)))
    answer = answered(question_of(list(people.values()), ask))
    assert fitted(answer, ask, people, Acquaintance) is not None
    moved = Ask("bord", "merge", 2, 2, units=((0, 2), (1, 3)))
    assert fitted(answer, moved, people, Acquaintance) is None
