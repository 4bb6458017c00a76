"""Who changed, exported, issued, deleted or opened what. Never a word of what was written.

`note` is called by the verb or route that does it, in the same transaction where there is one, so
that what is undone is not noted. Entries are read by kursholdere of their kull and by the
installation's owner, and deleted after the days that retention says.
"""

import datetime as dt
from typing import Final

from sqlalchemy.orm import Session

from facilitator.domain.policies import Actor
from facilitator.models import AuditEntry

SIGNED_IN: Final = "signed_in"
SIGNED_OUT: Final = "signed_out"
REFUSED: Final = "refused"
"""A sign-in that failed; `what` says how, never what was typed."""
ACCOUNT: Final = "account"
"""Password, second factor, provider or session changed."""
INVITED: Final = "invited"
ROLE: Final = "role"
"""Who leads, owns, or no longer does."""
LINK: Final = "link"
"""A personal link was shown, renewed or taken back."""
SETTINGS: Final = "settings"
OPENED: Final = "opened"
"""A prosessleder opened somebody's material."""
CHANGED: Final = "changed"
EXPORTED: Final = "exported"
ISSUED: Final = "issued"
DELETED: Final = "deleted"
CONSENT: Final = "consent"

VERBS = (
    SIGNED_IN, SIGNED_OUT, REFUSED, ACCOUNT, INVITED, ROLE, LINK, SETTINGS, OPENED, CHANGED,
    EXPORTED, ISSUED, DELETED, CONSENT,
)  # fmt: skip


def note(
    session: Session,
    actor: Actor | str,
    verb: str,
    now: dt.datetime,
    what: str = "",
    *,
    about: int | None = None,
    cohort: int | None = None,
    **details: str | int,
) -> None:
    """`actor` may be the name of a command. `about` is the participant whose it is.

    `what` names the thing as a list does («samlingsnotat 3, pdf»); `details` are plain facts.
    """
    assert verb in VERBS, verb
    by = actor if isinstance(actor, Actor) else Actor(name=actor)
    session.add(
        AuditEntry(
            at=now,
            by=by.name,
            facilitator_id=by.facilitator_id,
            participant_id=None if by.facilitator_id else by.participant_id,
            verb=verb,
            what=what,
            about_id=about,
            cohort_id=cohort,
            details=details,
        )
    )
