"""A kull with much on paper: portfolios with photos, a register of bevis, a note with cards."""

import datetime as dt
import io
import random
import secrets
from pathlib import Path

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.db import Database
from facilitator.domain import certificates, practice_content, reviewing
from facilitator.domain.certificate_content import Common, content_of
from facilitator.models import (
    Certificate,
    Cohort,
    CohortLeader,
    DocumentEdition,
    DocumentFile,
    Facilitator,
    Participant,
    PracticeDocument,
    Summary,
    SummaryEdition,
)
from facilitator.presentation.content import Block, CardBlock, Document, Section

PHOTOS_EACH = 10
DOCUMENTS_EACH = 5
PICTURE = (1600, 1200)
SEVERAL = 4
"""Different pictures; the others are copies of them under names of their own."""
SENTENCE = "Vi ventet til alle hadde fortalt, og da sa hun det som ingen hadde sett. "


def fill(database: Database, data_dir: Path, bevis: int = 200) -> int:
    """Give everybody in the one kull a mappe to read, and the kull its bevis; gives the leader."""
    now = dt.datetime.now(dt.UTC)
    pictures = [_picture(seed) for seed in range(SEVERAL)]
    folder = data_dir / "documents"
    folder.mkdir(mode=0o700, exist_ok=True)
    with database.transaction() as session:
        cohort = session.scalars(select(Cohort)).one()
        leader = Facilitator(name="Kari Måling", email="kari@maaling.example")
        session.add(leader)
        session.flush()
        led = CohortLeader(cohort_id=cohort.id, facilitator_id=leader.id, is_owner=True)
        session.add(led)
        people = list(session.scalars(select(Participant)))
        for person in people:
            _portfolio(session, folder, pictures, person, now)
        _register(session, cohort, people[0], bevis, now)
        return leader.id


def _picture(seed: int) -> bytes:
    """As large as a phone's photo is when it has been made anew."""
    drawn = random.Random(seed)
    coarse = Image.frombytes("RGB", (160, 120), drawn.randbytes(160 * 120 * 3))
    out = io.BytesIO()
    coarse.resize(PICTURE, Image.Resampling.BICUBIC).save(out, "JPEG", quality=85)
    return out.getvalue()


def _portfolio(
    session: Session, folder: Path, pictures: list[bytes], person: Participant, now: dt.datetime
) -> None:
    for number in range(DOCUMENTS_EACH):
        document = PracticeDocument(
            participant_id=person.id, title=f"Ring nummer {number + 1}", kind="photo",
            status=reviewing.HANDED_IN, date=now.date(), text=SENTENCE * 12,
            handed_in_at=now, created_at=now,
        )  # fmt: skip
        for place in range(PHOTOS_EACH // DOCUMENTS_EACH):
            picture = pictures[(number + place) % SEVERAL]
            document.files.append(_file(folder, picture, place, now))
        session.add(document)
        session.flush()
        content = practice_content.frozen(document)
        document.editions = [DocumentEdition(number=1, at=now, content=content)]
    words = {"type": "b", "title": "Et år i ring", "text": SENTENCE * 40}
    summary = Summary(
        participant_id=person.id, status=reviewing.HANDED_IN, handed_in_at=now, **words
    )
    summary.editions = [SummaryEdition(number=1, at=now, content=words)]
    session.add(summary)
    session.flush()


def _file(folder: Path, picture: bytes, place: int, now: dt.datetime) -> DocumentFile:
    token = secrets.token_urlsafe(12)
    (folder / f"{token}.jpg").write_bytes(picture)
    return DocumentFile(
        token=token, kind="photo", name=f"bilde-{place}.jpg", size=len(picture),
        width=PICTURE[0], height=PICTURE[1], alt="En ring av stoler i et klasserom",
        no_faces=True, position=place, added_at=now,
    )  # fmt: skip


def _register(
    session: Session, cohort: Cohort, like: Participant, count: int, now: dt.datetime
) -> None:
    line = certificates.of_cohort(session, cohort, now.date())[like.id]
    common = Common.of(session, cohort, now.date())
    for number in range(count):
        name = f"Person {number:04d} Prøve"
        content = content_of(common, name, line.required, prepared=False)
        session.add(
            Certificate(
                cohort_id=cohort.id, number=f"99-{number:03d}", code=f"ABCDE{number:05d}",
                name=name, programme="SMART Trenerutdanning", cohort_name=cohort.name,
                dated=now.date(), status="valid", content=content, issued_at=now,
                issued_by="Kari", valid_from=now,
            )
        )  # fmt: skip
    session.flush()


def note(cards: int) -> Document:
    """A samlingsnotat with so many cards, as its tree."""
    blocks: tuple[Block, ...] = tuple(
        CardBlock(card_id=n, title=f"Kort nummer {n}", text=SENTENCE * 3, teller="Kari Måling")
        for n in range(cards)
    )
    per = max(1, cards // 5)
    sections = tuple(
        Section(f"del-{at}", f"Del {at // per + 1}", blocks[at : at + per])
        for at in range(0, cards, per)
    )
    return Document(
        name="Samlingsnotat", title="Samlingsnotat", lead=("Samling 1",), sections=sections,
        author="Måling", subject="Måling", running="Måling", filename="notat",
    )  # fmt: skip
