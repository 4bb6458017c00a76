"""Telling a prosessleder by e-mail that somebody has done something to their way in.

Never with a link in it that signs anybody in: the letter says that it was done, and by whom.
"""

from dataclasses import dataclass

from flask import current_app, render_template
from sqlalchemy.orm import Session

from facilitator.domain.policies import Actor
from facilitator.mail import Message
from facilitator.models import Facilitator
from facilitator.presentation import account_letters
from facilitator.presentation.account_letters import CLOSED, CODE, FORGOTTEN, LINK
from facilitator.web.mailing import can_send
from facilitator.web.sign_in import later

__all__ = ["CLOSED", "CODE", "FORGOTTEN", "LINK", "Done", "send", "tell"]


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to somebody, kept until the transaction that does it is over."""

    to: str
    name: str
    by: str
    what: str

    @classmethod
    def of(cls, db: Session, leader: Facilitator, actor: Actor, what: str) -> "Done":
        by = db.get(Facilitator, actor.facilitator_id) if actor.facilitator_id else None
        return cls(leader.email, leader.first_name, by.name if by else actor.name, what)


def tell(done: Done) -> None:
    """Call it outside the transaction."""
    body = account_letters.body(done.what, done.name, done.by)
    _send(done.to, account_letters.SUBJECTS[done.what], body)


def send(to: str, subject: str, template: str, **said: object) -> None:
    """One letter, after the answer, where there is a server to send through."""
    _send(to, subject, render_template(template, **said))


def _send(to: str, subject: str, body: str) -> None:
    if to and can_send():
        later(current_app.config["MAIL"].send, [Message(to, subject, body)])
