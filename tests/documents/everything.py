"""A document with every kind of block and nasty texts, and all the words that it says in order."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from facilitator.presentation.content import (
    GONE,
    Bullets,
    CardBlock,
    Document,
    Facts,
    Figure,
    Link,
    Paragraph,
    Picture,
    Quote,
    Section,
    Subheading,
    Table,
)

MADE = dt.datetime(2027, 1, 20, 15, tzinfo=dt.UTC)
MARKUP = (
    "<b>{}</b> &amp; <script>alert(1)</script>",
    "*{}* _mer_ ~~bort~~ `kode`",
    "#strong[{}] $x$ @ref <merke> // /* \\",
    "= {} | celle | ---",
    "[{}](b) ![bilde](c) {{{{ 7*7 }}}}",
    "- {} </w:p>]]>",
    "«{}» “sitat” 1. 2)",
)
ALPHABETS = (
    "Kva er det de gjer når det går godt? Æøå ÆØÅ",
    "Ánde Čáhppe-Đorši Ŋállár, Niillas Gáivuona Suoma",
    "Ольга Ильина",
    "Ελένη Παπαδοπούλου",
    "😀 og 👍🏽 og 👨\u200d👩\u200d👧",
)
ARABIC = "محمد عبد الله"
LONG = "x" * 1500
LONG_ADDRESS = f"https://eksempel.example/{'sti/' * 60}"
TALL, WIDE, TORN, MISSING = (f"photos/{name}.jpg" for name in ("tall", "wide", "torn", "missing"))
SECRET = "Kamera som ingen skal kjenne"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 30" width="100" height="30">'
    '<rect width="100" height="30" fill="#eee"/></svg>'
)


def photos(root: Path) -> Path:
    """A tall one, a wide one that says what it was taken with, and one whose end is torn off."""
    (root / "photos").mkdir(exist_ok=True)
    exif = Image.Exif()
    exif[0x010F] = SECRET
    Image.new("RGB", (200, 900), "teal").save(root / TALL)
    Image.new("RGB", (900, 200), "olive").save(root / WIDE, exif=exif, comment=SECRET.encode())
    (root / TORN).write_bytes((root / TALL).read_bytes()[:1200])
    return root


class _Said:
    """Texts that are each their own, so that one finds out where each of them went."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self) -> str:
        self.number += 1
        return MARKUP[self.number % len(MARKUP)].format(f"ord{self.number}ord")


def document() -> Document:
    say = _Said()
    first = Section(
        "a",
        say(),
        (
            Paragraph(say()),
            Paragraph(f"{say()}\n{say()}\n\n{say()}", human=True),
            Subheading(say()),
            Subheading(say(), level=3),
            Bullets((say(), f"{say()}\n{say()}"), say()),
            Facts(((say(), say()), (LONG[:60], say()))),
            Link(say(), LONG_ADDRESS),
            Link(say(), "javascript:alert(1)"),
            Quote(11, say(), say(), say()),
            Quote(12, "", say(), None),
            Quote(13, "borte", "tattut", "ingen", dropped=True),
        ),
    )
    second = Section(
        "b",
        say(),
        (
            _card(say, 21, Picture(TALL, say(), say())),
            CardBlock(22, "", say()),
            _card(say, 23, Picture(MISSING, say(), say())),
            Picture(WIDE, say(), say()),
            Picture(TORN, say(), ""),
            Figure(SVG, say(), say()),
            Table(say(), (say(), say(), say()), ((say(), say(), LONG[:200]), (say(), "", say()))),
            Paragraph(LONG),
            *(Paragraph(text, human=True) for text in ALPHABETS),
        ),
    )
    return Document(
        name=say(),
        title=say(),
        lead=(say(), say()),
        sections=(first, second, Section("c", say(), ())),
        author=say(),
        subject=say(),
        running="LØPENDE",
        filename="alt",
    )


def _card(say: _Said, number: int, picture: Picture) -> CardBlock:
    parts = ((say(), (say(), say())), ("", (say(),)))
    return CardBlock(number, say(), say(), parts, picture, say(), (say(), say()), level=3)


def words(content: Document, gone: frozenset[str], alts: bool) -> Iterator[str]:
    """Every text of the tree in its order; `alts` with what pictures that are there show."""
    yield from (content.title, *content.lead)
    for section in content.sections:
        yield section.heading
        for block in section.blocks:
            yield from _block(block, gone, alts)


def _block(block, gone, alts) -> Iterator[str]:
    match block:
        case Picture():
            yield from _picture(block, gone, alts)
        case Figure():
            yield from (block.alt if alts else "", block.caption)
        case CardBlock():
            yield from (block.title, block.text)
            for label, texts in block.parts:
                yield from (label, *texts)
            if block.picture:
                yield from _picture(block.picture, gone, alts)
            yield from (block.teller or "", *block.notes)
        case _:
            yield from _plain(block)


def _plain(block) -> Iterator[str]:
    match block:
        case Paragraph() | Subheading():
            yield block.text
        case Bullets():
            yield from (block.label, *block.items)
        case Facts():
            yield from (text for row in block.rows for text in row)
        case Link():
            yield from (block.text, block.address)
        case Quote() if not block.dropped:
            yield from (block.title, block.sentence, block.teller or "")
        case Table():
            yield from (block.caption, *block.heads)
            yield from (cell for row in block.rows for cell in row)


def _picture(picture: Picture, gone, alts) -> Iterator[str]:
    is_gone = picture.file in gone
    yield from (GONE if is_gone else "", picture.alt if alts or is_gone else "", picture.caption)
