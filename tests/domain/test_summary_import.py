"""A summary that was written in Word, or is pasted: what is in it, and what is refused."""

import io
import tracemalloc
import zipfile

import docx
import pytest

from facilitator.domain import summary_import
from facilitator.errors import Invalid

PERSON = "13097248022"


def word(*paragraphs, title="", table=()):
    document = docx.Document()
    if title:
        document.add_heading(title, level=1)
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        rows = document.add_table(rows=0, cols=len(table))
        for cell, text in zip(rows.add_row().cells, table, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def refused(raw):
    with pytest.raises(Invalid) as caught:
        summary_import.read_docx(raw)
    return caught.value.errors


def test_the_first_heading_is_the_title_and_the_rest_is_the_text_in_order():
    raw = word(
        "Vi begynte i det små.", "", "Så vokste det.", title="Vist fram", table=("Før", "Nå")
    )
    found = summary_import.read_docx(raw)
    assert found.title == "Vist fram"
    assert found.text == "Vi begynte i det små.\n\nSå vokste det.\n\nFør · Nå"


def test_a_heading_further_down_and_a_list_stay_in_the_text():
    document = docx.Document()
    document.add_paragraph("Innledning.")
    document.add_heading("Det vi gjorde", level=1)
    document.add_paragraph("Vi ventet", style="List Bullet")
    stream = io.BytesIO()
    document.save(stream)
    found = summary_import.read_docx(stream.getvalue())
    assert (found.title, found.text) == ("", "Innledning.\n\nDet vi gjorde\n\n– Vi ventet")


def test_what_is_no_word_document_is_judged_by_its_content():
    assert refused(b"%PDF-1.7 en pdf") == {"file": summary_import.NOT_WORD}
    assert refused(b"\xd0\xcf\x11\xe0 et eldre dokument") == {"file": summary_import.OLD_WORD}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("bilde.txt", "ikke et dokument")
    assert refused(stream.getvalue()) == {"file": summary_import.NOT_WORD}


@pytest.mark.parametrize("body", ["<w:broken", "<?xml version='1.0'?><andre/>"])
def test_a_damaged_document_is_said_to_be_damaged(body):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("Tekst"))) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            raw = body if entry.filename == summary_import.BODY else old.read(entry)
            new.writestr(entry.filename, raw)
    assert refused(stream.getvalue()) == {"file": summary_import.DAMAGED}


def test_a_small_file_that_unfolds_into_much_is_not_unfolded():
    stream = io.BytesIO(word("Tekst"))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media.xml", b" " * (summary_import.MOST_XML + 1))
    assert len(stream.getvalue()) < summary_import.MOST_BYTES
    assert refused(stream.getvalue()) == {"file": summary_import.TOO_HEAVY}
    assert refused(b"PK" + b" " * summary_import.MOST_BYTES) == {"file": summary_import.TOO_HEAVY}


def test_a_document_of_very_many_pieces_is_not_read_through(monkeypatch):
    raw = word(*["a"] * 6)
    assert summary_import.read_docx(raw).text
    monkeypatch.setattr(summary_import, "MOST_PIECES", 5)
    assert refused(raw) == {"file": summary_import.TOO_HEAVY}


def test_a_cell_that_claims_a_great_width_takes_no_more_room_than_it_has():
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Før"
    cell._tc.grid_span = 200_000
    stream = io.BytesIO()
    document.save(stream)
    tracemalloc.start()
    try:
        assert summary_import.read_docx(stream.getvalue()).text == "Før"
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_an_empty_one_and_a_fodselsnummer_are_refused():
    assert refused(word()) == {"file": summary_import.NO_WORDS}
    assert "fødselsnummer" in refused(word(f"Nummeret er {PERSON}."))["file"]
    with pytest.raises(Invalid) as caught:
        summary_import.read_pasted(f"Nummeret er {PERSON}.")
    assert list(caught.value.errors) == ["pasted"]
    with pytest.raises(Invalid):
        summary_import.read_pasted("  \n ")


def test_pasted_text_keeps_its_paragraphs():
    found = summary_import.read_pasted("Først.\r\n\r\n\r\n\r\nSå.")
    assert found.text == "Først.\n\nSå."
