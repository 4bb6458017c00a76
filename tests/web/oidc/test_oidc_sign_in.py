"""A prosessleder signs in by a provider: a real one, on this machine."""

import logging

from sqlalchemy import select

from facilitator.domain import accounts, accounts_changes, identities, links
from facilitator.models import Account, AuditEntry, Device, Facilitator, Identity, Setting
from tests.support.provider import (
    SUBJECT,
    asked_of,
    begin,
    come_back,
    configure,
    said,
    there_and_back,
)


def verbs(database):
    with database.reading() as db:
        return [(each.verb, each.what) for each in db.scalars(select(AuditEntry))]


# --- in ------------------------------------------------------------------------------------------


def test_one_who_is_known_there_comes_in(stranger, provider, linked_turid, database, cast):
    page = stranger.get("/logg-inn").text
    assert "Logg inn med Feide" in page
    assert page.count("Dette er min egen maskin") == 1, "it is asked once, and holds for both"
    asked = asked_of(address := begin(stranger, own="1"))
    assert asked["redirect_uri"] == "http://localhost/logg-inn/tjeneste/svar"
    assert (asked["scope"], asked["response_type"]) == ("openid", "code")
    assert asked["code_challenge_method"] == "S256"
    with stranger.session_transaction() as cookie:
        before = cookie["device"]
        assert asked["state"] not in str(cookie["oidc"])
    answer = come_back(stranger, provider.sign_in(address, SUBJECT))
    assert answer.location == "/i-dag"
    assert "Turid Vidsyn" in stranger.get("/i-dag").text
    with stranger.session_transaction() as cookie:
        assert cookie["device"] != before, "a secret that was planted is nobody's now"
    with database.reading() as db:
        device = db.scalars(select(Device).where(Device.facilitator_id == cast.turid)).one()
    assert device.signed_in_how == "provider"
    assert ("signed_in", "provider") in verbs(database)


def test_a_machine_that_others_use_is_noted(stranger, provider, linked_turid, database):
    there_and_back(stranger, provider)
    with database.reading() as db:
        how = db.scalars(select(Device.signed_in_how).where(Device.facilitator_id.is_not(None)))
        assert how.one() == "provider:shared"


def test_no_code_of_ours_is_asked_for_unless_it_is_set(
    app, provider, linked_turid, database, cast, clock
):
    with database.transaction() as db:
        db.add(Account(facilitator_id=cast.turid, totp_since=clock(), totp_secret="x"))
    assert there_and_back(app.test_client(), provider).location == "/i-dag"
    configure(app, own_code=True)
    careful = app.test_client()
    assert there_and_back(careful, provider).location == "/logg-inn/kode"
    assert careful.get("/i-dag").status_code == 401
    with database.transaction() as db:
        db.get_one(Account, cast.turid).totp_since = None
        db.add(Setting(key=accounts.REQUIRED, value=True, changed_at=clock()))
    assert there_and_back(app.test_client(), provider).location == "/konto/kode"


def test_nothing_of_the_provider_is_kept_or_logged(
    stranger, provider, linked_turid, database, caplog
):
    tokens = []

    def note(path, given):
        tokens.extend(str(value) for name, value in given.items() if name.endswith("_token"))
        return given

    provider.tamper = note
    there_and_back(stranger, provider)
    assert tokens
    with database.reading() as db:
        kept = db.connection().connection.dbapi_connection
        everything = "\n".join(kept.iterdump()) + caplog.text
    assert not [token for token in tokens if token in everything]
    assert "hemmelig-nok" not in everything


def test_a_code_stands_in_no_line_of_the_log(app, caplog):
    line = '127.0.0.1 - - "GET /logg-inn/tjeneste/svar?code=hysj&state=hysj HTTP/1.1" 303 -'
    with caplog.at_level(logging.INFO, "werkzeug"):
        logging.getLogger("werkzeug").info("%s", line)
    assert "hysj" not in caplog.text
    assert "/logg-inn/tjeneste/svar?…" in caplog.text


# --- tied together -------------------------------------------------------------------------------


def test_an_invitation_that_stands_open_ties_them(app, provider, database, cast, clock):
    with database.transaction() as db:
        db.add(Setting(key=accounts.REQUIRED, value=True, changed_at=clock()))
        token = links.issue(db, clock(), facilitator=db.get_one(Facilitator, cast.aslak))
    client = app.test_client()
    assert client.post(f"/lenke/{token}").location == "/konto/passord"
    answer = there_and_back(client, provider, subject="s-aslak", invited="1")
    assert answer.location == "/i-dag"
    assert "Aslak" in client.get("/i-dag").text
    assert there_and_back(app.test_client(), provider, subject="s-aslak").location == "/i-dag"
    assert ("account", identities.LINKED) in verbs(database)


def test_without_an_invitation_nothing_is_tied(stranger, provider, linked_turid):
    assert stranger.post("/logg-inn/tjeneste", data={"invited": "1"}).status_code == 410


def test_a_link_of_one_with_a_code_ties_nothing_before_the_code(
    stranger, provider, database, cast, clock
):
    """Whoever has got hold of a letter has not got the phone."""
    with database.transaction() as db:
        leader = db.get_one(Facilitator, cast.turid)
        accounts_changes.require(db, leader.id).totp_since = clock()
        token = links.issue(db, clock(), facilitator=leader)
    assert stranger.post(f"/lenke/{token}").location == "/logg-inn/kode"
    assert stranger.post("/logg-inn/tjeneste", data={"invited": "1"}).status_code == 410


def test_one_who_is_signed_in_ties_and_unties_it(leader, provider, database, cast, clock):
    assert "Koble til Feide" in leader.get("/konto").text
    answer = there_and_back(leader, provider, "/konto/tjeneste")
    assert answer.location == "/konto"
    there_and_back(leader, provider, "/konto/tjeneste")  # once more is harmless
    with database.reading() as db:
        (identity,) = identities.of(db, cast.turid)
    refused = leader.post("/konto/tjeneste/bort", data={"identity": identity.id})
    assert refused.status_code == 409
    assert "Lag et passord først" in refused.text
    with database.transaction() as db:
        accounts_changes.require(db, cast.turid).password = "x"
    leader.post("/konto/tjeneste/bort", data={"identity": identity.id})
    assert leader.post("/konto/tjeneste/bort", data={"identity": identity.id}).status_code == 404
    assert ("account", identities.UNLINKED) in verbs(database)


def test_what_one_began_is_not_ended_by_another_on_the_same_machine(
    app, leader, provider, database, cast, clock
):
    """Else the account of who is there now would lead in as who was there before."""
    with database.transaction() as db:
        tokens = [
            links.issue(db, clock(), facilitator=db.get_one(Facilitator, each))
            for each in (cast.aslak, cast.aslak, cast.noor)
        ]
    address = begin(leader, "/konto/tjeneste")
    leader.post(f"/lenke/{tokens[0]}")
    answer = come_back(leader, provider.sign_in(address, "s-aslak"))
    assert said(answer) == "Denne innloggingen hører ikke til her"
    with database.transaction() as db:
        db.add(Setting(key=accounts.REQUIRED, value=True, changed_at=clock()))
    client = app.test_client()
    client.post(f"/lenke/{tokens[1]}")
    address = begin(client, invited="1")
    client.post(f"/lenke/{tokens[2]}")
    answer = come_back(client, provider.sign_in(address, "s-aslak"))
    assert said(answer) == "Denne innloggingen hører ikke til her"
    with database.reading() as db:
        assert db.scalar(select(Identity)) is None


def test_somebody_elses_is_not_tied_or_untied(leader2, provider, linked_turid, database, cast):
    answer = there_and_back(leader2, provider, "/konto/tjeneste")
    assert (answer.status_code, said(answer)) == (409, "Kontoen er koblet til en annen")
    with database.reading() as db:
        (identity,) = identities.of(db, cast.turid)
    assert leader2.post("/konto/tjeneste/bort", data={"identity": identity.id}).status_code == 404


def test_after_a_while_one_is_asked_again_and_may_answer_there(
    leader, provider, linked_turid, clock, database, cast
):
    with database.transaction() as db:
        aslak = db.get_one(Facilitator, cast.aslak)
        identities.link(db, aslak, provider.issuer, "s-aslak", clock())
    clock.tick(minutes=11)
    page = leader.post("/konto/tjeneste").text
    assert "Er det deg?" in page
    assert "Bekreft med Feide" in page
    now = int(clock().timestamp())
    provider.tamper = provider.claims(iat=now, exp=now + 60, auth_time=now)
    address = begin(leader, "/konto/tjeneste/bekreft")
    assert (asked_of(address)["prompt"], asked_of(address)["max_age"]) == ("login", "0")
    other = come_back(leader, provider.sign_in(address, "s-aslak"))
    assert said(other) == "Det var en annen konto"
    assert there_and_back(leader, provider, "/konto/tjeneste/bekreft").location == "/konto"
    begin(leader, "/konto/tjeneste")


def test_a_provider_that_remembers_somebody_has_not_asked_who_it_is(
    app, provider, linked_turid, clock
):
    """On a machine left open a button there is all it takes, and the address can be cut short."""
    client, now = app.test_client(), clock().timestamp()
    provider.tamper = provider.claims(auth_time=int(now) - 3600)
    assert there_and_back(client, provider).location == "/i-dag"
    assert "Er det deg?" in client.post("/konto/tjeneste").text
    answer = there_and_back(client, provider, "/konto/tjeneste/bekreft")
    assert (answer.status_code, said(answer)) == (403, "Du ble ikke spurt på nytt")
    assert "Er det deg?" in client.post("/konto/tjeneste").text
    provider.tamper = provider.claims(auth_time=int(now))
    answer = there_and_back(client, provider, "/konto/tjeneste/bekreft", til="lenke")
    assert answer.location == "/installasjon/prosessledere", "where it was asked from"
    begin(client, "/konto/tjeneste")
    other = app.test_client()
    there_and_back(other, provider)
    begin(other, "/konto/tjeneste")


def test_a_confirmed_address_is_enough_only_where_it_is_set(app, provider, database, cast, clock):
    with database.transaction() as db:
        db.get_one(Facilitator, cast.turid).email = "Turid@kommune.example"
    said_there = {"email": "turid@kommune.example", "email_verified": True}
    provider.tamper = provider.claims(**said_there)
    configure(app, scopes="openid email", email_domains=("kommune.example",))
    assert there_and_back(app.test_client(), provider).status_code == 403
    configure(app, link_by_email=True)
    provider.tamper = provider.claims(**said_there | {"email_verified": False})
    answer = there_and_back(app.test_client(), provider)
    assert said(answer) == "Denne kontoen hører til et annet sted"
    provider.tamper = provider.claims(**said_there)
    assert there_and_back(app.test_client(), provider).location == "/i-dag"
    with database.reading() as db:
        assert db.scalars(select(Identity.facilitator_id)).all() == [cast.turid]


# --- out -----------------------------------------------------------------------------------------


def test_signing_out_says_that_the_provider_may_still_know(stranger, provider, linked_turid):
    there_and_back(stranger, provider)
    answer = stranger.post("/logg-ut")
    assert answer.location == "/logg-inn/tjeneste/ut"
    page = stranger.get(answer.location).text
    assert "Du kan fortsatt være logget inn hos Feide" in page
    assert f"{provider.issuer}/oauth2/end_session?client_id=appen" in page
    assert stranger.get("/i-dag").status_code == 401
