"""The one table of who may do what: right → the roles that have it.

A role is held towards something: a prosessleder leads this kull and not that one, a participant
keeps their own arbeidsmappe and nobody else's. `held` says which roles somebody has towards a
kull, `MAY` what each right takes, and everything that lets in or refuses asks `may` or `require`.
Which right a route asks for stands in `facilitator/web/rights.py`; who reads a card's text is the
ladder of `policies.READERS`.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from facilitator.errors import FacilitatorError, NotAllowed, NotSignedIn
from facilitator.models.cohort import BORROWED, YEAR

if TYPE_CHECKING:
    from facilitator.domain.policies import Actor
    from facilitator.models import Cohort, Participant

VISITOR: Final = "visitor"
"""Whoever comes."""
UNCONFIRMED: Final = "unconfirmed"
"""A name claimed by code that nobody has confirmed: one room, and what was written there."""
GUEST: Final = "guest"
"""In a room for the day, or a member of what stands outside the year."""
PARTICIPANT: Final = "participant"
"""A member of a year's kull whose whole arbeidsmappe is open on the device."""
PROSESSLEDER: Final = "prosessleder"
"""Signed in, of whatever kull, and perhaps of none."""
LEADER: Final = "leader"
"""Leads this kull; or has borrowed this room; or any prosessleder in a rehearsal."""
KURSHOLDER: Final = "kursholder"
OWNER: Final = "owner"
"""Of the installation. Reads nothing that is told: that takes leading the kull."""
TELLER: Final = "teller"
"""Whose it is, or one of the group that made it. Asked of the thing itself, not of a kull."""

ROLES: Final = (
    VISITOR, UNCONFIRMED, GUEST, PARTICIPANT, TELLER, PROSESSLEDER, LEADER, KURSHOLDER, OWNER
)  # fmt: skip

LOOK: Final = "look"
"""Pages without anybody's: the projector, the festival, an address with a secret in it."""
TAKE_PART: Final = "take_part"
"""Be in a room and do there what the phase asks."""
KEEP_OWN: Final = "keep_own"
"""Change or withdraw what one has written, or read what was meant for oneself."""
SEE_MINE: Final = "see_mine"
"""One's own mappe, as much of it as is open here."""
KEEP_MAPPE: Final = "keep_mappe"
"""What the year asks for: documents, summary, contribution, consents; and who has a way in."""
BE_FORGOTTEN: Final = "be_forgotten"
"""Have all of one's own deleted; a guest's as well, who has nothing but the one room."""
PREPARE: Final = "prepare"
"""Borrow a room, read and write methods, have a link of one's own: a prosessleder's, and a
participant's whose whole arbeidsmappe is open.
"""
KEEP_ACCOUNT: Final = "keep_account"
"""One's own password, devices and ways in."""
BE_AT_DESK: Final = "be_at_desk"
"""Begin a kull, see what one leads."""
LEAD_KULL: Final = "lead_kull"
"""The kull's people, plan, oppmøte, and what was handed in."""
LEAD_ROOM: Final = "lead_room"
"""The remote, and what stands beside it. A participant may hold it for one activity."""
OWN_KULL: Final = "own_kull"
"""Settings, who leads, kompetansebevis, deleting, the log."""
OWN_INSTALLATION: Final = "own_installation"
"""Who may come in, how long things are kept, the texts that hold for all, the copies."""

MAY: Final[Mapping[str, frozenset[str]]] = {
    LOOK: frozenset(ROLES),
    TAKE_PART: frozenset({UNCONFIRMED, GUEST, PARTICIPANT}),
    KEEP_OWN: frozenset({TELLER}),
    SEE_MINE: frozenset({UNCONFIRMED, GUEST, PARTICIPANT}),
    KEEP_MAPPE: frozenset({PARTICIPANT}),
    BE_FORGOTTEN: frozenset({GUEST, PARTICIPANT}),
    PREPARE: frozenset({PARTICIPANT, PROSESSLEDER}),
    KEEP_ACCOUNT: frozenset({PROSESSLEDER}),
    BE_AT_DESK: frozenset({PROSESSLEDER}),
    LEAD_KULL: frozenset({LEADER}),
    LEAD_ROOM: frozenset({LEADER}),
    OWN_KULL: frozenset({KURSHOLDER}),
    OWN_INSTALLATION: frozenset({OWNER}),
}

OTHER_KULL = "Dette kullet har andre prosessledere. En kursholder der kan legge deg til."
REFUSED: Final[Mapping[str, str]] = {
    LEAD_KULL: OTHER_KULL,
    LEAD_ROOM: OTHER_KULL,
    OWN_KULL: "Dette gjør kursholderen i kullet.",
    OWN_INSTALLATION: "Dette gjør den som eier installasjonen.",
}
"""What a prosessleder is told who is signed in, and still may not."""


def held(
    actor: "Actor", cohort: "Cohort | None" = None, person: "Participant | None" = None
) -> frozenset[str]:
    """The roles towards a kull; `person` is who the actor is as a participant."""
    roles = {VISITOR}
    if actor.participant_id is not None:
        roles.add(_as_participant(actor, person))
    if actor.facilitator_id is not None:
        roles.add(PROSESSLEDER)
        if actor.owns_installation:
            roles.add(OWNER)
    if cohort is not None and _leads(actor, cohort):
        roles.add(LEADER)
        if cohort.id in actor.owns:
            roles.add(KURSHOLDER)
    return frozenset(roles)


def _as_participant(actor: "Actor", person: "Participant | None") -> str:
    if person is not None and (person.guest_of is not None or person.cohort.kind != YEAR):
        return GUEST
    return PARTICIPANT if actor.whole_portfolio else UNCONFIRMED


def _leads(actor: "Actor", cohort: "Cohort") -> bool:
    if cohort.kind == YEAR:
        return actor.is_leader and cohort.id in actor.leads
    if cohort.kind != BORROWED:
        return actor.is_leader
    if cohort.host_id is not None:
        return actor.whole_portfolio and actor.participant_id == cohort.host_id
    return actor.is_leader and actor.facilitator_id == cohort.leader_id


def may(
    actor: "Actor",
    right: str,
    cohort: "Cohort | None" = None,
    person: "Participant | None" = None,
) -> bool:
    return not MAY[right].isdisjoint(held(actor, cohort, person))


def require(actor: "Actor", right: str, cohort: "Cohort | None" = None) -> None:
    """Raises NotSignedIn where signing in would help, NotAllowed where it would not."""
    if not may(actor, right, cohort):
        raise refusal(actor, right)


def refusal(actor: "Actor", right: str) -> FacilitatorError:
    if actor.facilitator_id is None:
        return NotSignedIn()
    return NotAllowed(REFUSED[right]) if right in REFUSED else NotAllowed()
