"""What a samlingsnotat is made of: plain text in a few kinds of blocks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`human`: set in the face of what people say."""

    text: str
    human: bool = False


@dataclass(frozen=True, slots=True)
class Subheading:
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `label` is a short line above it, such as «Bord 4»."""

    items: tuple[str, ...]
    label: str = ""


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
class Table:
    """Rows of cells under a heading each, such as answers before and after."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Subheading | Bullets | Quote | Table
