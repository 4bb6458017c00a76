"""`/arbeidsmapper`: what was handed in is read and answered, one after the other. Prosessledere."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from facilitator.domain import goal_coverage, handed_in, leading, methods, portfolio_reviews
from facilitator.domain import portfolio_copies as copies
from facilitator.domain import reading as queue
from facilitator.domain.handed_in import AnsweredMeanwhile, Read
from facilitator.domain.policies import require_leader
from facilitator.domain.practice import NotOpen
from facilitator.domain.reading import DOCUMENT, PORTFOLIO, SUMMARY, Item
from facilitator.domain.reviewing import Words
from facilitator.errors import Invalid, NotFound
from facilitator.models import Cohort, Facilitator, Participant
from facilitator.presentation import forgetting, people
from facilitator.presentation.reading import OneView, QueueView, one_view, queue_view
from facilitator.presentation.reading_person import PersonView, person_view
from facilitator.web import answered, audited, context, desk, mailing
from facilitator.web.desk import At

blueprint = Blueprint("reading", __name__, url_prefix="/arbeidsmapper")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood in the answer that could not be given."""

    words: Words = portfolio_reviews.NOTHING_SAID
    fault: str = ""


EMPTY = Typed()


@blueprint.get("")
def show() -> ResponseReturnValue:
    """The queue. On a wide screen the one that has waited longest is open beside it."""
    with context.reading() as db:
        at = desk.at_desk(db)
        waiting = queue.waiting(db, at.cohort, context.now())
        first = waiting.on_us[0] if waiting.on_us else None
        one = _opened(db, at, first) if first and first.kind != PORTFOLIO else None
        person = _person(db, first.id) if first and first.kind == PORTFOLIO else None
        shown = first.key if first else ""
        if first:
            audited.opens(*_where(first))
        return _render(db, at, queue_view(waiting, shown), one, person, listing=True)


def _opened(db: Session, at: At, item: Item) -> OneView:
    return _one_view(db, at, _find(db, item.kind, item.id))


def _one_view(db: Session, at: At, what: Read) -> OneView:
    handed = handed_in.of(what)
    library = methods.library(db, at.actor, cohort_id=at.cohort.id)
    names = {key: process.name for key, process in library.items()}
    return one_view(handed, at.cohort, names)


def _find(db: Session, kind: str, number: int, *, lock: bool = False) -> Read:
    if kind == DOCUMENT:
        return handed_in.find_document(db, number, lock=lock)
    return handed_in.find_summary(db, handed_in.find_person(db, number), lock=lock)


def _render(
    db: Session,
    at: At,
    view: QueueView,
    one: OneView | None = None,
    person: PersonView | None = None,
    typed: Typed = EMPTY,
    errors: dict[str, str] | None = None,
    *,
    listing: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    everybody = people.of_cohort(db, at.cohort.id)
    html = render_template(
        "reading/reading.html",
        desk=at.desk,
        leader=at.name,
        queue=view,
        one=one,
        person=person,
        everybody=everybody,
        has_goals=bool(at.cohort.goals),
        answer_days=at.cohort.answer_days,
        told=answered.reaches(db, one.person_id if one else person.id if person else 0),
        typed=typed,
        errors=errors or {},
        listing=listing,
        goes_on=forgetting.goes_on(db, at.cohort, context.now()) if listing else "",
        letters=mailing.about_deletion(db, at.cohort) if listing else None,
        file_url=file_url,
    )
    return context.no_store(make_response(html, status))


def file_url(token: str) -> str:
    """Where a photo or a file of a document is fetched; who may is asked there."""
    return url_for("document_uploads.show", token=token)


@blueprint.get("/dokument/<int:document_id>")
def document(document_id: int) -> ResponseReturnValue:
    return _page(DOCUMENT, document_id)


@blueprint.get("/oppsummering/<int:participant_id>")
def summary(participant_id: int) -> ResponseReturnValue:
    return _page(SUMMARY, participant_id)


def _page(
    kind: str,
    number: int,
    typed: Typed = EMPTY,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    with context.reading() as db:
        leader = _leader(db)
        what = _find(db, kind, number)
        at = _at(db, leader, what.participant)
        one = _one_view(db, at, what)
        waiting = queue.waiting(db, at.cohort, context.now())
        view = queue_view(waiting, f"{kind}-{number}")
        return _render(db, at, view, one, None, typed, errors, status=status)


def _leader(db: Session) -> Facilitator:
    return db.get_one(Facilitator, require_leader(context.current_actor(db)))


def _at(db: Session, leader: Facilitator, person: Participant) -> At:
    """The desk of the kull that somebody is in. Raises NotAllowed where others lead."""
    actor = context.current_actor(db)
    leading.require_cohort(actor, person.cohort)
    session[desk.KULL] = person.cohort.key
    return At(leader, actor, person.cohort, people.desk(db, context.now(), actor, person.cohort))


@blueprint.post("/dokument/<int:document_id>/svar")
def answer_document(document_id: int) -> ResponseReturnValue:
    return _answer(DOCUMENT, document_id)


@blueprint.post("/oppsummering/<int:participant_id>/svar")
def answer_summary(participant_id: int) -> ResponseReturnValue:
    return _answer(SUMMARY, participant_id)


def _answer(kind: str, number: int) -> ResponseReturnValue:
    """Given, and on to the next. What is refused stands in its fields again."""
    words = _words()
    try:
        return _next(*_given(kind, number, words))
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _page(kind, number, Typed(words), invalid.errors, invalid.status)
    except (AnsweredMeanwhile, NotOpen) as late:
        if context.wants_json():
            raise
        return _late(kind, number, Typed(words, late.message))


def _late(kind: str, number: int, typed: Typed) -> ResponseReturnValue:
    """What has happened meanwhile, and what one had written; also when nothing is there to read."""
    try:
        return _page(kind, number, typed, status=AnsweredMeanwhile.status)
    except NotFound:
        html = render_template("reading/gone.html", typed=typed)
        return context.no_store(make_response(html, AnsweredMeanwhile.status))


def _words() -> Words:
    form = request.form
    return Words(form.get("noticed", ""), form.get("wonders", ""), form.get("reason", ""))


def _given(kind: str, number: int, words: Words) -> tuple[answered.Told, Item | None, Cohort]:
    with context.transaction() as db:
        leader = _leader(db)
        what = _find(db, kind, number, lock=True)
        person = what.participant
        leading.require_cohort(context.current_actor(db), person.cohort)
        after = queue.waiting(db, person.cohort, context.now()).after(f"{kind}-{number}")
        action = request.form.get("do", "")
        handed_in.answer(
            db, what, action, words, seen=_seen(), by=leader.name, now=context.now()
        )  # fmt: skip
        press = f"svar-{kind}-{number}-{len(what.events)}"
        told = answered.Told.of(person, handed_in.title_of(what), what.status, leader, press)
        return told, after, person.cohort


def _seen() -> int:
    return request.form.get("seen", -1, type=int)


def _next(told: answered.Told, after: Item | None, cohort: Cohort) -> ResponseReturnValue:
    flash(answered.tell(told), "good")
    target = address(after) if after else url_for("reading.show", kull=cohort.key)
    return context.done(target, next=target)


def address(item: Item) -> str:
    """Where something that waits is read."""
    endpoint, named = _where(item)
    return url_for(endpoint, **named)


def _where(item: Item) -> tuple[str, dict[str, Any]]:
    page = {DOCUMENT: "document", SUMMARY: "summary"}.get(item.kind, "person")
    return f"reading.{page}", {"document_id" if page == "document" else "participant_id": item.id}


@blueprint.get("/<int:participant_id>")
def person(participant_id: int) -> ResponseReturnValue:
    return _person_page(participant_id)


def _person_page(
    participant_id: int,
    typed: Typed = EMPTY,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    with context.reading() as db:
        leader = _leader(db)
        at = _at(db, leader, handed_in.find_person(db, participant_id))
        waiting = queue.waiting(db, at.cohort, context.now())
        view = queue_view(waiting, f"{PORTFOLIO}-{participant_id}")
        shown = _person(db, participant_id)
        return _render(db, at, view, None, shown, typed, errors, status=status)


def _person(db: Session, participant_id: int) -> PersonView:
    found = handed_in.find_person(db, participant_id)
    documents, summary = handed_in.of_person(db, found)
    return person_view(
        found,
        found.cohort,
        documents,
        summary,
        portfolio_reviews.find(db, found.id),
        portfolio_reviews.of_person(db, found),
        copies.find(db, found),
    )


@blueprint.post("/<int:participant_id>/mappe")
def answer_portfolio(participant_id: int) -> ResponseReturnValue:
    """A whole arbeidsmappe is approved, asked more of, or opened again."""
    words = _words()
    try:
        return _next(*_given_whole(participant_id, words))
    except Invalid as invalid:
        if context.wants_json():
            raise
        return _person_page(participant_id, Typed(words), invalid.errors, invalid.status)
    except AnsweredMeanwhile as late:
        if context.wants_json():
            raise
        return _person_page(participant_id, Typed(words, late.message), status=late.status)


def _given_whole(participant_id: int, words: Words) -> tuple[answered.Told, Item | None, Cohort]:
    with context.transaction() as db:
        leader = _leader(db)
        found = handed_in.find_person(db, participant_id)
        leading.require_cohort(context.current_actor(db), found.cohort)
        after = queue.waiting(db, found.cohort, context.now()).after(
            f"{PORTFOLIO}-{participant_id}"
        )
        review = copies.answer(
            db, found, request.form.get("do", ""), words,
            seen=_seen(), by=leader.name, now=context.now(),
        )  # fmt: skip
        press = f"svar-{PORTFOLIO}-{participant_id}-{len(review.events)}"
        told = answered.Told.of(found, "", review.status, leader, press)
        return told, after, found.cohort


@blueprint.get("/maal")
def goals() -> ResponseReturnValue:
    with context.reading() as db:
        at = desk.at_desk(db)
        cover = goal_coverage.of_cohort(db, at.cohort)
    html = render_template("reading/goals.html", desk=at.desk, leader=at.name, cover=cover)
    return context.no_store(make_response(html))
