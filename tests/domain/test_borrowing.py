"""Borrowing a room: who may, one each, and guests who are words."""

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import (
    activities,
    borrowing,
    devices,
    leading,
    links,
    passing,
    relations,
)
from facilitator.domain.nature_words import WORDS
from facilitator.domain.policies import NOBODY, Actor
from facilitator.errors import NotAllowed
from facilitator.models import Card, Claim, Cohort, Device, Participant, Room
from facilitator.models.cohort import BORROWED
from facilitator.processes.loader import load_library
from tests.conftest import Clock
from tests.support.cast import Cast

FIRST_NAMES = set(
    "bjørn liv stein siv heidi ask vår dag storm hauk falk ørn sol iris rosa viola lilje linnea "
    "lerke linde alma erle vilje tiril mari einar ulf sky frøya tor eik rose svale".split()
)


def host(db: Session, cast: Cast, clock: Clock, name: str = "pal") -> Actor:
    """Somebody whose whole arbeidsmappe is open."""
    device, _ = devices.new_device(db, clock())
    person = db.get_one(Participant, cast.people[name])
    links.use(db, device, links.issue(db, clock(), participant=person), clock())
    return devices.actor_for(db, device)


def turid(cast: Cast) -> Actor:
    return Actor(name="Turid", facilitator_id=cast.turid, leads=frozenset({cast.cohort}))


def borrow(db: Session, actor: Actor, clock: Clock) -> Room:
    return borrowing.borrow(
        db,
        actor,
        load_library()["innsjekk"],
        clock(),
        like=db.scalars(select(Cohort).where(Cohort.kind != BORROWED)).first(),
        settings={},
    )


def guest(db: Session, room: Room, clock: Clock) -> tuple[Device, Claim]:
    device, _ = devices.new_device(db, clock())
    return device, borrowing.come(db, device, room, clock())


def test_the_words_are_short_and_nobodys_name(cast: Cast) -> None:
    taken = FIRST_NAMES | {name.split(" ")[0].lower() for name in cast.names.values()}
    assert len(set(WORDS)) == len(WORDS) >= 60
    assert not {word.lower() for word in WORDS} & taken
    assert all(len(word) <= 14 and " " not in word for word in WORDS)


def test_each_guest_has_a_word_of_its_own_until_there_are_no_more(
    db: Session, cast: Cast, clock: Clock
) -> None:
    room = borrow(db, host(db, cast, clock), clock)
    given = [guest(db, room, clock)[1].participant.name for _ in WORDS]
    assert sorted(given) == sorted(WORDS)
    with pytest.raises(NotAllowed, match="fullt"):
        guest(db, room, clock)


def test_a_phone_that_comes_twice_is_the_same_guest(db: Session, cast: Cast, clock: Clock) -> None:
    room = borrow(db, host(db, cast, clock), clock)
    device, claim = guest(db, room, clock)
    assert borrowing.come(db, device, room, clock()).id == claim.id


def test_only_somebody_we_are_sure_of_borrows(db: Session, cast: Cast, clock: Clock) -> None:
    sure = host(db, cast, clock)
    by_code = Actor(name="Ane", participant_id=cast.ane, device_id=1)
    room = borrow(db, sure, clock)
    device, claim = guest(db, room, clock)
    claim.how = "link"
    for actor in (NOBODY, by_code, devices.actor_for(db, device)):
        with pytest.raises(NotAllowed):
            borrow(db, actor, clock)
    assert borrow(db, turid(cast), clock).id != room.id


def test_one_has_one_room_at_a_time(db: Session, cast: Cast, clock: Clock) -> None:
    pal, ane = host(db, cast, clock), host(db, cast, clock, "ane")
    first = borrow(db, pal, clock)
    assert borrow(db, pal, clock).id == first.id
    assert borrow(db, ane, clock).id != first.id
    passing.throw_away(db, first.gathering.cohort)
    assert borrow(db, pal, clock).id not in (None, first.id)


def test_there_are_only_so_many_rooms(
    db: Session, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(borrowing, "MOST_AT_ONCE", 1)
    borrow(db, host(db, cast, clock), clock)
    with pytest.raises(NotAllowed, match="lånt bort"):
        borrow(db, host(db, cast, clock, "ane"), clock)


def test_a_room_of_yesterday_gives_way(db: Session, cast: Cast, clock: Clock) -> None:
    pal = host(db, cast, clock)
    first = borrow(db, pal, clock).id
    clock.now += dt.timedelta(days=1)
    borrowing.clear_yesterday(db, pal, clock())
    assert borrow(db, pal, clock).id != first


def test_nobody_but_the_host_leads_or_reads_as_a_leader(
    db: Session, cast: Cast, clock: Clock
) -> None:
    pal, ane = host(db, cast, clock), host(db, cast, clock, "ane")
    pals, anes = borrow(db, pal, clock), borrow(db, ane, clock)
    turids = borrow(db, turid(cast), clock)
    aslak = Actor(name="Aslak", facilitator_id=cast.aslak, leads=frozenset({cast.cohort}))
    leads = [[leading.leads(a, r) for r in (pals, anes, turids)] for a in (pal, ane, turid(cast))]
    assert leads == [[True, False, False], [False, True, False], [False, False, True]]
    assert not any(leading.leads(aslak, room) for room in (pals, anes, turids))
    own = [relations.reader_for(db, a) for a in (pal, ane, turid(cast), aslak)]
    kull = [room.gathering.cohort_id for room in (pals, anes, turids)]
    assert [len(r.borrowed) for r in own] == [1, 1, 1, 0]
    assert own[0].borrowed == {kull[0]}
    assert own[3].others == set(kull)


def test_a_card_there_is_read_by_those_who_are_there_and_the_host(
    db: Session, cast: Cast, clock: Clock
) -> None:
    pal, ane = host(db, cast, clock), host(db, cast, clock, "ane")
    room = borrow(db, pal, clock)
    borrow(db, ane, clock)
    (device, _), (far, _) = guest(db, room, clock), guest(db, room, clock)
    writer, reader = devices.actor_for(db, device), devices.actor_for(db, far)
    for visibility, wanted in (("room", [True] * 3), ("group", [True, False, False])):
        card = Card(
            activity_id=activities.in_room(db, room)[0].id,
            phase_key="ord",
            type="word",
            fields={"text": "Ro"},
            owner_id=writer.participant_id,
            author_id=writer.participant_id,
            client_id=visibility,
            visibility=visibility,
            created_at=clock(),
            approved_at=clock(),
        )
        db.add(card)
        db.flush()
        assert [reads(db, who, card) for who in (writer, reader, pal)] == wanted
        aslak = Actor(name="Aslak", facilitator_id=cast.aslak, leads=frozenset({cast.cohort}))
        assert not any(reads(db, who, card) for who in (turid(cast), aslak, ane, NOBODY))


def reads(db: Session, actor: Actor, card: Card) -> bool:
    return relations.can_read(db, relations.reader_for(db, actor), card)


def test_who_goes_out_is_again_who_they_were(db: Session, cast: Cast, clock: Clock) -> None:
    room = borrow(db, host(db, cast, clock), clock)
    ane = host(db, cast, clock, "ane")
    device = db.get_one(Device, ane.device_id)
    borrowing.come(db, device, room, clock())
    assert devices.actor_for(db, device).participant_id != cast.ane
    borrowing.leave(db, device, room, clock())
    assert devices.actor_for(db, device).participant_id == cast.ane


def test_a_phone_is_whoever_it_was_when_the_room_is_thrown_away(
    db: Session, cast: Cast, clock: Clock
) -> None:
    room = borrow(db, host(db, cast, clock), clock)
    ane = host(db, cast, clock, "ane")
    known = db.get_one(Device, ane.device_id)
    borrowing.come(db, known, room, clock())
    strange, _ = guest(db, room, clock)
    gone = strange.id
    passing.throw_away(db, room.gathering.cohort)
    assert devices.actor_for(db, known) == ane
    assert db.get(Device, gone) is None
