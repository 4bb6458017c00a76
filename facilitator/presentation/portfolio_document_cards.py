"""Cards in an arbeidsmappe on paper: one's own with what stands around them, and others'.

A card of somebody else's is the block of a reference, with its number: it is drawn of what may be
read at this moment, and bears a name only where the page does.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from facilitator.domain import photo_files
from facilitator.models.practice import ReviewEvent
from facilitator.presentation.cards import CardView
from facilitator.presentation.content import Block, Bullets, CardBlock, Facts, Paragraph, Picture
from facilitator.presentation.portfolio_process import ListenedView, StoryView, TableLines
from facilitator.presentation.portfolio_strengths import StrengthsPart
from facilitator.presentation.reading import LogLine, log_lines
from facilitator.presentation.road import Stop
from facilitator.text import paragraphs

WITHDRAWN = "Trukket tilbake, bare du ser den"
OFF_BOARD = "Prosesslederen har tatt den av tavla for nå"
STRENGTHS = "Styrker"
SEEN = "Det andre så hos deg"
KEPT = "Styrkene mine"
TURNED = ("Før", "Nå")


def texts(text: str, *, human: bool = True) -> Iterator[Paragraph]:
    """A text as its paragraphs, in the face of what people say."""
    return (Paragraph(part, human=human) for part in paragraphs(text))


def facts(*rows: tuple[str, str]) -> Facts:
    """Of what is known; what is empty is left out."""
    return Facts(tuple((label, text) for label, text in rows if text))


def answers(lines: Iterable[LogLine]) -> Iterator[Block]:
    """What prosessledere have said, each with who and when."""
    for line in lines:
        yield Paragraph(f"{line.who} {line.did} {line.when}.")
        yield Facts(line.said)


def answered(events: Sequence[ReviewEvent]) -> Iterator[Block]:
    """What has been answered in words, from the first to the last."""
    return answers(line for line in reversed(log_lines(events)) if line.said)


def picture_of(card: CardView) -> Picture | None:
    return photo(card.photo, card.photo_alt) if card.photo else None


def photo(token: str, alt: str) -> Picture:
    """The photo of a card. One that has been taken away has no words either, and is said gone."""
    return Picture(photo_files.kept(token) if alt else "", alt)


def card_block(card: CardView, *, level: int = 3, notes: Iterable[str] = ()) -> CardBlock:
    title, text = (card.title, card.text) if not card.turned else ("", "")
    return CardBlock(
        card_id=card.id,
        title=title,
        text=text,
        parts=tuple(_parts(card)),
        picture=picture_of(card),
        teller=card.teller,
        notes=tuple(filter(None, notes)),
        level=level,
    )


def _parts(card: CardView) -> Iterator[tuple[str, tuple[str, ...]]]:
    if card.turned:
        yield from zip(TURNED, ((words,) for words in card.turned), strict=True)
    for part in card.parts:
        if not card.turned or part.texts[0] not in card.turned:
            yield part.label, part.texts
    names = tuple(mark.name for mark in card.strengths if mark.name != card.title)
    if names:
        yield STRENGTHS, (", ".join(names),)


def lying(cards: Sequence[CardView]) -> Iterator[Block]:
    """Cards as they lie on a board: what a board says of each. Those of one line are a list."""
    lines: list[str] = []
    for card in cards:
        if _is_line(card):
            lines.append(_on_board_line(card))
            continue
        if lines:
            yield Bullets(tuple(lines))
            lines = []
        yield _on_board(card)
    if lines:
        yield Bullets(tuple(lines))


def _is_line(card: CardView) -> bool:
    """One line of text and nothing but a few words about it."""
    other = card.photo or card.turned or card.strengths or card.tied
    return not other and bool(card.title) != bool(card.text)


def _on_board_line(card: CardView) -> str:
    return " – ".join(filter(None, (said(card), card.teller, *_about(card))))


def _on_board(card: CardView) -> CardBlock:
    block = card_block(card)
    names = tuple(part for part in block.parts if part[0] in (STRENGTHS, *TURNED))
    tied = "Minner om: " + ", ".join(f"«{title}»" for _, title in card.tied) if card.tied else ""
    return replace(block, parts=names, notes=tuple(filter(None, (tied, *_about(card)))))


def _about(card: CardView) -> Iterator[str]:
    yield from (part.text for part in card.parts if part.name == "category")
    yield f"Bord {card.table}" if card.table else ""
    yield card.late or ""


def said(card: CardView) -> str:
    """The words of a card of one line."""
    return card.text or card.title


def is_plain(card: CardView) -> bool:
    """One line of text and nothing else."""
    other = card.parts or card.photo or card.turned or card.strengths
    return not other and bool(card.title) != bool(card.text)


def own_story(story: StoryView) -> CardBlock:
    reads = WITHDRAWN if story.state == "withdrawn" else story.reads
    thanks = f"Takken din til {story.listener or 'den som lyttet'}: «{story.thanks}»"
    named = "Navnet ditt kan stå sammen med fortellingen" if story.named else ""
    notes = (
        reads,
        OFF_BOARD if story.state == "hidden" else "",
        named,
        story.credit,
        f"Godkjent {story.approved}",
        thanks if story.thanks else "",
        *(line.words for line in story.threads),
    )
    return replace(card_block(story.card, notes=notes), teller=None)


def own_line(card: CardView, answer: str) -> Iterator[Block]:
    went = f"Slik gikk det: {answer}" if answer else ""
    if not is_plain(card):
        yield card_block(card, notes=(went,))
        return
    yield Paragraph(said(card), human=True)
    if went:
        yield Paragraph(went)


def strengths(part: StrengthsPart) -> Iterator[Block]:
    if part.kept:
        yield Bullets(tuple(f"{mark.name} ({mark.virtue})" for mark in part.kept), KEPT)
    for card in part.received:
        yield CardBlock(
            card_id=card.id,
            title=card.mark.name if card.mark else SEEN,
            text=f"«{card.sentence}»" if card.sentence else "",
            notes=tuple(
                filter(
                    None,
                    (
                        f"Fra {card.giver}" if card.giver else "",
                        "" if card.on_map else "Telles ikke på rommets kart",
                    ),
                )
            ),
            level=3,
        )


def listened(entry: ListenedView) -> Iterator[Block]:
    thanks = f"Takk fra {entry.teller}: «{entry.thanks}»" if entry.thanks else ""
    if entry.card is not None:
        yield card_block(entry.card, notes=(entry.line, thanks))
        return
    yield Paragraph(f"{entry.line}. Fortellingen er det {entry.teller} som har.")
    if thanks:
        yield Paragraph(thanks)


def table(made: TableLines) -> Iterator[Block]:
    label = f"Bord {made.table}" if made.table else "Gruppa di"
    if made.lines:
        yield Bullets(made.lines, label)
    for card in made.cards:
        yield card_block(card, notes=(label,))


def road(card_id: int, title: str, stops: Sequence[Stop], picture: Picture | None) -> CardBlock:
    """A road with what stands at each station, and where one has said that one was."""
    here = next((stop.name for stop in stops if stop.state == "now"), "")
    return CardBlock(
        card_id=card_id,
        title=title or "Veikartet",
        text="",
        parts=tuple((stop.name, lines) for stop in stops if (lines := tuple(_at(stop)))),
        picture=picture,
        notes=(f"Sist var du ved «{here}».",) if here else (),
        level=3,
    )


def _at(stop: Stop) -> Iterator[str]:
    yield from stop.lines
    for said_there in stop.said:
        yield f"{said_there.date}: {said_there.text}" if said_there.text else said_there.date
