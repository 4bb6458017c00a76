"""An arbeidsmappe as prosessledere read it, on paper: what was handed in, and what is shared.

Drawn of `portfolio_copies.content_of`, or of the copy that was kept when it was approved.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain import (
    photo_files,
    photos,
    portfolio_copies,
    practice_content,
    practice_files,
)
from facilitator.domain.portfolio_reviews import Progress
from facilitator.domain.practice_fields import safe_link
from facilitator.domain.reading import THE_SUMMARY, UNNAMED
from facilitator.domain.roads import WAYPOINT
from facilitator.domain.summaries import word_count
from facilitator.models import Card, Participant, PortfolioEvent
from facilitator.presentation import portfolio_document_cards as drawn
from facilitator.presentation.card_faces import face
from facilitator.presentation.cards import CardView, card_view, specs_of, strength_marks
from facilitator.presentation.content import (
    Block,
    Bullets,
    CardBlock,
    Document,
    Link,
    Paragraph,
    Picture,
    Section,
    Subheading,
    Table,
)
from facilitator.presentation.dates import short_date
from facilitator.presentation.documents import date_words
from facilitator.presentation.made import KINDS, SUMMARY_TYPES, state_mark
from facilitator.presentation.originals import Original
from facilitator.presentation.reading import day, log_lines, size_line, words_line
from facilitator.presentation.reading_person import PORTFOLIO_STATES, counts_line, kept_words
from facilitator.presentation.strengths import marks_of
from facilitator.processes.catalogue import catalogue_or_first

Submitted = tuple[Document, tuple[Original, ...]]
Content = dict[str, Any]

NOTHING = "Ikke noe er levert ennå."
NO_SUMMARY = "Ikke levert ennå."
REPLACED = "erstattet av en nyere"
FILE_GONE = "Fila finnes ikke lenger."
FILENAME = "arbeidsmappe"


def document(session: Session, person: Participant, now: dt.datetime) -> Submitted:
    """With the files that belong to it. Who may is asked by the caller.

    An approved mappe is as it was when it was approved.
    """
    kept = portfolio_copies.find(session, person)
    content = kept.content if kept else portfolio_copies.content_of(session, person)
    tokens = _kept_tokens(session, content)
    sections = tuple(_sections(session, person, content, tokens))
    return _document(content, sections, kept.at if kept else None, now), tuple(
        _originals(session, content, tokens)
    )


def _document(
    content: Content, sections: tuple[Section, ...], kept: dt.datetime | None, now: dt.datetime
) -> Document:
    name = content["name"]
    where = ", ".join(filter(None, (content["workplace"], content["municipality"])))
    stands = PORTFOLIO_STATES[content["status"]].word
    state = kept_words(kept) if kept else f"{stands}. Skrevet ut {day(now)}"
    return Document(
        name=f"Arbeidsmappa til {name}",
        title=f"Arbeidsmappa til {name}",
        lead=tuple(filter(None, (content["cohort"], where, state))),
        sections=sections,
        author=name,
        subject=f"Arbeidsmappe, {content['cohort']}",
        running=" · ".join(("Arbeidsmappe", name, content["cohort"])),
        filename=f"{FILENAME} {name}",
        contents=len(content["documents"]) > 2,
    )


def _sections(
    session: Session, person: Participant, content: Content, tokens: set[str]
) -> Iterator[Section]:
    counts = counts_line(Progress(**content["progress"]), approves=content["approves"])
    documents: list[Block] = [Paragraph(counts)]
    for one in content["documents"]:
        documents += _practised(person, one, tokens)
    if not content["documents"]:
        documents.append(Paragraph(NOTHING))
    yield Section("dokumentene", "Praksisdokumenter", tuple(documents))
    yield Section("oppsummeringen", "Oppsummering", tuple(_summary(content["summary"])))
    yield from _shared(session, person, content)
    events = _events(content["events"])
    if events:
        yield Section("veien", "Hele arbeidsmappa", tuple(_way(events)))


# --- documents and the summary ----------------------------------------------------------------


def _practised(person: Participant, one: Content, tokens: set[str]) -> Iterator[Block]:
    content = one["content"]
    practised = practice_content.date_of(content)
    state = state_mark(one["status"]).word
    marks = marks_of(person.cohort, content.get("strengths", ()))
    yield Subheading(content.get("title") or UNNAMED)
    yield drawn.facts(
        ("Status", f"{state}, {REPLACED}" if one.get("replaced") else state),
        ("Praksisen var", date_words(practised)),
        ("Hva det er", KINDS.get(content.get("kind") or "", "")),
        ("Prosess", one.get("process") or ""),
        ("Styrker", ", ".join(mark.name for mark in marks)),
        ("Levert", _day_of(one["at"])),
    )
    yield from drawn.texts(content.get("text") or "")
    yield from _files(content.get("files", ()), tokens)
    if link := safe_link(content.get("link") or ""):
        yield Link(link, link)
    if one.get("goals"):
        yield Bullets(tuple(one["goals"]), "Kompetansemål")
    yield from drawn.answered(_events(one["events"]))


def _files(files: Iterable[Content], tokens: set[str]) -> Iterator[Block]:
    names = []
    for file in files:
        there = file["token"] in tokens
        if file["kind"] == practice_content.PHOTO:
            alt = file.get("alt") or ""
            yield Picture(_stored(file) if there else "", alt, alt)
        else:
            said = size_line(int(file.get("size") or 0)) if there else FILE_GONE
            names.append(f"{file.get('name') or 'Vedlegg'} ({said})")
    if names:
        yield Bullets(tuple(names), "Vedlegg")


def _stored(file: Content) -> str:
    return practice_content.kept(file["token"], file["kind"])


def _summary(one: Content | None) -> Iterator[Block]:
    if one is None:
        yield Paragraph(NO_SUMMARY)
        return
    content = one["content"]
    text = content.get("text") or ""
    yield Subheading(content.get("title") or THE_SUMMARY)
    yield drawn.facts(
        ("Status", state_mark(one["status"]).word),
        ("Hva den handler om", SUMMARY_TYPES.get(content.get("type") or "", "")),
        ("Lengde", words_line(word_count(text)) if text else ""),
        ("Levert", _day_of(one["at"])),
    )
    yield from drawn.texts(text)
    yield from drawn.answered(_events(one["events"]))


def _events(kept: Iterable[Content]) -> list[PortfolioEvent]:
    """As they were; never added to a session."""
    return [PortfolioEvent(**{**one, "at": dt.datetime.fromisoformat(one["at"])}) for one in kept]


def _way(events: Sequence[PortfolioEvent]) -> Iterator[Block]:
    rows = tuple((line.when, line.who, line.did) for line in reversed(log_lines(events)))
    yield Table("Veien fram", ("Når", "Hvem", "Hva"), rows)
    yield from drawn.answered(events)


def _day_of(moment: str | None) -> str:
    return day(dt.datetime.fromisoformat(moment)) if moment else ""


# --- cards ------------------------------------------------------------------------------------


def _shared(session: Session, person: Participant, content: Content) -> Iterator[Section]:
    """One's own with the words that were kept; others' as they may be read at this moment."""
    own = {one["id"]: one for one in content["own"]}
    cards = portfolio_copies.shared(session, [*own, *content["others"]])
    mine = [_as_kept(session, cards[n], own[n]) for n in own if n in cards and _is_mine(cards[n])]
    if mine:
        yield Section("delt", "Delt på tavla og i arbeidsmappene", tuple(mine))
    others = [cards[number] for number in content["others"] if number in cards]
    blocks = tuple(_others([card for card in others if card.type != WAYPOINT], person))
    if blocks:
        yield Section("fra-andre", "Fra gruppene, og fra andre", blocks)


def _is_mine(card: Card) -> bool:
    return card.owner_id is not None and card.type != WAYPOINT


def _as_kept(session: Session, card: Card, kept: Content) -> CardBlock:
    """The card as its owner had written it when the copy was made."""
    block = drawn.card_block(_frozen(session, card, kept["fields"]), notes=(_from(card),))
    return replace(block, teller=None, level=2)


def _frozen(session: Session, card: Card, fields: Content) -> CardView:
    known = catalogue_or_first(card.activity.room.gathering.cohort.catalogue)
    words = face(card.type, fields, specs_of(card), catalogue=known)
    chosen = fields.get("strengths") or fields.get("strength_key") or []
    keys = [chosen] if isinstance(chosen, str) else [str(key) for key in chosen]
    away = bool(words.photo) and photos.is_put_away(session, words.photo)
    return replace(
        card_view(card),
        title=words.title,
        text=words.text,
        parts=words.parts,
        strengths=strength_marks(keys, known),
        photo="" if away else words.photo,
        photo_alt=photos.alts(session, [words.photo]).get(words.photo, ""),
    )


def _others(cards: Sequence[Card], person: Participant) -> Iterator[Block]:
    """What groups made in one line each stands together; the rest are cards."""
    lines: dict[str, list[str]] = {}
    for card in cards:
        view = card_view(card)
        if card.owner_id is None and drawn.is_plain(view):
            lines.setdefault(f"Laget sammen, {_from(card).lower()}", []).append(drawn.said(view))
            continue
        about = _whose(card, person), _from(card)
        yield drawn.card_block(
            replace(view, title=view.title or view.type_name), level=2, notes=about
        )
    for label, words in lines.items():
        yield Bullets(tuple(words), label)


def _whose(card: Card, person: Participant) -> str:
    if card.owner_id is None:
        return "Laget sammen i gruppa"
    if card.owner_id == person.id:
        return f"Det andre så hos {person.first_name}"
    return f"{person.first_name} lyttet og skrev"


def _from(card: Card) -> str:
    gathering = card.activity.room.gathering
    return f"Samling {gathering.number}, {short_date(gathering.date)} {gathering.date.year}"


# --- files ------------------------------------------------------------------------------------


def _kept_tokens(session: Session, content: Content) -> set[str]:
    """Of the files that are named: those that are still known."""
    named = [
        file["token"] for one in content["documents"] for file in one["content"].get("files", ())
    ]
    return practice_files.still_known(session, named)


def _originals(session: Session, content: Content, tokens: set[str]) -> Iterator[Original]:
    for one in content["documents"]:
        title = one["content"].get("title") or UNNAMED
        for file in one["content"].get("files", ()):
            stored = _stored(file) if file["token"] in tokens else ""
            yield Original(stored, file.get("name") or "vedlegg", file.get("alt") or "", title)
    own = {one["id"]: one["fields"].get("photo") or "" for one in content["own"]}
    if not any(own.values()):
        return
    cards = portfolio_copies.shared(session, own)
    alts = photos.alts(session, own.values())
    for number, token in own.items():
        if token in alts and number in cards:
            view = card_view(cards[number])
            name = view.title or view.type_name
            yield Original(photo_files.kept(token), f"{name}.jpg", alts[token], name)
