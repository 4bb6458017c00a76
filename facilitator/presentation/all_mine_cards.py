"""Cards and drafts in «Last ned alt mitt», as blocks of a document."""

from collections.abc import Iterable, Iterator

from facilitator.domain import all_mine_cards as kinds
from facilitator.domain import photo_files
from facilitator.domain.all_mine import AllMine, Entry
from facilitator.domain.all_mine_found import Row
from facilitator.domain.policies import LEVEL_NAMES
from facilitator.models import Card
from facilitator.presentation.all_mine_blocks import picture, said, where
from facilitator.presentation.card_faces import type_name
from facilitator.presentation.cards import CardView, card_view
from facilitator.presentation.content import (
    Block,
    Bullets,
    CardBlock,
    Paragraph,
    Picture,
    Subheading,
)

_NOT_TEXT = {"keep", "visibility", "show_name"}


def cards(mine: AllMine, role: str) -> list[Block]:
    return [
        block(mine, entry, entry.card)
        for entry in mine.of("card")
        if entry.data["role"] == role and entry.card is not None and entry.says
    ]


def block(mine: AllMine, entry: Entry, card: Card) -> CardBlock:
    own = entry.data["role"] in (kinds.OWN, kinds.GROUP)
    view = card_view(card, own=own, catalogue=mine.person.cohort.catalogue)
    parts = [(part.label, part.texts) for part in view.parts]
    if view.strengths:
        parts.append(("Styrker", (", ".join(mark.name for mark in view.strengths),)))
    if view.keywords:
        parts.append(("Stikkord", (", ".join(view.keywords),)))
    return CardBlock(
        card_id=card.id,
        title=view.title or view.type_name,
        text=view.text,
        parts=tuple(parts),
        picture=_picture(mine, view),
        notes=tuple(_notes(entry)),
    )


def _picture(mine: AllMine, view: CardView) -> Picture | None:
    return picture(mine, photo_files.kept(view.photo), view.photo_alt) if view.photo else None


def _notes(entry: Entry) -> Iterator[str]:
    data = entry.data
    number = f", bord {data['group_number']}" if data.get("group_number") else ""
    yield f"{where(data)}{number}"
    yield " · ".join(_steps(data))
    if data.get("visibility"):
        name = "navnet ditt kan stå" if data["show_name"] else "uten navn"
        yield f"Leses av: {LEVEL_NAMES.get(data['visibility'], '')}, {name}"
    if data.get("thanks"):
        yield f"Takk: «{data['thanks']}»"


def _steps(data: Row) -> Iterator[str]:
    """What has happened to it, with when and by whom."""
    by = f" av {data['written_by']}" if data.get("written_by") else ""
    yield f"Skrevet {said('card', 'created_at', data['created_at'])}{by}"
    for name, words in _STEPS:
        if data.get(name):
            yield f"{words} {said('card', name, data[name])}"


_STEPS = (
    ("given_by", "Gitt av"),
    ("for", "Skrevet for"),
    ("approved_at", "Godkjent"),
    ("opened_at", "Åpnet"),
    ("hidden_at", "Tatt av tavla av en prosessleder"),
    ("withdrawn_at", "Trukket tilbake"),
)


def for_others(mine: AllMine) -> list[Block]:
    """That one wrote or gave; the words only where the one they belong to lets one read them."""
    found: list[Block] = []
    closed = []
    for entry in mine.of("card"):
        if entry.data["role"] not in (kinds.GIVEN, kinds.WRITTEN):
            continue
        if entry.says and entry.card is not None:
            found.append(block(mine, entry, entry.card))
        else:
            closed.append(_line(entry))
    if closed:
        found.append(Bullets(tuple(closed), "Kort som andre har, og som du ikke leser nå"))
    return found


def unopened(mine: AllMine) -> list[Block]:
    lines = tuple(_line(e) for e in mine.of("card") if e.data["role"] == kinds.UNOPENED)
    return [Bullets(lines, "Kort du har fått og ikke åpnet ennå")] if lines else []


def _line(entry: Entry) -> str:
    data = entry.data
    whom = f" for {data['for']}" if data.get("for") else ""
    thanks = f" Takk: «{data['thanks']}»" if data.get("thanks") else ""
    when = said("card", "created_at", data["created_at"])
    return f"{type_name(data['type'])}{whom}, {when}. {where(data)}.{thanks}"


def drafts(mine: AllMine) -> list[Block]:
    found: list[Block] = []
    for entry in mine.of("draft"):
        data = entry.data
        with_whom = f" ({data['with']})" if data.get("with") else ""
        found.append(Subheading(f"{said('draft', 'role', data['role'])}{with_whom}"))
        saved = said("draft", "updated_at", data["updated_at"])
        found.append(Paragraph(f"{where(data)}. Lagret {saved}."))
        for name in ("fields", "late"):
            found += [Paragraph(text, human=True) for text in _texts(data.get(name))]
    return found


def _texts(fields: object) -> Iterable[str]:
    """What stands in a form, field by field, without its ticks."""
    if not isinstance(fields, dict):
        return []
    texts = (value for name, value in fields.items() if name not in _NOT_TEXT)
    return [text for text in texts if isinstance(text, str) and text.strip()]
