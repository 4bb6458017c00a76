"""What a document says: as it stands, as it was frozen when it was handed in, and who reads what.

`content` of an edition is `{"title", "kind", "date" (ISO or null), "text", "link", "process",
"strengths", "goals", "files": [{"token", "kind", "name", "size", "width", "height", "alt"}]}`.
"""

import datetime as dt
from typing import Any

from facilitator.domain import document_files, reviewing
from facilitator.domain.practice_fields import Caption, Written
from facilitator.models import DocumentFile, PracticeDocument

PHOTO = "photo"
ENDINGS = {PHOTO: "jpg", "pdf": "pdf", "docx": "docx"}


def file_name(file: DocumentFile) -> str:
    """What it is called in the folder of documents."""
    return stored_name(file.token, file.kind)


def stored_name(token: str, kind: str) -> str:
    return f"{token}.{ENDINGS[kind]}"


def kept(token: str, kind: str) -> str:
    """Its name in the data folder, as the pictures of a document have it."""
    return f"{document_files.FOLDER}/{stored_name(token, kind)}"


def shown_files(document: PracticeDocument) -> list[DocumentFile]:
    """Photos and files that stand in it now, in order."""
    return [file for file in document.files if file.removed_at is None]


def photos(document: PracticeDocument) -> list[DocumentFile]:
    return [file for file in shown_files(document) if file.kind == PHOTO]


def written(document: PracticeDocument) -> Written:
    """The fields of its form, as they are saved."""
    return Written(
        title=document.title,
        kind=document.kind,
        date=document.date,
        text=document.text or "",
        link=document.link or "",
        process_key=document.process_key or "",
        strengths=tuple(document.strengths),
        goals=tuple(document.goals or ()),
        captions={file.id: Caption(file.alt, file.no_faces) for file in photos(document)},
    )


def frozen(document: PracticeDocument) -> dict[str, Any]:
    """The content as an edition keeps it."""
    return {
        "title": document.title,
        "kind": document.kind,
        "date": document.date.isoformat() if document.date else None,
        "text": document.text or "",
        "link": document.link or "",
        "process": document.process_key or "",
        "strengths": list(document.strengths),
        "goals": list(document.goals or ()),
        "files": [
            {
                "token": file.token,
                "kind": file.kind,
                "name": file.name,
                "size": file.size,
                "width": file.width,
                "height": file.height,
                "alt": file.alt,
            }
            for file in shown_files(document)
        ],
    }


def handed_in(document: PracticeDocument) -> dict[str, Any] | None:
    """What a prosessleder reads: the last edition. None while it is nobody's but the owner's.

    A document that came in by an import has no edition; it reads as it stands.
    """
    if document.status == reviewing.DRAFT:
        return None
    return document.editions[-1].content if document.editions else frozen(document)


def is_answered_for_good(document: PracticeDocument) -> bool:
    """Whether it counts as it was answered; not where a kull has begun to approve each since."""
    approves = document.participant.cohort.approve_documents
    return document.status == reviewing.ANSWERED and not approves


def is_changed(document: PracticeDocument) -> bool:
    """Whether its owner has written in it since it was handed in last."""
    return bool(document.editions) and document.editions[-1].content != frozen(document)


def read_tokens(document: PracticeDocument) -> set[str]:
    """The files that a prosessleder may fetch: of every edition, since each can be read again."""
    if document.status == reviewing.DRAFT:
        return set()
    contents = [edition.content for edition in document.editions] or [frozen(document)]
    return {file["token"] for content in contents for file in content.get("files", ())}


def date_of(content: dict[str, Any]) -> dt.date | None:
    said = content.get("date")
    return dt.date.fromisoformat(said) if said else None
