"""A document as Markdown. What people wrote is escaped, so that it stays text."""

import re
from collections.abc import Iterator

from facilitator.presentation.content import (
    Block,
    Bullets,
    Document,
    Paragraph,
    Quote,
    Section,
    Subheading,
    Table,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~$#])")
_AT_LINE_START = re.compile(r"^(\s*)([+=:-]|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)


def escape(text: str) -> str:
    """Characters that Markdown or HTML would act on, also at the start of a line."""
    return _AT_LINE_START.sub(_guard, _SPECIAL.sub(r"\\\1", text))


def _guard(match: re.Match[str]) -> str:
    """Leading blanks would make code of it; a figure is guarded at its full stop."""
    mark = match[2]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def inline(text: str) -> str:
    """A text that must stay on its line."""
    return escape(" ".join(text.split()))


def render(document: Document) -> str:
    """All of it, ending in one line break."""
    lines = list(_head(document))
    for section in document.sections:
        lines += _section(section)
    return "\n".join(lines).rstrip("\n") + "\n"


def _head(document: Document) -> Iterator[str]:
    yield f"# {inline(document.title)}"
    yield ""
    for line in document.lead:
        yield f"- {inline(line)}"
    yield ""


def _section(section: Section) -> Iterator[str]:
    yield f"## {inline(section.heading)}"
    yield ""
    for block in section.blocks:
        yield from _block(block)
        yield ""


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text=text):
            yield from _paragraph(text)
        case Subheading(text=text):
            yield f"### {inline(text)}"
        case Bullets(items=items, label=label):
            if label:
                yield f"**{inline(label)}**"
                yield ""
            yield from (f"- {inline(item)}" for item in items)
        case Table():
            yield from _table(block)
        case Quote():
            if block.title:
                yield f"> **{inline(block.title)}**  "
            yield f"> «{inline(block.sentence)}»{_said_by(block)}"


def _table(block: Table) -> Iterator[str]:
    """A pipe in what somebody wrote is escaped like all else that Markdown acts on."""
    yield f"*{inline(block.caption)}*"
    yield ""
    yield f"| {' | '.join(inline(head) for head in block.heads)} |"
    yield f"|{' --- |' * len(block.heads)}"
    for row in block.rows:
        yield f"| {' | '.join(inline(cell) for cell in row)} |"


def _paragraph(text: str) -> Iterator[str]:
    """Line breaks that somebody typed stay: a backslash at the end keeps them."""
    lines = [escape(line.strip()) for line in text.split("\n") if line.strip()]
    for line in lines[:-1]:
        yield f"{line}\\"
    yield from lines[-1:]


def _said_by(quote: Quote) -> str:
    return f" – {inline(quote.teller)}" if quote.teller else ""
