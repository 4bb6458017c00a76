"""Drawings: every card is a pebble, every answer a dot, and what people wrote stays text."""

from xml.etree import ElementTree as ET

import pytest

from facilitator.documents import typesetting
from facilitator.presentation import figures
from facilitator.presentation.board_bars import BarView, OptionView
from facilitator.presentation.strengths import (
    MapGroup,
    MapStrength,
    MapView,
    Pebble,
    groups_of,
)

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Samarbeidsviljeoverraskelsesevneforsterkning"


def strength(name: str, count: int) -> MapStrength:
    pebbles = tuple(Pebble(12 + 22 * n, 11, 9.0, 7.0, 10) for n in range(count))
    return MapStrength(name, count, pebbles, pebbles, 1, 100)


def a_map(*counts: int, hue: str = "mot", name: str = "Mot") -> MapView:
    strengths = tuple(strength(f"Styrke {n}", count) for n, count in enumerate(counts))
    return MapView((MapGroup(hue, name, name, strengths),), shown=True, crowded=False)


def opened(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def words(svg: str) -> list[str]:
    return [element.text or "" for element in opened(svg).iter(f"{SVG}text")]


def test_a_pebble_for_every_card_and_all_strengths_named() -> None:
    svg = figures.strength_map(a_map(3, 0, 29))
    assert len(list(opened(svg).iter(f"{SVG}ellipse"))) == 32
    assert words(svg) == ["Mot", "Styrke 0", "Styrke 1", "Styrke 2"]


@pytest.mark.parametrize("catalogue", ["via24"])
def test_nothing_lies_outside_the_drawing(catalogue: str) -> None:
    groups = tuple(
        MapGroup(g.hue, g.name, g.name, tuple(strength(s.name, 40) for s in g.strengths))
        for g in groups_of(catalogue)
    )
    drawn = opened(figures.strength_map(MapView(groups, shown=True, crowded=True)))
    height, width = float(drawn.get("height", 0)), float(drawn.get("width", 0))
    for stone in drawn.iter(f"{SVG}ellipse"):
        assert 0 <= float(stone.get("cx", -1)) <= width
        assert 0 <= float(stone.get("cy", -1)) + 8 <= height
    for text in drawn.iter(f"{SVG}text"):
        assert 0 < float(text.get("y", -1)) < height


def test_a_dot_for_every_answer_now_filled_and_before_open() -> None:
    bars = (BarView("før", 19, (), filled=False), BarView("nå", 31, (), filled=True))
    drawn = opened(figures.distribution([OptionView("Ja", bars)]))
    dots = list(drawn.iter(f"{SVG}circle"))
    assert len(dots) == 50
    assert sum(dot.get("fill") == "none" for dot in dots) == 19
    assert all(
        float(d.get("cx", 999)) < 680 and float(d.get("cy", 999)) < float(drawn.get("height", 0))
        for d in dots
    )


@pytest.mark.parametrize("said", ['<b>&"x', "\x00\x0bnull", LONG * 4, "ᚠ 😀 سلام", "áčŋ ŧž"])
def test_what_somebody_wrote_is_text_and_is_set(said: str) -> None:
    svg = figures.distribution([OptionView(said, (BarView("", 1, (), filled=True),))])
    assert "".join(words(svg)[:-1]).replace(" ", "") == "".join(
        letter for letter in said if letter > "\x1f" and letter != " "
    )
    assert typesetting.png(svg).startswith(b"\x89PNG")


def test_a_long_name_is_broken_and_a_group_of_another_kind_has_no_mark() -> None:
    view = MapView((MapGroup("", "Egne", "Egne", (strength(LONG, 1),)),), shown=True, crowded=False)
    svg = figures.strength_map(view)
    assert words(svg) == ["Egne", LONG[:25], LONG[25:]]
    assert len(list(opened(svg).iter(f"{SVG}path"))) == 1
