"""The kinds of long work. Each reads what it makes at the moment it makes it, part by part."""

import datetime as dt
import logging
import traceback
import zipfile
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from facilitator.documents import archive, certificate
from facilitator.documents.making import CannotMake, Made, Maker, Work
from facilitator.domain import harvests
from facilitator.domain.rooms import oslo_day
from facilitator.models import Certificate, Cohort, Gathering, Participant
from facilitator.presentation import people, portfolio_submission
from facilitator.presentation.certificates import Paper, paper
from facilitator.presentation.certificates_register import register
from facilitator.presentation.content import Document
from facilitator.presentation.note import note
from facilitator.presentation.originals import Original

ZIP = "application/zip"
ENDINGS = ("pdf", "docx")
NOBODY = "Det er ingen i kullet ennå."
NO_NOTES = "Ingen samlinger har vært ennå."
NO_CERTIFICATES = "Her er det ingen bevis å skrive ut lenger."
NOT_ONE = "Ikke én av dem lot seg lage. Si fra til den som drifter appen."
LEFT_OUT = "IKKE MED.txt"

Read = Callable[[Session], tuple[str, Document, Sequence[Original]] | None]
"""The folder, the document and its files; None when it has been deleted meanwhile."""
log = logging.getLogger(__name__)


def portfolios(work: Work) -> Made:
    """Everybody's arbeidsmappe as it was handed in, each in a folder of its own."""
    with work.reading() as session:
        cohort = session.get_one(Cohort, work.cohort_id)
        name = f"Arbeidsmapper, {cohort.name}.zip"
        parts = [
            (p.name, _portfolio(p.id, work.made)) for p in people.of_cohort(session, cohort.id)
        ]
    if not parts:
        raise CannotMake(NOBODY)
    return _packed(work, name, parts)


def _portfolio(participant_id: int, made: dt.datetime) -> Read:
    def read(session: Session) -> tuple[str, Document, Sequence[Original]] | None:
        person = session.get(Participant, participant_id)
        if person is None:
            return None
        return person.name, *portfolio_submission.document(session, person, made)

    return read


def notes(work: Work) -> Made:
    """Every samlingsnotat of the year so far."""
    with work.reading() as session:
        cohort = session.get_one(Cohort, work.cohort_id)
        name = f"Samlingsnotater, {cohort.name}.zip"
        parts = [
            (f"Samling {each.number}", _note(each.id))
            for each in harvests.held(session, cohort.id, oslo_day(work.made))
        ]
    if not parts:
        raise CannotMake(NO_NOTES)
    return _packed(work, name, parts)


def _note(gathering_id: int) -> Read:
    def read(session: Session) -> tuple[str, Document, Sequence[Original]] | None:
        gathering = session.get(Gathering, gathering_id)
        if gathering is None:
            return None
        document = note(harvests.day(session, gathering)).document()
        return f"Samling {gathering.number}", document, ()

    return read


def _packed(work: Work, name: str, parts: Sequence[tuple[str, Read]]) -> Made:
    """One part in memory at a time. What cannot be made is named in the ZIP with the rest."""
    left_out = []
    folders = archive.Names()
    with zipfile.ZipFile(work.target, "w") as packed:
        for number, (what, read) in enumerate(parts):
            work.step(number, len(parts))
            if not _written(work, packed, folders, read):
                left_out.append(what)
        work.step(len(parts), len(parts))
        if len(left_out) == len(parts):
            raise CannotMake(NOT_ONE)
        if left_out:
            archive.add(packed, LEFT_OUT, _missing(left_out).encode(), work.made)
    return Made(archive.safe_name(name), ZIP, _said(len(left_out), len(parts)))


def _written(work: Work, packed: zipfile.ZipFile, folders: archive.Names, read: Read) -> bool:
    """The session is closed before anything is drawn: nobody waits for us."""
    try:
        with work.reading() as session:
            found = read(session)
        if found is not None:
            name, document, originals = found
            folder = folders.take(name)
            archive.write(packed, folder, document, originals, work.made, work.root, ENDINGS)
    except (OSError, SQLAlchemyError):
        raise  # a full disk or a database that is away is no fault of this part
    except Exception as error:
        # Where it happened, and no text that somebody wrote.
        last = traceback.extract_tb(error.__traceback__)[-1]
        what = type(error).__name__
        log.error("a part could not be made: %s at %s:%s", what, last.filename, last.lineno)
        return False
    return True


def _missing(names: Sequence[str]) -> str:
    return "\n".join(["Disse lot seg ikke lage, helt eller delvis:", "", *names, ""])


def _said(left_out: int, total: int) -> str:
    if not left_out:
        return ""
    return f"{left_out} av {total} lot seg ikke lage. «{LEFT_OUT}» i fila sier hvilke."


def all_certificates(work: Work) -> Made:
    """All that are valid, or prepared for the festival, for the printer."""
    with work.reading() as session:
        cohort = session.get_one(Cohort, work.cohort_id)
        sheets, made = _sheets(session, cohort, work)
        title = f"Kompetansebevis, {cohort.name}"
    if not sheets:
        raise CannotMake(NO_CERTIFICATES)
    work.step(0, len(sheets))
    logo = certificate.logo_of(work.root, sheets[0].logo)
    work.target.write_bytes(certificate.render(sheets, title=title, made=made, logo=logo))
    work.step(len(sheets), len(sheets))
    return Made(archive.safe_name(f"{title}.pdf"), "application/pdf")


def _sheets(session: Session, cohort: Cohort, work: Work) -> tuple[list[Paper], dt.datetime]:
    view = register(session, cohort, oslo_day(work.made))
    ids = [row.id for row in view.issued if row.status == work.arguments["status"]]
    wanted = select(Certificate).where(Certificate.id.in_(ids))
    rows = {row.id: row for row in session.scalars(wanted)}
    made = max((row.issued_at for row in rows.values()), default=work.made)
    return [paper(rows[number], work.arguments["root"]) for number in ids], made


MAKERS: Mapping[str, Maker] = {
    "portfolios": portfolios,
    "certificates": all_certificates,
    "notes": notes,
}
