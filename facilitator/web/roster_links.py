"""`/deltakere/lenker`: the way in to one or many, on the page, by e-mail or as a text to copy.

Each showing and each letter issues a further token, so nothing is issued by looking.
"""

import secrets
from dataclasses import dataclass, replace

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import letters, links, roster, roster_changes, roster_letters
from facilitator.domain.policies import Actor
from facilitator.domain.roster_letters import FIRST_NAME, LINK
from facilitator.errors import Invalid, NotFound
from facilitator.models import Cohort, Participant
from facilitator.models.people import LEFT
from facilitator.presentation.people import by_name
from facilitator.web import context, desk, mailing
from facilitator.web.links import address_of, discreet, shown_link
from facilitator.web.mailing import Outgoing, Sent

blueprint = Blueprint("roster_links", __name__, url_prefix="/deltakere/lenker")

NOBODY = "Merk noen på lista først."


@dataclass(frozen=True, slots=True)
class Receiver:
    """One who is to get a link; `said` is what became of it, `text` what was made to copy."""

    id: int
    name: str
    email: str
    first_name: str
    said: str = ""
    ok: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class LettersView:
    """The text for all, and who gets it."""

    people: tuple[Receiver, ...]
    subject: str
    body: str
    press: str
    """Names what the button does, so that it is done once however often it is pressed."""

    @property
    def reached(self) -> tuple[Receiver, ...]:
        return tuple(each for each in self.people if each.email)

    @property
    def unreached(self) -> tuple[Receiver, ...]:
        return tuple(each for each in self.people if not each.email)

    @property
    def first(self) -> Receiver | None:
        """The one it is shown for."""
        return next(iter(self.reached or self.people), None)

    @property
    def example(self) -> str:
        first = self.first.first_name if self.first else ""
        return roster_letters.filled(self.body, {FIRST_NAME: first, LINK: "(her kommer lenken)"})


@blueprint.post("/<int:participant_id>")
def show_link(participant_id: int) -> ResponseReturnValue:
    """The code on the screen, to be scanned at once."""
    with context.transaction() as db:
        at = desk.at_desk(db)
        person = roster_changes.find(db, at.cohort, participant_id)
        if person.place == LEFT:
            raise NotFound(roster_changes.NOT_HERE)
        token, name = _issue(db, at.actor, person), person.name
        kull = at.desk.kull or None
    back = url_for("roster.person", participant_id=participant_id, kull=kull)
    return shown_link(name, token, is_leader=False, back=back)


def _issue(db: Session, by: Actor, person: Participant) -> str:
    return links.issue(db, context.now(), participant=person, by=by)


@blueprint.post("")
def prepare() -> ResponseReturnValue:
    """The text as each will get it, before anything is sent. Issues nothing."""
    return _page()


@blueprint.post("/send")
def send() -> ResponseReturnValue:
    """One letter to each who has an address. A repeated press sends only what did not go."""
    try:
        subject, body = roster_letters.clean(*_written())
    except Invalid as invalid:
        return _page(invalid)
    press = _press()
    with context.transaction() as db:
        people = [person for person in chosen(db, desk.at_desk(db).cohort) if person.email]
        gone = {
            person
            for person, letter in letters.of_press(db, press, [p.id for p in people]).items()
            if letter.sent_at is not None
        }
        outgoing = [
            _letter(db, person, subject, body) for person in people if person.id not in gone
        ]
    outcome = {each.participant_id: each for each in mailing.send(outgoing, press)}
    return _page(outcome={**outcome, **{person: Sent(person, "") for person in gone}})


def _letter(db: Session, person: Participant, subject: str, body: str) -> Outgoing:
    return Outgoing(
        participant_id=person.id,
        to=person.email or "",
        subject=subject,
        body=_text_for(db, person, body),
        about=letters.LINK,
    )


def _text_for(db: Session, person: Participant, body: str) -> str:
    token = _issue(db, context.current_actor(db), person)
    values = {FIRST_NAME: person.first_name, LINK: address_of(token)}
    return roster_letters.filled(body, values)


@blueprint.post("/tekster")
def texts() -> ResponseReturnValue:
    """A text for each, to be copied and sent in a way of one's own."""
    try:
        _, body = roster_letters.clean(*_written())
    except Invalid as invalid:
        return _page(invalid)
    with context.transaction() as db:
        at = desk.at_desk(db)
        people = chosen(db, at.cohort)
        made = {person.id: _text_for(db, person, body) for person in people}
        letters.copied(
            db, made, about=letters.LINK, by=at.actor.name, client_id=_press(), now=context.now()
        )
    return _page(made=made)


def _written() -> tuple[str, str]:
    return request.form.get("subject", ""), request.form.get("body", "")


def _press() -> str:
    return request.form.get("press", "")[:64] or secrets.token_hex(16)


def chosen(db: Session, cohort: Cohort) -> list[Participant]:
    """Those who are marked; all with a seat when nobody is. Raises NotFound for others."""
    marked = request.form.getlist("person", type=int)
    if not marked:
        return by_name(db.scalars(roster.members(cohort.id)))
    everybody = {person.id: person for person in db.scalars(roster.everybody(cohort.id))}
    found = [everybody[each] for each in dict.fromkeys(marked) if each in everybody]
    if len(found) < len(set(marked)):
        raise NotFound(roster_changes.NOT_HERE)
    return by_name(person for person in found if person.place != LEFT)


def _page(
    invalid: Invalid | None = None,
    *,
    outcome: dict[int, Sent] | None = None,
    made: dict[int, str] | None = None,
) -> ResponseReturnValue:
    with context.reading() as db:
        at = desk.at_desk(db)
        people = tuple(_receiver(person) for person in chosen(db, at.cohort))
        suggested = roster_letters.suggested(at.cohort.programme, at.cohort.name, at.name)
    if outcome is not None:
        people = tuple(_told(each, outcome.get(each.id)) for each in people)
    if made is not None:
        people = tuple(replace(each, text=made.get(each.id, "")) for each in people)
    subject, body = _written()
    view = LettersView(people, subject or roster_letters.SUBJECT, body or suggested, _press())
    html = render_template(
        "roster/letters.html",
        view=view,
        errors=invalid.errors if invalid else {},
        sent=outcome is not None,
        made=made is not None,
        desk=at.desk,
        leader=at.name,
        can_send=mailing.can_send(),
    )
    return discreet(make_response(html, 422 if invalid else 200))


def _receiver(person: Participant) -> Receiver:
    return Receiver(person.id, person.name, person.email or "", person.first_name)


def _told(each: Receiver, sent: Sent | None) -> Receiver:
    if sent is None:
        return replace(each, said=mailing.NO_ADDRESS)
    return replace(each, said=sent.fault or "Sendt", ok=sent.ok)
