"""An arbeidsmappe as a document: for its owner all of it, for the prosessledere what was handed in.

`portfolio_whole` draws the first from what the page `/mappe` shows; `portfolio_submission` the
second from what has been handed in, or from the copy that was made when the mappe was approved.
"""

import datetime as dt

from sqlalchemy.orm import Session

from facilitator.domain.policies import Actor
from facilitator.models import Participant
from facilitator.presentation.content import Document
from facilitator.presentation.originals import Original

Submitted = tuple[Document, tuple[Original, ...]]


def of_participant(session: Session, actor: Actor, now: dt.datetime) -> Document:
    """One's own arbeidsmappe: all that the page says, read at this moment."""
    raise NotImplementedError


def submission(session: Session, person: Participant, now: dt.datetime) -> Submitted:
    """What a prosessleder may read of somebody's arbeidsmappe, with the files that belong to it.

    Who may is asked by the caller. An approved mappe is as it was when it was approved.
    """
    raise NotImplementedError
