"""What each address leaves in the log: one row for a file, a page of somebody's, and a change.

A change is noted in the transaction that makes it, so that what is undone is not noted. What is
fetched or looked at is noted afterwards, in a small write of its own, but for one's own: that is
nobody else's concern. Verbs that know more than
their address does note it themselves (`NOTED_ELSEWHERE`), and what is nobody's is not noted.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, Response, current_app, g, has_request_context, request
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from facilitator.domain import audit, audit_reading
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
from facilitator.web import context

ONE_LOOK: Final = dt.timedelta(minutes=15)
"""A page that is opened again within it is the same look."""


@dataclass(frozen=True, slots=True)
class Row:
    """`what` may have `{…}` for a variable of the address, and `{}` for whose it is. `did` is the
    word for what was done, where the verb's own does not fit.
    """

    verb: str
    what: str
    did: str = ""


def _opened(what: str) -> Row:
    return Row(audit.OPENED, what)


def _fetched(what: str) -> Row:
    return Row(audit.EXPORTED, what)


def _changed(what: str, did: str = "") -> Row:
    return Row(audit.CHANGED, what, did)


def _set(what: str) -> Row:
    return Row(audit.SETTINGS, what)


def _deleted(what: str) -> Row:
    return Row(audit.DELETED, what)


NOTED: Final[dict[str, Row]] = {
    # Somebody's own material, opened by a prosessleder.
    "attendance.show_person": _opened("oppmøtet"),
    "document_uploads.show": _opened("en fil i et praksisdokument"),
    "on_behalf.show": _opened("siden for å skrive for {}"),
    "reading.document": _opened("et praksisdokument"),
    "reading.person": _opened("arbeidsmappa"),
    "reading.summary": _opened("oppsummeringen"),
    "roster.person": _opened("personsiden"),
    # Files.
    "audit.file": _fetched("denne loggen"),
    "audit.installation_file": _fetched("loggen for hele installasjonen"),
    "certificates.one_pdf": _fetched("kompetansebevis {number}"),
    "folder_files.as_file": _fetched("arbeidsmappa"),
    "jobs.ask": Row(audit.EXPORTED, "en stor fil", "ba om"),
    "jobs.fetch": _fetched("{title}"),
    "list_files.attendance": _fetched("oppmøtelista"),
    "list_files.calendar_of_kull": _fetched("kalenderen"),
    "list_files.festival_plan": _fetched("festivalplanen"),
    "list_files.people": _fetched("oversikten over deltakerne"),
    "list_files.programme": _fetched("festivalprogrammet"),
    "list_files.roster": _fetched("deltakerlista"),
    "notes.as_file": _fetched("samlingsnotat {number}"),
    "roster_import.rest": _fetched("linjene som ikke ble hentet inn"),
    "sheets.attendance_pdf": _fetched("et oppmøteark"),
    # The kull.
    "kull.add_goal": _set("læringsmålene"),
    "kull.drop_logo": _set("logoen"),
    "kull.move_goal": _set("læringsmålene"),
    "kull.put_logo": _set("logoen"),
    "kull.remove_goal": _set("læringsmålene"),
    "kull.reword_goal": _set("læringsmålene"),
    "kull.save": _set("delen «{section}» av kullet"),
    "kull_leaders.add": Row(audit.ROLE, "{email} leder kullet"),
    "kull_leaders.remove": Row(audit.ROLE, "{leader} leder ikke kullet lenger"),
    "kull_leaders.set_owner": Row(audit.ROLE, "{leader} {owns}"),
    "kull_leaders.show_link": Row(audit.LINK, "{leader}"),
    "kull_new.make": _changed("et nytt kull", "laget"),
    "kull_year.add": _changed("samlinger", "la til"),
    "kull_year.call_off": _changed("en samling", "avlyste"),
    "kull_year.edit": _changed("en samling"),
    "kull_year.remove": _deleted("en samling"),
    "kull_year.take_back": _changed("en avlyst samling", "tok tilbake"),
    "rooms_admin.delete_room": _deleted("et rom med kortene i det"),
    # People.
    "apart.add": _changed("hvem som ikke settes sammen"),
    "apart.remove": _changed("hvem som ikke settes sammen"),
    "joining.confirm_claim": _changed("navnet", "bekreftet"),
    "lead_cards.hide": _changed("et kort på tavla", "skjulte"),
    "lead_cards.unhide": _changed("et kort på tavla", "viste igjen"),
    "on_behalf.write": _changed("for {}", "skrev"),
    "reminders.send": _changed("påminnelser", "sendte"),
    "reminders.sent_by_hand": _changed("påminnelser", "sendte"),
    "roster.add": _changed("en ny deltaker", "la til"),
    "roster.change": _changed("opplysningene"),
    "roster.place": _changed("plassen"),
    "roster_import.take_in": _changed("deltakere fra en liste", "hentet inn"),
    "roster_links.send": _changed("personlige lenker på e-post", "sendte"),
    "roster_links.texts": _set("teksten i e-posten med lenker"),
    "roster_merge.merge": _changed("to oppføringer av samme person", "slo sammen"),
    # What was handed in, and what comes of it.
    "certificates.correct": _changed("kompetansebevis {number}", "rettet"),
    "certificates.withdraw": _changed("kompetansebevis {number}", "trakk"),
    "festival.confirm": _changed("hvem som deltok på festivalen", "bekreftet"),
    "festival.judge": _changed("en hilsen", "svarte på"),
    "festival.place": _changed("festivalplanen"),
    "notes.drop": _changed("samlingsnotat {number}"),
    "notes.take_back": _changed("samlingsnotat {number}"),
    "notes.write": _changed("samlingsnotat {number}"),
    "reading.answer_document": _changed("et praksisdokument", "svarte på"),
    "reading.answer_portfolio": _changed("arbeidsmappa", "vurderte"),
    "reading.answer_summary": _changed("oppsummeringen", "svarte på"),
}
"""Endpoint → what is noted when it has been answered well."""

NOTED_ELSEWHERE: Final = frozenset(
    {
        "accounts_owner.close", "accounts_owner.invite", "accounts_owner.lost_phone",
        "accounts_owner.reopen", "accounts_owner.set_owner", "accounts_owner.set_rules",
        "accounts_owner.show_link", "certificates.issue", "forgetting.change_mind_for",
        "forgetting.wish_for", "kull_new.remove", "person_links.renew_for",
        "person_links.take_device_of", "person_links.take_link_of", "person_links.take_links_of",
        "privacy.change", "retention.change", "roster_links.prepare", "roster_links.show_link",
        "sheets.print_qr", "sheets.qr_pdf",
    }
)  # fmt: skip
"""Changes that their own verb notes."""

NOBODYS: Final = frozenset(
    {
        "attendance.agree", "attendance.save_list", "attendance.save_person",
        "attendance.set_entry", "attendance.undo", "jobs.again", "jobs.cancel",
        "rehearsals.begin", "rehearsals.change_pace", "rehearsals.start_again",
        "rehearsals.throw_away", "reminders.preview", "roster_import.look",
        "roster_import.look_again", "run_sheets.add", "run_sheets.begin_at",
        "run_sheets.change_item", "run_sheets.change_phase", "run_sheets.copy",
        "run_sheets.move", "run_sheets.remove", "run_sheets.undo",
    }
)  # fmt: skip
"""Not noted: the oppmøte has a log of its own; plans, rehearsals and looks change nobody's."""


def install(app: Flask) -> None:
    app.extensions[context.BEFORE_COMMIT] = _with_the_change
    app.after_request(_after_a_look)


def _with_the_change(db: Session) -> None:
    """At the end of each transaction of a press; the first one notes it."""
    if not has_request_context() or request.method != "POST" or "audited" in g:
        return
    row = NOTED.get(request.endpoint or "")
    if row is not None:
        g.audited = True
        _note(db, row)


def _after_a_look(response: Response) -> Response:
    row = NOTED.get(request.endpoint or "") if request.method == "GET" else None
    if row is not None and response.status_code == 200:
        try:
            with context.transaction() as db:
                _note(db, row)
        except SQLAlchemyError:  # whoever asked gets the page all the same
            current_app.logger.exception("not noted: %s", request.endpoint)
    return response


def _note(db: Session, row: Row) -> None:
    actor = context.current_actor(db)
    seen = _Seen(db, dict(request.view_args or {}))
    about = seen.person(actor)
    if row.verb == audit.OPENED and not _is_news(db, actor, row, about):
        return
    cohort = about.cohort_id if about else g.get("at_kull")
    details = {"did": row.did} if row.did else {}
    if ending := (request.view_args or {}).get("ending"):
        details["as"] = str(ending)
    what = seen.named(row.what)
    audit.note(
        db, actor, row.verb, context.now(), what,
        about=about.id if about else None, cohort=cohort, **details,
    )  # fmt: skip


def _is_news(db: Session, actor: Actor, row: Row, about: Participant | None) -> bool:
    if actor.facilitator_id is None or about is None:
        return False  # one's own
    since = context.now() - ONE_LOOK
    return not audit_reading.just_noted(db, actor.facilitator_id, row.what, about.id, since)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the variables of an address stand for."""

    db: Session
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
        if request.endpoint == "document_uploads.show":
            return self._of_file(str(args["token"]))
        who = args.get("participant_id")
        if who is None and not actor.is_leader:
            who = actor.participant_id
        return db.get(Participant, who) if who else None

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
            job = self.db.scalar(select(Job).where(Job.token == self.args["token"]))
            return what.replace("{title}", job.title if job else "en stor fil")
        for name in ("number", "section"):
            what = what.replace(f"{{{name}}}", str(self.args.get(name, "")))
        return what
