"""A document as a plain DOCX with real styles, which one can send and others can edit."""

import datetime as dt
import io
import re
from pathlib import Path

import docx
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph

from facilitator.presentation.content import (
    Block,
    Bullets,
    Document,
    Paragraph,
    Quote,
    Subheading,
    Table,
)

INK = RGBColor(0x10, 0x26, 0x2A)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(document: Document, made: dt.datetime, root: Path) -> bytes:
    """The file's bytes. Pictures are read in `root`."""
    paper = docx.Document()
    _set_up(paper, document, made)
    _head(paper, document)
    for section in document.sections:
        paper.add_heading(_clean(section.heading), level=1)
        for block in section.blocks:
            _block(paper, block)
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def _clean(text: str) -> str:
    """Characters that XML cannot hold would stop the whole file."""
    return _NOT_XML.sub("", text)


def _set_up(paper: Docx, document: Document, made: dt.datetime) -> None:
    _properties(paper, document, made)
    for element in paper.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), document.language)
    _styles(paper)
    _page(paper, document)


def _properties(paper: Docx, document: Document, made: dt.datetime) -> None:
    properties = paper.core_properties
    properties.title = _clean(document.name)
    properties.author = _clean(document.author)
    properties.last_modified_by = _clean(document.author)
    properties.subject = _clean(document.subject)
    properties.language = document.language
    properties.comments = ""
    properties.created = properties.modified = made.astimezone(dt.UTC).replace(tzinfo=None)


def _styles(document: Docx) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 22), ("Heading 1", 15), ("Heading 2", 12)):
        font = document.styles[name].font
        font.size, font.color.rgb = Pt(size), INK
    for name in ("Quote", "Intense Quote"):
        document.styles[name].font.color.rgb = INK
    document.styles["Quote"].paragraph_format.keep_together = True


def _page(document: Docx, content: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin = section.bottom_margin = Mm(22)
    header = section.header.paragraphs[0]
    header.text = _clean(content.running)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("Side ")
    _field(footer, "PAGE")
    footer.add_run(" av ")
    _field(footer, "NUMPAGES")


def _field(paragraph: DocxParagraph, code: str) -> None:
    """A number that the word processor counts by itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no other way to a field


def _head(paper: Docx, document: Document) -> None:
    paper.add_paragraph(_clean(document.title), style="Title")
    for line in document.lead:
        paragraph = paper.add_paragraph(_clean(line))
        paragraph.paragraph_format.space_after = Pt(0)


def _block(document: Docx, block: Block) -> None:
    match block:
        case Paragraph(text=text, human=human):
            document.add_paragraph(_clean(text), style="Intense Quote" if human else None)
        case Subheading(text=text):
            document.add_heading(_clean(text), level=2)
        case Bullets():
            _bullets(document, block)
        case Table():
            _table(document, block)
        case Quote():
            _quote(document, block)


def _bullets(document: Docx, block: Bullets) -> None:
    if block.label:
        label = document.add_paragraph()
        label.add_run(_clean(block.label)).bold = True
        label.paragraph_format.keep_with_next = True
    for item in block.items:
        document.add_paragraph(_clean(item), style="List Bullet")


def _table(document: Docx, block: Table) -> None:
    """With a row of headings that is repeated on each page, as screen readers need it."""
    caption = document.add_paragraph(_clean(block.caption))
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(block.heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        cell.paragraphs[0].add_run(_clean(head)).bold = True
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - see _field
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _clean(text)
    document.add_paragraph()


def _quote(document: Docx, quote: Quote) -> None:
    paragraph = document.add_paragraph(style="Quote")
    if quote.title:
        paragraph.add_run(_clean(quote.title)).bold = True
        paragraph.add_run().add_break()
    teller = f" – {quote.teller}" if quote.teller else ""
    paragraph.add_run(_clean(f"«{quote.sentence}»{teller}"))
