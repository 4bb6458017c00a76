"""Word files for the tests: made from a few blocks, and opened again."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import docx

from facilitator.documents import docx as writer
from facilitator.presentation.content import (
    Bullets,
    CardBlock,
    Facts,
    Link,
    Paragraph,
    Quote,
    Subheading,
    Table,
)
from tests.documents.papers import paper

MADE = dt.datetime(2027, 9, 15, 15, 31, tzinfo=dt.UTC)


def raw(content, root=None):
    return writer.render(content, MADE, root or Path())


def of(*blocks, **fields):
    return docx.Document(io.BytesIO(raw(paper(*blocks, **fields))))


def parts(content):
    with zipfile.ZipFile(io.BytesIO(raw(content))) as file:
        return {name: file.read(name) for name in file.namelist()}


def styled(document, style):
    return [p.text for p in document.paragraphs if p.style.name == style]


CARD = CardBlock(
    7,
    "Lappen på døra",
    "Først ble det stille.",
    (("Hva gjorde det mulig?", ("Å bli værende", "Ett spørsmål")), ("", ("Til slutt",))),
    None,
    "Ane Havgløtt",
    ("Fra «Tavla i dag»",),
)
EVERYTHING = (
    Paragraph("Vi øvde.\n\nSå kom han."),
    Paragraph("Ble værende", human=True),
    Subheading("Rotårsaker"),
    Bullets(("Ett", "To"), "Bord 4"),
    Facts((("Dato", "20. januar 2027"), ("En etikett som er lengre enn plassen", "Verdi"))),
    Link("Nettsida", "https://example.org/a"),
    Quote(1, "Sykkelskuret", "Vi ventet.", "Ane Havgløtt"),
    CARD,
    Table("Svar", ("Før", "Nå"), (("1", "2"),)),
    Table("", (), ()),
)
