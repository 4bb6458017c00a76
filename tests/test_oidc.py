"""What is set for a provider, and what a token must be to be believed. Nobody is asked."""

import base64
import json
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from facilitator.config import BadSetting, load_settings
from facilitator.oidc import faults, fetching, tokens
from facilitator.oidc.client import new_state, proof_of
from facilitator.oidc.faults import ProviderFault
from facilitator.oidc.settings import WELL_KNOWN, BadProvider, read_provider
from facilitator.presentation.oidc_faults import fault_page

PUBLIC = "https://smart.example"
SET = {
    "OIDC_DISCOVERY_URL": f"https://auth.example{WELL_KNOWN}",
    "OIDC_CLIENT_ID": "appen",
    "OIDC_CLIENT_SECRET": "hysj-hysj",
    "OIDC_NAME": "Feide",
}

KEPT_SECRET = base64.urlsafe_b64encode(bytes(range(48))).decode()

# --- settings ------------------------------------------------------------------------------------


def test_nothing_said_is_no_provider():
    assert read_provider({}, None) is None
    assert read_provider({"OIDC_NAME": " "}, None) is None


def test_a_provider_asks_for_as_little_as_it_can():
    provider = read_provider(SET, PUBLIC)
    assert provider is not None
    assert (provider.issuer, provider.scopes) == ("https://auth.example", "openid")
    assert not provider.link_by_email
    assert not provider.own_code
    assert "hysj" not in repr(provider)


def test_domains_are_asked_for_with_the_address():
    said = SET | {"OIDC_EMAIL_DOMAINS": "Kommune.example, skole.example"}
    provider = read_provider(said, PUBLIC)
    assert provider is not None
    assert provider.email_domains == ("kommune.example", "skole.example")
    assert provider.scopes == "openid email"


@pytest.mark.parametrize(
    "url",
    [
        "http://auth.example/nokler",
        "http://127.0.0.1/nokler",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
    ],
)
def test_nothing_but_https_is_asked(url, monkeypatch):
    monkeypatch.setattr("requests.Session", lambda: pytest.fail("it was asked"))
    with pytest.raises(ProviderFault) as refused:
        fetching.get(url, local=False)
    assert refused.value.kind == faults.SETUP


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"OIDC_DISCOVERY_URL": ""}, "OIDC_DISCOVERY_URL"),
        ({"OIDC_DISCOVERY_URL": "https://auth.example"}, "OIDC_DISCOVERY_URL"),
        ({"OIDC_DISCOVERY_URL": f"http://auth.example{WELL_KNOWN}"}, "OIDC_DISCOVERY_URL"),
        ({"OIDC_DISCOVERY_URL": f"https://a:b@auth.example{WELL_KNOWN}"}, "OIDC_DISCOVERY_URL"),
        ({"OIDC_CLIENT_ID": ""}, "OIDC_CLIENT_ID"),
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET"),
        ({"OIDC_NAME": ""}, "OIDC_NAME"),
        ({"OIDC_SCOPES": "profile email"}, "OIDC_SCOPES"),
        ({"OIDC_SCOPES": "openid", "OIDC_EMAIL_DOMAINS": "a.example"}, "OIDC_SCOPES"),
        ({"OIDC_EMAIL_DOMAINS": "@a.example"}, "OIDC_EMAIL_DOMAINS"),
        ({"OIDC_LINK_BY_EMAIL": "ja"}, "OIDC_LINK_BY_EMAIL"),
        ({"OIDC_LINK_BY_EMAIL": "1"}, "OIDC_EMAIL_DOMAINS"),
        ({"OIDC_SECOND_FACTOR": "nei"}, "OIDC_SECOND_FACTOR"),
    ],
)
def test_a_bad_setting_is_named_and_the_secret_is_not_repeated(changed, named):
    with pytest.raises(BadProvider, match=named) as refused:
        read_provider(SET | changed, PUBLIC)
    assert "hysj" not in str(refused.value)


@pytest.mark.parametrize("public", [None, "http://smart.example"])
def test_people_are_sent_back_to_an_address_that_is_said(public):
    with pytest.raises(BadProvider, match="PUBLIC_URL"):
        read_provider(SET, public)
    local = SET | {"OIDC_DISCOVERY_URL": f"http://localhost:9400{WELL_KNOWN}"}
    assert read_provider(local, public) is not None


def test_the_app_does_not_start_with_a_setting_that_cannot_be_used(tmp_path):
    environ = {"FACILITATOR_DATA": str(tmp_path), "PUBLIC_URL": PUBLIC, "SECRET_KEY": KEPT_SECRET}
    assert load_settings(environ | SET).oidc == read_provider(SET, PUBLIC)
    with pytest.raises(BadSetting, match="OIDC_NAME"):
        load_settings(environ | SET | {"OIDC_NAME": ""})


# --- proofs --------------------------------------------------------------------------------------


def test_a_proof_is_the_same_again_and_nobody_elses():
    state = new_state()
    proof = proof_of("nøkkel", state)
    assert proof == proof_of("nøkkel", state)
    others = [proof_of("nøkkel", new_state()), proof_of("en annen", state)]
    made = {(each.nonce, each.verifier, each.challenge) for each in [proof, *others]}
    assert len(made) == 3
    assert len({proof.nonce, proof.verifier, proof.challenge, proof.state}) == 4
    assert 43 <= len(proof.verifier) <= 128
    assert proof.verifier not in repr(proof)


# --- tokens --------------------------------------------------------------------------------------

NOW = 1_800_000_000.0
KEY = RSAKey.generate_key(2048, {"kid": "en"})
STRANGER = RSAKey.generate_key(2048, {"kid": "en"})
EXPECTED = tokens.Expected("https://auth.example", "appen", "nonse")
RIGHT = {
    "iss": "https://auth.example",
    "aud": "appen",
    "sub": "s-1",
    "nonce": "nonse",
    "iat": int(NOW) - 2,
    "exp": int(NOW) + 300,
}


def signed(claims: dict[str, Any], key: RSAKey = KEY, kid: str = "en") -> str:
    return jwt.encode({"alg": "RS256", "kid": kid}, claims, key)


def keys() -> KeySet:
    return tokens.usable({"keys": [KEY.as_dict(private=False)]})


def fault_of(token: object, expected: tokens.Expected = EXPECTED) -> str:
    with pytest.raises(ProviderFault) as refused:
        tokens.verified(token, keys(), expected, NOW)
    return refused.value.kind


def test_a_right_one_is_believed():
    assert tokens.verified(signed(RIGHT), keys(), EXPECTED, NOW)["sub"] == "s-1"
    several = RIGHT | {"aud": ["appen", "annen"], "azp": "appen"}
    assert tokens.verified(signed(several), keys(), EXPECTED, NOW)
    skewed = RIGHT | {"iat": int(NOW) + 90, "nbf": int(NOW) + 90}
    assert tokens.verified(signed(skewed), keys(), EXPECTED, NOW)


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"nonce": "en-annens"}, faults.FORGED),
        ({"nonce": None}, faults.FORGED),
        ({"nonce": 7}, faults.FORGED),
        ({"iss": "https://auth.example/"}, faults.FORGED),
        ({"aud": "en-annen"}, faults.FORGED),
        ({"aud": []}, faults.FORGED),
        ({"aud": ["appen", "annen"]}, faults.FORGED),
        ({"azp": "en-annen"}, faults.FORGED),
        ({"sub": ""}, faults.FORGED),
        ({"sub": None}, faults.FORGED),
        ({"sub": "s" * 256}, faults.FORGED),
        ({"exp": None}, faults.FORGED),
        ({"exp": "i morgen"}, faults.FORGED),
        ({"exp": True}, faults.FORGED),
        ({"exp": int(NOW) - 121}, faults.CLOCK),
        ({"iat": int(NOW) - 721}, faults.CLOCK),
        ({"iat": int(NOW) + 121}, faults.CLOCK),
        ({"nbf": int(NOW) + 121}, faults.CLOCK),
    ],
    ids=str,
)
def test_what_is_not_for_us_or_not_for_now_is_not_believed(changed, kind):
    claims = {name: value for name, value in (RIGHT | changed).items() if value is not None}
    assert fault_of(signed(claims)) == kind


def test_a_number_that_names_a_person_is_not_kept():
    """Some providers can be set up to use the fødselsnummer as subject."""
    assert fault_of(signed(RIGHT | {"sub": "01010150074"})) == faults.SETUP


def test_how_surely_somebody_signed_in():
    asked = tokens.Expected("https://auth.example", "appen", "nonse", acr=("hoy", "hoyest"))
    assert fault_of(signed(RIGHT), asked) == faults.WEAK
    assert fault_of(signed(RIGHT | {"acr": "lav"}), asked) == faults.WEAK
    assert tokens.verified(signed(RIGHT | {"acr": "hoyest"}), keys(), asked, NOW)


def test_the_signature_is_the_providers():
    assert fault_of(signed(RIGHT, STRANGER)) == faults.FORGED
    head, body, mark = signed(RIGHT).split(".")
    assert fault_of(f"{head}.{body}.{mark[::-1]}") == faults.FORGED
    assert fault_of(f"{head}.{_part(RIGHT | {'sub': 's-2'})}.{mark}") == faults.FORGED
    with pytest.raises(tokens.UnknownKey):
        tokens.verified(signed(RIGHT, STRANGER, kid="to"), keys(), EXPECTED, NOW)


def test_none_and_our_own_secret_sign_nothing():
    assert fault_of(f"{_part({'alg': 'none'})}.{_part(RIGHT)}.") == faults.FORGED
    public = KEY.as_pem(private=False)
    by_public = jwt.encode(
        {"alg": "HS256", "kid": "en"}, RIGHT, OctKey.import_key(base64.b64encode(public))
    )
    assert fault_of(by_public) == faults.FORGED


@pytest.mark.parametrize("token", [None, 7, "", "a.b", "a.b.c", "..", "\ud800.b.c"])
def test_what_is_no_token_at_all(token):
    assert fault_of(token) == faults.FORGED


@pytest.mark.parametrize(
    "said", [{}, {"keys": 7}, {"keys": []}, {"keys": [{"kty": "oct", "k": "aGVtbWVsaWc"}]}]
)
def test_keys_that_cannot_be_used(said):
    with pytest.raises(ProviderFault) as refused:
        tokens.usable(said)
    assert refused.value.kind == faults.DOWN


def _part(said: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


# --- pages ---------------------------------------------------------------------------------------


def test_every_fault_has_a_page_that_says_what_to_do():
    for kind in faults.KINDS:
        page = fault_page(kind, "ID-porten")
        assert page.heading
        assert page.what_to_do.endswith(".")
        assert "{" not in page.heading + page.message + page.what_to_do
