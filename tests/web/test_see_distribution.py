"""Slik tenker rommet: one dot for each answer, from five, before and after side by side."""

import html
import re

import pytest

from tests.support.nameless import SEVEN, answer
from tests.support.phones import Phone

WAITS = "Fordelingen vises når minst fem har svart."


@pytest.fixture
def led(start):
    led = start(process="moralsk_resonnering", present=SEVEN)
    led.advance_to("standpunkt")
    return led


@pytest.fixture
def ane(led, phone, cast):
    return Phone(phone("ane"), cast)


def give(led, *options, phase="standpunkt"):
    for who, option in zip(SEVEN, options, strict=False):
        answer(led, who, option, phase=phase)


@pytest.fixture
def projector(stranger, ane):
    return lambda: html.unescape(stranger.get(ane.path("/lerret")).text)


def rows(page):
    """(answer or empty, series, count, dots) as they stand."""
    found = re.findall(
        r'<tr class="[ab ]+">(?:<th[^>]*>([^<]+)</th>)?<td class="wh">(\w*)</td>'
        r'<td class="n num">(\d+)</td><td class="u">(.*?)</td>',
        page,
    )
    return [(label, word, int(n), dots.count("<circle")) for label, word, n, dots in found]


def test_below_five_nothing_is_shown_anywhere(led, ane, projector):
    give(led, "Ja", "Ja", "Nei", "Ja")
    led.press("advance")
    for page in (projector(), ane.surface()):
        assert WAITS in page
        assert "<table" not in page


def test_the_fifth_who_comes_late_opens_it(led, ane, projector):
    give(led, "Ja", "Ja", "Nei", "Ja")
    led.press("advance")
    answer(led, "anders", "Usikker")
    assert rows(projector()) == [("Ja", "", 3, 3), ("Nei", "", 1, 1), ("Usikker", "", 1, 1)]
    assert WAITS not in ane.surface()


def test_one_dot_for_each_and_no_percent(led, ane, projector):
    give(led, "Ja", "Ja", "Nei", "Ja", "Ja", "Ja")
    led.press("advance")
    page = projector()
    assert rows(page) == [("Ja", "", 5, 5), ("Nei", "", 1, 1), ("Usikker", "", 0, 0)]
    assert "6 svar, uten navn" in page
    assert "%" not in re.sub(r"<svg.*?</svg>|<head>.*?</head>", "", page, flags=re.DOTALL)
    assert "6 svar, uten navn" in ane.surface()
    assert '<th rowspan="1" scope="rowgroup">Usikker</th>' in ane.surface()


def test_before_and_now_stand_side_by_side(led, ane, projector):
    give(led, "Ja", "Ja", "Nei", "Ja", "Ja")
    led.advance_to("nytt")
    give(led, "Nei", "Nei", "Nei", "Nei", "Usikker", "Nei", phase="nytt")
    led.press("advance")
    assert rows(projector()) == [
        ("Ja", "før", 4, 4), ("", "nå", 0, 0),
        ("Nei", "før", 1, 1), ("", "nå", 5, 5),
        ("Usikker", "før", 0, 0), ("", "nå", 1, 1),
    ]  # fmt: skip
    assert "5 svar før og 6 svar nå, uten navn" in projector()
    assert "Slik falt svarene" in ane.surface()


def test_too_few_the_second_time_shows_the_first_alone(led, projector):
    give(led, *["Ja"] * 5)
    led.advance_to("nytt")
    give(led, "Nei", phase="nytt")
    led.press("advance")
    assert [row[:3] for row in rows(projector())] == [
        ("Ja", "", 5), ("Nei", "", 0), ("Usikker", "", 0)
    ]  # fmt: skip
    assert "De nye svarene vises når minst fem har svart." in projector()


def test_the_counts_outlive_the_activity(led, projector):
    give(led, *["Ja"] * 5)
    led.end()
    assert rows(projector())[0] == ("Ja", "", 5, 5)


def test_the_note_has_the_totals_as_a_table_in_every_format(led, leader):
    give(led, "Ja", "Ja", "Nei", "Ja", "Ja")
    led.advance_to("overfor")
    led.end()
    page = html.unescape(leader.get("/notat/8").text)
    assert "Dilemma: Bildet i foreldregruppa" in page
    assert "<caption>Antall svar, uten navn</caption>" in page
    assert '<th scope="row">Ja</th><td>4</td>' in page
    markdown = leader.get("/notat/8.md").text
    assert "| Svar | Før |\n| --- | --- |\n| Ja | 4 |\n| Nei | 1 |\n| Usikker | 0 |" in markdown


def test_the_note_says_nothing_of_four_answers(led, leader):
    give(led, *["Ja"] * 4)
    led.end()
    assert "Antall svar" not in leader.get("/notat/8").text


def test_what_the_dilemma_tells_the_prosessleder_is_on_the_remote_alone(
    led, ane, leader, projector
):
    probe = "Hva skylder vi et barn som ikke kan si ja eller nei selv?"
    led.advance_to("perspektiv")
    assert probe in html.unescape(leader.get(ane.path("/styring")).text)
    assert probe not in projector()
    assert probe not in ane.surface()


def test_one_s_mappe_names_the_dilemma_and_holds_no_answer(led, ane, linked):
    answer(led, "ane", "Nei", "Barnet kan ikke si nei.")
    led.advance_to("overfor")
    ane.post(f"/bidrag/{led.id}/overfor", **{"0-what": "Jeg prøver det i klassen."})
    led.end()
    page = html.unescape(linked("ane").get("/mappe").text)
    assert "Bildet i foreldregruppa" in page
    assert "Jeg prøver det i klassen." in page
    assert "Barnet kan ikke si nei." not in page
