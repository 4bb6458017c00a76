"""A document as PDF/UA-1, set by `document.typ` from the tree as plain data."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facilitator.documents import breaking, letters, pictures, tree, typesetting
from facilitator.documents.pictures import Photo
from facilitator.domain import job_files
from facilitator.presentation import content
from facilitator.presentation.content import Block, Document

TEMPLATE = "document.typ"
NOWHERE = Path(__file__).parent
LINE, LINES = 48, 12
"""So many letters fill a line at most, and so many lines surely stand on any page: what has no
more is kept whole. Whether a longer card does is measured by the template."""
LONG, LARGE = 30, 16
"""A word that is longer may be broken anywhere; `LARGE` in the title."""
FEW = 5
"""Lines, counted as narrowly, that go along to the page of what they lead to."""
RUNNING = 95
"""Letters that the line at the head of a page has room for; the title itself stands in full."""
NARROW, WIDE = 470.0, 739.0
"""How wide the text is on a page that stands, and on one that lies. In points."""
LABEL, LABEL_WORD = 26, 12
"""Labels no longer than this stand in a column of their own, which such a word surely fits."""


def render(document: Document, made: dt.datetime, root: Path) -> bytes:
    """The file's bytes. Pictures are read in `root`; the typesetter sees those of the document."""
    photos = pictures.read_all(root, (picture.file for picture in document.pictures()))
    names = {file: f"{at}.{photo.ending}" for at, (file, photo) in enumerate(photos.items())}
    data = _Data(document, photos, names).document()
    if not photos:
        return _set(data, made, NOWHERE)
    with job_files.aside(root) as folder:
        for file, photo in photos.items():
            (folder / names[file]).write_bytes(photo.body)
        return _set(data, made, folder)


def _set(data: dict[str, Any], made: dt.datetime, root: Path) -> bytes:
    """Asks about single letters only when the first try has met one that no font has."""
    with suppress(typesetting.NoGlyphs):
        return typesetting.pdf(TEMPLATE, data, made=made, root=root)
    explained = data | {"explanation": letters.EXPLANATION}
    for absent in letters.stopping(json.dumps(data, ensure_ascii=False)):
        with suppress(typesetting.NoGlyphs):
            shown = letters.replaced(explained, absent)
            return typesetting.pdf(TEMPLATE, shown, made=made, root=root)
    raise typesetting.NoGlyphs


@dataclass(frozen=True, slots=True)
class _Data:
    """What the template reads: the tree in plain words, with where long words may be broken."""

    tree: Document
    photos: Mapping[str, Photo]
    names: Mapping[str, str]

    def document(self) -> dict[str, Any]:
        document = self.tree
        lang, _, region = document.language.partition("-")
        return {
            "name": tree.clean(document.name or document.title) or document.filename,
            "title": _text(document.title or document.name or document.filename, LARGE),
            "lead": [_text(line) for line in document.lead],
            "author": tree.clean(document.author),
            "subject": tree.clean(document.subject),
            "running": _short(document.running),
            "lang": lang,
            "region": region or None,
            "landscape": document.landscape,
            "contents": document.contents,
            "explanation": "",
            "sections": [self._section(section) for section in document.sections],
        }

    def _section(self, section: content.Section) -> dict[str, Any]:
        shown = list(tree.shown(section))
        blocks = [self._block(block, level) for block, level in shown]
        for at in _leading([block for block, _ in shown]):
            blocks[at]["leads"] = True
        return {"heading": _text(section.heading), "blocks": blocks}

    def _block(self, block: Block, level: int) -> dict[str, Any]:
        match block:
            case content.Picture():
                return self._picture(block)
            case content.CardBlock():
                return self._card(block, level)
            case content.Subheading():
                return {"kind": "subheading", "text": _text(block.text), "level": level + 1}
            case content.Table():
                return self._table(block)
        return _plain(block)

    def _picture(self, block: content.Picture) -> dict[str, Any]:
        found: dict[str, Any] = {"kind": "picture", "caption": _text(block.caption)}
        photo = self.photos.get(block.file)
        if photo is None:
            gone = " ".join(filter(None, (content.GONE, block.alt)))
            return found | {"file": None, "gone": _text(gone)}
        return found | {
            "file": f"/{self.names[block.file]}",
            "alt": tree.clean(block.alt) or "Bilde",
            "ratio": photo.width / photo.height,
        }

    def _card(self, block: content.CardBlock, level: int) -> dict[str, Any]:
        parts = [[_text(label), [_text(text) for text in texts]] for label, texts in block.parts]
        return {
            "kind": "card",
            "title": _text(block.title),
            "level": level + 1 if level else 0,
            "text": _text(block.text),
            "parts": parts,
            "picture": self._picture(block.picture) if block.picture else None,
            "teller": _text(block.teller or ""),
            "notes": [_text(note) for note in block.notes],
            "short": not block.picture and _lines(_texts(block)) <= LINES,
        }

    def _table(self, block: content.Table) -> dict[str, Any]:
        rows = [[tree.clean(cell) for cell in row] for row in (block.heads, *block.rows)]
        laid = breaking.columns(rows, WIDE if self.tree.landscape else NARROW)
        fitted = [
            [breaking.broken(cell, room) for cell, room in zip(row, laid.rooms, strict=True)]
            for row in rows
        ]
        return {
            "kind": "table",
            "caption": _text(block.caption),
            "heads": fitted[0],
            "rows": fitted[1:],
            "widths": laid.widths,
            "size": laid.size,
        }


def _leading(blocks: list[Block]) -> Iterator[int]:
    """The places of the one or two short paragraphs right above what they are about."""
    for at, block in enumerate(blocks):
        if at and not isinstance(block, content.Paragraph):
            for above in (at - 1, at - 2):
                line = blocks[above] if above >= 0 else None
                if not isinstance(line, content.Paragraph) or _lines([line.text]) > FEW:
                    break
                yield above


def _plain(block: Block) -> dict[str, Any]:
    match block:
        case content.Paragraph():
            text = _text(block.text)
            return {"kind": "paragraph", "text": text, "human": block.human, "leads": False}
        case content.Bullets():
            items = [_text(item) for item in block.items]
            return {"kind": "bullets", "label": _text(block.label), "items": items}
        case content.Facts():
            aligned = all(len(label) <= LABEL for label, _ in block.rows)
            rows = [[_text(label, LABEL_WORD), _text(value)] for label, value in block.rows]
            short = _lines(label + value for label, value in block.rows) <= LINES
            return {"kind": "facts", "rows": rows, "aligned": aligned, "short": short}
        case content.Link():
            return _link(block)
        case content.Figure():
            return _figure(block)
        case content.Quote():
            return _quote(block)
    raise TypeError(block)


def _link(block: content.Link) -> dict[str, Any]:
    return {
        "kind": "link",
        "text": _text(block.text if block.text != block.address else ""),
        "shown": _text(block.address),
        "address": block.address if tree.is_address(block.address) else None,
    }


def _figure(block: content.Figure) -> dict[str, Any]:
    alt = tree.clean(block.alt) or "Figur"
    return {"kind": "figure", "svg": block.svg, "alt": alt, "caption": _text(block.caption)}


def _quote(block: content.Quote) -> dict[str, Any]:
    return {
        "kind": "quote",
        "title": _text(block.title),
        "sentence": _text(block.sentence),
        "teller": _text(block.teller or ""),
    }


def _texts(block: content.CardBlock) -> Iterator[str]:
    yield from (block.title, block.text, block.teller or "", *block.notes)
    for label, texts in block.parts:
        yield from (label, *texts)


def _lines(texts: Iterable[str]) -> int:
    return sum(1 + len(line) // LINE for text in texts if text for line in text.split("\n"))


def _text(text: str, long: int = LONG) -> str:
    return breaking.broken(tree.clean(text), long)


def _short(text: str) -> str:
    line = " ".join(tree.clean(text).split())
    return line if len(line) <= RUNNING else f"{line[: RUNNING - 1].rstrip()}…"
