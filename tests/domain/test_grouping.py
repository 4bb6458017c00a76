"""Who sits with whom. Pure: people in, ids out."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.domain import grouping
from facilitator.domain.grouping import Acquaintance, Person

SPANS = st.sampled_from([(2, 2), (3, 3), (4, 6), (5, 6), (6, 8)])


@st.composite
def rooms(draw: st.DrawFn, least: int = 0, most: int = 40) -> list[Person]:
    """People from a few workplaces, each in one municipality, with a leader here and there."""
    towns = draw(st.lists(st.sampled_from("ABCD"), min_size=1, max_size=8))
    count = draw(st.integers(least, most))
    people = []
    for number in range(1, count + 1):
        place = draw(st.integers(0, len(towns) - 1))
        leads = draw(st.integers(0, 4)) == 0
        people.append(Person(number, f"skole {place}", towns[place], leads))
    return people


def seated(groups: list[tuple[int, ...]]) -> Counter[int]:
    return Counter(person for group in groups for person in group)


def leader_with_own(groups: list[tuple[int, ...]], people: list[Person]) -> int:
    """How many times a leader sits with somebody of the same workplace."""
    known = {person.id: person for person in people}
    pairs = [(known[a], known[b]) for group in groups for a, b in combinations(group, 2)]
    return sum(a.workplace == b.workplace and (a.is_leader or b.is_leader) for a, b in pairs)


@given(rooms(), SPANS, st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_everybody_sits_in_exactly_one_group(
    people: list[Person], span: tuple[int, int], seed: int
) -> None:
    groups = grouping.mix(people, *span, seed=seed)
    assert seated(groups) == Counter(person.id for person in people)


@given(rooms(least=2), st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_a_trio_only_when_the_number_is_odd(people: list[Person], seed: int) -> None:
    counts = Counter(len(group) for group in grouping.mix(people, 2, 2, seed=seed))
    assert counts[3] == len(people) % 2
    assert set(counts) <= {2, 3}


def test_one_alone_is_a_group_of_one_and_nobody_is_none() -> None:
    assert grouping.mix([Person(7)], 2, 2) == [(7,)]
    assert grouping.mix([], 2, 2) == []
    assert grouping.mix([], 4, 6) == []


def possible(people: int, smallest: int, largest: int) -> bool:
    return any(g * smallest <= people <= g * largest for g in range(1, people + 1))


@given(st.integers(1, 250), SPANS)
def test_sizes_are_in_range_whenever_the_number_allows_it(
    people: int, span: tuple[int, int]
) -> None:
    sizes = grouping.sizes(people, *span)
    assert sum(sizes) == people
    assert max(sizes) - min(sizes) <= 1
    if possible(people, *span):
        assert span[0] <= min(sizes)
        assert max(sizes) <= span[1]


def test_a_number_that_allows_no_group_in_range_gives_even_groups() -> None:
    assert grouping.sizes(7, 4, 6) == [4, 3]
    assert grouping.sizes(3, 4, 6) == [3]
    assert grouping.sizes(13, 5, 6) == [7, 6]


@given(rooms(least=4, most=24), SPANS, st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_no_swap_of_two_people_would_seat_them_better(
    people: list[Person], span: tuple[int, int], seed: int
) -> None:
    groups = grouping.mix(people, *span, seed=seed)
    known = {person.id: person for person in people}
    cost = total_cost(groups, known)
    for left, right in combinations(range(len(groups)), 2):
        for a in groups[left]:
            for b in groups[right]:
                assert total_cost(swapped(groups, a, b), known) >= cost


def total_cost(groups: list[tuple[int, ...]], known: dict[int, Person]) -> int:
    return sum(
        grouping.cost_of_two(known[a], known[b])
        for group in groups
        for a, b in combinations(group, 2)
    )


def swapped(groups: list[tuple[int, ...]], a: int, b: int) -> list[tuple[int, ...]]:
    other = {a: b, b: a}
    return [tuple(other.get(person, person) for person in group) for group in groups]


def pairings(ids: list[int]) -> list[list[tuple[int, ...]]]:
    """Every way to put an even number of people into pairs."""
    if not ids:
        return [[]]
    first, *rest = ids
    return [
        [(first, other), *more]
        for other in rest
        for more in pairings([person for person in rest if person != other])
    ]


@given(rooms(least=4, most=8), st.integers(0, 9))
@settings(max_examples=150, deadline=None)
def test_a_leader_never_sits_with_an_own_employee_when_that_can_be_avoided(
    people: list[Person], seed: int
) -> None:
    people = people[: len(people) // 2 * 2]
    fewest = min(leader_with_own(p, people) for p in pairings([p.id for p in people]))
    found = grouping.mix(people, 2, 2, seed=seed)
    assert leader_with_own(found, people) == fewest


def test_those_who_have_met_often_still_do_not_outweigh_a_leader_with_an_own_employee() -> None:
    boss = Person(1, "skole", "A", is_leader=True)
    people = [boss, Person(2, "skole", "A"), Person(3, "b", "B"), Person(4, "c", "C")]
    often = {(1, 3): 9, (1, 4): 9}
    groups = grouping.mix(people, 2, 2, Acquaintance(often))
    assert leader_with_own(groups, people) == 0


def test_pairs_of_the_year_are_not_repeated_when_others_are_free() -> None:
    people = [Person(n, f"w{n}", f"t{n}") for n in range(1, 5)]
    met = Acquaintance({(1, 2): 1, (3, 4): 1})
    for seed in range(5):
        pairs = {tuple(sorted(group)) for group in grouping.mix(people, 2, 2, met, seed)}
        assert not pairs & set(met.times)


def test_the_same_room_is_seated_the_same_way() -> None:
    people = [Person(n, f"w{n % 5}", f"t{n % 3}") for n in range(1, 30)]
    assert grouping.mix(people, 4, 6, seed=3) == grouping.mix(people, 4, 6, seed=3)


@given(st.integers(2, 60), st.integers(0, 9))
@settings(deadline=None)
def test_tables_of_whole_pairs_are_in_range(people: int, seed: int) -> None:
    everyone = [Person(n, f"w{n % 9}", f"t{n % 4}") for n in range(1, people + 1)]
    known = {person.id: person for person in everyone}
    pairs = grouping.mix(everyone, 2, 2, seed=seed)
    units = [[known[n] for n in pair] for pair in pairs]
    tables = grouping.merge(units, 4, 6, seed=seed)
    assert seated(tables) == Counter(list(known))
    for pair in pairs:
        assert sum(set(pair) <= set(table) for table in tables) == 1
    if people not in (2, 3, 7):
        assert all(4 <= len(table) <= 6 for table in tables)


@given(st.integers(4, 40), st.integers(1, 5), st.integers(0, 9))
@settings(deadline=None)
def test_newcomers_sit_down_where_there_is_room(people: int, new: int, seed: int) -> None:
    """They come between the pairs and the tables, each as a unit of one."""
    everyone = [Person(n, f"w{n % 9}", f"t{n % 4}") for n in range(1, people + 1)]
    pairs = [everyone[n : n + 2] for n in range(0, people - people % 2, 2)]
    alone = [[person] for person in everyone[people - people % 2 :]]
    alone += [[Person(100 + n)] for n in range(new)]
    tables = grouping.merge(pairs + alone, 4, 6, seed=seed)
    total = len(seated(tables))
    assert total == 2 * len(pairs) + len(alone)
    assert max(len(table) for table in tables) <= max(6, total)
    if total >= 12:
        assert all(4 <= len(table) <= 6 for table in tables)


def test_merging_keeps_leaders_from_their_own_when_another_table_is_free() -> None:
    """The greedy seating alone may leave the last pair only the wrong table."""
    for seed in range(30):
        units = [
            [Person(1, "skole", "A", is_leader=True), Person(2, "b", "B")],
            [Person(3, "skole", "A"), Person(4, "c", "C")],
            [Person(5, "d", "D"), Person(6, "e", "E")],
            [Person(7, "f", "F"), Person(8, "g", "G")],
        ]
        people = [person for unit in units for person in unit]
        assert leader_with_own(grouping.merge(units, 4, 6, seed=seed), people) == 0


def test_a_late_arrival_joins_the_smallest_group_and_of_those_the_best_mixed() -> None:
    large = [Person(1), Person(2), Person(3)]
    same_place = [Person(4, "skole", "A"), Person(5, "skole2", "B")]
    elsewhere = [Person(6, "b", "C"), Person(7, "c", "D")]
    late = Person(8, "skole", "A")
    assert grouping.place_late([large, same_place, elsewhere], late) == 2
    assert grouping.place_late([], late) is None


@pytest.mark.parametrize(
    ("units", "tables"),
    [
        ([2], [2]),
        ([3, 2], [5]),
        ([2, 2, 2], [6]),
        ([3, 2, 2], [3, 4]),
        ([2] * 5, [4, 6]),
        ([3] + [2] * 5, [4, 4, 5]),
        ([2] * 7, [4, 4, 6]),
        ([2] * 18, [4] * 9),
        ([1] * 7, [3, 4]),
    ],
)
def test_pairs_become_fours_and_a_left_over_pair_joins_one(
    units: list[int], tables: list[int]
) -> None:
    ids = iter(range(1, 100))
    people = [[Person(next(ids)) for _ in range(size)] for size in units]
    merged = grouping.merge(people, 4, 4)
    assert sorted(len(table) for table in merged) == tables
    for unit in people:
        together = {person.id for person in unit}
        assert any(together <= set(table) for table in merged)
