"""The PDF: for every reader, whatever somebody is called, and one page each."""

import datetime as dt
import re
import zlib

import pytest
from PIL import Image

from facilitator.documents import certificate as printed
from facilitator.documents import typesetting
from facilitator.domain.certificate_content import written
from facilitator.domain.cohort_logos import FOLDER
from facilitator.models import Certificate
from facilitator.presentation.certificates import filename, paper
from tests.domain.test_certificate_texts import FACTS

MADE = dt.datetime(2027, 10, 20, 15, tzinfo=dt.UTC)
LONG = "Ánde Čáhppe-Đorši Ŋállár Sárá Elle-Márjá Niillas Gáivuona Suoma Buljo av Øvre Æsøya"


def certificate(name="Eirik Rimtåka", seats=9):
    return Certificate(
        number="10-016",
        code="KVF7RT42MH",
        name=name,
        content={
            **written(FACTS),
            "signers": [{"name": "Turid Vidsyn", "title": "prosessleder"}],
            "seats": [False] * (seats - 1) + [True],
            "logo": None,
        },
    )


def sheet(name="Eirik Rimtåka", seats=9):
    return paper(certificate(name, seats), "https://smart.example")


def pdf(*sheets, logo=None):
    return printed.render(sheets, title="Kompetansebevis", made=MADE, logo=logo)


def opened(raw):
    """The file with its object streams unpacked."""
    found = raw
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.DOTALL):
        try:
            found += zlib.decompress(stream)
        except zlib.error:
            found += stream
    return found


def pages(raw):
    return int(
        re.search(rb"/Type\s*/Pages[^>]*?/Count (\d+)|/Count (\d+)", opened(raw))[0].split()[-1]
    )


def test_it_says_that_everybody_can_read_it():
    found = opened(pdf(sheet()))
    assert found.startswith(b"%PDF-")
    assert b"pdfuaid:part" in found
    assert re.search(rb"/Lang\s*\(nb(-NO)?\)", found)
    assert b"/StructTreeRoot" in found
    assert found.count(b"/Alt") >= 2, "ring and QR code are said in words"


def test_the_same_bevis_is_the_same_file():
    assert pdf(sheet()) == pdf(sheet())


@pytest.mark.parametrize(
    "name", [LONG, "Bø", "W" * 60, "<b>#strong[Hei]</b> *Per* $x$ @ref \\ //", "Ольга Ильина"]
)
def test_any_name_has_a_page_and_markup_stays_text(name):
    assert pages(pdf(sheet(name))) == 1


def test_arabic_is_set_with_a_font_that_has_it():
    assert pages(pdf(sheet("محمد عبد الله"))) == 1


def test_letters_that_no_font_has_are_said_and_not_drawn_as_boxes():
    with pytest.raises(typesetting.NoGlyphs):
        pdf(sheet("Per \U0001316a"))  # a hieroglyph


def test_one_page_for_each():
    assert pages(pdf(*(sheet(f"Person {n}") for n in range(12)))) == 12


@pytest.mark.parametrize("seats", [1, 4, 24])
def test_the_ring_has_as_many_seats_as_there_were_samlinger(seats):
    drawn = sheet(seats=seats)
    assert len(drawn.seats) == seats
    assert [seat.state for seat in drawn.seats].count("now") == 1
    assert pages(pdf(drawn)) == 1


def test_the_logo_is_read_from_its_folder_and_may_be_gone(tmp_path):
    token = "t" * 20
    (tmp_path / FOLDER).mkdir()
    Image.new("RGB", (300, 120), "navy").save(tmp_path / FOLDER / f"{token}.png")
    logo = printed.logo_of(tmp_path, token)
    assert len(pdf(sheet(), logo=logo)) > len(pdf(sheet()))
    assert printed.logo_of(tmp_path, "u" * 20) is None
    assert printed.logo_of(tmp_path, None) is None


def test_code_and_address_as_they_are_read():
    drawn = sheet()
    assert drawn.code == "KVF 7RT 42MH"
    assert drawn.url == "https://smart.example/kontroll?nr=10-016&kode=KVF7RT42MH"
    assert drawn.address == "smart.example/kontroll"
    assert (
        drawn.ring_words == "En ring med ni plasser, én for hver samling. Festivalens plass er gul."
    )
    assert filename(certificate()) == "kompetansebevis-10-016.pdf"
