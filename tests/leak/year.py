"""What the owner has of the year: handed in, contributed, greeted for and issued.

The addresses of the year name these, so that a refusal is one and not only an id that is nobody's.
"""

from typing import Any

from sqlalchemy import select

from facilitator.domain import certificates, reviewing
from facilitator.domain.certificate_content import Common, content_of
from facilitator.models import (
    Cohort,
    CompetenceGoal,
    FestivalContribution,
    FestivalGreeting,
    Participant,
    PersonalLink,
    PracticeDocument,
    RunSheet,
    RunSheetItem,
    Summary,
)
from facilitator.models.certificate import Certificate
from facilitator.models.practice import DocumentEdition, DocumentFile, SummaryEdition
from tests.leak.world import World

TEXT = "Vi satt i ring og fortalte."
CONTENT = {"title": "En ring", "text": TEXT, "files": [], "strengths": [], "goals": []}


def things_of_the_year(world: World, owner: int) -> dict[str, Any]:
    """Address variable → the id of something in the first kull."""
    with world.database.transaction() as db:
        person, now = db.get_one(Participant, owner), world.clock()
        document = _document(owner, now)
        summary = _summary(db, owner, now)
        contribution = db.scalar(
            select(FestivalContribution).where(FestivalContribution.participant_id == owner)
        ) or FestivalContribution(participant_id=owner, form="utstilling", title="Ringen")
        goal = CompetenceGoal(cohort_id=world.a.cohort, position=0, text="Lede en ring")
        certificate = _certificate(db, world, person)
        sheet = db.scalar(
            select(RunSheet).where(RunSheet.gathering_id == world.a.gathering)
        ) or RunSheet(gathering_id=world.a.gathering)
        item = RunSheetItem(position=0, kind="break", title="Pause", minutes=15, sheet=sheet)
        link = PersonalLink(digest="en lenke", participant_id=owner, issued_at=now)
        db.add_all([document, summary, contribution, goal, certificate, sheet, item, link])
        db.flush()
        greeting = FestivalGreeting(
            cohort_id=world.a.cohort, contribution_id=contribution.id, name="", text="Takk",
            at=now, status="waiting", client_id="en hilsen",
        )  # fmt: skip
        db.add(greeting)
        db.flush()
        return {
            "document_id": document.id,
            "file_id": document.files[0].id,
            "contribution_id": contribution.id,
            "greeting_id": greeting.id,
            "goal_id": goal.id,
            "certificate_id": certificate.id,
            "item_id": item.id,
            "link_id": link.id,
        }


def _document(owner: int, now: Any) -> PracticeDocument:
    document = PracticeDocument(
        participant_id=owner, title="En ring", kind="text", status=reviewing.HANDED_IN,
        date=now.date(), text=TEXT, process_key="erfaringsdeling", handed_in_at=now,
        created_at=now,
    )  # fmt: skip
    document.files = [
        DocumentFile(
            token="en-fil-som-er-lang-nok", kind="pdf", name="ring.pdf", size=9, position=0,
            added_at=now,
        )
    ]  # fmt: skip
    document.editions = [DocumentEdition(number=1, at=now, content=CONTENT)]
    return document


def _summary(db: Any, owner: int, now: Any) -> Summary:
    found = db.scalar(select(Summary).where(Summary.participant_id == owner))
    summary = found or Summary(participant_id=owner, status=reviewing.HANDED_IN)
    summary.status, summary.handed_in_at = reviewing.HANDED_IN, now
    summary.type, summary.title, summary.text = "b", "Et år i ring", TEXT
    if not summary.editions:
        content = {"type": "b", "title": "Et år i ring", "text": TEXT}
        summary.editions = [SummaryEdition(number=1, at=now, content=content)]
    return summary


def _certificate(db: Any, world: World, person: Participant) -> Certificate:
    now, cohort = world.clock(), db.get_one(Cohort, world.a.cohort)
    line = certificates.of_cohort(db, cohort, now.date())[person.id]
    common = Common.of(db, cohort, now.date())
    content = content_of(common, person.name, line.required, prepared=True)
    return Certificate(
        cohort_id=world.a.cohort, participant_id=person.id, number="10-099", code="ABCDEFGHJK",
        name=person.name, programme="SMART Trenerutdanning", cohort_name="Kull 10",
        dated=now.date(), status="valid", content=content, issued_at=now, issued_by="Turid",
        valid_from=now,
    )  # fmt: skip
