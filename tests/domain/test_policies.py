"""The whole table of who reads what, written out once more and independently."""

import itertools

import pytest

from facilitator.domain import policies
from facilitator.domain.permissions import PARTICIPANT, PROSESSLEDER, VISITOR, held
from facilitator.domain.policies import LEVELS, Actor, may_read
from facilitator.errors import NotAllowed, NotSignedIn

RELATIONS = ("anyone", "owner", "pair", "group", "room", "cohort", "holder", "leader")

# A row for each level; a column for each relation above. 1: reads, 0: does not.
TABLE = {
    #         anyone owner pair group room cohort holder leader
    "me":     (0,    1,    0,   0,    0,   0,     0,     0),
    "pair":   (0,    1,    1,   0,    0,   0,     0,     0),
    "group":  (0,    1,    1,   1,    0,   0,     0,     0),
    "room":   (0,    1,    1,   1,    1,   0,     0,     1),
    "cohort": (0,    1,    1,   1,    1,   1,     1,     1),
    "public": (1,    1,    1,   1,    1,   1,     1,     1),
}  # fmt: skip


def rows() -> list[tuple[str, str, bool]]:
    return [
        (level, relation, bool(reads))
        for level, row in TABLE.items()
        for relation, reads in zip(RELATIONS, row, strict=True)
    ]


def test_the_table_here_has_every_level() -> None:
    assert tuple(TABLE) == LEVELS == tuple(policies.READERS) == tuple(policies.LEVEL_NAMES)
    assert set().union(*policies.READERS.values()) == set(RELATIONS)


@pytest.mark.parametrize(("level", "relation", "reads"), rows())
def test_who_reads(level: str, relation: str, reads: bool) -> None:
    assert may_read(frozenset({relation}), level) is reads


@pytest.mark.parametrize("level", LEVELS)
def test_nobody_without_a_relation_reads(level: str) -> None:
    assert may_read(frozenset(), level) is False


@pytest.mark.parametrize(("level", "relation", "reads"), rows())
def test_what_is_withdrawn_only_its_owner_reads(level: str, relation: str, reads: bool) -> None:
    assert may_read(frozenset({relation}), level, withdrawn=True) is (relation == "owner")


@pytest.mark.parametrize(("level", "relation", "reads"), rows())
def test_what_is_hidden_its_owner_and_the_leaders_read(
    level: str, relation: str, reads: bool
) -> None:
    expected = reads and relation in ("owner", "leader")
    assert may_read(frozenset({relation}), level, hidden=True) is expected


def test_a_wider_level_takes_no_reader_away() -> None:
    for narrow, wide in itertools.pairwise(LEVELS):
        assert policies.READERS[narrow] <= policies.READERS[wide]
        assert policies.at_least(wide, narrow)
        assert not policies.at_least(narrow, wide)


def test_the_board_begins_at_room() -> None:
    assert [policies.on_board(level) for level in LEVELS] == [False] * 3 + [True] * 3


def test_a_device_without_a_person_is_a_visitor() -> None:
    assert held(Actor()) == {VISITOR}
    with pytest.raises(NotSignedIn):
        policies.require_leader(Actor(participant_id=1))
    with pytest.raises(NotAllowed):
        policies.require_participant(Actor(facilitator_id=1))


def test_one_may_be_both_leader_and_participant() -> None:
    both = Actor(participant_id=1, facilitator_id=2, whole_portfolio=True)
    assert held(both) == {VISITOR, PARTICIPANT, PROSESSLEDER}
    assert policies.require_leader(both) == 2
    assert policies.require_participant(both) == 1
