"""A document as PDF/UA-1, set by `document.typ` from the tree as plain data."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from facilitator.documents import letters, pictures, tree, typesetting
from facilitator.documents.pictures import Photo
from facilitator.presentation import content
from facilitator.presentation.content import Block, Document

TEMPLATE = "document.typ"
LINE, LINES = 40, 22
"""So many letters fill a line at most, and so many lines surely stand on one page: a card within
that is never torn apart, and a longer one flows on."""
LONG = 24
"""A word that is longer may be broken anywhere."""
BREAK = "\u200b"

Photos = Mapping[str, Photo]


def render(document: Document, made: dt.datetime, root: Path) -> bytes:
    """The file's bytes. Pictures are read in `root`; the typesetter sees those of the document."""
    photos = pictures.read_all(root, (picture.file for picture in document.pictures()))
    names = {file: f"{at}.{photo.ending}" for at, (file, photo) in enumerate(photos.items())}
    data = _document(document, photos, names)
    with TemporaryDirectory(prefix="facilitator-") as folder:
        for file, photo in photos.items():
            (Path(folder) / names[file]).write_bytes(photo.body)
        return _set(data, made, Path(folder))


def _set(data: dict[str, Any], made: dt.datetime, root: Path) -> bytes:
    """Asks about single letters only when the first try has met one that no font has."""
    try:
        return typesetting.pdf(TEMPLATE, data, made=made, root=root)
    except typesetting.NoGlyphs:
        absent = letters.missing(json.dumps(data, ensure_ascii=False))
        shown = letters.replaced(data, absent) | {"explanation": letters.EXPLANATION}
        return typesetting.pdf(TEMPLATE, shown, made=made, root=root)


def _document(document: Document, photos: Photos, names: Mapping[str, str]) -> dict[str, Any]:
    lang, _, region = document.language.partition("-")
    return {
        "name": tree.clean(document.name) or tree.clean(document.title),
        "title": _text(document.title or document.name),
        "lead": [_text(line) for line in document.lead],
        "author": tree.clean(document.author),
        "subject": tree.clean(document.subject),
        "running": _text(document.running),
        "lang": lang,
        "region": region or None,
        "landscape": document.landscape,
        "contents": document.contents,
        "explanation": "",
        "sections": [
            {
                "heading": _text(section.heading),
                "blocks": [
                    _block(block, level, photos, names) for block, level in tree.shown(section)
                ],
            }
            for section in document.sections
        ],
    }


def _block(block: Block, level: int, photos: Photos, names: Mapping[str, str]) -> dict[str, Any]:
    match block:
        case content.Paragraph():
            return {"kind": "paragraph", "text": _text(block.text), "human": block.human}
        case content.Subheading():
            return {"kind": "subheading", "text": _text(block.text), "level": level + 1}
        case content.Bullets():
            items = [_text(item) for item in block.items]
            return {"kind": "bullets", "label": _text(block.label), "items": items}
        case content.Facts():
            rows = [[_text(label), _text(value)] for label, value in block.rows]
            return {"kind": "facts", "rows": rows}
        case content.Link():
            return _link(block)
        case content.Picture():
            return _picture(block, photos, names)
        case content.Figure():
            return _figure(block)
        case content.Quote():
            return _quote(block)
        case content.CardBlock():
            return _card(block, level, photos, names)
        case content.Table():
            return _table(block)


def _link(block: content.Link) -> dict[str, Any]:
    text = block.text if block.text != block.address else ""
    return {
        "kind": "link",
        "text": _text(text),
        "shown": _text(block.address),
        "address": block.address if tree.is_address(block.address) else None,
    }


def _picture(block: content.Picture, photos: Photos, names: Mapping[str, str]) -> dict[str, Any]:
    found = {"kind": "picture", "caption": _text(block.caption)}
    photo = photos.get(block.file)
    if photo is None:
        return found | {"file": None, "gone": " ".join(filter(None, (content.GONE, block.alt)))}
    alt = tree.clean(block.alt) or "Bilde"
    ratio = photo.width / photo.height
    return found | {"file": f"/{names[block.file]}", "alt": alt, "ratio": ratio}


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


def _card(
    block: content.CardBlock, level: int, photos: Photos, names: Mapping[str, str]
) -> dict[str, Any]:
    parts = [[_text(label), [_text(text) for text in texts]] for label, texts in block.parts]
    return {
        "kind": "card",
        "title": _text(block.title),
        "level": level + 1 if level else 0,
        "text": _text(block.text),
        "parts": parts,
        "picture": _picture(block.picture, photos, names) if block.picture else None,
        "teller": _text(block.teller or ""),
        "notes": [_text(note) for note in block.notes],
        "together": _lines(block) <= LINES,
    }


def _lines(block: content.CardBlock) -> int:
    texts = [block.title, block.text, *block.notes]
    for label, more in block.parts:
        texts += [label, *more]
    lines = [line for text in texts for line in text.split("\n")]
    return sum(1 + len(line) // LINE for line in lines) + (14 if block.picture else 0)


def _table(block: content.Table) -> dict[str, Any]:
    columns = list(zip(block.heads, *block.rows, strict=True))
    return {
        "kind": "table",
        "caption": _text(block.caption),
        "heads": [_text(head, 8) for head in block.heads],
        "rows": [[_text(cell, 8) for cell in row] for row in block.rows],
        "widths": [_width(column) for column in columns],
    }


def _width(column: tuple[str, ...]) -> int:
    return min(40, max(4, *(len(text) for text in column)))


def _text(text: str, long: int = LONG) -> str:
    """With places where a word that is too long for its line may be broken."""
    return " ".join(_broken(word, long) for word in tree.clean(text).split(" "))


def _broken(word: str, long: int) -> str:
    if len(word) <= long:
        return word
    return BREAK.join(word[at : at + 4] for at in range(0, len(word), 4))
