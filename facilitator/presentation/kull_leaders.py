"""`/kull/ledere`, and the first and last page of a kull: who leads, what comes, what goes."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.domain import cohort_leaders, cohort_removal, cohorts, permissions
from facilitator.domain.cohort_removal import Holding
from facilitator.domain.policies import Actor
from facilitator.models import Cohort
from facilitator.presentation.people import Desk
from facilitator.presentation.run_sheet_forms import NOTHING, Choice

EXTENTS = (
    Choice(
        cohorts.WHOLE,
        "Hele året",
        "Innstillingene, samlingene, mellomarbeidet, kjøreplanene med deres egne ord og "
        "kompetansemålene. Datoene flyttes ett år fram, til samme ukedag. Se over dem etterpå.",
    ),
    Choice(
        cohorts.SETTINGS,
        "Bare innstillingene",
        "Også kompetansemålene. Samlingene legger du til selv.",
    ),
    Choice(cohorts.NOTHING, "Ingenting", "Kullet begynner tomt, med vanlige innstillinger."),
)


@dataclass(frozen=True, slots=True)
class LeaderRow:
    id: int
    name: str
    first_name: str
    title: str
    email: str
    is_owner: bool
    is_me: bool
    may_show_link: bool


@dataclass(frozen=True, slots=True)
class LeadersView:
    desk: Desk
    owns: bool
    rows: tuple[LeaderRow, ...]
    typed: Mapping[str, str]
    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NewView:
    """`like` is the kull that a new one may be made from; `none` has only what is empty."""

    leader: str
    desk: Desk | None
    likes: tuple[Choice, ...]
    extents: tuple[Choice, ...]
    typed: Mapping[str, str]
    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RemovalView:
    desk: Desk
    name: str
    holding: Holding
    typed: str
    error: str


def leaders_view(
    session: Session,
    desk: Desk,
    actor: Actor,
    cohort: Cohort,
    *,
    typed: Mapping[str, str] = NOTHING,
    errors: Mapping[str, str] = NOTHING,
) -> LeadersView:
    listed = cohort_leaders.of_cohort(session, cohort.id)
    led = cohort_leaders.led_by(session, [leader.id for leader, _ in listed])
    rows = tuple(
        LeaderRow(
            id=leader.id,
            name=leader.name,
            first_name=leader.first_name,
            title=leader.title,
            email=leader.email,
            is_owner=owner,
            is_me=leader.id == actor.facilitator_id,
            may_show_link=cohort_leaders.may_show_link(leader, led[leader.id], actor),
        )
        for leader, owner in listed
    )
    owns = permissions.may(actor, permissions.OWN_KULL, cohort)
    return LeadersView(desk, owns, rows, typed, errors)


def new_view(
    session: Session,
    leader: str,
    desk: Desk | None,
    actor: Actor,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] = NOTHING,
) -> NewView:
    led = cohorts.of_leader(session, actor)
    at = desk.cohort_id if desk else 0
    first = next((each.key for each in led if each.id == at), "")
    begins = {"like": first, "extent": cohorts.WHOLE if led else cohorts.NOTHING}
    return NewView(
        leader=leader,
        desk=desk,
        likes=tuple(Choice(each.key, f"{each.name}, {each.period}") for each in led),
        extents=EXTENTS if led else (),
        typed=typed if typed is not None else {**begins, "count": "9", "weeks": "4"},
        errors=errors,
    )


def removal_view(
    session: Session, desk: Desk, cohort: Cohort, *, typed: str = "", error: str = ""
) -> RemovalView:
    return RemovalView(desk, cohort.name, cohort_removal.holding(session, cohort), typed, error)
