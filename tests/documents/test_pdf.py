"""The PDF is PDF/UA-1: tags, language, titles, alternatives, fonts; and nothing is cut."""

import dataclasses
import io
from collections import Counter

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from facilitator.documents import letters, pdf
from facilitator.presentation.content import (
    CardBlock,
    Document,
    Facts,
    Figure,
    Paragraph,
    Picture,
    Section,
    Subheading,
    Table,
)
from tests.documents import everything
from tests.documents.everything import MADE

MARGIN = 40
"""Points at the sides where nothing may stand."""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return everything.photos(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def opened(root):
    return pikepdf.open(io.BytesIO(pdf.render(everything.document(), MADE, root)))


def with_blocks(*blocks, **more):
    content = Document("Navn", "Tittel", (), (Section("a", "Del", blocks),), "", "", "", "fil")
    return dataclasses.replace(content, **more)


def tags(node, found=None):
    """All elements of the structure, in the order they are read."""
    found = [] if found is None else found
    for kid in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found.append(kid)
            if "/K" in kid:
                tags(kid.K, found)
    return found


def kinds_in(body):
    """What each element is, in the order they are read."""
    with pikepdf.open(io.BytesIO(body)) as found:
        return [str(tag.S) for tag in tags(found.Root.StructTreeRoot.K)]


def pages(body):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(body)]


def test_it_says_what_it_is(opened):
    content = everything.document()
    assert bool(opened.Root.MarkInfo.Marked)
    assert str(opened.Root.Lang) == "nb-NO"
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
    with opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == content.name
    assert str(opened.docinfo["/Author"]) == content.author


def test_nynorsk_is_said_to_be_nynorsk(root):
    body = pdf.render(with_blocks(language="nn-NO"), MADE, root)
    with pikepdf.open(io.BytesIO(body)) as found:
        assert str(found.Root.Lang) == "nn-NO"


def test_headings_lists_tables_and_figures_are_tagged(opened):
    found = tags(opened.Root.StructTreeRoot.K)
    kinds = Counter(str(tag.S) for tag in found)
    assert (kinds["/H1"], kinds["/H2"], kinds["/H3"], kinds["/H4"]) == (1, 3, 2, 2)
    assert (kinds["/L"], kinds["/Table"], kinds["/Figure"]) == (2, 1, 3)
    assert all(str(tag.Alt) for tag in found if tag.S == "/Figure")
    assert {str(tag.A[0].Scope) for tag in found if tag.S == "/TH"} == {"/Column"}


def test_no_level_of_heading_is_skipped(root):
    content = with_blocks(Subheading("Dypt", 3), CardBlock(1, "Kort", "Tekst", level=3))
    body = pdf.render(content, MADE, root)
    assert [kind for kind in kinds_in(body) if kind[:2] == "/H"] == ["/H1", "/H2", "/H3", "/H4"]


def test_every_font_is_in_the_file(opened):
    for page in opened.pages:
        for font in page.Resources.Font.values():
            [descendant] = font.DescendantFonts
            assert {"/FontFile2", "/FontFile3"} & descendant.FontDescriptor.keys()


def test_a_list_of_contents_leads_to_the_sections(root):
    sections = tuple(Section(f"a{n}", f"Del nummer {n}", (Paragraph("x"),)) for n in range(3))
    body = pdf.render(with_blocks(sections=sections, contents=True), MADE, root)
    assert kinds_in(body).count("/TOCI") == 3
    assert pages(body)[0].count("Del nummer 1") == 2


def test_signs_that_no_font_has_are_squares_and_the_page_says_so(root):
    body = pdf.render(with_blocks(Paragraph("Fugl \U0001316a her")), MADE, root)
    [text] = pages(body)
    assert f"Fugl {letters.SQUARE} her" in text
    assert letters.EXPLANATION.split(".")[0] in " ".join(text.split())


@pytest.mark.parametrize(
    "text", ["\U0001316a\u0345 x", "a\u05ae \u05c5b", "\u4e2d\u0345" * 9, "\ue000"]
)
def test_no_sign_stops_a_document(root, text):
    [found] = pages(pdf.render(with_blocks(Paragraph(text), Paragraph("slutt")), MADE, root))
    assert "slutt" in found


def test_other_documents_have_no_such_line(root):
    assert letters.SQUARE not in pages(pdf.render(everything.document(), MADE, root))[-1]


CARD = CardBlock(1, "Kort", "W" * 1500, (("D" * 60, ("i" * 900, "Ord " * 900)),))
CROWDED = Table("Mange", tuple(f"Wwwwwwww{n}" for n in range(24)), (("WWWWWWWWWWWW",) * 24,) * 3)
LARGE = (
    CARD,
    Figure(everything.SVG.replace("0 0 100 30", "0 0 10 90"), "En høy strek", "Tekst"),
    Facts(((60 * "M", 200 * "M"), ("Kort", 200 * "m"))),
    Facts(((26 * "M", 200 * "m"), ("Kort", "Å"))),
    Picture(everything.TALL, "Høyt", "Tekst"),
    Picture(everything.WIDE, "Bredt", "Tekst"),
    CardBlock(2, "Bilde", "Med bilde", picture=Picture(everything.TALL, "Høyt", "Tekst")),
    CROWDED,
    CardBlock(3, "Lister", "\n".join("abc"), tuple((f"Del {n}", ("a",)) for n in range(70))),
)


@pytest.mark.parametrize("landscape", [False, True])
def test_nothing_is_cut_at_the_edges_and_no_page_is_blank(root, landscape):
    content = with_blocks(*LARGE, landscape=landscape, title="Å" * 90, running="løpende " * 60)
    body = pdf.render(content, MADE, root)
    for page in pypdfium2.PdfDocument(body):
        drawn = page.render(scale=1).to_pil().convert("L")
        ink = ImageChops.invert(drawn).getbbox()
        assert ink is not None
        left, _, right, bottom = ink
        assert left >= MARGIN
        assert right <= drawn.width - MARGIN
        assert bottom <= drawn.height - 20
        body_text = drawn.crop((0, 60, drawn.width, drawn.height - 60))
        assert ImageChops.invert(body_text).getbbox() is not None, "a blank page"
    text = "".join("".join(pages(body)).split())
    assert text.count("W") >= 1500 + 24 * 12 * 3
    assert text.count("M") == 288


def test_a_card_that_a_page_has_room_for_is_not_torn(root):
    cards = [
        CardBlock(n, f"Kort {n}", f"begynner{n} " + "Ord " * 300 + f"slutter{n}") for n in range(9)
    ]
    found = pages(pdf.render(with_blocks(*cards), MADE, root))
    assert len(found) > 2
    for number in range(9):
        [page] = [page for page in found if f"begynner{number}" in page]
        assert f"slutter{number}" in page


def test_the_lines_above_a_card_are_on_the_page_where_it_stands(root):
    cards = [
        block
        for n in range(8)
        for block in (
            Subheading(f"Del {n}"),
            Paragraph(f"Linje {n}."),
            Paragraph(f"Linje til {n}."),
            CardBlock(n, "", f"kort{n} " + "Ord " * (110 + 37 * n)),
        )
    ]
    found = pages(pdf.render(with_blocks(*cards), MADE, root))
    assert len(found) > 3
    for number in range(8):
        [page] = [page for page in found if f"kort{number}" in page]
        assert {f"Del {number}", f"Linje {number}.", f"Linje til {number}."} <= set(
            page.splitlines()
        )


def test_no_heading_stands_alone_above_a_card_that_nearly_fills_a_page(root):
    for words in range(560, 800, 40):
        card = CardBlock(1, "", "begynner " + "Ord " * words)
        found = pages(pdf.render(with_blocks(Subheading("Over"), card), MADE, root))
        [page] = [page for page in found if "Over" in page]
        assert "begynner" in page


def test_a_label_that_has_room_is_a_whole_word(root):
    found = pages(pdf.render(with_blocks(Facts((("Festivalbidraget", "Vert"),))), MADE, root))
    assert "Festivalbidraget" in found[0]


def test_the_heading_row_is_on_every_page_of_a_table(root):
    table = Table("", ("Navn", "Merknad"), tuple((f"Rad {n}", "Her") for n in range(120)))
    found = pages(pdf.render(with_blocks(table), MADE, root))
    assert len(found) > 2
    assert all("Merknad" in page for page in found)
