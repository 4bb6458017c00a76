"""A document as JSON: the tree itself, for machines, with a `type` for each block.

Names in the data folder and numbers of rows stay here: a picture is what it shows, and the name
of its file only where whoever asks has put it into an archive.
"""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from facilitator.documents import pictures, tree
from facilitator.presentation import content
from facilitator.presentation.content import Block, Document, Picture

FORMAT = 1
Names = Mapping[str, str]
"""A picture's file in the data folder → its name in the archive."""


def render(document: Document, made: dt.datetime, root: Path, names: Names | None = None) -> bytes:
    photos = pictures.read_all(root, (picture.file for picture in document.pictures()))
    known = {file: (names or {}).get(file, "") for file in photos}
    text = json.dumps(_document(document, made, known), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def _document(document: Document, made: dt.datetime, names: Names) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "name": tree.clean(document.name),
        "title": tree.clean(document.title),
        "lead": [tree.clean(line) for line in document.lead],
        "author": tree.clean(document.author),
        "subject": tree.clean(document.subject),
        "language": document.language,
        "made": made.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "sections": [
            {
                "anchor": section.anchor,
                "heading": tree.clean(section.heading),
                "blocks": [_block(block, level, names) for block, level in tree.shown(section)],
            }
            for section in document.sections
        ],
    }


def _block(block: Block, level: int, names: Names) -> dict[str, Any]:
    match block:
        case content.Subheading():
            found: dict[str, Any] = {"type": "subheading", "text": block.text, "level": level}
        case content.Picture():
            found = _picture(block, names)
        case content.CardBlock():
            found = _card(block, level, names)
        case content.Table():
            found = {"type": "table", "caption": block.caption, "heads": list(block.heads)}
            found["rows"] = [list(row) for row in block.rows]
        case _:
            found = _plain(block)
    cleaned: dict[str, Any] = _clean(found)
    return cleaned


def _plain(block: Block) -> dict[str, Any]:
    match block:
        case content.Paragraph():
            return {"type": "paragraph", "text": block.text, "human": block.human}
        case content.Bullets():
            return {"type": "bullets", "label": block.label, "items": list(block.items)}
        case content.Facts():
            rows = [{"label": label, "value": value} for label, value in block.rows]
            return {"type": "facts", "rows": rows}
        case content.Link():
            return {"type": "link", "text": block.text, "address": block.address}
        case content.Figure():
            return {"type": "figure", "alt": block.alt, "caption": block.caption}
        case content.Quote():
            return _quote(block)
    raise TypeError(block)


def _quote(block: content.Quote) -> dict[str, Any]:
    return {
        "type": "quote",
        "title": block.title,
        "sentence": block.sentence,
        "teller": block.teller,
    }


def _card(block: content.CardBlock, level: int, names: Names) -> dict[str, Any]:
    return {
        "type": "card",
        "title": block.title,
        "level": level,
        "text": block.text,
        "parts": [{"label": label, "texts": list(texts)} for label, texts in block.parts],
        "picture": _picture(block.picture, names) if block.picture else None,
        "teller": block.teller,
        "notes": list(block.notes),
    }


def _picture(picture: Picture, names: Names) -> dict[str, Any]:
    found = {"type": "picture"}
    if picture.file not in names:
        found["gone"] = content.GONE
    elif names[picture.file]:
        found["file"] = names[picture.file]
    return found | {"alt": picture.alt, "caption": picture.caption}


def _clean(value: Any) -> Any:
    match value:
        case str():
            return tree.clean(value)
        case list():
            return [_clean(each) for each in value]
        case dict():
            return {key: _clean(each) for key, each in value.items()}
    return value
