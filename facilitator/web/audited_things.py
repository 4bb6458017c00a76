"""What the variables of an address stand for, as the log tells of it: see web/audited.py."""

from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain.policies import Actor
from facilitator.models import (
    Certificate,
    Claim,
    DocumentFile,
    Facilitator,
    Job,
    Participant,
    PracticeDocument,
)


@dataclass(frozen=True, slots=True)
class Things:
    """What the variables of an address stand for."""

    db: Session
    endpoint: str
    args: dict[str, Any]

    def person(self, actor: Actor) -> Participant | None:
        db, args = self.db, self.args
        if document := args.get("document_id"):
            found = db.get(PracticeDocument, document)
            return db.get(Participant, found.participant_id) if found else None
        if certificate := args.get("certificate_id"):
            bevis = db.get(Certificate, certificate)
            of = bevis.participant_id if bevis else None
            return db.get(Participant, of) if of else None
        if claim := args.get("claim_id"):
            claimed = db.get(Claim, claim)
            return db.get(Participant, claimed.participant_id) if claimed else None
        if self.endpoint == "document_uploads.show":
            return self._of_file(str(args["token"]))
        who = args.get("participant_id")
        if who is None and not actor.is_leader:
            who = actor.participant_id
        return db.get(Participant, who) if who else None

    def facts(self) -> dict[str, Any]:
        """Which form of a file, which document of several: numbers and kinds, never a word."""
        found: dict[str, Any] = {}
        if ending := self.args.get("ending"):
            found["as"] = str(ending)
        if document := self.args.get("document_id"):
            found["document"] = document
        if self.endpoint == "document_uploads.show":
            asked = select(DocumentFile.id).where(DocumentFile.token == self.args["token"])
            found["file"] = self.db.scalar(asked)
        if self.endpoint == "jobs.fetch" and (job := self._job()):
            found["kind"] = job.kind
        return found

    def _job(self) -> Job | None:
        return self.db.scalar(select(Job).where(Job.token == self.args["token"]))

    def _of_file(self, token: str) -> Participant | None:
        return self.db.scalar(
            select(Participant)
            .join(PracticeDocument, PracticeDocument.participant_id == Participant.id)
            .join(DocumentFile, DocumentFile.document_id == PracticeDocument.id)
            .where(DocumentFile.token == token)
        )

    def named(self, what: str) -> str:
        if "{number}" in what and "certificate_id" in self.args:
            bevis = self.db.get(Certificate, self.args["certificate_id"])
            return what.replace("{number}", bevis.number if bevis else "")
        if "{leader}" in what:
            leader = self.db.get(Facilitator, self.args["facilitator_id"])
            what = what.replace("{leader}", leader.name if leader else "")
            owns = request.form.get("owns") == "1"
            return what.replace("{owns}", "er kursholder" if owns else "er ikke kursholder lenger")
        if "{email}" in what:
            email = request.form.get("email", "").strip().lower()
            leader = self.db.scalar(select(Facilitator).where(Facilitator.email == email))
            return what.replace("{email}", leader.name if leader else "En prosessleder")
        if "{title}" in what:
            job = self._job()
            return what.replace("{title}", job.title if job else "en stor fil")
        for name in ("number", "section"):
            what = what.replace(f"{{{name}}}", str(self.args.get(name, "")))
        return what
