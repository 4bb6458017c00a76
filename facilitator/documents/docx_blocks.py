"""Each kind of block as Word has it, by styles alone: a change of style changes all of its kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from facilitator.documents import docx_pictures, tree, typesetting
from facilitator.documents.docx_package import Package
from facilitator.documents.docx_xml import attribute, begins_right, paragraph, run, said
from facilitator.documents.pictures import Photo
from facilitator.presentation.content import (
    GONE,
    Block,
    Bullets,
    CardBlock,
    Facts,
    Figure,
    Link,
    Paragraph,
    Picture,
    Quote,
    Section,
    Subheading,
    Table,
)

WIDE_LABEL = 24
"""A label with more letters than this stands above what it says, not beside it."""
ONE_PAGE = 1800
"""A card with fewer letters is kept on one page."""
NARROW, WIDE = 6, 40
"""A column is between so many letters wide, for the share it has of the page."""

BREAK = "<w:r><w:br/></w:r>"
TAB = "<w:r><w:tab/></w:r>"
AFTER_TABLE = '<w:p><w:pPr><w:pStyle w:val="Ettertabell"/></w:pPr></w:p>'
HEADINGS = {1: "Heading1", 2: "Heading2", 3: "Heading3"}
CARD_TITLES = {2: "Korttittel", 3: "Korttittel3"}
DEEPEST = 3


@dataclass(slots=True)
class Writer:
    """`width` and `height` are what a page holds, in twentieths of a point."""

    package: Package
    photos: Mapping[str, Photo]
    width: int
    height: int
    _drawings: int = field(default=0, init=False)

    def section(self, section: Section) -> str:
        return "".join(self.block(block, level) for block, level in tree.shown(section))

    def block(self, block: Block, level: int) -> str:
        match block:
            case Link():
                return self._link(block)
            case Picture():
                return self._picture(block)
            case Figure():
                return self._figure(block)
            case CardBlock():
                return self._card(block, level)
            case Table():
                return _table(block, self.width)
        return _text(block, level)

    def _link(self, link: Link) -> str:
        shown = run(link.address, "Hyperlink")
        number = self.package.link(link.address)
        runs = f'<w:hyperlink r:id="{number}" w:history="1">{shown}</w:hyperlink>'
        if number is None:
            runs = run(link.address)
        if link.text and link.text != link.address:
            runs = run(f"{link.text}: ") + runs
        return paragraph("Normal", runs, text=link.text)

    def _picture(self, picture: Picture, *, with_next: bool = False) -> str:
        photo = self.photos.get(picture.file)
        if photo is None:
            words = " ".join(filter(None, (GONE, picture.alt)))
            shown = said("Kortom", words, with_next=with_next or bool(picture.caption))
        else:
            shown = self._drawn(photo, picture.file, picture.alt or "Bilde", picture.caption)
        return shown + said("Caption", picture.caption, with_next=with_next)

    def _figure(self, figure: Figure) -> str:
        photo = docx_pictures.drawn(typesetting.png(figure.svg))
        shown = self._drawn(photo, figure.svg, figure.alt or "Figur", figure.caption, fills=True)
        return shown + said("Caption", figure.caption)

    def _drawn(self, photo: Photo, key: str, alt: str, caption: str, *, fills: bool = False) -> str:
        self._drawings += 1
        number = self.package.picture(photo, key)
        size = docx_pictures.fitted(photo, self.width, self.height, fills=fills)
        drawing = docx_pictures.drawing(number, self._drawings, size, alt)
        return paragraph("Bilde", drawing, with_next=bool(caption))

    def _card(self, card: CardBlock, level: int) -> str:
        """Its paragraphs hold on to each other, as far as a page goes."""
        lines = list(_card_lines(card))
        if level:
            lines.insert(0, (CARD_TITLES[min(level, DEEPEST)], card.title))
        elif lines:
            lines[0] = ("Kortbegynner", lines[0][1])
        about = [f"– {card.teller}"] if card.teller else []
        about += card.notes
        together = sum(len(text) for _, text in lines) + sum(map(len, about)) < ONE_PAGE
        pieces = [said(style, text) for style, text in lines]
        if card.picture is not None:
            pieces.append(self._picture(card.picture))
        pieces += [said("Kortom", text) for text in about]
        pieces = [piece for piece in pieces if piece]
        return "".join(_held(pieces)) if together else "".join(pieces)


def _text(block: Paragraph | Subheading | Bullets | Facts | Quote, level: int) -> str:
    match block:
        case Paragraph(text=text, human=human):
            return said("Fortalt" if human else "Normal", text)
        case Subheading(text=text):
            return said(HEADINGS[min(level, DEEPEST)], text)
        case Bullets():
            return _bullets(block)
        case Facts():
            return "".join(_fact(label, value) for label, value in block.rows)
        case Quote():
            return _quote(block)


def _card_lines(card: CardBlock) -> Iterable[tuple[str, str]]:
    if card.text.strip():
        yield "Korttekst", card.text
    for label, texts in card.parts:
        if label:
            yield "Kortdel", label
        for text in texts:
            yield "Korttekst", text


def _held(pieces: Sequence[str]) -> Iterable[str]:
    """Each kept with the next, but for the last."""
    for piece in pieces[:-1]:
        yield _keeping(piece)
    yield from pieces[-1:]


def _keeping(piece: str) -> str:
    """Where the style alone does not say so already."""
    for style in ("Korttekst", "Kortbegynner", "Kortom", "Bilde", "Caption"):
        mark = f'<w:pStyle w:val="{style}"/>'
        piece = piece.replace(f"{mark}<w:keepNext/>", mark)
        piece = piece.replace(mark, f"{mark}<w:keepNext/>")
    return piece


def _bullets(block: Bullets) -> str:
    items = "".join(paragraph("ListBullet", run(item), text=item) for item in block.items)
    return said("Overliste", block.label) + items


def _fact(label: str, value: str) -> str:
    between = BREAK if len(label) > WIDE_LABEL else TAB
    return paragraph("Opplysning", run(label, "Strong") + between + run(value), text=label)


def _quote(quote: Quote) -> str:
    text = f"«{quote.sentence}»" + (f" – {quote.teller}" if quote.teller else "")
    runs = run(quote.title, "Strong") + BREAK if quote.title.strip() else ""
    return paragraph("Quote", runs + run(text), text=text)


def _table(block: Table, width: int) -> str:
    """With a row of headings that is repeated on each page, as screen readers need it."""
    caption = said("Tabelltittel", block.caption)
    if not block.heads:
        return caption
    widths = _widths(block, width)
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    told = attribute(block.caption)
    title = f'<w:tblCaption w:val="{told}"/>' if told else ""
    rows = [_row(block.heads, widths, "Tabellhode", "<w:tblHeader/>")]
    rows += [_row(row, widths, "Tabelltekst") for row in block.rows]
    right = "<w:bidiVisual/>" if begins_right(" ".join(block.heads)) else ""
    return (
        f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="Tabell"/>{right}'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/>{title}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>{AFTER_TABLE}"
    )


def _row(cells: Sequence[str], widths: Sequence[int], style: str, marks: str = "") -> str:
    found = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{said(style, cell) or paragraph(style, '')}</w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{marks}</w:trPr>{found}</w:tr>"


def _widths(block: Table, width: int) -> list[int]:
    """By the longest text of each column, but none so narrow that its words are torn."""
    columns = zip(block.heads, *block.rows, strict=True)
    shares = [min(WIDE, max(NARROW, *(len(text) for text in column))) for column in columns]
    return [width * share // sum(shares) for share in shares]
