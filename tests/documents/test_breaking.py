"""Long words are broken where one would, and a table's columns have room for their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.documents import breaking
from facilitator.documents.breaking import HYPHEN, MARK


def bare(text):
    return text.replace(MARK, "").replace(HYPHEN, "")


@given(st.text(st.characters(exclude_characters=MARK + HYPHEN), max_size=80), st.integers(1, 40))
def test_nothing_is_added_but_marks(text, room):
    assert bare(breaking.broken(text, room)) == text


@given(st.text("abcÆ19ŋж", min_size=1, max_size=200), st.integers(1, 20))
def test_no_piece_is_much_longer_than_its_room(word, room):
    pieces = breaking.broken(word, room).replace(HYPHEN, MARK).split(MARK)
    assert max(map(len, pieces)) <= max(room, 3)


def test_words_are_broken_at_syllables_and_addresses_after_their_signs():
    assert breaking.broken("kompetansebevis", 10).split(HYPHEN) == [
        "kom",
        "pe",
        "tanse",
        "be",
        "vis",
    ]
    assert breaking.broken("ane@kommune.example", 12) == f"ane@{MARK}kommune.{MARK}example"


@pytest.mark.parametrize("letter", ["e\u0301", "👨\u200d👩\u200d👧", "مح\u064e"])
def test_what_belongs_to_a_letter_is_not_torn_from_it(letter):
    text = breaking.broken(letter * 20, 4)
    assert not any(f"{MARK}{sign}" in text for sign in "\u0301\u200d\u064e")


def test_columns_share_the_line_by_what_stands_in_them():
    found = breaking.columns([["Navn", "Før"], ["Et ganske langt navn på en person", "4"]], 470)
    assert found.size == breaking.SIZES[0]
    assert found.widths[0] > 5 * found.widths[1]
    assert found.rooms[0] >= 33


def test_many_columns_are_set_smaller_and_each_has_some_room():
    found = breaking.columns([["Overskriften"] * 24] * 2, 470)
    assert found.size == breaking.SIZES[-1]
    assert min(found.rooms) >= 1


def test_a_long_text_takes_no_room_from_short_words():
    found = breaking.columns([["Navn", "Merknad"], ["Ane", "ord " * 400]], 470)
    assert found.rooms[0] >= len("Navn")
