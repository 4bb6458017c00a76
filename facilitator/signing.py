"""What cookies are signed with: made and kept at first start, and never a weak one.

With a new SECRET_KEY the old one goes into SECRET_KEY_FALLBACKS, so that every phone stays known.
"""

import os
import secrets
from pathlib import Path

LEAST = 16
LEAST_IN_EARNEST = 32
"""Where others reach us by an address of our own, somebody will guess in earnest."""
LEAST_KINDS = 8
"""Different characters. A word that is said over and over is long, and no secret."""
KNOWN = (
    "secret", "changeme", "change-me", "change_me", "hemmelig", "password", "passord", "default",
    "your-key", "django-insecure", "facilitator", "example", "eksempel", "12345678", "01234567",
    "qwerty", "abcdefgh",
)  # fmt: skip
"""What stands in examples. Part of a long and otherwise random key they do no harm."""


class WeakSecret(Exception):
    """A key that can be guessed; the text says what to do, and never the key."""


def read_secret(value: str | None, folder: Path, *, in_earnest: bool) -> str:
    """What is set, or what was made at first start. Raises WeakSecret."""
    if value is None:
        return kept_secret(folder / "secret_key")
    least = LEAST_IN_EARNEST if in_earnest else LEAST
    if is_weak(value, least):
        raise WeakSecret(
            f"SECRET_KEY er for svak. Sett minst {least} tilfeldige tegn, eller ta den bort, "
            "så lages det en som blir liggende i datamappa."
        )
    return value


def read_fallbacks(value: str | None) -> tuple[str, ...]:
    """Earlier keys, the newest first. Raises WeakSecret: a weak one would open what it signed."""
    earlier = tuple((value or "").split())
    if any(is_weak(one, LEAST) for one in earlier):
        raise WeakSecret(
            "SECRET_KEY_FALLBACKS er tidligere verdier av SECRET_KEY med mellomrom mellom. "
            "En av dem er for svak. Ta den bort, så må telefonene som brukte den, finne navnet "
            "sitt en gang til."
        )
    return earlier


def is_weak(value: str, least: int) -> bool:
    bare = value.lower()
    for word in KNOWN:
        bare = bare.replace(word, "")
    return len(value) < least or len(set(value)) < LEAST_KINDS or len(bare) < least // 2


def kept_secret(path: Path) -> str:
    """The secret made at first start; readable by its owner alone. Raises WeakSecret."""
    if not path.exists():
        _make(path)
    secret = path.read_text(encoding="ascii", errors="replace").strip()
    if is_weak(secret, LEAST_IN_EARNEST):
        raise WeakSecret(
            f"SECRET_KEY: fila {path.name} i datamappa er tom eller ødelagt. "
            "Hent den fra en sikkerhetskopi, eller slett den, så lages det en ny."
        )
    return secret


def _make(path: Path) -> None:
    """Whole from its first moment, also when several processes start at once."""
    whole = path.with_name(f"{path.name}-{secrets.token_hex(4)}")
    descriptor = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    try:
        os.link(whole, path)
    except FileExistsError:
        pass  # another process was first
    except OSError:
        whole.replace(path)  # a file system without links
    whole.unlink(missing_ok=True)
