"""Photos and drawings in Word: in the line of the text, within the page, and told in words."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from facilitator.documents import docx as writer
from facilitator.presentation.content import GONE, CardBlock, Figure, Picture
from tests.documents.papers import paper, photo
from tests.documents.word_files import MADE, raw

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 200">'
    '<circle cx="100" cy="100" r="80" fill="teal"/></svg>'
)
TEXT_WIDTH = 210 - 2 * 23 + 0.01


def opened(root, *blocks, **fields):
    return docx.Document(io.BytesIO(writer.render(paper(*blocks, **fields), MADE, root)))


def told(document):
    return [each.get("descr") for each in document.element.iter(qn("wp:docPr"))]


def media(root, *blocks):
    with zipfile.ZipFile(io.BytesIO(raw(paper(*blocks), root))) as file:
        return {n: file.read(n) for n in file.namelist() if n.startswith("word/media/")}


def test_a_photo_stands_with_its_words_and_its_caption(tmp_path):
    file = photo(tmp_path, 1600, 1200)
    document = opened(tmp_path, Picture(file, 'To barn ved\nen «dør» & "vindu" <b>', "På Fiolen"))
    assert told(document) == ['To barn ved en «dør» & "vindu" <b>']
    [picture, caption] = document.paragraphs[-2:]
    assert (picture.style.name, picture.paragraph_format.keep_with_next) == ("Bilde", True)
    assert (caption.style.name, caption.text) == ("Caption", "På Fiolen")
    assert not list(document.element.iter(qn("wp:anchor"))), "nothing floats"


@pytest.mark.parametrize(("width", "height"), [(1600, 300), (300, 1600), (1600, 1600), (3, 1600)])
@pytest.mark.parametrize("landscape", [True, False])
def test_tall_and_wide_photos_fit_the_page_and_keep_their_shape(tmp_path, width, height, landscape):
    file = photo(tmp_path, width, height)
    document = opened(tmp_path, Picture(file, "Bilde"), landscape=landscape)
    [shape] = document.inline_shapes
    assert shape.width.mm <= TEXT_WIDTH + (87 if landscape else 0)
    assert shape.height.mm <= 111
    if width > 3:
        assert shape.width / shape.height == pytest.approx(width / height, rel=0.02)


def test_a_small_photo_is_not_made_larger(tmp_path):
    [shape] = opened(tmp_path, Picture(photo(tmp_path, 240, 120), "Lite")).inline_shapes
    assert shape.width.inches == pytest.approx(2, rel=0.01)


def test_a_photo_that_is_gone_is_said_to_be(tmp_path):
    document = opened(tmp_path, Picture("photos/" + "g" * 20 + ".jpg", "To barn", "På Fiolen"))
    assert [p.text for p in document.paragraphs[-2:]] == [f"{GONE} To barn", "På Fiolen"]
    assert told(document) == []


@pytest.mark.parametrize("name", ["../hemmelig.jpg", "/etc/passwd", "photos/../../x.jpg"])
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    inside = tmp_path / "data"
    inside.mkdir()
    Image.new("RGB", (9, 9)).save(tmp_path / "hemmelig.jpg")
    assert media(inside, Picture(name, "x")) == {}


def test_the_same_photo_is_in_the_file_once(tmp_path):
    first, second = photo(tmp_path, 90, 90), photo(tmp_path, 80, 80, "b")
    blocks = [Picture(first, "a"), CardBlock(1, "Kort", "", picture=Picture(first, "b"))]
    assert list(media(tmp_path, *blocks, Picture(second, "c"))) == [
        "word/media/bilde1.jpg",
        "word/media/bilde2.jpg",
    ]
    document = opened(tmp_path, *blocks, Picture(second, "c"))
    numbers = [each.get("id") for each in document.element.iter(qn("wp:docPr"))]
    assert told(document) == ["a", "b", "c"]
    assert len(set(numbers)) == 3


def test_no_camera_has_anything_to_say_in_it(tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "Hemmelig kamera"
    file = photo(tmp_path, 90, 90, exif=exif, comment=b"Hemmelig sted")
    [picture] = media(tmp_path, Picture(file, "a")).values()
    assert b"Hemmelig" not in picture


def test_a_photo_in_a_card_is_held_to_the_words_about_it(tmp_path):
    file = photo(tmp_path, 900, 900)
    card = CardBlock(1, "Kort", "Tekst", picture=Picture(file, "a", "b"), teller="Ane")
    lines = opened(tmp_path, card).paragraphs[-5:]
    assert [line.style.name for line in lines] == [
        *("Kort tittel", "Kort tekst", "Bilde", "Caption", "Kort om")
    ]
    assert [line.paragraph_format.keep_with_next for line in lines] == [*[True] * 4, None]


def test_a_drawing_of_ours_is_a_picture_as_wide_as_the_text(tmp_path):
    document = opened(tmp_path, Figure(DRAWING, "Styrkekart: fire kort", "Rommet er rikt på"))
    [shape] = document.inline_shapes
    assert shape.width.mm == pytest.approx(TEXT_WIDTH, abs=1)
    assert shape.width / shape.height == pytest.approx(3.2, rel=0.02)
    assert told(document) == ["Styrkekart: fire kort"]
    assert document.paragraphs[-1].text == "Rommet er rikt på"
    [png] = media(tmp_path, Figure(DRAWING, "x")).values()
    with Image.open(io.BytesIO(png)) as image:
        assert (image.format, image.width > 1000) == ("PNG", True)
