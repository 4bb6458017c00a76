"""A right that was ended after the copy is ended in it too, and whoever leads signs in anew."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from facilitator.db import Database
from facilitator.domain import (
    access,
    accounts,
    accounts_changes,
    accounts_owner,
    cards,
    certificate_corrections,
    cohort_leaders,
    devices,
    erased_list,
    erasures,
    festival,
    identities,
    links,
    lost_rights,
    photos,
)
from facilitator.domain.erased_list import Entry
from facilitator.domain.policies import Actor
from facilitator.models import (
    Account,
    AuditEntry,
    Card,
    Certificate,
    Claim,
    CohortLeader,
    Device,
    Facilitator,
    FestivalContribution,
    Identity,
    Participant,
    PersonalLink,
    Photo,
    Room,
)
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.hung_up import TOKEN, hang_up
from tests.support.lead import Led
from tests.support.older_copy import Place
from tests.support.queries import counted


@pytest.fixture
def place(database: Database, cast: Cast, clock: Clock, tmp_path: Path) -> Iterator[Place]:
    with closing(Place(database, tmp_path, clock, cast)) as made:
        yield made


@dataclass
class Held:
    """What somebody has a right by, before the copy is taken."""

    phone: int
    claim: int
    finished: int
    link: int
    card: int
    shown: int
    contribution: int
    identity: int
    photo: int
    off: int
    given: int
    bevis: int


def held(place: Place, led: Led) -> Held:
    now, cast = place.clock(), place.cast
    with place.database.transaction() as db:
        ane, helge = db.get_one(Participant, cast.ane), db.get_one(Participant, cast.helge)
        room = db.get_one(Room, cast.room)
        phone, finished = (devices.new_device(db, now)[0] for _ in range(2))
        claim = access.claim_by_code(db, phone, room, ane, now)
        access.claim_by_code(db, finished, room, helge, now)
        token = links.issue(db, now, participant=ane)
        link = links.look_at(db, token, now)
        aslak = db.get_one(Facilitator, cast.aslak)
        accounts_changes.set_password(db, aslak, "the old one", now)
        for leader in (aslak, db.get_one(Facilitator, cast.turid)):
            device, _ = devices.new_device(db, now)
            accounts.signed_in(db, device, leader, "link", now)
            links.issue(db, now, facilitator=leader)
        for row in db.scalars(select(CohortLeader)):
            row.is_owner = True
        aslak.owns_installation = db.get_one(Facilitator, cast.turid).owns_installation = True
        part = FestivalContribution(participant_id=cast.ane, form="verksted", released_at=now,
                                    show_name=True, version=1)  # fmt: skip
        shown = Card(
            activity_id=led.id, phase_key="drom", type="roadmap", owner_id=cast.helge,
            author_id=cast.helge, client_id="helges", visibility="room", board="veikart",
            fields={}, created_at=now, approved_at=now, show_name=True,
        )  # fmt: skip
        off = Card(
            activity_id=led.id, phase_key="drom", type="roadmap", owner_id=cast.helge,
            author_id=cast.helge, client_id="another", visibility="room", board="veikart",
            fields={}, created_at=now, approved_at=now,
        )  # fmt: skip
        given = Card(
            activity_id=led.id, phase_key="drom", type="roadmap", owner_id=cast.helge,
            author_id=cast.ane, client_id="given", visibility="me", fields={}, created_at=now,
            approved_at=now,
        )  # fmt: skip
        known = Identity(facilitator_id=cast.turid, issuer="x", subject="y", linked_at=now)
        accounts_changes.set_password(db, db.get_one(Facilitator, cast.turid), "hers", now)
        bevis = Certificate(
            cohort_id=cast.cohort, participant_id=cast.ane, number="B-1", code="X", name="Ane",
            programme="SMART", cohort_name="Kull 10", dated=now.date(), status="valid", content={},
            issued_at=now, issued_by="Turid",
        )  # fmt: skip
        db.add_all([part, shown, off, given, known, bevis])
        db.flush()
        cards.release(db, off)
        ids = (phone.id, claim.id, finished.id, link.id)
        more = (shown.id, part.id, known.id)
        last = (off.id, given.id, bevis.id)
    card = hang_up(place.database, led, cast, place.clock)
    with place.database.reading() as db:
        photo = db.scalars(select(Photo.id)).one()
    return Held(*ids, card, *more, photo, *last)


def take_all_back(place: Place, own: Held) -> None:
    place.clock.tick(minutes=5)
    now, cast = place.clock(), place.cast
    with place.database.transaction() as db:
        access.withdraw(db, db.get_one(Claim, own.claim), now)
        access.forget(db, db.get_one(Device, own.finished), now)
        links.take_back(db, Actor("Turid"), db.get_one(Participant, cast.ane), own.link, now)
        photos.remove(db, TOKEN, Actor("Ane", cast.ane), now)
        cards.hide(db, db.get_one(Card, own.off), now)
        lost_rights.remember(db, lost_rights.DELETED, own.given, now)  # as domain/giving.py does
        db.delete(db.get_one(Card, own.given))
        turid = db.get_one(Facilitator, cast.turid)
        identities.unlink(db, Actor("Turid", facilitator_id=turid.id), turid, own.identity, now)
        cards.withdraw(db, db.get_one(Card, own.card), now)
        accounts_changes.set_password(db, db.get_one(Facilitator, cast.aslak), "a new one", now)
        cards.set_visibility(db, db.get_one(Card, own.shown), "pair", now, show_name=False)
        festival.hold_back(db, db.get_one(FestivalContribution, own.contribution), now)
        ane = db.get_one(Participant, cast.ane)
        festival.write(db, ane, festival.Typed("verksted", "Ringen"), now, version=1)
        bevis = db.get_one(Certificate, own.bevis)
        certificate_corrections.withdraw(db, bevis, "Feil navn", by="Turid", now=now)
        row = db.get_one(CohortLeader, (cast.cohort, cast.turid))
        cohort_leaders.set_owner(db, row, now, owns=False)
        cohort_leaders.remove(db, db.get_one(CohortLeader, (cast.cohort, cast.aslak)), now)
        aslak = db.get_one(Facilitator, cast.aslak)
        accounts_owner.set_owner(db, Actor("Turid"), aslak, now, owns=False)
        noor = db.get_one(Facilitator, cast.noor)
        accounts_owner.close(db, Actor("Turid"), noor, now)


def ended(database: Database, own: Held, cast: Cast) -> list[bool]:
    with database.reading() as db:
        account = db.get(Account, cast.aslak)
        return [
            db.get_one(Claim, own.claim).withdrawn_at is not None,
            db.get_one(Device, own.finished).digest.startswith("forgotten"),
            db.get_one(PersonalLink, own.link).revoked_at is not None,
            db.get_one(Card, own.card).withdrawn_at is not None,
            account is None,
            db.get_one(Facilitator, cast.noor).closed_at is not None,
            db.get(CohortLeader, (cast.cohort, cast.aslak)) is None,
            not db.get_one(CohortLeader, (cast.cohort, cast.turid)).is_owner,
            not db.get_one(Facilitator, cast.aslak).owns_installation,
            db.get_one(Card, own.shown).visibility == "pair",
            db.get_one(FestivalContribution, own.contribution).released_at is None,
            db.get(Identity, own.identity) is None,
            db.get(Photo, own.photo) is None,
            db.get_one(Card, own.off).hidden_at is not None,
            db.get(Card, own.given) is None,
            not db.get_one(Card, own.shown).show_name,
            not db.get_one(FestivalContribution, own.contribution).show_name,
            db.get_one(Certificate, own.bevis).status == "withdrawn",
        ]


def test_what_was_ended_after_the_copy_is_ended_in_it(
    place: Place, start: Callable[..., Led]
) -> None:
    led = start("veikart")
    led.advance_to("drom")
    own = held(place, led)
    place.copy()
    take_all_back(place, own)
    assert place.older is not None
    assert ended(place.older, own, place.cast) == [False] * 18
    with counted(place.database) as asked:
        entries = place.listed()
    assert len(asked) == 14, "as many for a year as for a day"
    assert {each.kind for each in entries} == set(erased_list.TAKEN_BACK) - {"consent", "wish"}
    assert place.restore() == 18
    assert ended(place.older, own, place.cast) == [True] * 18
    with place.older.reading() as db:
        assert db.get_one(Claim, own.claim).device_id == own.phone
        assert db.get_one(Facilitator, place.cast.noor).closed_at == place.clock()
        done = select(AuditEntry).where(AuditEntry.by == "facilitator restore")
        [noted] = db.scalars(done.where(AuditEntry.verb == "changed"))
        assert set(noted.details.values()) == {1}
    assert place.restore() == 0


def test_what_stands_and_what_was_made_later_is_left(
    place: Place, start: Callable[..., Led]
) -> None:
    """A number of before the restore may be another's after it."""
    led = start("veikart")
    led.advance_to("drom")
    own = held(place, led)
    with place.database.transaction() as db:
        for wider in ("room", "cohort"):
            cards.set_visibility(db, db.get_one(Card, own.shown), wider, place.clock())
    assert not [each for each in place.listed() if each.kind == "narrowed"]
    earlier = place.clock() - dt.timedelta(seconds=1)
    numbers = {
        "claim": own.claim, "device": own.finished, "link": own.link, "withdrawn": own.card,
        "narrowed": own.shown, "unreleased": own.contribution, "hidden": own.off,
        "unlinked": own.identity, "removed": own.photo, "deleted": own.given,
        "nameless": own.shown, "bevis": own.bevis,
    }  # fmt: skip
    entries = [Entry(kind, number, earlier) for kind, number in numbers.items()]
    entries.append(Entry("account", place.cast.aslak, earlier))
    assert erasures.take_back(place.database, entries, place.clock()) == 0
    assert not any(ended(place.database, own, place.cast))


def test_whoever_leads_signs_in_anew_and_phones_are_known_as_before(
    place: Place, start: Callable[..., Led]
) -> None:
    led = start("veikart")
    led.advance_to("drom")
    own = held(place, led)
    place.copy()
    assert place.restore() == 0
    assert place.older is not None
    with place.older.reading() as db:
        assert db.scalars(select(Device).where(Device.facilitator_id.is_not(None))).all() == []
        unused = select(PersonalLink).where(
            PersonalLink.used_at.is_(None), PersonalLink.revoked_at.is_(None)
        )
        assert [each.id for each in db.scalars(unused)] == [own.link]
        assert db.get_one(Claim, own.claim).withdrawn_at is None


def test_recovery_codes_that_were_made_anew_open_nothing_in_the_copy(place: Place) -> None:
    with place.database.transaction() as db:
        turid = db.get_one(Facilitator, place.cast.turid)
        accounts_changes.set_password(db, turid, "hers", place.clock())
        db.get_one(Account, turid.id).totp_since = place.clock()
    place.copy()
    with place.database.transaction() as db:
        accounts_changes.renew_codes(db, db.get_one(Facilitator, turid.id), place.clock())
    assert place.restore() == 1
    assert place.older is not None
    with place.older.reading() as db:
        assert db.get(Account, place.cast.turid) is None


def test_the_only_owner_of_the_copy_is_closed_out_all_the_same(place: Place) -> None:
    with place.database.transaction() as db:
        for leader in db.scalars(select(Facilitator)):
            leader.owns_installation = leader.id == place.cast.turid
    entry = Entry("closed", place.cast.turid, place.clock())
    assert erasures.take_back(place.database, [entry], place.clock()) == 1
    with place.database.reading() as db:
        turid = db.get_one(Facilitator, place.cast.turid)
        assert (turid.closed_at is not None, turid.owns_installation) == (True, False)
