"""A document as a DOCX with real styles, which one can send and others can edit.

Written as XML straight from the tree: it takes some thousandths of a second where a library for
editing takes seconds, and nothing is in it that we have not put there. The styles are in
`docx_styles.xml`; a text has none of its own. Pure but for reading pictures.
"""

import datetime as dt
from pathlib import Path

from facilitator.documents import pictures
from facilitator.documents.docx_blocks import Writer
from facilitator.documents.docx_package import HEAD, SPACES, Package
from facilitator.documents.docx_xml import field, paragraph, run, said
from facilitator.presentation.content import Document

A4 = (11906, 16838)
MARGIN = 1304
"""23 mm, in twentieths of a point as all of Word."""
CONTENTS = "Innhold"


def render(document: Document, made: dt.datetime, root: Path) -> bytes:
    """The file's bytes. Pictures are read in `root`."""
    width, height = reversed(A4) if document.landscape else A4
    package = Package()
    photos = pictures.read_all(root, (picture.file for picture in document.pictures()))
    writer = Writer(package, photos, width - 2 * MARGIN, height - 2 * MARGIN)
    body = [_head(document)]
    if document.contents and document.sections:
        body.append(_contents(document))
    for number, section in enumerate(document.sections):
        body.append(_heading(section.heading, number if document.contents else None))
        body.append(writer.section(section))
    body.append(_page(package, width, height, landscape=document.landscape))
    text = f"{HEAD}<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>"
    return package.packed(document, made, text, _header(document), _footer())


def _head(document: Document) -> str:
    title = said("Title", " ".join((document.title or document.name).split()))
    return title + "".join(said("Subtitle", line) for line in document.lead)


def _heading(text: str, number: int | None) -> str:
    words = " ".join(text.split())
    if not words:
        return ""
    runs = run(words)
    if number is not None:
        mark = f'w:id="{number}"'
        runs = f'<w:bookmarkStart {mark} w:name="{_place(number)}"/>{runs}<w:bookmarkEnd {mark}/>'
    return paragraph("Heading1", runs, text=words)


def _place(number: int) -> str:
    return f"_Toc{number + 1:08}"


def _contents(document: Document) -> str:
    """A list that Word keeps by itself. It has no page numbers: they would be wrong until then."""
    entries = [
        f'<w:hyperlink w:anchor="{_place(number)}" w:history="1">{run(words)}</w:hyperlink>'
        for number, section in enumerate(document.sections)
        if (words := " ".join(section.heading.split()))
    ]
    if not entries:
        return ""
    begun = _mark("begin") + '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\n \\h \\z '
    begun += f"</w:instrText></w:r>{_mark('separate')}"
    entries[0] = begun + entries[0]
    entries[-1] += _mark("end")
    shown = said("TOCHeading", CONTENTS) + "".join(paragraph("TOC1", each) for each in entries)
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"
    )


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _header(document: Document) -> str:
    words = " ".join(document.running.split())
    line = paragraph("Header", run(words), text=words)
    return f"{HEAD}<w:hdr {SPACES}>{line}</w:hdr>"


def _footer() -> str:
    runs = run("Side ") + field("PAGE") + run(" av ") + field("NUMPAGES")
    return f"{HEAD}<w:ftr {SPACES}>{paragraph('Footer', runs)}</w:ftr>"


def _page(package: Package, width: int, height: int, *, landscape: bool) -> str:
    turned = ' w:orient="landscape"' if landscape else ""
    sides = " ".join(f'w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{package.header_id}"/>'
        f'<w:footerReference w:type="default" r:id="{package.footer_id}"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar {sides} w:header="624" w:footer="624" w:gutter="0"/>'
        '<w:cols w:space="708"/></w:sectPr>'
    )
