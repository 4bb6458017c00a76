"""Sizes, variables in prompts, and the strength catalogue."""

import pytest

from facilitator.processes import Size, fill, load_catalogue, parse_size, variables

HUES = ["visdom", "mot", "medmenneskelighet", "rettferd", "matehold", "transcendens"]


@pytest.mark.parametrize(
    ("text", "size"),
    [("all", Size(1, None)), ("1", Size(1, 1)), ("4-6", Size(4, 6)), ("0-5", Size(0, 5))],
)
def test_sizes(text: str, size: Size) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "0", "6-4", "to", "-3", "4-", "4-6-8"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(ValueError, match="er ikke et antall"):
        parse_size(text)


def test_only_the_whole_room_has_no_upper_end() -> None:
    assert (parse_size("all").everyone, parse_size("4-6").everyone) == (True, False)


def test_variables_are_found_in_order() -> None:
    assert variables("{question} og {theme}, men ikke { alene") == ("question", "theme")


def test_variables_are_filled_and_an_empty_one_is_dots() -> None:
    assert fill("Tema: {theme}. {question}", {"theme": "mot {x}"}) == "Tema: mot {x}. …"


def test_filling_reaches_nothing_but_the_values() -> None:
    assert fill("{theme.__class__}", {"theme": "mot"}) == "…"


def test_six_virtues_with_their_marks() -> None:
    assert [virtue.hue for virtue in load_catalogue().virtues] == HUES


def test_twenty_four_strengths_each_under_its_virtue() -> None:
    catalogue = load_catalogue("via24")
    assert len(catalogue.strengths) == 24
    assert [len(catalogue.of(virtue)) for virtue in catalogue.virtues] == [5, 4, 3, 3, 4, 5]
    assert catalogue.virtue("mot_dyd").name == "Mot"


def test_descriptions_are_whole_sentences() -> None:
    catalogue = load_catalogue()
    assert catalogue.strength("nysgjerrighet").description == (
        "Du undrer deg, spør og vil vite mer om folk og verden."
    )
    assert all(item.description.endswith(".") for item in catalogue.strengths)


def test_an_unknown_catalogue_or_strength_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_catalogue("../hemmelig")
    with pytest.raises(KeyError):
        load_catalogue().strength("latskap")
