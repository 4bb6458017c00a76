"""The one place that sets type on paper: a template of ours, its data, and a PDF for every reader.

Every document is PDF/UA-1: tagged, with a language and a title, and nothing in it without words.
The fonts come with the app, so a page looks the same wherever it is made. They hold Latin (also
the Sami languages), Greek, Cyrillic, Arabic and emoji. Only when a text has other letters are the
machine's own fonts asked, after those that come with the typesetter.

Pure but for reading fonts and pictures: no clock, no network, no database. Takes some hundredths
of a second and lets other threads work meanwhile; call it by RUN_IN_THREAD.
"""

import datetime as dt
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import fontpkg_amiri
import fontpkg_inter
import fontpkg_literata
import typst

from facilitator import paths

STANDARD: Literal["ua-1"] = "ua-1"
DRAWING_PPI = 220
"""Dots to the inch of a drawing that is as wide as the text of a page."""
_HERE = Path(__file__).parent
_DRAWING = b"""
#set page(width: 165mm, height: auto, margin: 0pt)
#set text(font: "Inter")
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""


class NoGlyphs(Exception):
    """A text has letters that no font on this machine can show."""


def pdf(template: str, data: Mapping[str, Any], *, made: dt.datetime, root: Path) -> bytes:
    """Set `documents/<template>` with the data, which it reads as `sys.inputs.data`.

    What is written in the data is text, never markup. The template can read no file outside
    `root`. The same data gives the same bytes. Raises NoGlyphs.
    """
    source = resources.files("facilitator.documents").joinpath(template).read_bytes()
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    for fonts in (own_fonts, all_fonts):
        try:
            return _compiled(source, inputs, made, root, fonts())
        except typst.TypstError as error:
            if "could not be displayed" not in error.message:
                raise
            found = error
    raise NoGlyphs from found


def png(svg: str) -> bytes:
    """A drawing of ours as dots, for formats that hold no drawing: as wide as a page's text."""
    compiler = typst.Compiler(_DRAWING, root=_HERE, font_paths=all_fonts(), sys_inputs={"svg": svg})
    found = compiler.compile(format="png", ppi=DRAWING_PPI)
    assert isinstance(found, bytes), "a drawing is one page"
    return found


def _compiled(
    source: bytes, inputs: dict[str, str], made: dt.datetime, root: Path, fonts: typst.Fonts
) -> bytes:
    compiler = typst.Compiler(
        source, root=root if root.is_dir() else _HERE, font_paths=fonts, sys_inputs=inputs
    )
    found = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=int(made.timestamp()))
    assert isinstance(found, bytes), "a PDF is one file"
    return found


@lru_cache(1)
def own_fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=_folders()
    )


@lru_cache(1)
def all_fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=True, include_embedded_fonts=True, font_paths=_folders()
    )


def _folders() -> list[str]:
    """The emoji come with the built front end, where there is one."""
    packages = (fontpkg_inter, fontpkg_literata, fontpkg_amiri)
    return [*(str(package.ROOT / "files") for package in packages), str(_emoji())]


def _emoji() -> Path:
    return paths.static_dir() / "fonts"
