"""The meeting map's picture and words, without a database."""

import re

import pytest

from facilitator.domain.meetings import Meetings
from facilitator.models import Participant
from facilitator.presentation import meeting_map
from facilitator.presentation.meeting_map import Picture, draw

POINT = re.compile(r"M([\d.]+) ([\d.]+)h0")


def people(*names: str) -> list[Participant]:
    return [Participant(id=number, name=name) for number, name in enumerate(names, 1)]


def crowd(count: int) -> list[Participant]:
    return people(*(f"Deltaker{number:02d} Øvestrandbakken" for number in range(count)))


def points(picture: Picture) -> list[set[tuple[str, str]]]:
    return [set(POINT.findall(path)) for path in picture.dots]


@pytest.mark.parametrize("count", [2, 3, 36, 60])
def test_every_two_have_one_dot_inside_the_picture(count: int) -> None:
    days = {(1, 2): 1, (1, count): 4}
    picture = draw(crowd(count), Meetings(days, 4, days), 1)
    shelves = points(picture)
    assert sum(map(len, shelves)) == len(set().union(*shelves)) == count * (count - 1) // 2
    assert (len(shelves[1]), len(shelves[3])) == ((0, 1) if count == 2 else (1, 1))
    for x, y in set().union(*shelves):
        assert 0 < float(x) < picture.width
        assert 0 < float(y) < picture.height


def test_a_dot_lies_in_the_row_of_one_and_the_column_of_the_other() -> None:
    """Cille met Ane on one samling and Birk on two; Ane and Birk have not met."""
    days = {(1, 3): 1, (2, 3): 2}
    picture = draw(people("Ane", "Birk", "Cille"), Meetings(days, 2, days), 3)
    none, once, twice = (next(iter(shelf)) for shelf in points(picture)[:3])
    assert none[0] == once[0] < twice[0], "Ane's column, Ane's column, Birk's"
    assert none[1] < once[1] == twice[1], "Birk's row, Cille's row, Cille's"


@pytest.mark.parametrize(("chosen", "boxes"), [(1, 1), (2, 2), (3, 2)])
def test_the_chosen_one_is_lit_across_and_down(chosen: int, boxes: int) -> None:
    picture = draw(people("Ane", "Birk", "Cille"), Meetings(), chosen)
    assert len(picture.lit) == boxes
    assert [label.id for label in picture.rows if label.chosen] == [chosen]
    assert all(box.y + box.height <= picture.height for box in picture.lit)


def test_names_are_cut_rather_than_drawn_over_the_edge() -> None:
    long = "Nils-Jonas Isrosevik Øvestrandbakken-Nyløkken"
    picture = draw(people("Ane", long), Meetings(), 1)
    assert picture.rows[1].text.endswith("…")
    assert all(label.x >= len(label.text) * 6 for label in picture.rows)


def test_two_of_the_same_first_name_are_told_apart() -> None:
    found = meeting_map.first_names(people("Ane Havgløtt", "Ane Øvedal", "Jo Kastevind", "Jo"))
    assert found == ["Ane H", "Ane Ø", "Jo K", "Jo"]


@pytest.mark.parametrize(("count", "word"), [(1, "én"), (2, "to"), (12, "tolv"), (42, "42")])
def test_small_numbers_are_words(count: int, word: str) -> None:
    assert meeting_map.in_words(count) == word
