"""An arbeidsmappe on paper: how the year stands, and what was made between the samlinger."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from facilitator.domain import certificates, practice_content, practice_writing
from facilitator.domain.portfolio_parts import Made, Portfolio
from facilitator.models import Cohort, Participant, PracticeDocument
from facilitator.presentation import documents, festival_mine
from facilitator.presentation import portfolio_document_cards as drawn
from facilitator.presentation.content import (
    Block,
    Bullets,
    Facts,
    Link,
    Paragraph,
    Picture,
    Section,
    Subheading,
    Table,
)
from facilitator.presentation.documents import DocumentPage, FileView
from facilitator.presentation.originals import Original
from facilitator.presentation.portfolio import FolderView, PortfolioView
from facilitator.presentation.portfolio_between import BetweenView
from facilitator.presentation.portfolio_portrait import Portrayed, Seen
from facilitator.presentation.reading import (
    NOTICED,
    REASON,
    WONDERS,
    words_line,
)
from facilitator.text import paragraphs

NO_DOCUMENTS = "Her kommer det du prøver ut mellom samlingene."


def standing(session: Session, mappe: Portfolio, folder: FolderView, now: dt.datetime) -> Section:
    """What the page says on top: the year, what is left, and the mappe as a whole."""
    blocks: list[Block] = []
    if folder.year:
        blocks.append(Paragraph(folder.year.caption))
    if folder.certificate and (bevis := certificates.of_person(session, mappe.person.id, now)):
        blocks.append(Paragraph(f"Kompetansebevis nr. {bevis.number} er utstedt til deg."))
    blocks.append(Subheading("Alt er på plass" if folder.all_done else "Dette gjenstår"))
    blocks.append(Facts(tuple((item.name, item.text) for item in folder.left)))
    blocks.append(Subheading("Hele mappa"))
    blocks.append(Paragraph(f"{folder.state.state.word}. {folder.state.text}"))
    blocks.append(Paragraph(folder.state.counts))
    blocks += drawn.answers(folder.state.answers)
    return Section("aaret", "Slik står året", tuple(blocks))


# --- practice documents -----------------------------------------------------------------------


def practised(session: Session, mappe: Portfolio, made: Made) -> Section:
    blocks: list[Block] = []
    for page in pages(session, mappe.cohort, made.documents):
        blocks += _document(page)
    return Section(
        "dokumentene", "Praksisdokumentene dine", tuple(blocks) or (Paragraph(NO_DOCUMENTS),)
    )


def pages(
    session: Session, cohort: Cohort, found: Sequence[PracticeDocument]
) -> Iterator[DocumentPage]:
    """Each as its owner reads it. Their editions are fetched in one go."""
    session.scalars(
        select(PracticeDocument)
        .where(PracticeDocument.id.in_([document.id for document in found]))
        .options(selectinload(PracticeDocument.editions))
    ).all()
    newer = {document.replaces_id: document for document in found if document.replaces_id}
    for document in found:
        processes = practice_writing.processes(document=document)
        yield documents.page_view(document, cohort, processes, newer.get(document.id))


def _document(page: DocumentPage) -> Iterator[Block]:
    yield Subheading(page.title)
    yield _facts(page)
    yield from drawn.texts(page.text)
    for shown in page.photos:
        yield Picture(_kept(shown), shown.alt, shown.alt)
    if page.link:
        yield Link(page.link, page.link)
    if page.files:
        yield Bullets(tuple(f"{file.name} ({file.size})" for file in page.files), "Vedlegg")
    if page.goals:
        yield Bullets(page.goals, "Kompetansemål")
    for line in reversed(page.log):
        told = drawn.facts((NOTICED, line.noticed), (WONDERS, line.wonders), (REASON, line.reason))
        if told.rows:
            yield Paragraph(f"{line.by}, {line.when}:")
            yield told


def _facts(page: DocumentPage) -> Facts:
    return drawn.facts(
        ("Status", page.state.word),
        ("Praksisen var", page.date),
        ("Hva det er", page.kind),
        ("Prosess", page.process),
        ("Styrker", ", ".join(mark.name for mark in page.strengths)),
        ("Levert", page.handed_in),
    )


def attached(pages_: Iterable[DocumentPage]) -> Iterator[Original]:
    """The photos and files of documents, as they are kept."""
    for page in pages_:
        for file in (*page.photos, *page.files):
            yield Original(_kept(file), file.name, file.alt, page.title)


def _kept(file: FileView) -> str:
    kind = practice_content.PHOTO if file.is_photo else file.name.rpartition(".")[2].lower()
    return practice_content.kept(file.token, kind)


# --- the rest of what one gathers -------------------------------------------------------------


def summary(made: Made, folder: FolderView) -> Iterator[Section]:
    view, found = folder.summary, made.summary
    if view is None or found is None:
        return
    facts = drawn.facts(
        ("Status", view.state.word),
        ("Hva den handler om", view.type),
        ("Lengde", words_line(len(view.text.split())) if view.text else ""),
    )
    blocks: list[Block] = [Subheading(view.title)] if view.title else []
    blocks.append(facts)
    blocks += drawn.texts(view.text)
    blocks += drawn.answered(found.events)
    yield Section("oppsummeringen", "Oppsummeringen din", tuple(blocks))


def between(folder: FolderView) -> Iterator[Section]:
    blocks = [block for one in reversed(folder.between) for block in _between(one)]
    if blocks:
        yield Section("hjem", "Hjem og prøv ut", tuple(blocks))


def _between(one: BetweenView) -> Iterator[Block]:
    yield Subheading(one.heading)
    yield Paragraph(" ".join(filter(None, (f"{one.when}.", one.now))))
    if one.task:
        yield Paragraph(one.task, human=True)
    for step in one.steps:
        yield Paragraph(f"Du ville prøve: {step.what}", human=True)
        went = f"Slik gikk det: {step.answer}" if step.said else ""
        if about := " ".join(filter(None, (_sentence(step.details), went))):
            yield Paragraph(about)
    if one.documents:
        rows = tuple(f"{row.title} ({row.state.word.lower()})" for row in one.documents)
        yield Bullets(rows, "Det du skrev")


def _sentence(words: str) -> str:
    return words if not words or words.endswith((".", "?", "!")) else f"{words}."


def portrait(view: PortfolioView) -> Iterator[Section]:
    blocks: list[Block] = []
    for group in view.portrait:
        blocks.append(Subheading(group.name))
        for one in group.strengths:
            blocks.append(Subheading(one.mark.name, 3))
            blocks += _portrayed(one)
    if blocks:
        lead = "Det andre har sett hos deg, med deres ord, og det du selv kjenner deg igjen i."
        yield Section("styrkene", "Styrkeportrettet ditt", (Paragraph(lead), *blocks))


def _portrayed(one: Portrayed) -> Iterator[Block]:
    if one.seen:
        yield Bullets(tuple(map(_seen, one.seen)))
    if one.kept:
        yield Paragraph("Du kjenner deg igjen i denne.")
    if one.stories:
        titles = ", ".join(f"«{title}»" for _, title in one.stories)
        yield Paragraph(f"I fortellingene dine: {titles}")


def _seen(seen: Seen) -> str:
    who = f"{seen.giver} så dette" if seen.giver else ""
    return " – ".join(
        filter(None, (f"«{seen.sentence}»", ", ".join(filter(None, (who, seen.day)))))
    )


def festival(session: Session, person: Participant, today: dt.date) -> Iterator[Section]:
    view = festival_mine.mine_view(session, person, today)
    if not view.form and not view.title:
        return
    facts = drawn.facts(
        ("Form", view.form_name),
        ("Sammen med", ", ".join(view.shared_with)),
        ("Når og hvor", view.where),
        ("Det jeg trenger", view.needs),
        ("Gjestene ser", ", ".join(view.names) or "Uten navn" if view.released else "Ikke ennå"),
        ("Deltatt", "Ja" if view.took_part else ""),
    )
    blocks: list[Block] = [Subheading(view.title)] if view.title else []
    blocks.append(facts)
    blocks += drawn.texts(view.description)
    if view.greetings and view.released:
        said = (f"«{one.text}»{f' – {one.name}' if one.name else ''}" for one in view.greetings)
        blocks.append(Bullets(tuple(said), "Hilsener fra gjestene"))
    yield Section("festivalen", "Festivalbidraget ditt", tuple(blocks))


def attendance(folder: FolderView) -> Section:
    rows = tuple((day.name, documents.date_words(day.date), day.words) for day in folder.attended)
    table = Table("Samlingene i året", ("Samling", "Dato", "Oppmøte"), rows)
    return Section("oppmotet", "Oppmøtet ditt", (table,))


def led(view: PortfolioView) -> Iterator[Section]:
    lines = tuple(f"{line.what}. {line.about}" for line in view.led)
    if lines:
        yield Section("ledet", "Det du har ledet", (Bullets(lines),))


def methods(folder: FolderView) -> Iterator[Section]:
    if folder.methods:
        names = tuple(method.name for method in folder.methods)
        yield Section("metodene", "Metodene dine", (Bullets(names),))


def unfinished(view: PortfolioView) -> Iterator[Section]:
    """What waits for one's yes, and what one has begun, each said to be a kladd."""
    if view.waiting:
        rows = tuple(
            f"{story.title or 'Fortellingen din'}. {_writer(story.writer)}Venter på deg til "
            f"{story.until}."
            for story in view.waiting
        )
        yield Section("venter", "Venter på deg", (Bullets(rows),))
    blocks: list[Block] = []
    for draft in view.drafts:
        blocks.append(Subheading(draft.title or draft.heading))
        about = draft.heading if draft.title else ""
        blocks.append(
            Paragraph(
                " · ".join(filter(None, ("Kladd", about, draft.reads, f"Lagret {draft.saved}")))
            )
        )
        blocks += [Paragraph(part, human=True) for part in paragraphs(draft.text)]
    if blocks:
        yield Section("kladdene", "Kladdene dine", tuple(blocks))


def _writer(name: str) -> str:
    return f"Skrevet av {name}. " if name else ""
