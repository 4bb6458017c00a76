"""A document as one tree of content. Every format is drawn from it, and none can say more.

Text is plain everywhere in the tree; each format escapes it in its own way. A picture is the name
of a file in the data folder; when the file is gone, each format says so. What somebody may not
read is not in the tree: who makes it leaves that out, and no format has anything to hide.
"""

from collections.abc import Iterator
from dataclasses import dataclass

LANGUAGE = "nb-NO"
GONE = "Bildet finnes ikke lenger."
"""Said in the place of a picture whose file is missing."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`human`: set in the face of what people say. A line break in the text is one on paper."""

    text: str
    human: bool = False


@dataclass(frozen=True, slots=True)
class Subheading:
    """Below a section's heading; `level` 3 below another subheading."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `label` is a short line above it, such as «Bord 4».

    `fresh` are the places of items that have come since the document was edited: said on the page
    alone, and in no file.
    """

    items: tuple[str, ...]
    label: str = ""
    fresh: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with what they say: «Dato» → «4. oktober 2026»."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An address elsewhere, shown as it is. Only `http` and `https` are ever made into a link."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo. `file` is its name in the data folder, such as `photos/<token>.jpg`."""

    file: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of ours as SVG. What it shows stands as text in the blocks beside it too."""

    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence of a released story. `dropped` ones are shown on the page alone."""

    card_id: int
    title: str
    sentence: str
    teller: str | None
    dropped: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class CardBlock:
    """A whole card. `parts` are its labelled fields, `notes` small lines about it.

    `card_id` says which card it is a reference to. Several texts are several paragraphs.
    `is_new` is said on the page alone, as `fresh` of Bullets is.
    """

    card_id: int
    title: str
    text: str
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    picture: Picture | None = None
    teller: str | None = None
    notes: tuple[str, ...] = ()
    level: int = 2
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a heading each, such as answers before and after."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = (
    Paragraph | Subheading | Bullets | Facts | Link | Picture | Figure | Quote | CardBlock | Table
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a heading of its own. `anchor` is unique in the document."""

    anchor: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """`name` is what a window or a list of files calls it, `title` its first heading.

    `lead` are the lines below the title, `running` the line at the head of each page.
    """

    name: str
    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    author: str
    subject: str
    running: str
    filename: str
    """Without an ending."""
    language: str = LANGUAGE
    landscape: bool = False
    contents: bool = False
    """Whether a list of its sections comes first."""

    def pictures(self) -> Iterator[Picture]:
        """All of them, in the order of the text."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Picture):
                    yield block
                elif isinstance(block, CardBlock) and block.picture is not None:
                    yield block.picture
