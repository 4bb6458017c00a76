"""What the columns of a list hold, and what is taken out of it unread."""

import pytest

from facilitator.domain.roster_columns import (
    EMAIL,
    FIRST,
    IGNORED,
    LAST,
    MUNICIPALITY,
    NAME,
    ROLE,
    WORKPLACE,
    meaning_of,
    understand,
)

A_NUMBER = "01017012345"
"""Eleven digits of nobody: the sums do not fit."""
VALID = "13097248022"


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("NAVN", NAME), ("Navn på deltaker", NAME), ("Deltaker:", NAME), ("Fullt navn", NAME),
        ("Fornavn", FIRST), ("For- og mellomnavn", FIRST), ("ETTERNAVN *", LAST),
        ("E-post", EMAIL), ("epost", EMAIL), ("E-mail", EMAIL), ("Mailadresse", EMAIL),
        ("E-postadresse (jobb)", EMAIL), ("e.post", EMAIL),
        ("Stilling", ROLE), ("Rolle", ROLE), ("Stilling/rolle", ROLE), ("Yrke", ROLE),
        ("Arbeidssted", WORKPLACE), ("Virksomhet", WORKPLACE), ("Skole/barnehage", WORKPLACE),
        ("Kommune", MUNICIPALITY), ("Kommune (arbeidssted)", MUNICIPALITY),
        ("Leders e-post", IGNORED), ("Navn på nærmeste leder", IGNORED), ("Telefon", IGNORED),
        ("Allergier", IGNORED), ("", IGNORED),
    ],
)  # fmt: skip
def test_headings_as_people_write_them(heading: str, meaning: str) -> None:
    assert meaning_of(heading) == meaning


def test_what_stands_above_the_headings_is_passed_over() -> None:
    sheet = understand([[
        ["Deltakerliste Kull 11", "", ""],
        ["Navn på kurset: SMART", "", ""],
        ["", "", ""],
        ["Nr", "Etternavn", "Fornavn"],
        ["1", "Bø", "Åse"],
    ]])  # fmt: skip
    assert sheet.meanings == (IGNORED, LAST, FIRST)
    assert sheet.rows == ((5, ("1", "Bø", "Åse")),)


def test_the_sheet_that_says_most_is_chosen() -> None:
    cover = [["Kurs 2027", ""], ["Navn", "Turid"]]
    people = [["Navn", "E-post", "Kommune"], ["Ane", "ane@vert.example", "Skien"]]
    assert understand([cover, people]).meanings == (NAME, EMAIL, MUNICIPALITY)


def test_a_list_without_headings_is_names_and_addresses() -> None:
    sheet = understand([[["Ane Havgløtt", "ane@vert.example"], ["Bo Dal", "bo@vert.example"]]])
    assert sheet.meanings == (NAME, EMAIL)
    assert sheet.headings == ("Kolonne A", "Kolonne B")
    assert [number for number, _ in sheet.rows] == [1, 2]


@pytest.mark.parametrize(
    "heading",
    ["Fødselsnummer", "Fødselsnr.", "Personnummer", "Fødsels- og personnummer (11 siffer)",
     "fnr", "D-nummer", "Fødselsdato", "Født"],
)  # fmt: skip
def test_a_column_of_birth_numbers_or_dates_is_dropped_by_its_heading(heading: str) -> None:
    sheet = understand([[["Navn", heading, "Kommune"], ["Ane", "010170 12345", "Skien"]]])
    assert sheet.headings == ("Navn", "Kommune")
    assert sheet.rows == ((2, ("Ane", "Skien")),)
    assert sheet.forbidden == frozenset()
    assert len(sheet.dropped) == 1


def test_it_is_dropped_by_its_content_too_also_without_a_leading_zero() -> None:
    cells = [VALID, A_NUMBER.lstrip("0"), "", A_NUMBER]
    rows = [["Navn", "Ident"], *([f"Deltaker {n}", cell] for n, cell in enumerate(cells))]
    sheet = understand([rows])
    assert sheet.dropped == ("Ident",)
    assert "70" not in repr(sheet)


@pytest.mark.parametrize("number", [VALID, A_NUMBER, "010170 12345", "010170-12345"])
def test_elsewhere_it_refuses_its_row_and_is_kept_nowhere(number: str) -> None:
    rows = [["Navn", "Merknad"], ["Ane", "Ringer"], ["Bo Dal", f"nr {number}."], ["Siv", ""]]
    sheet = understand([rows])
    assert sheet.forbidden == frozenset({3})
    assert sheet.rows == ((2, ("Ane", "Ringer")), (3, ("", "")), (4, ("Siv", "")))
    assert number not in repr(sheet)


def test_a_number_in_the_heading_is_not_repeated() -> None:
    sheet = understand([[["Navn", f"Kol {VALID}"], ["Ane", "x"]]])
    assert VALID not in repr(sheet)


def test_what_is_named_twice_counts_once() -> None:
    sheet = understand([[["Navn", "E-post", "E-post privat", "Skole", "Virksomhet"], ["A"] * 5]])
    assert sheet.meanings == (NAME, EMAIL, IGNORED, WORKPLACE, IGNORED)
    sheet = understand([[["Fornavn", "Etternavn", "Navn"], ["Ane", "Bø", "Skolen"]]])
    assert sheet.meanings == (FIRST, LAST, IGNORED)
