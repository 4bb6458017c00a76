"""Photos and files of a document: added, taken out, and given to those who may have them."""

import datetime as dt
import secrets
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain import leading, reviewing
from facilitator.domain.document_files import Judged
from facilitator.domain.photo_files import YOUNG
from facilitator.domain.policies import Actor
from facilitator.domain.practice import NotOpen
from facilitator.domain.practice_content import file_name, read_tokens, shown_files
from facilitator.errors import Invalid, NotFound
from facilitator.models import DocumentEdition, DocumentFile, Participant, PracticeDocument

MOST_FILES = 10
MOST_OF_A_PERSON = 300_000_000
GONE = "Fila er ikke her lenger."
TOO_MANY = f"Det er plass til {MOST_FILES} bilder og filer. Ta bort en, så går det fint."
NO_ROOM = (
    "Filene dine fyller til sammen så mye som det er plass til. "
    "Ta bort noen i en kladd, eller legg ved en lenke i stedet."
)


def require_room(session: Session, document: PracticeDocument, size: int) -> None:
    """Raises NotOpen for a locked document, Invalid when there is no room for one more."""
    if not reviewing.is_open(document.status):
        raise NotOpen
    if len(shown_files(document)) >= MOST_FILES:
        raise Invalid({"file": TOO_MANY})
    if _bytes_of(session, document.participant_id) + size > MOST_OF_A_PERSON:
        raise Invalid({"file": NO_ROOM})


def _bytes_of(session: Session, participant_id: int) -> int:
    total = session.scalar(
        select(func.sum(DocumentFile.size))
        .join(PracticeDocument, PracticeDocument.id == DocumentFile.document_id)
        .where(PracticeDocument.participant_id == participant_id)
    )
    return int(total or 0)


def new_token() -> str:
    return secrets.token_urlsafe(18)


def sent_before(document: PracticeDocument, client_id: str) -> DocumentFile | None:
    """What this very upload has made before, if it is a repeated one."""
    return next((f for f in document.files if client_id and f.client_id == client_id), None)


def add(
    session: Session,
    document: PracticeDocument,
    token: str,
    judged: Judged,
    *,
    client_id: str,
    now: dt.datetime,
) -> DocumentFile:
    """Remember a file that is written. A repeated upload gives the one from before."""
    if repeated := sent_before(document, client_id):
        return repeated
    require_room(session, document, judged.size)
    photo = judged.photo
    file = DocumentFile(
        token=token,
        kind=judged.kind,
        name=judged.name,
        size=judged.size,
        width=photo.width if photo else None,
        height=photo.height if photo else None,
        alt="",
        no_faces=False,
        position=max((f.position for f in document.files), default=0) + 1,
        added_at=now,
        client_id=client_id,
    )
    document.files.append(file)
    session.flush()
    return file


def take_out(
    session: Session, document: PracticeDocument, file_id: int, now: dt.datetime
) -> str | None:
    """Out of the document. Gives the name of the file when it may be deleted as well.

    What was handed in with it keeps it: the edition is to be read as it was.
    """
    if not reviewing.is_open(document.status):
        raise NotOpen
    file = next((f for f in shown_files(document) if f.id == file_id), None)
    if file is None:
        return None
    if any(file.token == kept["token"] for e in document.editions for kept in e.content["files"]):
        file.removed_at = now
        session.flush()
        return None
    document.files.remove(file)
    session.flush()
    return file_name(file)


def copy_into(
    session: Session, source: PracticeDocument, target: PracticeDocument, now: dt.datetime
) -> list[tuple[str, str]]:
    """The files of a document also in its new version. Gives (kept name, name of its twin)."""
    pairs = []
    for file in shown_files(source):
        twin = DocumentFile(
            token=new_token(),
            kind=file.kind,
            name=file.name,
            size=file.size,
            width=file.width,
            height=file.height,
            alt=file.alt,
            no_faces=file.no_faces,
            position=file.position,
            added_at=now,
            client_id="",
        )
        target.files.append(twin)
        pairs.append((file_name(file), file_name(twin)))
    session.flush()
    return pairs


def still_known(session: Session, tokens: Collection[str]) -> set[str]:
    """Those of these tokens that still name a file."""
    if not tokens:
        return set()
    return set(session.scalars(select(DocumentFile.token).where(DocumentFile.token.in_(tokens))))


def for_reader(session: Session, token: str, actor: Actor) -> DocumentFile:
    """The file, for its owner and, when it is handed in, for those who lead the kull.

    Raises NotFound for everybody else: nobody is told that it is there.
    """
    file = session.scalar(select(DocumentFile).where(DocumentFile.token == token))
    document = session.get(PracticeDocument, file.document_id) if file is not None else None
    if file is None or document is None or not _may_have(session, document, file, actor):
        raise NotFound(GONE)
    return file


def _may_have(
    session: Session, document: PracticeDocument, file: DocumentFile, actor: Actor
) -> bool:
    if actor.participant_id == document.participant_id:
        return actor.whole_portfolio
    owner = session.get_one(Participant, document.participant_id)
    return leading.leads_cohort(actor, owner.cohort) and file.token in read_tokens(document)


def sweep(session: Session, folder: Path, now: dt.datetime) -> int:
    """Delete what nothing names any more: files without a row, and what was taken out and is
    shown by no edition. Gives how many files went."""
    for file in session.scalars(
        select(DocumentFile).where(DocumentFile.removed_at.is_not(None))
    ).all():
        contents = session.scalars(
            select(DocumentEdition.content).where(DocumentEdition.document_id == file.document_id)
        )
        if not any(kept["token"] == file.token for one in contents for kept in one["files"]):
            session.delete(file)
    session.flush()
    known = {file_name(file) for file in session.scalars(select(DocumentFile))}
    if not folder.is_dir():
        return 0
    limit = (now - YOUNG).timestamp()
    gone = [
        path
        for path in folder.iterdir()
        if path.is_file() and path.name not in known and path.stat().st_mtime < limit
    ]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
