"""What each address leaves in the log: one row for a file, a page of somebody's, and a change.

A change is noted in the transaction that makes it, so that what is undone is not noted. What is
fetched or looked at is noted afterwards, in a small write of its own, but for one's own: that is
nobody else's concern. Verbs that know more than their address does note it themselves
(`NOTED_ELSEWHERE`), and what is nobody's is not noted.
"""

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, Response, current_app, g, has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from facilitator.domain import audit, audit_reading
from facilitator.domain.policies import Actor
from facilitator.models import Participant
from facilitator.web import context
from facilitator.web.audited_things import Things

ONE_LOOK: Final = dt.timedelta(minutes=15)
"""A page that is opened again within it is the same look."""

LOOKED: Final = (200, 206, 304)
"""Also who asks for a part of a file has it, and who had it before sees it once more."""


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
    "joining.take_back": _changed("navnet", "tok tilbake"),
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
        "accounts_owner.close", "accounts_owner.forget", "accounts_owner.give_kull",
        "accounts_owner.invite", "accounts_owner.lost_phone",
        "accounts_owner.reopen", "accounts_owner.set_owner", "accounts_owner.set_rules",
        "accounts_owner.show_link", "certificates.issue", "forgetting.change_mind_for",
        "forgetting.wish_for", "kull_new.remove", "person_links.renew_for",
        "person_links.take_device_of", "person_links.take_link_of", "person_links.take_links_of",
        "privacy.change", "retention.change", "roster_links.show_link", "roster_links.texts",
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
        "roster_import.look_again", "roster_import.rest", "roster_links.prepare",
        "run_sheets.add", "run_sheets.begin_at",
        "run_sheets.change_item", "run_sheets.change_phase", "run_sheets.copy",
        "run_sheets.move", "run_sheets.remove", "run_sheets.undo",
    }
)  # fmt: skip
"""Not noted: the oppmøte has a log of its own; plans, rehearsals and looks change nobody's."""


def install(app: Flask) -> None:
    app.extensions[context.AROUND_CHANGE] = _with_the_change
    app.after_request(_after_a_look)


@contextlib.contextmanager
def _with_the_change(db: Session) -> Iterator[None]:
    """Around each transaction of a press; the first one that writes something notes it."""
    row = _pressed()
    if row is None:
        yield
        return
    has_written = _watched(db)
    yield
    db.flush()
    if has_written:
        g.audited = True
        _note(db, row, Things(db, *_asked_for()))


def _asked_for() -> tuple[str, dict[str, Any]]:
    return request.endpoint or "", dict(request.view_args or {})


def _pressed() -> Row | None:
    if not has_request_context() or request.method != "POST" or "audited" in g:
        return None
    return NOTED.get(request.endpoint or "")


def _watched(db: Session) -> list[bool]:
    """Something stands in it once the session has written: a press may also change nothing."""
    written: list[bool] = []

    def flushed(session: Session, _context: object) -> None:
        if session.new or session.deleted or any(map(session.is_modified, session.dirty)):
            written.append(True)

    def executed(state: ORMExecuteState) -> None:
        if state.is_insert or state.is_update or state.is_delete:
            written.append(True)

    event.listen(db, "after_flush", flushed)
    event.listen(db, "do_orm_execute", executed)
    return written


def opens(endpoint: str, named: dict[str, int]) -> None:
    """For a page that shows what another address is for: it is noted as if that were asked for."""
    g.opens = endpoint, named


def _after_a_look(response: Response) -> Response:
    endpoint, named = g.get("opens", _asked_for())
    row = NOTED.get(endpoint) if request.method == "GET" else None
    if row is not None and response.status_code in LOOKED:
        try:
            with context.transaction() as db:
                _note(db, row, Things(db, endpoint, named))
        except Exception:  # the page is made, and whoever asked gets it all the same
            current_app.logger.exception("not noted: %s", request.endpoint)
    return response


def _note(db: Session, row: Row, seen: Things) -> None:
    actor = context.current_actor(db)
    about, details = seen.person(actor), seen.facts()
    if row.did:
        details["did"] = row.did
    if row.verb == audit.OPENED and not _is_news(db, actor, row, about, details):
        return
    audit.note(
        db, actor, row.verb, context.now(), seen.named(row.what),
        about=about.id if about else None,
        cohort=about.cohort_id if about else g.get("at_kull"), **details,
    )  # fmt: skip


def _is_news(
    db: Session, actor: Actor, row: Row, about: Participant | None, details: dict[str, Any]
) -> bool:
    if actor.facilitator_id is None or about is None:
        return False  # one's own
    since = context.now() - ONE_LOOK
    leader = actor.facilitator_id
    return not audit_reading.just_noted(db, leader, row.what, about.id, since, details)
