"""Who a prosessleder is at a provider."""

import pytest

from facilitator.domain import (
    accounts,
    accounts_attempts,
    accounts_changes,
    audit,
    devices,
    identities,
)
from facilitator.errors import NotFound
from facilitator.models import AuditEntry, Facilitator, Identity

FEIDE = "https://auth.example"


@pytest.fixture
def turid(db, cast):
    return db.get_one(Facilitator, cast.turid)


@pytest.fixture
def aslak(db, cast):
    return db.get_one(Facilitator, cast.aslak)


def test_issuer_and_subject_together_say_who_it_is(db, turid, clock):
    identities.link(db, turid, FEIDE, "s-1", clock())
    assert identities.known(db, FEIDE, "s-1", clock()) is turid
    assert identities.known(db, FEIDE, "S-1", clock()) is None
    assert identities.known(db, "https://annen.example", "s-1", clock()) is None


def test_an_account_leads_to_one_alone(db, turid, aslak, clock):
    for _ in range(2):
        identities.link(db, turid, FEIDE, "s-1", clock())
    assert len(identities.of(db, turid.id)) == 1
    with pytest.raises(identities.TakenByAnother):
        identities.link(db, aslak, FEIDE, "s-1", clock())
    identities.link(db, aslak, "https://annen.example", "s-1", clock())


def test_one_who_came_first_keeps_it(db, turid, aslak, clock, monkeypatch):
    """Two requests at once: neither saw the other's row."""
    identities.link(db, turid, FEIDE, "s-1", clock())
    monkeypatch.setattr(db, "scalar", lambda *_: None)
    with pytest.raises(identities.TakenByAnother):
        identities.link(db, aslak, FEIDE, "s-1", clock())
    monkeypatch.undo()
    assert identities.of(db, aslak.id) == []


def test_a_closed_way_in_is_noted(db, turid, clock):
    identities.link(db, turid, FEIDE, "s-1", clock())
    turid.closed_at = clock()
    with pytest.raises(identities.ClosedToThem):
        identities.known(db, FEIDE, "s-1", clock())
    noted = db.query(AuditEntry).order_by(AuditEntry.id).all()
    assert [each.verb for each in noted] == [audit.ACCOUNT, audit.REFUSED]
    assert "s-1" not in str([(each.what, each.details) for each in noted])


def test_nobody_is_kept_out_by_one_who_is_turned_away_again_and_again(db, turid, aslak, clock):
    identities.link(db, turid, FEIDE, "s-1", clock())
    turid.closed_at = clock()
    for _ in range(accounts_attempts.EVERYBODY + 1):
        with pytest.raises(identities.ClosedToThem):
            identities.known(db, FEIDE, "s-1", clock())
    assert accounts_attempts.begin(db, "the key", aslak.email, clock())


def test_untying_ends_what_it_opened_elsewhere(db, turid, clock):
    identities.link(db, turid, FEIDE, "s-1", clock())
    accounts_changes.require(db, turid.id).password = "x"
    here, there = (devices.new_device(db, clock())[0] for _ in range(2))
    for device in (here, there):
        accounts.signed_in(db, device, turid, "provider", clock())
    (identity,) = identities.of(db, turid.id)
    actor = devices.actor_for(db, here)
    identities.unlink(db, actor, turid, identity.id, clock())
    assert (here.facilitator_id, there.facilitator_id) == (turid.id, None)
    with pytest.raises(NotFound):
        identities.unlink(db, actor, turid, identity.id, clock())


def test_the_last_way_in_is_kept(db, turid, clock):
    identities.link(db, turid, FEIDE, "s-1", clock())
    (identity,) = identities.of(db, turid.id)
    with pytest.raises(identities.LastWayIn):
        identities.unlink(db, accounts.actor_of(turid), turid, identity.id, clock())
    assert db.query(Identity).count() == 1


def test_an_address_says_who_it_is_only_when_one_has_it(db, turid, aslak):
    turid.email = "Turid@kommune.example"
    db.flush()
    assert identities.first_by_confirmed_email(db, "turid@kommune.example") is turid
    assert identities.first_by_confirmed_email(db, "") is None
    accounts_changes.require(db, turid.id).password = "x"
    assert identities.first_by_confirmed_email(db, "turid@kommune.example") is None
    accounts_changes.require(db, turid.id).password = ""
    aslak.email = "turid@kommune.example"
    db.flush()
    assert identities.first_by_confirmed_email(db, "turid@kommune.example") is None
