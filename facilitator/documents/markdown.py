"""A document as Markdown. What people wrote is escaped, so that it stays text.

A photo or a drawing is said by what it shows, or shown where the file lies in an archive beside.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from facilitator.documents import pictures, tree
from facilitator.presentation.content import (
    GONE,
    Block,
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

Names = Mapping[str, str]
"""A picture's file in the data folder → its path beside the document."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~$#])")
_AT_LINE_START = re.compile(r"^(\s*)([+=:-]|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)


def escape(text: str) -> str:
    """Characters that Markdown or HTML would act on, also at the start of a line."""
    return _AT_LINE_START.sub(_guard, _SPECIAL.sub(r"\\\1", tree.clean(text)))


def _guard(match: re.Match[str]) -> str:
    """Leading blanks would make code of it; a figure is guarded at its full stop."""
    mark = match[2]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def inline(text: str) -> str:
    """A text that must stay on its line."""
    return escape(" ".join(text.split()))


def render(document: Document, root: Path | None = None, names: Names | None = None) -> str:
    """All of it, ending in one line break. With `root`, a photo that is gone is said to be so."""
    writer = _Writer(names or {}, _gone(document, root) if root is not None else frozenset())
    lines = list(_head(document))
    for section in document.sections:
        lines += writer.section(section)
    return "\n".join(lines).rstrip("\n") + "\n"


def _gone(document: Document, root: Path) -> frozenset[str]:
    files = {picture.file for picture in document.pictures()}
    return frozenset(files - pictures.read_all(root, files).keys())


def _head(document: Document) -> Iterator[str]:
    yield f"# {inline(document.title or document.name)}"
    yield ""
    for line in document.lead:
        yield f"- {inline(line)}"
    yield ""


class _Writer:
    def __init__(self, names: Names, gone: frozenset[str]) -> None:
        self.names = names
        self.gone = gone

    def section(self, section: Section) -> Iterator[str]:
        if section.heading.strip():
            yield f"## {inline(section.heading)}"
            yield ""
        for block, level in tree.shown(section):
            yield from self.block(block, level)
            yield ""

    def block(self, block: Block, level: int) -> Iterator[str]:
        match block:
            case Picture():
                yield from self.picture(block)
            case Figure():
                yield inline(f"Figur: {block.alt}")
                yield from _below(block.caption)
            case CardBlock():
                yield from self.card(block, level)
            case Table():
                yield from _table(block)
            case Facts():
                for label, value in block.rows:
                    yield from _item(value, before=f"{_strong(label)} ")
            case _:
                yield from _text(block, level)

    def picture(self, picture: Picture) -> Iterator[str]:
        if picture.file in self.gone:
            yield inline(f"{GONE} {picture.alt}")
        elif picture.file in self.names:
            yield f"![{inline(picture.alt)}](<{_path(self.names[picture.file])}>)"
        else:
            yield inline(f"Bilde: {picture.alt}")
        yield from _below(picture.caption)

    def card(self, card: CardBlock, level: int) -> Iterator[str]:
        """One without a title begins at a line across, or it would go on from what is above."""
        yield f"{'#' * (level + 1)} {inline(card.title)}" if level else "---"
        yield ""
        yield from _paragraphs(card.text)
        for label, texts in card.parts:
            yield from _below(label, _strong(label))
            for text in texts:
                yield ""
                yield from _paragraphs(text)
        if card.picture is not None:
            yield ""
            yield from self.picture(card.picture)
        yield from _below(card.teller or "", f"– {inline(card.teller or '')}")
        for note in card.notes:
            yield from _below(note)


def _text(block: Paragraph | Subheading | Bullets | Link | Quote, level: int) -> Iterator[str]:
    match block:
        case Paragraph(text=text):
            yield from _paragraphs(text)
        case Subheading(text=text):
            yield f"{'#' * (level + 1)} {inline(text)}"
        case Bullets(items=items, label=label):
            if label.strip():
                yield _strong(label)
                yield ""
            for item in items:
                yield from _item(item)
        case Link():
            yield _link(block)
        case Quote():
            yield from _quote(block)


def _link(link: Link) -> str:
    shown = inline(link.address)
    if tree.is_address(link.address):
        shown = f"[{shown}](<{link.address}>)"
    has_words = link.text.strip() and link.text != link.address
    return f"{inline(link.text)}: {shown}" if has_words else shown


def _path(name: str) -> str:
    """A name that an archive has made: blanks are allowed in it, but not what ends it."""
    return re.sub(r"([<>\\])", r"\\\1", " ".join(tree.clean(name).split()))


def _table(block: Table) -> Iterator[str]:
    """A pipe in what somebody wrote is escaped like all else that Markdown acts on."""
    if block.caption.strip():
        yield f"*{inline(block.caption)}*"
        yield ""
    if not block.heads:
        return
    yield f"| {' | '.join(inline(head) for head in block.heads)} |"
    yield f"|{' --- |' * len(block.heads)}"
    for row in block.rows:
        yield f"| {' | '.join(inline(cell) for cell in row)} |"


def _quote(quote: Quote) -> Iterator[str]:
    """Its lines stay in the quote, and whoever told it stands on the last of them."""
    if quote.title.strip():
        yield f"> {_strong(quote.title)}\\"
    lines = list(_broken(quote.sentence)) or [""]
    lines[0] = f"«{lines[0]}"
    lines[-1] += f"»{f' – {inline(quote.teller)}' if quote.teller else ''}"
    for line in lines:
        yield f"> {line}"


def _item(text: str, before: str = "") -> Iterator[str]:
    """A line of a list; more lines belong to it by standing below its text."""
    lines = list(_broken(text)) or [""]
    yield f"- {before}{lines[0]}".rstrip()
    for line in lines[1:]:
        yield f"  {line}"


def _paragraphs(text: str) -> Iterator[str]:
    for number, part in enumerate(tree.paragraphs(text)):
        if number:
            yield ""
        yield from _broken(part)


def _broken(text: str) -> Iterator[str]:
    """Line breaks that somebody typed stay: a backslash at the end keeps them."""
    lines = [escape(line.strip()) for line in tree.clean(text).split("\n") if line.strip()]
    for line in lines[:-1]:
        yield f"{line}\\"
    yield from lines[-1:]


def _below(text: str, shown: str = "") -> Iterator[str]:
    """A line of its own; none for nothing."""
    if text.strip():
        yield ""
        yield shown or inline(text)


def _strong(text: str) -> str:
    return f"**{inline(text)}**" if text.strip() else ""
