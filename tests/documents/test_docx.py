"""A DOCX with real styles, in bokmål, that opens whatever people have written."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from facilitator.documents import docx as writer
from facilitator.presentation.content import (
    Bullets,
    CardBlock,
    Paragraph,
    Quote,
    Subheading,
    Table,
)
from tests.documents.notes import note
from tests.documents.papers import ARABIC, LONG, MARKUP
from tests.documents.word_files import CARD, EVERYTHING, MADE, of, styled


@pytest.fixture
def document():
    return opened(note())


def opened(content):
    return docx.Document(io.BytesIO(writer.render(content.document(), MADE, Path())))


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


def test_headings_never_skip_a_level():
    document = of(
        Subheading("Dypt", 3), Subheading("To"), Subheading("Tre", 3), CARD, heading="Først"
    )
    levels = {style.name: style for style in document.styles}
    seen = []
    for line in document.paragraphs:
        style = levels[line.style.name]
        while style is not None and style.element.find(f".//{qn('w:outlineLvl')}") is None:
            style = style.base_style
        if style is not None:
            level = style.element.find(f".//{qn('w:outlineLvl')}").get(qn("w:val"))
            seen.append((line.text, int(level) + 1))
    assert seen == [("Først", 1), ("Dypt", 2), ("To", 2), ("Tre", 3), ("Lappen på døra", 2)]


def test_a_card_has_its_own_styles_and_stays_together():
    document = of(CARD)
    lines = [(p.style.name, p.text) for p in document.paragraphs][4:]
    assert lines == [
        ("Kort tittel", "Lappen på døra"),
        ("Kort tekst", "Først ble det stille."),
        ("Kort del", "Hva gjorde det mulig?"),
        ("Kort tekst", "Å bli værende"),
        ("Kort tekst", "Ett spørsmål"),
        ("Kort tekst", "Til slutt"),
        ("Kort om", "– Ane Havgløtt"),
        ("Kort om", "Fra «Tavla i dag»"),
    ]
    assert [p.paragraph_format.keep_with_next for p in document.paragraphs[4:]] == [
        *[True] * 7,
        None,
    ]


def test_a_card_longer_than_a_page_flows_on():
    document = of(CardBlock(1, "Lang", LONG + " " + LONG, (("Del", (LONG,)),)))
    texts = [p for p in document.paragraphs if p.style.name == "Kort tekst"]
    assert [p.paragraph_format.keep_with_next for p in texts] == [None, None]


def test_a_card_without_a_title_begins_at_a_line():
    document = of(
        CardBlock(1, "", "Tekst"), CardBlock(2, " ", "", (("Del", ("a",)),)), CardBlock(3, "", "")
    )
    assert [(p.style.name, p.text) for p in document.paragraphs[4:]] == [
        ("Kort tekst uten tittel", "Tekst"),
        ("Kort del uten tittel", "Del"),
        ("Kort tekst", "a"),
    ]


def test_facts_and_blank_lines_are_easy_to_edit():
    document = of(*EVERYTHING)
    assert styled(document, "Opplysning") == [
        "Dato\t20. januar 2027",
        "En etikett som er lengre enn plassen\nVerdi",
    ]
    assert styled(document, "Normal") == [
        "Vi øvde.",
        "Så kom han.",
        "Nettsida: https://example.org/a",
    ]
    assert styled(document, "Fortalt") == ["Ble værende"]


def test_what_is_read_from_the_right_is_marked():
    document = of(Paragraph(ARABIC), Paragraph(f"Navnet er {ARABIC}, sa hun."), Bullets(("שלום",)))
    whole, inside, hebrew = document.paragraphs[4:]
    assert whole._p.pPr.find(qn("w:bidi")) is not None
    assert inside._p.pPr.find(qn("w:bidi")) is None
    assert [(run.text, bool(run.font.rtl)) for run in inside.runs] == [
        ("Navnet er ", False),
        (ARABIC, True),
        (", sa hun.", False),
    ]
    languages = [p._p.find(f".//{qn('w:lang')}").get(qn("w:bidi")) for p in (whole, hebrew)]
    assert languages == ["ar-SA", "he-IL"]


def test_a_table_fills_the_page_and_says_what_it_is():
    long = "Ord " * 400
    block = Table(
        "Svar", ("Navn", *"ABCDEFGHIJKLMN"), (("Ane", *[""] * 13, long), ("Bo", *"x" * 14))
    )
    [table] = of(block, landscape=True).tables
    widths = [int(e.get(qn("w:w"))) for e in table._tbl.iter(qn("w:gridCol"))]
    assert len(widths) == 15
    assert 0 < 16838 - 2 * writer.MARGIN - sum(widths) < 15
    looks = table._tbl.tblPr
    assert looks.find(qn("w:tblCaption")).get(qn("w:val")) == "Svar"
    assert looks.find(qn("w:tblDescription")).get(qn("w:val")).startswith("Navn, A, B")
    kept = [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows]
    assert kept == [True, False, True], "a row that is higher than a page must go on"


def test_a_table_without_columns_is_no_table():
    document = of(Table("Ingen svar", (), ()))
    assert document.tables == []
    assert document.paragraphs[-1].text == "Ingen svar"


def test_four_hundred_cards_and_texts_without_a_space_are_all_there():
    cards = [CardBlock(n, f"Kort {n}", LONG if n % 50 == 0 else MARKUP) for n in range(400)]
    document = of(*cards)
    assert styled(document, "Kort tittel") == [f"Kort {n}" for n in range(400)]
    assert styled(document, "Kort tekst") == [card.text for card in cards]
