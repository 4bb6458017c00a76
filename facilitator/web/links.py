"""Personal links, and leaving a borrowed phone.

Opening a link's address shows whose it is and changes nothing, since mail scanners open
addresses first. The button does, and a link that was used on one device is used up.
"""

from dataclasses import dataclass

from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import access, accounts_sessions, borrowing, links
from facilitator.domain.policies import Actor
from facilitator.errors import Expired, NotAllowed, NotFound
from facilitator.models import Facilitator, Participant, PersonalLink
from facilitator.presentation import joining
from facilitator.presentation.qr import QrView, qr
from facilitator.web import coming_in, context
from facilitator.web.coming_in import OnTheWay
from facilitator.web.lead import led

blueprint = Blueprint("links", __name__)


@dataclass(frozen=True, slots=True)
class LinkView:
    """A fresh link on its page: whose it is, the address, and where to go back to."""

    name: str
    address: str
    code: QrView
    is_leader: bool
    is_own: bool
    back: str


@blueprint.get("/lenke/<token>")
def show(token: str) -> ResponseReturnValue:
    with context.reading() as db:
        device = context.current_device(db)
        try:
            link = links.look_at(db, token, context.now(), device)
        except Expired as expired:
            return _back_on_the_way(db, expired)
        name, leads = _owner(link)
        person = link.participant_id
        elsewhere = bool(person and access.unproven_elsewhere(db, device, person))
    page = render_template("link.html", name=name, leads=leads, token=token, elsewhere=elsewhere)
    return discreet(make_response(page))


def _owner(link: PersonalLink) -> tuple[str, bool]:
    person = link.facilitator or link.participant
    return (person.name if person else ""), link.facilitator is not None


def discreet(response: Response) -> Response:
    """A page whose address or content is a key: not kept, not told on, not found."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return context.no_store(response)


@blueprint.after_request
def _discreet_by_its_address(response: Response) -> Response:
    """Also the page that says that a link is used, and the way on from one."""
    return discreet(response) if "token" in (request.view_args or {}) else response


@blueprint.post("/lenke/<token>")
def use(token: str) -> ResponseReturnValue:
    """«Ja, det er meg.»"""
    with context.transaction() as db:
        device = context.require_device(db)
        try:
            leads = _is_leaders(db, token)
        except Expired as expired:
            return _back_on_the_way(db, expired)
        if leads:
            target = _lead_in(db, links.spend(db, device, token, context.now()))
        else:
            mine = request.form.get("other") != "not_mine"
            link = links.use(db, device, token, context.now(), others_mine=mine)
            target = _after(db, link)
    context.forget_actor()
    return redirect(target, code=303)


def _is_leaders(db: Session, token: str) -> bool:
    found = links.look_at(db, token, context.now(), context.current_device(db))
    return found.facilitator_id is not None


def _back_on_the_way(db: Session, expired: Expired) -> ResponseReturnValue:
    """Whoever has used their link up, and gone back to it, goes on where they were."""
    found = coming_in.on_the_way(db)
    if found is None:
        raise expired
    return redirect(url_for(found[1].step), code=303)


def _lead_in(db: Session, link: PersonalLink) -> str:
    """A prosessleder who has more to prove, or no password yet where one is needed, goes there."""
    assert link.facilitator is not None
    way = OnTheWay(
        link.facilitator.id,
        accounts_sessions.LINK,
        shared="shared" in request.form,
        new_password=request.args.get("nytt") == "passord",
    )
    return coming_in.go_on(db, link.facilitator, way)


def _after(db: Session, link: PersonalLink) -> str:
    """A participant goes to today's room, else to the mappe."""
    if link.participant is None:
        return url_for("today.show")
    today = context.today()
    room = joining.room_today(db, link.participant.cohort_id, today)
    if room is None:
        return url_for("portfolio.show")
    return url_for("joining.names", public_id=room.public_id)


@blueprint.post("/rom/<public_id>/lenke/<int:participant_id>")
def issue(public_id: str, participant_id: int) -> ResponseReturnValue:
    """The prosessleder shows somebody the way in. Each showing issues a further token."""
    with context.transaction() as db:
        room, actor = led(db, public_id)
        person = db.get(Participant, participant_id)
        stranger = person is None or person.cohort_id != room.gathering.cohort_id
        if person is None or stranger or borrowing.is_borrowed(room):
            raise NotFound("Denne personen er ikke med i kullet.")
        token = links.issue(db, context.now(), participant=person, by=actor)
        name = person.name
    back = url_for("lead.show", public_id=public_id) + "#rommet"
    return shown_link(name, token, is_leader=False, back=back)


@blueprint.post("/lenke")
def issue_own() -> ResponseReturnValue:
    """A link to oneself: the remote on the phone, or the arbeidsmappe on the computer."""
    with context.transaction() as db:
        actor = context.current_actor(db)
        name, token = _issue_to(db, actor)
    back = url_for("today.show") if actor.is_leader else url_for("portfolio.show")
    return shown_link(name, token, is_leader=actor.is_leader, back=back, is_own=True)


def _issue_to(db: Session, actor: Actor) -> tuple[str, str]:
    if actor.facilitator_id is not None:
        leader = db.get_one(Facilitator, actor.facilitator_id)
        return leader.name, links.issue(db, context.now(), facilitator=leader)
    if actor.participant_id is None or not actor.whole_portfolio:
        raise NotAllowed("Be prosesslederen om en personlig lenke, så åpner hele arbeidsmappa.")
    person = db.get_one(Participant, actor.participant_id)
    return person.name, links.issue(db, context.now(), participant=person, by=actor)


def address_of(token: str) -> str:
    """What somebody opens, or scans."""
    return context.public_root() + url_for("links.show", token=token)


def shown_link(
    name: str, token: str, *, is_leader: bool, back: str, is_own: bool = False
) -> ResponseReturnValue:
    address = address_of(token)
    view = LinkView(name, address, qr(address), is_leader, is_own, back)
    return discreet(make_response(render_template("join/link_qr.html", view=view)))


@blueprint.post("/ferdig")
def finish() -> ResponseReturnValue:
    """The device forgets who it was; what was written is kept where it belongs."""
    with context.transaction() as db:
        if device := context.current_device(db):
            access.forget(db, device, context.now())
    session.clear()
    context.forget_actor()
    response = make_response(render_template("join/finished.html"))
    if request.is_secure:
        # Browsers heed it over https alone; over plain http the page's script clears.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return context.no_store(response)
