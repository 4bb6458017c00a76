"""A road grows station by station, is a living document, and says where its owners are."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from facilitator.domain import contributions, roads, teams
from facilitator.domain.contributions import Sent
from facilitator.domain.policies import Actor
from facilitator.domain.running import process_of
from facilitator.errors import Invalid, NotAllowed, NotFound, PhaseClosed
from facilitator.models import Activity, Card, Group, Participant
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.lead import Led


@pytest.fixture
def led(start: Callable[..., Led]) -> Led:
    return start("veikart", present=["ane", "hodan", "helge", "kasper", "amina"])


def draw(led: Led, db: Session, person: int, station: str, clock: Clock, **fields: object) -> Card:
    """The team of somebody draws a station; gives the road."""
    activity = db.get_one(Activity, led.id)
    group = db.get_one(Group, led.group_of(person, "lag"))
    flat = {f"0-{name.replace('__', '-')}": value for name, value in fields.items()}
    made = contributions.contribute_group(
        db, activity, process_of(activity).phase(station), group,
        db.get_one(Participant, person), Sent(flat=flat), clock(),
    )  # fmt: skip
    return made[0]


def actor(cast: Cast, name: str) -> Actor:
    return Actor(name=name, participant_id=cast.people[name], whole_portfolio=True)


def in_team(led: Led, cast: Cast, name: str) -> set[int]:
    return next(set(team) for team in led.groups("lag") if cast.people[name] in team)


# --- teams ------------------------------------------------------------------------------------


def test_everyone_is_alone_until_they_choose_each_other(led: Led, cast: Cast) -> None:
    assert sorted(map(len, led.groups("lag"))) == [1] * 5
    with led.database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        hers = led.group_of(cast.ane, "lag")
        for name in ("hodan", "hodan", "helge"):
            teams.join(db, activity, db.get_one(Participant, cast.people[name]), hers)
    assert in_team(led, cast, "ane") == {cast.ane, cast.hodan, cast.helge}
    assert sorted(map(len, led.groups("lag"))) == [1, 1, 3]
    with led.database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        for _ in range(2):
            teams.go_alone(db, activity, db.get_one(Participant, cast.hodan))
    assert in_team(led, cast, "hodan") == {cast.hodan}
    assert sorted(map(len, led.groups("lag"))) == [1, 1, 1, 2]


def test_four_is_full_and_a_team_that_is_gone_is_told(led: Led, cast: Cast, db: Session) -> None:
    activity = db.get_one(Activity, led.id)
    hers, kaspers = led.group_of(cast.ane, "lag"), led.group_of(cast.kasper, "lag")
    for name in ("hodan", "helge", "kasper"):
        teams.join(db, activity, db.get_one(Participant, cast.people[name]), hers)
    amina = db.get_one(Participant, cast.amina)
    with pytest.raises(Invalid, match="fullt"):
        teams.join(db, activity, amina, hers)
    with pytest.raises(NotFound):
        teams.join(db, activity, amina, kaspers)


def test_when_the_drawing_has_begun_teams_stay(led: Led, cast: Cast) -> None:
    led.advance_to("drom")
    with led.database.transaction() as db, pytest.raises(PhaseClosed):
        teams.join(
            db,
            db.get_one(Activity, led.id),
            db.get_one(Participant, cast.hodan),
            led.group_of(cast.ane, "lag"),
        )


def test_the_fours_of_vis_fram_keep_teams_together(led: Led, cast: Cast) -> None:
    with led.database.transaction() as db:
        teams.join(
            db,
            db.get_one(Activity, led.id),
            db.get_one(Participant, cast.hodan),
            led.group_of(cast.ane, "lag"),
        )
    led.advance_to("vis")
    fours = led.groups("firere")
    assert sum(map(len, fours)) == 5
    assert any({cast.ane, cast.hodan} <= set(four) for four in fours)


# --- stations ---------------------------------------------------------------------------------


def test_each_station_goes_on_with_the_same_road(
    led: Led, db: Session, cast: Cast, clock: Clock
) -> None:
    first = draw(led, db, cast.hodan, "drom", clock, dream="En rolig morgen")
    second = draw(led, db, cast.hodan, "naa", clock, now="Noen morgener er rolige")
    assert first.id == second.id
    assert (second.fields["dream"], second.fields["now"]) == (
        "En rolig morgen",
        "Noen morgener er rolige",
    )
    again = draw(led, db, cast.hodan, "drom", clock, dream="En rolig morgen for alle")
    assert again.fields["now"] == "Noen morgener er rolige", "earlier stations are drawn again"
    assert roads.drawn_at(db, db.get_one(Activity, led.id))["drom"] == 1
    assert roads.teams_drawing(db, db.get_one(Activity, led.id)) == 5


def test_a_station_opens_the_next(led: Led, db: Session) -> None:
    process = process_of(db.get_one(Activity, led.id))
    drom, naa, sekken = roads.stations(process)[:3]
    at_drom = process.index("drom")
    assert roads.may_draw(process, drom, at_drom, {})
    assert not roads.may_draw(process, naa, at_drom, {})
    assert roads.may_draw(process, naa, at_drom, {"dream": "Ro"})
    assert not roads.may_draw(process, sekken, at_drom, {"dream": "Ro"})
    assert roads.may_draw(process, sekken, process.index("sekken"), {})


def test_on_the_way_the_dream_lies_last(led: Led, db: Session) -> None:
    drawn = roads.stations(process_of(db.get_one(Activity, led.id)))
    assert drawn[0].key == "drom"
    assert [phase.key for phase in roads.along(drawn)] == [
        "naa", "sekken", "skritt", "hjelpere", "broer", "feiring", "drom",
    ]  # fmt: skip


def test_the_first_two_steps_need_a_date_and_the_others_do_not(
    led: Led, db: Session, cast: Cast, clock: Clock
) -> None:
    steps = {"steps__0__text": "Dekke bordet", "steps__4__text": "Alle spiser sammen"}
    with pytest.raises(Invalid) as refused:
        draw(led, db, cast.hodan, "skritt", clock, **steps)
    assert set(refused.value.errors) == {"0-steps-0-date"}
    road = draw(led, db, cast.hodan, "skritt", clock, **steps, steps__0__date="2027-09-20")
    assert road.fields["steps"] == [
        {"text": "Dekke bordet", "date": "2027-09-20"},
        {"text": "Alle spiser sammen", "date": ""},
    ]


# --- after the day ----------------------------------------------------------------------------


@pytest.fixture
def road(led: Led, db: Session, cast: Cast, clock: Clock) -> Card:
    teams.join(
        db,
        db.get_one(Activity, led.id),
        db.get_one(Participant, cast.helge),
        led.group_of(cast.hodan, "lag"),
    )
    return draw(led, db, cast.hodan, "drom", clock, dream="En rolig morgen")


def test_the_whole_team_owns_the_road_and_nobody_else_opens_it(
    road: Card, db: Session, cast: Cast
) -> None:
    for name in ("hodan", "helge"):
        assert roads.own_road(db, actor(cast, name), road.id) is road
        assert roads.of_person(db, cast.people[name]) == [road]
    with pytest.raises(NotAllowed):
        roads.own_road(db, actor(cast, "ane"), road.id)
    with pytest.raises(NotAllowed):
        roads.own_road(db, Actor(name="Turid", facilitator_id=cast.turid), road.id)
    unconfirmed = Actor(name="Hodan", participant_id=cast.hodan)
    with pytest.raises(NotAllowed):
        roads.own_road(db, unconfirmed, road.id)
    assert roads.of_person(db, cast.ane) == []


def test_it_is_changed_when_life_changes_it(road: Card, db: Session, clock: Clock) -> None:
    flat = {"0-dream": "En god morgen", "0-helpers-0": "Kveldsvakta", "0-bridges-0": "Sykdom"}
    roads.revise(db, road, flat, clock())
    assert road.fields["dream"] == "En god morgen"
    assert road.fields["helpers"] == ["Kveldsvakta"]
    with pytest.raises(Invalid) as refused:
        roads.revise(db, road, {"0-dream": "Ring 13097248022"}, clock())
    assert "0-dream" in refused.value.errors
    assert road.fields["dream"] == "En god morgen"


def test_waypoints_lie_along_the_road_in_their_order(
    road: Card, db: Session, cast: Cast, clock: Clock
) -> None:
    hodan = db.get_one(Participant, cast.hodan)
    for day, station in enumerate(("now", "steps")):
        clock.tick(days=30)
        flat = {"0-station": station, "0-text": "Vi har begynt"}
        for _ in range(2):
            roads.mark(db, road, hodan, flat, client_id=f"merke-{day}", now=clock())
    found = roads.waypoints(db, road)
    assert [card.fields["station"] for card in found] == ["now", "steps"]
    assert {card.visibility for card in found} == {"me"}
    assert {card.group_id for card in found} == {road.group_id}, "it is the team's"


@pytest.mark.parametrize(
    ("flat", "field"),
    [
        ({"0-text": "Vi er i gang"}, "0-station"),
        ({"0-station": "månen"}, "0-station"),
        ({"0-station": "now", "0-text": "x" * 201}, "0-text"),
        ({"0-station": "now", "0-text": "13097248022"}, "0-text"),
    ],
)
def test_a_waypoint_says_where(
    road: Card, db: Session, cast: Cast, clock: Clock, flat: dict[str, str], field: str
) -> None:
    hodan = db.get_one(Participant, cast.hodan)
    with pytest.raises(Invalid) as refused:
        roads.mark(db, road, hodan, flat, client_id="m", now=clock())
    assert set(refused.value.errors) == {field}
    assert roads.waypoints(db, road) == []
