"""A workbook in which names stay names, dates are dates, and nothing is lost or acted upon."""

import dataclasses
import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest

from facilitator.documents import xlsx
from facilitator.presentation.lists import Book, Column, Sheet

MADE = dt.datetime(2027, 9, 15, 15, 31, tzinfo=dt.UTC)
COLUMNS = (
    Column("Navn", 28),
    Column("Dato", 12, "date"),
    Column("Antall", 8, "number"),
    Column("Tekst", 40),
)
ROW = ("Ánde Čáhppe-Đorši", dt.date(2027, 1, 20), 3, "Æ, ø og å 😀")


def book(*rows, note="", name="Oppmøte", **fields):
    sheet = Sheet(name, COLUMNS, rows or (ROW,), note)
    return Book(
        **{
            "title": "Oppmøte & avtaler",
            "lead": ("Kull 10 · 2026/2027", "Hentet 4. juni"),
            "sheets": (sheet,),
            "author": "SMART-senteret (demo)",
            "filename": "oppmote",
        }
        | fields
    )


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(xlsx.render(content, MADE)))


def sheet_of(content):
    return opened(content).worksheets[0]


def text_of(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return "".join(file.read(name).decode() for name in file.namelist())


def test_texts_dates_and_numbers_are_what_they_are():
    sheet = sheet_of(book())
    assert [cell.value for cell in sheet[1]] == ["Navn", "Dato", "Antall", "Tekst"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [
        ("Ánde Čáhppe-Đorši", "s"),
        (dt.datetime(2027, 1, 20), "d"),  # noqa: DTZ001 - as openpyxl reads a date
        (3, "n"),
        ("Æ, ø og å 😀", "s"),
    ]
    assert sheet["B2"].number_format == "dd.mm.yyyy"


@pytest.mark.parametrize(
    "said",
    [
        "=cmd|' /C calc'!A0",
        "=1+1",
        "+47 90 00 00 00",
        "-2+3",
        "@SUM(A1)",
        "{=A1}",
        "007",
        "http://example.org",
        "mailto:a@example.org",
        "<b>&amp;</b>",
        "_x0041_",
        "محمد عبد الله",
        " foran og bak ",
        "x" * 1500,
    ],
)
def test_what_looks_like_something_else_stays_text(said):
    """Also in a heading, the note, and the column that holds numbers."""
    heads = (*COLUMNS[:-1], dataclasses.replace(COLUMNS[-1], heading=said))
    row = (said, None, said, said)
    sheet = sheet_of(book(sheets=(Sheet("Ark", heads, (row,), said),)))
    cells = [sheet[place] for place in ("A1", "D2", "A3", "C3", "D3")]
    assert [cell.data_type for cell in cells] == ["s"] * 5
    assert [cell.value for cell in cells] == [said.strip(), said.strip(), said, said, said]
    assert not any(cell.hyperlink for cell in cells)
    assert sheet["B3"].value is None


def test_no_formula_and_no_link_is_in_the_file():
    raw = text_of(xlsx.render(book(('=HYPERLINK("http://a")', None, 1, "http://b")), MADE))
    assert "<f>" not in raw
    assert "<hyperlink" not in raw


def test_the_headings_stay_in_sight_can_be_filtered_and_are_on_each_page():
    sheet = sheet_of(book(*[ROW] * 40))
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:D41"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet["A1"].font.b
    assert sheet.defined_names["ColumnTitle"].attr_text == "'Oppmøte'!$A$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0, "as wide as a page, and as many pages as it takes"
    assert "Oppmøte && avtaler" in sheet.oddHeader.left.text
    assert "Kull 10" in sheet.oddHeader.left.text


def test_a_note_stands_above_and_the_rest_moves_down():
    sheet = sheet_of(book(note="En halv dag teller som en halv.\nSå sant."))
    assert sheet["A1"].value == "En halv dag teller som en halv. Så sant."
    assert sheet["A2"].value == "Navn"
    assert sheet.auto_filter.ref == "A2:D3"
    assert sheet.freeze_panes == "B3"
    assert sheet.print_title_rows == "$2:$2"


def test_title_author_time_and_language():
    properties = opened(book()).properties
    assert properties.title == "Oppmøte & avtaler"
    assert properties.creator == "SMART-senteret (demo)"
    assert properties.created.replace(tzinfo=dt.UTC) == MADE
    assert properties.language == "nb-NO"


def test_the_names_of_sheets_are_made_as_excel_allows_them():
    wanted = ["A/B: [x]*?", "a b x", "Historikk", "O'Brien", " ", "æ" * 40, "Æ" * 40, "😀" * 20]
    found = xlsx.names(wanted)
    assert found == [
        "A B x",
        "a b x (2)",
        "Historikk (2)",
        "O’Brien",
        "Ark",
        "æ" * 30 + "…",
        "Æ" * 26 + "… (2)",
        "😀" * 15 + "…",
    ]
    sheets = tuple(Sheet(name, COLUMNS, (ROW,)) for name in wanted)
    assert opened(book(sheets=sheets)).sheetnames == found


@pytest.mark.parametrize("letter", ["å", "😀"])
def test_a_cell_holds_no_more_than_excel_can_open(letter):
    value = sheet_of(book((letter * 40_000, None, None, None)))["A2"].value
    assert len(value.encode("utf-16-le")) // 2 <= xlsx.CELL
    assert value.endswith("…")
    assert set(value[:-1]) == {letter}
    assert len(value.encode("utf-16-le")) // 2 > xlsx.CELL - 3


def test_letters_that_no_file_can_hold_are_left_out():
    said = "\x00a\x0bb\ud800c\ufffe"
    content = book((said, None, 1, said), note=said, name=said, title=said, author=said)
    sheet = sheet_of(content)
    assert (sheet["A1"].value, sheet["A3"].value, sheet.title) == ("abc", "abc", "abc")


def test_long_texts_and_line_breaks_have_the_room_they_need():
    story = "Det var en tirsdag i november, og vi øvde. " * 35
    sheet = sheet_of(book(("Kort", None, 1, "én\r\nto\ntre"), ("Lang", None, 1, story), ROW))
    assert sheet["D2"].value == "én\nto\ntre"
    assert sheet.row_dimensions[2].height == pytest.approx(3 * xlsx.LINE + 2, abs=0.5)
    width = sheet.column_dimensions["D"].width
    assert 40 < width <= xlsx.WIDEST + 1
    assert len(story) / width * xlsx.LINE < sheet.row_dimensions[3].height <= xlsx.HIGHEST
    assert sheet["D3"].alignment.wrap_text
    assert not sheet.row_dimensions[4].customHeight


def test_a_column_is_as_narrow_as_its_texts_so_that_print_is_large():
    sheet = sheet_of(book(("Bo", None, 12, "Korte ord")))
    widths = [sheet.column_dimensions[letter].width for letter in "ACD"]
    assert widths == pytest.approx([7, 8, 11], abs=1)


def test_the_line_at_the_head_of_a_page_fits():
    for title in ("&" * 300, "Lang " * 100, "Oppmøte"):
        header = sheet_of(book(title=title, lead=("Kull 10 & 11 " * 10,))).oddHeader.left.text
        assert len(header) < 255
        assert header.replace("&&", "").count("&") == 0


@pytest.mark.parametrize("sheets", [(), (Sheet("Tomt", COLUMNS, ()),), (Sheet("Tomt", (), ()),)])
def test_it_opens_with_nothing_in_it(sheets):
    assert len(opened(book(sheets=sheets)).worksheets) == 1


def test_the_same_list_is_the_same_file():
    raw = xlsx.render(book(note="x"), MADE)
    assert xlsx.render(book(note="x"), MADE) == raw
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = file.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^<]*", core)) == {"2027-09-15T15:31:00Z"}


def test_six_hundred_rows_are_all_there():
    rows = [(f"Person {n}", dt.date(2027, 1, 20), n, "Tekst") for n in range(600)]
    sheet = sheet_of(book(*rows))
    assert [cell.value for cell in sheet["C"][1:]] == list(range(600))
    assert sheet["A601"].value == "Person 599"
