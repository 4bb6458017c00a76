"""Names claimed by code and by link, names that are taken, and claims taken back."""

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import access, devices, links, rooms
from facilitator.errors import Expired, Invalid, NameTaken, NotFound, RoomClosed
from facilitator.models import (
    Claim,
    Device,
    Facilitator,
    Gathering,
    Participant,
    PersonalLink,
    Room,
)
from tests.conftest import Clock
from tests.support.cast import Cast, other_room


class Hall:
    """The open room, with verbs short enough to read a test by."""

    def __init__(self, db: Session, cast: Cast, clock: Clock) -> None:
        self.db, self.cast, self.clock = db, cast, clock
        self.room = db.get_one(Room, cast.room)

    def device(self) -> Device:
        return devices.new_device(self.db, self.clock())[0]

    def person(self, name: str) -> Participant:
        return self.db.get_one(Participant, self.cast.people[name])

    def claim(self, device: Device, name: str) -> Claim:
        return access.claim_by_code(self.db, device, self.room, self.person(name), self.clock())

    def link(self, name: str) -> str:
        return links.issue(self.db, self.clock(), participant=self.person(name))

    def use(self, device: Device, token: str) -> PersonalLink:
        return links.use(self.db, device, token, self.clock())

    def who(self, device: Device) -> int | None:
        return devices.actor_for(self.db, device).participant_id

    def present(self) -> set[int]:
        return {person.id for person in rooms.present(self.db, self.room)}


@pytest.fixture
def hall(db: Session, cast: Cast, clock: Clock) -> Hall:
    return Hall(db, cast, clock)


def test_a_device_is_known_again_by_its_secret_of_which_only_a_digest_is_kept(
    hall: Hall,
) -> None:
    device, secret = devices.new_device(hall.db, hall.clock())
    assert devices.find_device(hall.db, secret) is device
    assert secret not in device.digest
    assert devices.find_device(hall.db, device.digest) is None
    assert devices.find_device(hall.db, "") is None


def test_a_name_claimed_by_code_opens_the_room_and_not_the_mappe(hall: Hall) -> None:
    device = hall.device()
    hall.claim(device, "ane")
    actor = devices.actor_for(hall.db, device)
    assert actor.participant_id == hall.cast.ane
    assert actor.claim_room_id == hall.cast.room
    assert actor.whole_portfolio is False
    assert hall.present() == {hall.cast.ane}


def test_claiming_ones_own_name_again_changes_nothing(hall: Hall) -> None:
    device = hall.device()
    first = hall.claim(device, "ane")
    assert hall.claim(device, "ane") is first
    assert len(devices.claims_of(hall.db, device)) == 1


def test_a_name_that_another_device_has_is_taken(hall: Hall) -> None:
    first, second = hall.device(), hall.device()
    hall.claim(first, "ane")
    with pytest.raises(NameTaken):
        hall.claim(second, "ane")
    assert access.taken_names(hall.db, second, hall.cast.cohort) == {hall.cast.ane}
    assert access.taken_names(hall.db, first, hall.cast.cohort) == set()


def test_a_name_of_another_kull_is_not_on_the_list(hall: Hall) -> None:
    elsewhere = other_room(hall.db, hall.cast, hall.clock())
    with pytest.raises(NotFound):
        access.claim_by_code(hall.db, hall.device(), elsewhere, hall.person("ane"), hall.clock())


def test_a_closed_room_takes_no_names(hall: Hall) -> None:
    rooms.close_room(hall.db, hall.room, hall.clock())
    with pytest.raises(RoomClosed):
        hall.claim(hall.device(), "ane")


def test_a_guest_opens_today_alone(hall: Hall) -> None:
    device = hall.device()
    claim = access.claim_as_guest(hall.db, device, hall.room, "  Bo   Gjest ", hall.clock())
    guest = claim.participant
    assert (guest.name, guest.guest_of) == ("Bo Gjest", hall.cast.room)
    assert devices.actor_for(hall.db, device).whole_portfolio is False
    assert guest.id in hall.present()


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_guest_needs_a_name_that_fits(hall: Hall, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        access.claim_as_guest(hall.db, hall.device(), hall.room, name, hall.clock())
    assert "name" in refused.value.errors


def test_a_leader_who_says_yes_opens_the_mappe(hall: Hall) -> None:
    device = hall.device()
    claim = hall.claim(device, "ane")
    turid = hall.device()
    turid.facilitator = hall.db.get_one(Facilitator, hall.cast.turid)
    access.confirm(hall.db, claim, devices.actor_for(hall.db, turid), hall.clock())
    hall.db.flush()
    assert devices.actor_for(hall.db, device).whole_portfolio is True
    assert claim.confirmed_by_id == hall.cast.turid


def test_the_personal_link_makes_an_unproven_claim_give_way(hall: Hall) -> None:
    wrong, own = hall.device(), hall.device()
    hall.claim(wrong, "ane")
    hall.use(own, hall.link("ane"))
    assert hall.who(wrong) is None
    actor = devices.actor_for(hall.db, own)
    assert (actor.participant_id, actor.whole_portfolio) == (hall.cast.ane, True)


def test_two_proven_devices_both_stay(hall: Hall) -> None:
    phone, tablet = hall.device(), hall.device()
    hall.use(phone, hall.link("ane"))
    hall.use(tablet, hall.link("ane"))
    assert hall.who(phone) == hall.who(tablet) == hall.cast.ane


def test_opening_a_links_address_consumes_nothing(hall: Hall) -> None:
    token = hall.link("ane")
    for _ in range(3):
        assert links.look_at(hall.db, token, hall.clock()).used_at is None
    hall.use(hall.device(), token)


def test_a_link_is_kept_as_a_digest_alone(hall: Hall) -> None:
    token = hall.link("ane")
    kept = hall.db.scalars(select(PersonalLink)).one()
    assert token not in (kept.digest, *map(str, vars(kept).values()))
    with pytest.raises(NotFound):
        links.look_at(hall.db, kept.digest, hall.clock())


def test_a_further_link_leaves_the_earlier_ones_valid(hall: Hall) -> None:
    first, second = hall.link("ane"), hall.link("ane")
    assert first != second
    links.look_at(hall.db, first, hall.clock())
    links.look_at(hall.db, second, hall.clock())


def test_a_link_runs_out(hall: Hall) -> None:
    token = hall.link("ane")
    hall.clock.now += links.LINK_LIFETIME - dt.timedelta(seconds=1)
    links.look_at(hall.db, token, hall.clock())
    hall.clock.tick(seconds=2)
    with pytest.raises(Expired):
        hall.use(hall.device(), token)


def test_a_link_that_was_revoked_opens_nothing(hall: Hall) -> None:
    token = hall.link("ane")
    links.look_at(hall.db, token, hall.clock()).revoked_at = hall.clock()
    with pytest.raises(Expired):
        hall.use(hall.device(), token)


def test_a_leaders_link_signs_the_leader_in_and_out_again(hall: Hall) -> None:
    device = hall.device()
    turid = hall.db.get_one(Facilitator, hall.cast.turid)
    token = links.issue(hall.db, hall.clock(), facilitator=turid)
    hall.use(device, token)
    assert devices.actor_for(hall.db, device).is_leader
    access.sign_out(hall.db, device)
    assert not devices.actor_for(hall.db, device).is_leader


def test_a_claim_that_is_taken_back_frees_the_name(hall: Hall) -> None:
    wrong, right = hall.device(), hall.device()
    claim = hall.claim(wrong, "ane")
    access.take_back(hall.db, claim, hall.clock())
    assert hall.who(wrong) is None
    assert hall.present() == set()
    hall.claim(right, "ane")
    assert hall.who(right) == hall.cast.ane


def test_taking_back_twice_is_harmless(hall: Hall) -> None:
    claim = hall.claim(hall.device(), "ane")
    access.take_back(hall.db, claim, hall.clock())
    first = claim.withdrawn_at
    hall.clock.tick(minutes=1)
    access.take_back(hall.db, claim, hall.clock())
    assert claim.withdrawn_at == first


def test_two_share_a_tablet_and_take_turns(hall: Hall) -> None:
    tablet = hall.device()
    hall.claim(tablet, "ane")
    hall.claim(tablet, "hodan")
    assert hall.who(tablet) == hall.cast.hodan
    access.switch_person(hall.db, tablet, hall.cast.ane)
    assert hall.who(tablet) == hall.cast.ane
    with pytest.raises(NotFound):
        access.switch_person(hall.db, tablet, hall.cast.helge)


def test_when_one_of_two_leaves_the_tablet_the_other_stays(hall: Hall) -> None:
    tablet = hall.device()
    hall.claim(tablet, "ane")
    claim = hall.claim(tablet, "hodan")
    access.withdraw(hall.db, claim, hall.clock())
    assert hall.who(tablet) == hall.cast.ane


def test_the_phone_is_known_at_the_next_samling(hall: Hall) -> None:
    phone = hall.device()
    claim = hall.claim(phone, "ane")
    rooms.close_room(hall.db, hall.room, hall.clock())
    following = Gathering(
        cohort_id=hall.cast.cohort, number=9, date=dt.date(2027, 10, 20), theme="", place=""
    )
    hall.db.add(following)
    hall.db.flush()
    hall.room = rooms.open_room(hall.db, following, hall.clock())
    assert hall.claim(phone, "ane") is claim
    assert devices.actor_for(hall.db, phone).claim_room_id == hall.room.id
    assert hall.present() == {hall.cast.ane}
