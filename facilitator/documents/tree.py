"""What drawing a tree of content has in common, whatever the format is."""

import re
from collections.abc import Iterator

from facilitator.presentation.content import Block, CardBlock, Quote, Section, Subheading
from facilitator.text import paragraphs as parts_of

_UNHELD = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\]+", re.IGNORECASE)


def clean(text: str) -> str:
    """Without what no file can hold: half letters and signs that steered a teleprinter."""
    return _UNHELD.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def paragraphs(text: str) -> tuple[str, ...]:
    """Its parts between blank lines, each as `clean` leaves it."""
    return parts_of(clean(text))


def is_address(address: str) -> bool:
    """Whether it may be made into a link."""
    return _ADDRESS.fullmatch(address) is not None


def shown(section: Section) -> Iterator[tuple[Block, int]]:
    """What is drawn of a section, each with its heading's level below the section's own (1).

    A block without a heading has 0. No level is ever skipped on the way down, as those who move
    by headings need it. Quotes that were taken out are shown on the page alone.
    """
    last = 1
    for block in section.blocks:
        if isinstance(block, Quote) and block.dropped:
            continue
        level = _wanted(block)
        if level:
            level = last = min(level, last + 1)
        yield block, level


def _wanted(block: Block) -> int:
    match block:
        case Subheading(level=level):
            return max(2, level)
        case CardBlock(title=title, level=level) if title.strip():
            return max(2, level)
    return 0
