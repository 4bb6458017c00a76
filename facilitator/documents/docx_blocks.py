"""Each kind of block as Word has it, by styles alone: a change of style changes all of its kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from facilitator.documents import docx_pictures, tree, typesetting
from facilitator.documents.docx_package import Package
from facilitator.documents.docx_pictures import Size
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
LETTER, LINES = 130, 20
"""A letter in a table takes this much at most, in twentieths of a point."""

BREAK = "<w:r><w:br/></w:r>"
TAB = "<w:r><w:tab/></w:r>"
AFTER_TABLE = '<w:p><w:pPr><w:pStyle w:val="Ettertabell"/></w:pPr></w:p>'
HEADINGS = {1: "Heading1", 2: "Heading2", 3: "Heading3"}
CARD_TITLES = {2: "Korttittel", 3: "Korttittel3"}
CARD_BEGINS = {"Korttekst": "Korttekstalene", "Kortdel": "Kortdelalene"}
"""The first lines of a card without a title: with the line across that a title has."""
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
        held = with_next or bool(picture.caption)
        if photo is None:
            shown = said("Kortom", " ".join(filter(None, (GONE, picture.alt))), with_next=held)
        else:
            shown = self._drawn(photo, picture.file, picture.alt or "Bilde", with_next=held)
        return shown + said("Caption", picture.caption, with_next=with_next)

    def _figure(self, figure: Figure) -> str:
        photo = docx_pictures.drawn(typesetting.png(figure.svg))
        size = docx_pictures.fitted(photo, self.width, self.height, fills=True)
        held = bool(figure.caption)
        shown = self._drawn(photo, figure.svg, figure.alt or "Figur", with_next=held, size=size)
        return shown + said("Caption", figure.caption)

    def _drawn(
        self, photo: Photo, key: str, alt: str, *, with_next: bool, size: Size | None = None
    ) -> str:
        self._drawings += 1
        number = self.package.picture(photo, key)
        fits = size or docx_pictures.fitted(photo, self.width, self.height)
        drawing = docx_pictures.drawing(number, self._drawings, fits, alt)
        return paragraph("Bilde", drawing, with_next=with_next)

    def _card(self, card: CardBlock, level: int) -> str:
        """Its paragraphs hold on to each other, as far as a page goes."""
        lines = list(_card_lines(card, level))
        together = sum(len(line) for _, line in lines if isinstance(line, str)) < ONE_PAGE
        found = []
        for at, (style, line) in enumerate(lines, 1):
            held = together and at < len(lines)
            if isinstance(line, Picture):
                found.append(self._picture(line, with_next=held))
            else:
                found.append(said(style, line, with_next=held))
        return "".join(found)


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


def _card_lines(card: CardBlock, level: int) -> Iterator[tuple[str, str | Picture]]:
    """What it holds in the order it is read, each in its style."""
    said_in = {} if level else dict(CARD_BEGINS)
    if level:
        yield CARD_TITLES[min(level, DEEPEST)], card.title
    parts = [("Kortdel", label, texts) for label, texts in card.parts]
    for style, label, texts in (("Korttekst", card.text, ()), *parts):
        for each, text in ((style, label), *(("Korttekst", text) for text in texts)):
            if text.strip():
                yield said_in.get(each, each), text
                said_in.clear()
    if card.picture is not None:
        yield "", card.picture
    if card.teller:
        yield "Kortom", f"– {card.teller}"
    yield from (("Kortom", note) for note in card.notes if note.strip())


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
    rows = [_row(block.heads, widths, "Tabellhode", "<w:tblHeader/>")]
    rows += [_row(row, widths, "Tabelltekst") for row in block.rows]
    right = "<w:bidiVisual/>" if begins_right(" ".join(block.heads)) else ""
    return (
        f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="Tabell"/>{right}'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/>{_told(block)}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>{AFTER_TABLE}"
    )


def _told(block: Table) -> str:
    """Its name and its columns, for who does not see it."""
    name, columns = attribute(block.caption), attribute(", ".join(block.heads))
    title = f'<w:tblCaption w:val="{name}"/>' if name else ""
    return f'{title}<w:tblDescription w:val="{columns}"/>' if columns else title


def _row(cells: Sequence[str], widths: Sequence[int], style: str, marks: str = "") -> str:
    """Kept on one page, unless it might be higher than the page is."""
    pairs = list(zip(cells, widths, strict=True))
    low = all(len(cell) * LETTER // width + cell.count("\n") < LINES for cell, width in pairs)
    found = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{said(style, cell) or paragraph(style, '')}</w:tc>"
        for cell, width in pairs
    )
    kept = "<w:cantSplit/>" if low else ""
    looks = f"<w:trPr>{kept}{marks}</w:trPr>" if kept or marks else ""
    return f"<w:tr>{looks}{found}</w:tr>"


def _widths(block: Table, width: int) -> list[int]:
    """Shares of the page by the longest text of each column."""
    columns = zip(block.heads, *block.rows, strict=True)
    shares = [min(WIDE, max(NARROW, *(len(text) for text in column))) for column in columns]
    return [width * share // sum(shares) for share in shares]
