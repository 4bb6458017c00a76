"""After an answer: what the prosessleder is told, and the e-mail that says it is there to read.

The letter says that there is an answer and where it lies, never what it says.
"""

from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from facilitator.domain import letters, portfolio_reviews, reviewing
from facilitator.models import Facilitator, Participant
from facilitator.web import context, mailing
from facilitator.web.mailing import Outgoing


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that has been given. `press` names it, so that it is told of once.

    `title` is empty when it is to the whole arbeidsmappe.
    """

    participant_id: int
    first_name: str
    email: str
    title: str
    status: str
    leader: str
    press: str

    @classmethod
    def of(
        cls, person: Participant, title: str, status: str, leader: Facilitator, press: str
    ) -> "Told":
        return cls(
            person.id, person.first_name, person.email or "", title, status, leader.name, press
        )


DONE = {
    reviewing.APPROVED: "{title} er godkjent.",
    reviewing.ANSWERED: "{title} er lest og besvart.",
    reviewing.NEEDS_MORE: "Du har bedt om litt mer til {title}.",
    portfolio_reviews.UNDER_WAY: "{title} er åpnet igjen.",
}


def reaches(db: Session, participant_id: int) -> bool:
    """Whether an answer is told of by e-mail too."""
    person = db.get(Participant, participant_id) if participant_id else None
    return bool(person and person.email and mailing.can_send())


def tell(told: Told) -> str:
    """Sends the letter where that can be done; gives what the prosessleder reads on the page."""
    title = told.title or f"arbeidsmappa til {told.first_name}"
    done = DONE.get(told.status, "{title} er besvart.").format(title=title)
    done = done[:1].upper() + done[1:]
    return f"{done} {told.first_name} finner svaret i mappa si{_by_mail(told)}."


def _by_mail(told: Told) -> str:
    if not (told.email and mailing.can_send()):
        return ""
    (sent,) = mailing.send([_letter(told)], told.press)
    return ", og får beskjed på e-post" if sent.ok else ". E-posten kom ikke fram"


def _letter(told: Told) -> Outgoing:
    address = context.public_root() + url_for("portfolio.show")
    body = (
        f"Hei {told.first_name}.\n\n"
        f"{told.leader} har lest {told.title or 'arbeidsmappa di'} og svart deg. "
        f"Svaret ligger i arbeidsmappa di:\n{address}\n\n"
        "Åpne den gjerne fra den personlige lenken din."
    )
    subject = "Du har fått svar i arbeidsmappa di"
    return Outgoing(told.participant_id, told.email, subject, body, letters.ANSWER)
