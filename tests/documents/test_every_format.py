"""No format says more or less than the tree, whatever people have written."""

import dataclasses
import io
import json
import re
import zipfile
from html.parser import HTMLParser

import docx
import pypdfium2
import pytest
from docx.table import Table as DocxTable
from markdown_it import MarkdownIt

from facilitator.documents import formats
from facilitator.presentation.content import CardBlock, Document, Section
from tests.documents import everything
from tests.documents.everything import MADE, SECRET

GONE = frozenset({everything.TORN, everything.MISSING})
OURS = re.compile(r"(?:[«»–:•\"]|Bilde|Figur|□)*")
"""What a format may put between the words of the tree."""
FOOT = re.compile(r"^(Side \d+ av \d+|LØPENDE)$", re.MULTILINE)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return everything.photos(tmp_path_factory.mktemp("data"))


def rendered(content, ending, root):
    return formats.rendered(content, ending, MADE, root).body


def said_by_pdf(body: bytes) -> str:
    pages = pypdfium2.PdfDocument(body)
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return FOOT.sub("", text.replace("\r\n", "\n"))


def said_by_docx(body: bytes) -> str:
    found = []
    for part in docx.Document(io.BytesIO(body)).iter_inner_content():
        if isinstance(part, DocxTable):
            found += [cell.text for row in part.rows for cell in row.cells]
        else:
            found.append(part.text)
    return "\n".join(found)


def said_by_markdown(body: bytes) -> str:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body.decode())
    parts = [part for token in tokens for part in token.children or []]
    assert not {part.type for part in parts} & {"html_inline", "image", "code_inline", "s_open"}
    return "\n".join(part.content for part in parts if part.type == "text")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.inside = False

    def handle_starttag(self, tag, attrs):
        assert tag not in ("script", "b", "merke"), "what people wrote stays text"
        self.inside |= tag == "body"
        self.said += [value for name, value in attrs if name == "alt"]

    def handle_data(self, data):
        if self.inside:
            self.said.append(data)


def said_by_html(body: bytes) -> str:
    reader = _Reader()
    reader.feed(body.decode())
    return "\n".join(reader.said)


def said_by_json(body: bytes) -> str:
    tree = json.loads(body)
    return "\n".join([tree["title"], *tree["lead"], *_texts(tree["sections"])])


def _texts(value):
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _texts(each)
        case dict():
            for key, each in value.items():
                if key not in ("type", "anchor"):
                    yield from _texts(each)


READERS = {
    "pdf": (said_by_pdf, False),
    "docx": (said_by_docx, False),
    "md": (said_by_markdown, True),
    "html": (said_by_html, True),
    "json": (said_by_json, True),
}


def plain(text: str) -> str:
    """Without blanks, marks for breaking and the sign that chooses an emoji's colours."""
    return re.sub(r"[\s\xad\u200b\u200d\x02\ufe0f\ufffe]", "", text)


def test_every_format_is_read_here():
    assert READERS.keys() == formats.FORMATS.keys()


@pytest.mark.parametrize("ending", READERS)
def test_all_words_of_the_tree_are_there_in_their_order_and_no_others(ending, root):
    content = everything.document()
    read, alts = READERS[ending]
    said = plain(read(rendered(content, ending, root)))
    at = 0
    for words in filter(None, map(plain, everything.words(content, GONE, alts))):
        found = said.find(words, at)
        assert found >= 0, f"{words!r} is not in {said[at : at + 200]!r}"
        assert OURS.fullmatch(said, at, found), f"{said[at:found]!r} before {words!r}"
        at = found + len(words)
    assert OURS.fullmatch(said, at), said[at:]


@pytest.mark.parametrize("ending", READERS)
def test_arabic_is_read_from_the_right(ending, root):
    card = CardBlock(1, everything.ARABIC, everything.ARABIC, teller=everything.ARABIC)
    content = dataclasses.replace(everything.document(), sections=(Section("a", "En", (card,)),))
    said = READERS[ending][0](rendered(content, ending, root))
    assert said.count(everything.ARABIC) == 3


@pytest.mark.parametrize("ending", READERS)
def test_nothing_of_a_photo_but_what_it_shows_and_no_names_of_rows_or_files(ending, root):
    body = rendered(everything.document(), ending, root)
    bodies = [body]
    if ending == "docx":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            bodies = [archive.read(name) for name in archive.namelist()]
    for each in bodies:
        assert SECRET.encode() not in each
        assert b"photos/" not in each
        assert b"tattut" not in each


@pytest.mark.parametrize("ending", READERS)
def test_the_same_document_is_the_same_file(ending, root):
    content = everything.document()
    assert rendered(content, ending, root) == rendered(content, ending, root)


@pytest.mark.parametrize("ending", READERS)
def test_a_document_with_nothing_in_it(ending, root):
    content = Document("Navn", "Tittel", (), (), "", "", "", "tom")
    assert plain(READERS[ending][0](rendered(content, ending, root))) in (
        "Tittel",
        "TittelSide1av1",
    )


@pytest.mark.parametrize("ending", READERS)
def test_four_hundred_cards_are_four_hundred(ending, root):
    cards = tuple(
        CardBlock(n, f"Kort nr{n}.", "Vi lo. " * (1 + n % 40), teller="Ane") for n in range(400)
    )
    content = Document("N", "T", (), (Section("a", "Kort", cards),), "", "", "", "mange")
    said = READERS[ending][0](rendered(content, ending, root))
    numbers = [int(found) for found in re.findall(r"nr(\d+)\.", said)]
    assert numbers == list(range(400))
    assert len(re.findall(r"Vi\s+lo\.", said)) == sum(1 + n % 40 for n in range(400))
