"""Settings from the environment. A bad value is named together with what to set."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from facilitator.kept_copies import BadPlan, CopyPlan, read_plan
from facilitator.oidc.settings import BadProvider, Provider, read_provider
from facilitator.signing import WeakSecret, read_fallbacks, read_secret

ASYNC_MODES = ("eventlet", "gevent", "threading")
DATABASES = ("sqlite:///", "postgresql+psycopg2://")


class BadSetting(Exception):
    """A setting that cannot be used; the text says which and what to set."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mail is handed over, and who it is from."""

    host: str
    port: int
    sender: str
    """The address alone."""
    sender_name: str = ""
    tls: bool = False
    """Encrypted from the first byte; otherwise `starttls` says whether it becomes so."""
    starttls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the app is told from outside. Paths are absolute; hosts carry no scheme."""

    data_dir: Path
    database_url: str
    secret_key: str = field(repr=False)
    redis_url: str | None = None
    async_mode: str = "eventlet"
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    shared_url: str | None = None
    """Where others on the local network reach us, known when we listen."""
    mail: MailServer | None = None
    """None: nothing is sent by e-mail, and pages give a text and a link to copy instead."""
    worker: bool = True
    """Whether `serve` and `demo` start a worker for large files, or one is run by itself."""
    copies: CopyPlan | None = None
    """None: the server takes no copies by itself."""
    require_accounts: bool | None = None
    """Whether a prosessleder needs a password and a code. None: nothing is said, so `serve` asks
    for them and `demo` does not. The owner's own choice goes before it."""
    oidc: Provider | None = None
    """None: prosessledere sign in by password or link alone."""
    earlier_keys: tuple[str, ...] = field(default=(), repr=False)
    """What cookies that are still out there were signed with."""
    testing: bool = False


def default_data_dir(environ: Mapping[str, str]) -> Path:
    """Where data lies when nothing is said: the user's own data folder, never the package."""
    if chosen := environ.get("FACILITATOR_DATA"):
        return Path(chosen).expanduser().resolve()
    base = environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "facilitator"


def load_settings(
    environ: Mapping[str, str] | None = None,
    *,
    data_dir: Path | None = None,
    host: str | None = None,
    port: int | str | None = None,
) -> Settings:
    """Read and check the settings; what is given as an argument wins. Raises BadSetting."""
    env = os.environ if environ is None else environ
    folder = (data_dir or default_data_dir(env)).resolve()
    _make_folder(folder)
    secret_key, earlier = _secret_key(env, folder)
    return Settings(
        data_dir=folder,
        database_url=_database_url(env.get("DATABASE_URL"), folder),
        secret_key=secret_key,
        earlier_keys=earlier,
        redis_url=_redis_url(env.get("REDIS_URL")),
        async_mode=_async_mode(env.get("ASYNC_MODE")),
        host=host or env.get("HOST") or "127.0.0.1",
        port=_port(port if port is not None else env.get("PORT")),
        public_url=_public_url(env.get("PUBLIC_URL")),
        mail=_mail_server(env.get("SMTP_URL"), env.get("MAIL_FROM")),
        worker=_worker(env.get("WORKER")),
        require_accounts=_require_accounts(env.get("REQUIRE_ACCOUNTS")),
        copies=_copies(env),
        oidc=_oidc(env),
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadSetting(
            f"FACILITATOR_DATA: {folder} kan ikke brukes som datamappe ({error.strerror}). "
            "Sett FACILITATOR_DATA til en mappe du kan skrive i."
        ) from error


def _database_url(value: str | None, folder: Path) -> str:
    if not value:
        return f"sqlite:///{folder / 'facilitator.sqlite3'}"
    if value.startswith("postgresql://"):
        value = value.replace("postgresql://", "postgresql+psycopg2://", 1)
    if not value.startswith(DATABASES):
        raise BadSetting(
            "DATABASE_URL kan ikke brukes. Sett den til sqlite:////full/sti/til/fil.sqlite3 "
            "eller postgresql://bruker:passord@vert/database."
        )
    return value


def _redis_url(value: str | None) -> str | None:
    if value and not re.match(r"^(rediss?|unix)://", value):
        raise BadSetting("REDIS_URL kan ikke brukes. Sett den til redis://vert:6379/0.")
    return value or None


def _async_mode(value: str | None) -> str:
    mode = value or "eventlet"
    if mode not in ASYNC_MODES:
        raise BadSetting(f"ASYNC_MODE={mode} finnes ikke. Velg en av {', '.join(ASYNC_MODES)}.")
    return mode


def _worker(value: str | None) -> bool:
    if value not in (None, "", "with", "apart"):
        raise BadSetting(
            "WORKER er with, så lager tjeneren store filer ved siden av seg selv, eller apart, "
            "når du kjører facilitator worker for seg."
        )
    return value != "apart"


def _copies(environ: Mapping[str, str]) -> CopyPlan | None:
    try:
        return read_plan(environ)
    except BadPlan as error:
        raise BadSetting(str(error)) from error


def _oidc(environ: Mapping[str, str]) -> Provider | None:
    try:
        return read_provider(environ, _public_url(environ.get("PUBLIC_URL")))
    except BadProvider as error:
        raise BadSetting(str(error)) from error


def _require_accounts(value: str | None) -> bool | None:
    if value not in (None, "", "0", "1"):
        raise BadSetting(
            "REQUIRE_ACCOUNTS er 1, så trenger prosesslederne passord og kode, "
            "eller 0, så holder det med en personlig lenke."
        )
    return value == "1" if value else None


def _port(value: str | int | None) -> int:
    if value in (None, ""):
        return 8000
    if not str(value).isdigit() or not 0 <= int(str(value)) <= 65535:
        raise BadSetting(f"PORT={value} er ikke en port. Velg et tall mellom 1 og 65535.")
    return int(str(value))


def _public_url(value: str | None) -> str | None:
    if value and not re.match(r"^https?://[^/\s]+/?$", value):
        raise BadSetting("PUBLIC_URL må være en adresse uten sti, som https://smart.example.")
    return value.rstrip("/") if value else None


SMTP_BAD = (
    "SMTP_URL kan ikke brukes. Sett den til smtp://bruker:passord@vert:587?starttls=1 "
    "eller smtps://bruker:passord@vert:465."
)
SMTP_IN_CLEAR = (
    "SMTP_URL ville sendt passordet ukryptert. Bruk smtps://, eller legg til ?starttls=1."
)
MAIL_FROM_BAD = "MAIL_FROM må være en adresse å sende fra, som SMART-senteret <smart@vert.example>."
MAIL_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]*[A-Za-z0-9]")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def _mail_server(url: str | None, sender: str | None) -> MailServer | None:
    """The password is in no message, whatever is wrong with the rest."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        asked = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
        port = parts.port
    except ValueError:
        raise BadSetting(SMTP_BAD) from None
    starttls = asked.pop("starttls", ["0"])
    whole = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and parts.path in ("", "/")
    if not whole or parts.fragment or asked or starttls not in (["0"], ["1"]):
        raise BadSetting(SMTP_BAD)
    tls = parts.scheme == "smtps"
    encrypted = tls or starttls == ["1"]
    if parts.password and not encrypted and parts.hostname not in LOOPBACK:
        raise BadSetting(SMTP_IN_CLEAR)
    found = getaddresses([sender or ""])
    name, address = found[0] if len(found) == 1 else ("", "")
    if not MAIL_ADDRESS.fullmatch(address) or "\n" in name or "\r" in name:
        raise BadSetting(MAIL_FROM_BAD)
    return MailServer(
        host=parts.hostname or "",
        port=port or (465 if tls else 587 if encrypted else 25),
        sender=address,
        sender_name=name,
        tls=tls,
        starttls=encrypted and not tls,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _secret_key(environ: Mapping[str, str], folder: Path) -> tuple[str, tuple[str, ...]]:
    """The key in use, and those before it."""
    try:
        in_earnest = bool(environ.get("PUBLIC_URL"))
        key = read_secret(environ.get("SECRET_KEY"), folder, in_earnest=in_earnest)
        return key, read_fallbacks(environ.get("SECRET_KEY_FALLBACKS"))
    except WeakSecret as error:
        raise BadSetting(str(error)) from error
