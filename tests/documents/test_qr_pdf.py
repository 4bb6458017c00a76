"""The sheets for the printer: codes that can be scanned, names that fit, and boxes to tick."""

import datetime as dt
import io

import pikepdf
import pypdfium2
import segno

from facilitator.documents import paper_sheets
from facilitator.presentation.qr import qr
from facilitator.presentation.sheets import LIST_FOOT, AttendanceSheet, CodeView
from tests.support.lists import page_count, words_of

MADE = dt.datetime(2027, 9, 15, 7, tzinfo=dt.UTC)
ADDRESS = "https://smart.example.no/lenke/{:032d}"
NAMES = (
    *("Ane Havgløtt", "Áilu Čálli-Gáivuona", "محمد الأمين", "Ω Αθηνά 😀", "x" * 90),
    "Per-Kristian Aleksander von Munthe af Morgenstierne Doggdråpen #let x = [<b>*a*",
)
MM = 200 / 25.4


def cards(names=NAMES):
    codes = [CodeView(name, "", ADDRESS.format(n), qr(ADDRESS.format(n)))
             for n, name in enumerate(names)]  # fmt: skip
    return paper_sheets.qr_cards(codes, programme="SMART", organiser="Senteret", made=MADE)


def tags(raw):
    """The tag tree from its top: (tag, alt) of each element in the order of reading."""
    with pikepdf.open(io.BytesIO(raw)) as paper:
        root = paper.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) in ("nb-NO", "nb")
        assert root.ViewerPreferences.DisplayDocTitle
        found = []
        waiting = [root.StructTreeRoot]
        while waiting:
            at = waiting.pop()
            if isinstance(at, pikepdf.Array):
                waiting += reversed(list(at))
            elif isinstance(at, pikepdf.Dictionary):
                if "/S" in at:
                    found.append((str(at.S), str(at.get("/Alt", ""))))
                waiting += [at.K] if "/K" in at else []
        return found, str(paper.docinfo.get("/Title", ""))


def test_every_card_has_a_heading_and_a_code_with_words():
    raw = cards()
    found, title = tags(raw)
    assert title == "QR-ark, SMART"
    assert [tag for tag, _ in found].count("/H1") == len(NAMES)
    alts = [alt for tag, alt in found if tag == "/Figure"]
    assert alts == [f"QR-kode til {name}" for name in NAMES]
    assert page_count(raw) == 2
    assert raw == cards(), "the same cards are the same file"


def test_names_of_all_kinds_are_whole_and_markup_is_text():
    words = words_of(cards()).replace("\u200b", "")
    for name in ("Ane Havgløtt", "Áilu Čálli-Gáivuona", "Doggdråpen #let x = [<b>*a*"):
        assert name in words
    assert words.replace(" ", "").count("x" * 90) == 1
    assert words.count("https://smart.example.no") == len(NAMES)


def test_a_sign_that_no_font_has_stops_no_card():
    words = words_of(cards(("Ane \U000f1234 Havgløtt",)))
    assert "Ane □ Havgløtt" in words


def test_the_printed_code_is_the_code_of_the_address():
    """Each module of the picture against the code itself, as a camera would see it."""
    with pypdfium2.PdfDocument(cards()) as paper:
        page = paper[0].render(scale=200 / 72).to_pil().convert("L")
    wanted = segno.make(ADDRESS.format(0), error="m", micro=False).matrix
    size = len(wanted)
    module = 54 * MM / (size + 2 * paper_sheets.QUIET)
    left = 52.5 * MM - size * module / 2
    across = [int(left + (at + 0.5) * module) for at in range(7)]
    top = next(
        y for y in range(page.height) if all(page.getpixel((x, y)) < 90 for x in across)
    )  # the upper edge of the first finder pattern
    seen = [
        [page.getpixel((left + (x + 0.5) * module, top + (y + 0.5) * module)) < 128
         for x in range(size)]
        for y in range(size)
    ]  # fmt: skip
    assert seen == [[bool(dark) for dark in line] for line in wanted]


def sheet(names, halves=("Før lunsj", "Etter lunsj"), **more):
    about = {"theme": "Sosial innovasjon", "cancelled": False} | more
    view = AttendanceSheet(
        "Samling 8", "Kull 10", "onsdag 15. september 2027", "Fiolen", halves=halves,
        names=tuple(names), **about,
    )  # fmt: skip
    return paper_sheets.attendance(view, organiser="Senteret", made=MADE)


def test_a_kull_of_36_is_one_page_and_600_have_the_heading_on_each():
    one = sheet([f"Ane {n} Havgløtt" for n in range(36)])
    assert page_count(one) == 1
    many = sheet([f"Ane {n} Havgløtt" for n in range(600)], ("Etter lunsj",))
    with pypdfium2.PdfDocument(many) as paper:
        texts = [page.get_textpage().get_text_range() for page in paper]
    assert len(texts) > 10
    for number, text in enumerate(texts, 1):
        assert "Navn" in text
        assert "Før lunsj" not in text
        assert f"Side {number} av {len(texts)}" in text
    assert all(f"Ane {n} Havgløtt" in "\n".join(texts) for n in range(600))


def test_the_list_has_table_headings_and_says_what_it_is():
    found, title = tags(sheet(NAMES, cancelled=True))
    names = [tag for tag, _ in found]
    assert title == "Oppmøteark, Samling 8, Kull 10"
    assert names.count("/H1") == 1
    assert names.count("/TH") == 3
    assert names.count("/TR") == len(NAMES) + 1
    words = words_of(sheet(NAMES, cancelled=True))
    assert "Onsdag 15. september 2027 · Fiolen" in words
    assert "Samlingen er avlyst." in words
    assert LIST_FOOT in words
    assert "Her kommer navnene" in words_of(sheet(()))
