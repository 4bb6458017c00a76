"""What a provider, or somebody who plays one, may say, and the page that each gets."""

import threading

import pytest
from sqlalchemy import select
from werkzeug.wrappers import Response

from facilitator.models import AuditEntry, Device, Facilitator
from facilitator.oidc import fetching
from facilitator.oidc.client import Client
from facilitator.oidc.settings import WELL_KNOWN, Provider
from tests.support.provider import (
    SUBJECT,
    begin,
    come_back,
    configure,
    moments,
    said,
    there_and_back,
)

STATE = "Denne innloggingen hører ikke til her"
FORGED = "Vi kan ikke stole på svaret"
CLOCK = "Klokkene er ikke enige"
DOWN = "Feide svarer ikke akkurat nå"
SETUP = "Innloggingen er ikke satt riktig opp"

pytestmark = pytest.mark.usefixtures("linked_turid")


@pytest.fixture(autouse=True)
def nobody_is_signed_in(database):
    """Whatever was tried, it led nowhere."""
    yield
    with database.reading() as db:
        assert db.scalar(select(Device).where(Device.facilitator_id.is_not(None))) is None


def refused(answer, status, heading):
    assert (answer.status_code, said(answer)) == (status, heading)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


# --- the way back --------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=", "?code=x&state=gjettet"])
def test_an_answer_that_nobody_asked_for(stranger, query):
    begin(stranger)
    refused(stranger.get(f"/logg-inn/tjeneste/svar{query}"), 400, STATE)


def test_an_answer_to_what_was_begun_in_another_browser(app, stranger, provider):
    """Somebody sends on an address of their own, so that others write in their name."""
    location = provider.sign_in(begin(app.test_client()), SUBJECT)
    refused(come_back(stranger, location), 400, STATE)
    begin(stranger)
    refused(come_back(stranger, location), 400, STATE)


def test_an_attempt_whose_cookie_was_carried_to_another_phone(stranger, phone, provider):
    location = provider.sign_in(begin(stranger), SUBJECT)
    with stranger.session_transaction() as cookie:
        begun = list(cookie["oidc"])
    other = phone("ane")
    with other.session_transaction() as cookie:
        cookie["oidc"] = begun
    refused(come_back(other, location), 400, STATE)


def test_an_answer_that_comes_late(stranger, provider, clock):
    location = provider.sign_in(begin(stranger), SUBJECT)
    clock.tick(minutes=11)
    refused(come_back(stranger, location), 400, "Det ble en lang pause")


def test_an_answer_that_comes_twice(stranger, provider, database):
    location = provider.sign_in(begin(stranger), SUBJECT)
    assert come_back(stranger, location).location == "/i-dag"
    refused(come_back(stranger, location), 400, STATE)
    stranger.post("/logg-ut")
    with stranger.session_transaction() as cookie:
        cookie.pop("oidc", None)
    refused(come_back(stranger, location), 400, STATE)


def test_a_code_that_is_used_or_too_old(app, stranger, provider):
    location = provider.sign_in(begin(stranger), SUBJECT)
    with stranger.session_transaction() as cookie:
        kept = cookie["oidc"]
    provider.tamper = lambda path, given: _refusal("invalid_grant")
    refused(come_back(stranger, location), 400, "Innloggingen er utløpt")
    provider.tamper = None
    with stranger.session_transaction() as cookie:
        cookie["oidc"] = kept
    changed = location.replace("code=", "code=feil")
    refused(come_back(stranger, changed), 400, "Innloggingen er utløpt")


def test_a_code_of_somebody_elses_attempt(app, stranger, provider):
    """PKCE: a code that was caught on its way is of no use with another's verifier."""
    caught = provider.sign_in(begin(app.test_client()), SUBJECT).split("code=")[1].split("&")[0]
    mine = provider.sign_in(begin(stranger), SUBJECT)
    own = mine.split("code=")[1].split("&")[0]
    refused(come_back(stranger, mine.replace(own, caught)), 400, "Innloggingen er utløpt")


def test_no_is_said_there(stranger, provider):
    location = provider.deny(begin(stranger))
    refused(come_back(stranger, location), 403, "Innloggingen ble avbrutt")


def test_no_is_said_by_somebody_else(stranger):
    begin(stranger)
    refused(stranger.get("/logg-inn/tjeneste/svar?error=access_denied&state=x"), 400, STATE)


@pytest.mark.parametrize(
    ("error", "status", "heading"),
    [("temporarily_unavailable", 503, DOWN), ("invalid_scope", 502, SETUP)],
)
def test_the_provider_says_that_it_could_not(stranger, provider, error, status, heading):
    location = provider.sign_in(begin(stranger), SUBJECT)
    changed = f"{location.split('?')[0]}?error={error}&state={location.split('state=')[1]}"
    refused(come_back(stranger, changed), status, heading)


def test_an_answer_in_the_name_of_another_provider(stranger, provider):
    location = provider.sign_in(begin(stranger), SUBJECT)
    refused(come_back(stranger, f"{location}&iss=https://falsk.example"), 502, FORGED)


# --- the token -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claims", "status", "heading"),
    [({"nonce": "en-annens"}, 502, FORGED), (moments(iat=-500, exp=-300), 502, CLOCK)],
    ids=["nonce", "clock"],
)
def test_a_token_that_is_not_for_us_or_not_for_now(stranger, provider, claims, status, heading):
    """All that may be wrong with one: tests/test_oidc.py."""
    provider.tamper = provider.claims(**claims)
    refused(there_and_back(stranger, provider), status, heading)


def test_a_token_with_a_key_of_somebody_else(stranger, provider):
    changed = provider.claims()
    provider.tamper = lambda path, given: changed(path, given) if path != "/jwks" else given
    refused(there_and_back(stranger, provider), 502, FORGED)


def test_a_sign_in_that_is_not_sure_enough(app, stranger, provider):
    configure(app, required_acr=("hoy",))
    refused(there_and_back(stranger, provider), 403, "Her trengs en sikrere innlogging")


# --- who it is -----------------------------------------------------------------------------------


def test_an_account_that_nobody_here_has(stranger, provider):
    answer = there_and_back(stranger, provider, subject="s-ukjent")
    refused(answer, 403, "Vi kjenner ikke denne kontoen ennå")
    assert "«Koble til Feide»" in answer.text


def test_one_who_is_no_prosessleder_any_more(stranger, provider, database, cast, clock):
    with database.transaction() as db:
        db.get_one(Facilitator, cast.turid).closed_at = clock()
    refused(there_and_back(stranger, provider), 403, "Du er ikke prosessleder her lenger")
    with database.reading() as db:
        noted = db.scalars(select(AuditEntry).where(AuditEntry.verb == "refused")).one()
    assert (noted.facilitator_id, noted.what) == (cast.turid, "innlogging utenfra")


# --- the provider itself -------------------------------------------------------------------------


def _refusal(error="", status=400):
    return Response(f'{{"error": "{error}"}}', status, mimetype="application/json")


def _down(path, given):
    return _refusal("oi", 503)


def test_a_provider_that_is_down_when_one_begins(stranger, provider):
    provider.tamper = _down
    refused(stranger.post("/logg-inn/tjeneste"), 503, DOWN)
    asked = len(provider.asked)
    refused(stranger.post("/logg-inn/tjeneste"), 503, DOWN)
    assert len(provider.asked) == asked, "it is left alone for a moment"


def test_a_provider_that_goes_down_while_one_is_there(stranger, provider):
    location = provider.sign_in(begin(stranger), SUBJECT)
    provider.tamper = _down
    refused(come_back(stranger, location), 503, DOWN)


def test_a_provider_that_takes_its_time(stranger, provider, monkeypatch):
    monkeypatch.setattr(fetching, "PATIENCE", 0.1)
    asked_enough = threading.Event()

    def slow(path, given):
        asked_enough.wait(5)
        return given

    provider.tamper = slow
    try:
        refused(stranger.post("/logg-inn/tjeneste"), 503, DOWN)
    finally:
        asked_enough.set()


def test_a_provider_that_never_stops(stranger, provider, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 2_000)
    provider.tamper = lambda path, given: given | {"mer": "x" * 3_000}
    refused(stranger.post("/logg-inn/tjeneste"), 503, DOWN)


def test_a_provider_that_nobody_answers_for(app, stranger):
    nobody = Provider("http://127.0.0.1:9" + WELL_KNOWN, "appen", "hemmelig-nok", "Feide")
    app.config["OIDC"] = Client(nobody)
    refused(stranger.post("/logg-inn/tjeneste"), 503, DOWN)


@pytest.mark.parametrize("error", ["invalid_client", "unauthorized_client"])
def test_a_secret_that_the_provider_does_not_know(stranger, provider, error, caplog):
    location = provider.sign_in(begin(stranger), SUBJECT)
    provider.tamper = lambda path, given: _refusal(error, 401)
    refused(come_back(stranger, location), 502, SETUP)
    assert "hemmelig-nok" not in caplog.text


@pytest.mark.parametrize(
    "says",
    [
        {"issuer": "https://falsk.example"},
        {"authorization_endpoint": "http://falsk.example/inn"},
        {"authorization_endpoint": None},
    ],
)
def test_a_provider_that_says_what_cannot_be(stranger, provider, says):
    provider.tamper = lambda path, given: given | says
    refused(stranger.post("/logg-inn/tjeneste"), 502, SETUP)


def test_nobody_is_sent_on_from_there(stranger, provider):
    """Whoever follows a redirect takes the secret along."""
    location = provider.sign_in(begin(stranger), SUBJECT)
    provider.tamper = lambda path, given: Response(
        "{}", 302, {"Location": provider.issuer + "/andre"}, mimetype="application/json"
    )
    refused(come_back(stranger, location), 502, SETUP)
    assert "/andre" not in [path for path, _ in provider.asked]
