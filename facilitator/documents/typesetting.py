"""The one place that sets type on paper: a template of ours, its data, and a PDF for every reader.

Every document is PDF/UA-1: tagged, with a language and a title, and nothing in it without words.
The fonts come with the app, so a page looks the same wherever it is made. They hold Latin (also
the Sami languages), Greek and Cyrillic. Only when a text has other letters are the machine's own
fonts asked, after those that come with the typesetter.

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

import fontpkg_inter
import fontpkg_literata
import typst

STANDARD: Literal["ua-1"] = "ua-1"
_HERE = Path(__file__).parent


class NoGlyphs(Exception):
    """A text has letters that no font on this machine can show."""


def pdf(template: str, data: Mapping[str, Any], *, made: dt.datetime, root: Path) -> bytes:
    """Set `documents/<template>` with the data, which it reads as `sys.inputs.data`.

    What is written in the data is text, never markup. The template can read no file outside
    `root`. The same data gives the same bytes. Raises NoGlyphs.
    """
    source = resources.files("facilitator.documents").joinpath(template).read_bytes()
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        return _compiled(source, inputs, made, root, own_fonts())
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
    try:
        return _compiled(source, inputs, made, root, all_fonts())
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        raise NoGlyphs from error


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
    return [str(package.ROOT / "files") for package in (fontpkg_inter, fontpkg_literata)]
