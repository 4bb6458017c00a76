"""Lists as people save them, and files that are no list."""

import datetime as dt
import io
import re
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from facilitator.domain import roster_files
from facilitator.domain.roster_files import Unreadable, read

LIST = "Navn;E-post;Kommune\nÅse Bø;ase@vert.example;Tønsberg\n"
ROWS = [["Navn", "E-post", "Kommune"], ["Åse Bø", "ase@vert.example", "Tønsberg"]]


def workbook(*rows: list[object], title: str = "Ark1", before: str = "") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if before:
        sheet.title = before
        sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_text_however_it_was_saved(encoding: str, separator: str) -> None:
    assert read(LIST.replace(";", separator).encode(encoding)) == [ROWS]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_the_ends_of_lines_and_what_cannot_be_seen(ending: str) -> None:
    text = (
        f" Navn \u00a0;E-post;Kommune;;{ending}\u200bÅse  Bø;ase@vert.example ;Tønsberg;;{ending}"
    )
    assert read((text + f";;;;{ending}" * 3).encode()) == [ROWS]


def test_an_empty_row_keeps_the_numbers_of_the_file() -> None:
    (table,) = read(b"Navn;Kommune\n\n;\nAne;Skien\n")
    assert table == [["Navn", "Kommune"], ["", ""], ["", ""], ["Ane", "Skien"]]


def test_excel_may_say_what_it_is_cut_by() -> None:
    assert read(b'sep=,\nNavn,Kommune\nAne,"Skien; Porsgrunn"\n') == [
        [["Navn", "Kommune"], ["Ane", "Skien; Porsgrunn"]]
    ]


def test_a_comma_in_a_cell_cuts_nothing() -> None:
    (table,) = read("Navn;Arbeidssted\nBø, Åse;Skolen, Skien\nDal, Bo;Barnehagen, Re\n".encode())
    assert table[1] == ["Bø, Åse", "Skolen, Skien"]


def test_a_workbook_with_numbers_dates_and_formulas() -> None:
    day = dt.datetime(2027, 1, 20)  # noqa: DTZ001  # a cell's date has no zone
    content = workbook(["Navn", "Nr", "Dato", "Sum"], ["Ane", 7.0, day, "=1+1"], [None, None])
    assert read(content) == [[["Navn", "Nr", "Dato", "Sum"], ["Ane", "7", "2027-01-20", ""]]]


def test_every_sheet_that_holds_something_is_looked_at() -> None:
    content = workbook(["Navn"], ["Ane"], before="Forside")
    assert read(content) == [[["Navn"], ["Ane"]]]


def test_a_sheet_that_is_formatted_all_the_way_down() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"] = "Navn", "Ane"
    sheet.cell(row=5000, column=3).number_format = "0.00"
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue()) == [[["Navn"], ["Ane"]]]


@pytest.mark.parametrize("sized", [True, False])
def test_a_million_empty_rows_are_left_in_the_file(
    monkeypatch: pytest.MonkeyPatch, sized: bool
) -> None:
    """Also where the sheet does not say how large it is, and is read to its end for that."""
    source, kept = zipfile.ZipFile(io.BytesIO(workbook(["Navn"], ["Ane"]))), io.BytesIO()
    with source, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            text = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = text.replace(b"</sheetData>", b"<row/>" * 1_000_000 + b"</sheetData>")
                text = text if sized else re.sub(rb"<dimension[^>]*>", b"", text)
            archive.writestr(name, text)
    taken = []

    def load(file: io.BytesIO, **settings: bool) -> Workbook:
        taken.append(zipfile.ZipFile(file).getinfo("xl/worksheets/sheet1.xml").file_size)
        return load_workbook(file, **settings)

    monkeypatch.setattr(roster_files, "load_workbook", load)
    monkeypatch.setattr(roster_files, "MOST_OF_A_SHEET", 50_000)
    assert read(kept.getvalue()) == [[["Navn"], ["Ane"]]]
    assert taken[0] < 51_000


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * (roster_files.MOST_UNFOLDED + 1))
    return out.getvalue()


def with_entities() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(["Navn"], ["Ane"]))) as source,
        zipfile.ZipFile(out, "w") as archive,
    ):
        for part in source.infolist():
            text = source.read(part)
            if part.filename == "xl/workbook.xml":
                text = b'<!DOCTYPE x [<!ENTITY a "b">]>' + text
            archive.writestr(part.filename, text)
    return out.getvalue()


def other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", roster_files.EMPTY),
        (b" \n ", roster_files.EMPTY),
        (b";;\n;;\n", roster_files.EMPTY),
        (b"x" * (roster_files.MOST_BYTES + 1), roster_files.TOO_BIG),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, roster_files.OLD_EXCEL),
        (b"PK\x03\x04 and then nothing", roster_files.BROKEN),
        (b"%PDF-1.7\x00\x00\x00\x01\x02 binary", roster_files.NOT_A_LIST),
        (("Navn\n" + "Ane\n" * 700).encode(), roster_files.TOO_MANY),
        (bomb(), roster_files.TOO_BIG),
        (with_entities(), roster_files.BROKEN),
        (other_zip(), roster_files.OTHER_SHEET),
        (workbook(["Navn"], ["Ane"])[:2500], roster_files.BROKEN),
    ],
    ids=lambda value: str(value)[:20] if isinstance(value, str) else str(len(value)),
)
def test_what_is_no_list_says_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert str(refused.value) == said


def test_one_huge_cell_is_cut() -> None:
    (table,) = read(f"Navn;Merknad\nAne;{'x' * 100_000}\n".encode())
    assert len(table[1][1]) == roster_files.MOST_IN_CELL
