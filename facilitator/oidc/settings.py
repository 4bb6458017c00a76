"""Which provider prosessledere sign in by, read from the environment when the app starts.

Nothing is asked of the provider here: one that is down keeps no app from starting.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

WELL_KNOWN = "/.well-known/openid-configuration"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_TOKEN = re.compile(r"[\x21\x23-\x5B\x5D-\x7E]+")
"""One scope, as RFC 6749 has it."""
_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}")

URL_BAD = (
    "OIDC_DISCOVERY_URL kan ikke brukes. Sett den til adressen leverandøren oppgir, som "
    f"https://vert.example{WELL_KNOWN}."
)
URL_MISSING = (
    "OIDC_DISCOVERY_URL må settes når en annen OIDC-innstilling er satt: adressen som slutter på "
    f"{WELL_KNOWN}."
)
ID_MISSING = "OIDC_CLIENT_ID må settes til det leverandøren kaller appen."
SECRET_MISSING = "OIDC_CLIENT_SECRET må settes til hemmeligheten du fikk av leverandøren."  # noqa: S105
NAME_MISSING = "OIDC_NAME må settes til navnet som står på knappen, som Feide."
SCOPES_BAD = "OIDC_SCOPES er ord med mellomrom mellom, og ett av dem er openid."
EMAIL_SCOPE = "OIDC_SCOPES må ha med email når OIDC_EMAIL_DOMAINS er satt."
DOMAINS_BAD = (
    "OIDC_EMAIL_DOMAINS er domener med mellomrom mellom, som kommune.example skole.example."
)
BY_EMAIL_BAD = "OIDC_LINK_BY_EMAIL er 1 eller 0."
BY_EMAIL_ALONE = (
    "OIDC_LINK_BY_EMAIL trenger OIDC_EMAIL_DOMAINS: domenene der leverandøren selv vet hvem som "
    "har hvilken adresse."
)
FACTOR_BAD = (
    "OIDC_SECOND_FACTOR er provider, så holder det med leverandørens innlogging, eller own, så "
    "spør appen også om sin egen kode."
)
PUBLIC_MISSING = (
    "PUBLIC_URL må settes når OIDC_DISCOVERY_URL er satt. Leverandøren sender folk tilbake dit."
)
PUBLIC_CLEAR = "PUBLIC_URL må begynne med https:// når OIDC_DISCOVERY_URL er satt."


class BadProvider(ValueError):
    """A setting that cannot be used; the text says which and what to set, and no secret."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Who vouches for prosessledere, and what we ask of them."""

    discovery_url: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    scopes: str = "openid"
    required_acr: tuple[str, ...] = ()
    """How surely somebody must have signed in there: any of these will do. Empty: not asked."""
    email_domains: tuple[str, ...] = ()
    """Empty: nobody is asked for an address."""
    link_by_email: bool = False
    """Whether a confirmed address is enough the first time, in place of an invitation."""
    own_code: bool = False
    """Whether a second factor of ours is asked for as well."""

    @property
    def issuer(self) -> str:
        return self.discovery_url.removesuffix(WELL_KNOWN)

    @property
    def is_local(self) -> bool:
        """On this machine, where nothing needs to be encrypted."""
        return urlsplit(self.discovery_url).hostname in LOOPBACK


def read_provider(environ: Mapping[str, str], public_url: str | None) -> Provider | None:
    """None when nothing is set. Raises BadProvider."""
    said = {name: value.strip() for name, value in environ.items() if name.startswith("OIDC_")}
    said = {name: value for name, value in said.items() if value}
    if not said:
        return None
    url = said.get("OIDC_DISCOVERY_URL", "")
    _require(url, URL_MISSING)
    _require(_is_address(url), URL_BAD)
    _require(said.get("OIDC_CLIENT_ID"), ID_MISSING)
    _require(said.get("OIDC_CLIENT_SECRET"), SECRET_MISSING)
    _require(said.get("OIDC_NAME"), NAME_MISSING)
    provider = Provider(
        discovery_url=url,
        client_id=said["OIDC_CLIENT_ID"],
        client_secret=said["OIDC_CLIENT_SECRET"],
        name=" ".join(said["OIDC_NAME"].split())[:40],
        scopes=_scopes(said),
        required_acr=tuple(said.get("OIDC_REQUIRED_ACR", "").split()),
        email_domains=_domains(said),
        link_by_email=_one_of(said, "OIDC_LINK_BY_EMAIL", ("0", "1"), BY_EMAIL_BAD) == "1",
        own_code=_one_of(said, "OIDC_SECOND_FACTOR", ("provider", "own"), FACTOR_BAD) == "own",
    )
    _require(not provider.link_by_email or provider.email_domains, BY_EMAIL_ALONE)
    if not provider.is_local:
        _require(public_url, PUBLIC_MISSING)
        _require(str(public_url).startswith("https://"), PUBLIC_CLEAR)
    return provider


def _require(value: object, text: str) -> None:
    if not value:
        raise BadProvider(text)


def is_safe(url: str, *, local: bool) -> bool:
    """Whether what is sent there is encrypted, or does not leave this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    if not host or parts.username or parts.password or parts.fragment:
        return False
    return parts.scheme == "https" or (local and parts.scheme == "http" and host in LOOPBACK)


def _is_address(url: str) -> bool:
    return url.endswith(WELL_KNOWN) and "?" not in url and is_safe(url, local=True)


def _scopes(said: Mapping[str, str]) -> str:
    wants_email = "OIDC_EMAIL_DOMAINS" in said
    scopes = said.get("OIDC_SCOPES", "openid email" if wants_email else "openid").split()
    _require("openid" in scopes and all(_TOKEN.fullmatch(each) for each in scopes), SCOPES_BAD)
    _require("email" in scopes or not wants_email, EMAIL_SCOPE)
    return " ".join(scopes)


def _domains(said: Mapping[str, str]) -> tuple[str, ...]:
    domains = tuple(said.get("OIDC_EMAIL_DOMAINS", "").lower().replace(",", " ").split())
    _require(all(_DOMAIN.fullmatch(each) for each in domains), DOMAINS_BAD)
    return domains


def _one_of(said: Mapping[str, str], name: str, known: tuple[str, ...], text: str) -> str:
    value = said.get(name, known[0])
    _require(value in known, text)
    return value
