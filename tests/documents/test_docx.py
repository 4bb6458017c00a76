"""A DOCX with real styles, in bokmål, that opens whatever people have written."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from facilitator.documents import docx as writer
from facilitator.presentation.content import Table
from facilitator.presentation.note import Paragraph, Quote
from tests.documents.notes import note

MADE = dt.datetime(2027, 9, 15, 15, 31, tzinfo=dt.UTC)


@pytest.fixture
def document():
    return opened(note())


def opened(content):
    return docx.Document(io.BytesIO(writer.render(content.document(), MADE, Path())))


def styled(document, style):
    return [p.text for p in document.paragraphs if p.style.name == style]


def test_the_styles_are_real(document):
    assert styled(document, "Title") == ["Sosial innovasjon"]
    assert styled(document, "Heading 1") == ["AI-intervju i par"]
    assert styled(document, "Heading 2") == ["Rotårsaker til suksess"]
    assert styled(document, "List Bullet") == ["Ble værende", "Stilte ett spørsmål"]
    assert styled(document, "Quote") == [
        "Lappene på døra\n«Først ble det stille.»",
        "Sykkelskuret\n«Vi ventet.» – Ane Havgløtt",
    ]


def test_language_title_and_date(document):
    properties = document.core_properties
    assert properties.title == "Samlingsnotat, samling 8: Sosial innovasjon"
    assert properties.language == "nb-NO"
    assert properties.author == "SMART-senteret (demo)"
    assert properties.created.replace(tzinfo=dt.UTC) == MADE
    languages = {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"nb-NO"}


def test_a4_with_page_numbers(document):
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fields = [e.get(qn("w:instr")) for e in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "Samling 8" in section.header.paragraphs[0].text


@pytest.mark.parametrize("text", ["<w:p/>&amp;", "\x00\x0b\ufffe nul", "\ud800 halv", "😀 ]]>"])
def test_it_opens_whatever_was_written(text):
    content = note(Paragraph(text, human=True), Quote(1, text, text, text), theme=text)
    data = writer.render(content.document(), MADE, Path())
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    assert docx.Document(io.BytesIO(data)).paragraphs


def test_dropped_quotes_are_nowhere_in_the_file(document):
    assert all(b"tatt ut" not in part.blob.lower() for part in document.part.package.parts)


def test_a_table_is_a_real_table_with_a_heading_row():
    block = Table("Antall svar, uten navn", ("Svar", "Før"), (("Ja", "4"), ("Nei\x00", "1")))
    document = opened(note(block))
    [table] = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Svar", "Før"], ["Ja", "4"], ["Nei", "1"]
    ]  # fmt: skip
    assert table.rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    assert "Antall svar, uten navn" in [p.text for p in document.paragraphs]
