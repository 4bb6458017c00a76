"""One's own arbeidsmappe as a document. What prosessledere read is in `portfolio_submission`.

It is drawn of what the page `/mappe` shows at this moment; what the page does not show its owner,
such as a story that somebody has taken back, is not in it.
"""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy.orm import Session

from facilitator.domain import photo_files, portfolios, relations
from facilitator.domain.policies import Actor
from facilitator.domain.portfolio_parts import Portfolio
from facilitator.domain.rooms import oslo_day
from facilitator.models.cohort import BORROWED
from facilitator.presentation import portfolio_document_days as days
from facilitator.presentation import portfolio_document_year as year
from facilitator.presentation.cards import card_view
from facilitator.presentation.content import Document, Paragraph, Section
from facilitator.presentation.dates import long_date
from facilitator.presentation.originals import Original
from facilitator.presentation.portfolio import PortfolioView, portfolio_view
from facilitator.presentation.road import is_road

FILENAME = "arbeidsmappe"
EMPTY = "Her samler fortellingene dine seg, etter hvert som du sier ja til dem."


def of_participant(session: Session, actor: Actor, now: dt.datetime) -> Document:
    """One's own arbeidsmappe: all that the page says, read at this moment."""
    return whole(session, actor, now)[0]


def whole(
    session: Session, actor: Actor, now: dt.datetime
) -> tuple[Document, tuple[Original, ...]]:
    """The same, with the files that belong to it: one's own photos and attachments."""
    mappe = portfolios.of(session, actor, now)
    view = portfolio_view(mappe, now)
    sections = tuple(_sections(session, actor, mappe, view, now))
    return _document(mappe, view, sections, now), tuple(_originals(session, mappe))


def _sections(
    session: Session, actor: Actor, mappe: Portfolio, view: PortfolioView, now: dt.datetime
) -> Iterator[Section]:
    made, folder = mappe.made, view.folder
    if made is not None and folder is not None:
        yield year.standing(session, mappe, folder, now)
        yield year.practised(session, mappe, made)
        yield from year.summary(made, folder)
        yield from year.between(folder)
        yield from year.portrait(view)
    yield from days.days(mappe, view)
    if folder is not None:
        yield from year.festival(session, mappe.person, oslo_day(now))
    yield from year.led(view)
    if folder is not None:
        yield from year.methods(folder)
        yield year.attendance(folder)
    yield from year.unfinished(view)
    yield from days.saved(session, relations.reader_for(session, actor), mappe, now)


def _document(
    mappe: Portfolio, view: PortfolioView, sections: tuple[Section, ...], now: dt.datetime
) -> Document:
    person, cohort = mappe.person, mappe.cohort
    made = long_date(oslo_day(now))
    kull = cohort.name if cohort.kind != BORROWED else ""
    # A name that nobody has confirmed here is told no more than what the room knows of it.
    known = (person.workplace_name, person.municipality) if view.whole else ()
    at_work = ", ".join(filter(None, known))
    return Document(
        name=f"Arbeidsmappa til {person.name}",
        title=f"Arbeidsmappa til {person.name}",
        lead=tuple(filter(None, (kull, at_work, f"Slik den var {made}", view.banner))),
        sections=sections or (Section("fortellingene", "Fortellingene dine", (Paragraph(EMPTY),)),),
        author=person.name,
        subject=" · ".join(filter(None, ("Arbeidsmappe", kull))),
        running=" · ".join(filter(None, ("Arbeidsmappe", person.name, kull))),
        filename=FILENAME,
        contents=len(sections) > 3,
    )


def _originals(session: Session, mappe: Portfolio) -> Iterator[Original]:
    """Photos on one's own cards and on those of one's groups; files of one's documents."""
    if mappe.made is not None:
        yield from year.attached(year.pages(session, mappe.cohort, mappe.made.documents))
    for card in (*mappe.own, *mappe.from_groups):
        token = str(card.fields.get("photo") or "")
        if not token:
            continue
        view = card_view(card)
        about = view.title or ("Veikartet" if is_road(card) else view.type_name)
        if view.photo_alt:
            yield Original(photo_files.kept(token), f"{about}.jpg", view.photo_alt, about)
