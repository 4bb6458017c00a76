"""The second factor: codes from an app on the phone, and ten to keep for when it is gone."""

import datetime as dt
import hmac
import re
import secrets
from typing import Final

import pyotp
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from facilitator.domain import devices, secrets_at_rest
from facilitator.errors import Invalid
from facilitator.models import Account, RecoveryCode

ISSUER: Final = "SMART Trenerutdanning"
STEP: Final = 30
HOW_MANY: Final = 10
_SIGNS = "23456789abcdefghjkmnpqrstvwxyz"
"""None that are taken for another when they are read from paper."""
_LENGTH, _GROUP = 16, 4
WRONG = "Koden stemmer ikke. Vent til appen viser en ny, og skriv den."
USED = "Denne koden er brukt. Vent til appen viser en ny, og skriv den."


def begin(session: Session, account: Account, key: str) -> str:
    """A secret for a new second factor; it counts for nothing before a code is confirmed."""
    secret = pyotp.random_base32()
    account.totp_secret = secrets_at_rest.sealed(key, secret, _about(account))
    account.totp_since = None
    account.totp_step = 0
    session.flush()
    return secret


def waiting(account: Account | None, keys: tuple[str, ...]) -> str | None:
    """The secret of one that is not confirmed yet, so that the page can be opened again."""
    if account is None or not account.totp_secret or account.totp_since is not None:
        return None
    try:
        return secrets_at_rest.opened(keys, account.totp_secret, _about(account))
    except secrets_at_rest.CannotOpen:
        return None


def address(secret: str, email: str) -> str:
    """What the app on the phone scans."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def shown(secret: str) -> str:
    """In groups of four, for one who writes it."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def confirm(
    session: Session, account: Account, code: str, keys: tuple[str, ...], now: dt.datetime
) -> list[str]:
    """The first code: from now on one is asked for. Gives the recovery codes. Raises Invalid."""
    take(account, code, keys, now)
    account.totp_since = account.changed_at = now
    session.flush()
    return renew_recovery(session, account.facilitator_id)


def take(account: Account, code: str, keys: tuple[str, ...], now: dt.datetime) -> None:
    """A code from the app, good once. The row is to be locked. Raises Invalid, CannotOpen.

    What an earlier key closed is closed with the one in use, so that the earlier can be taken out.
    """
    secret = secrets_at_rest.opened(keys, account.totp_secret, _about(account))
    step = matching_step(secret, code, now)
    if step is None:
        raise Invalid({"code": WRONG})
    if step <= account.totp_step:
        raise Invalid({"code": USED})
    account.totp_step = step
    if len(keys) > 1:
        account.totp_secret = secrets_at_rest.sealed(keys[0], secret, _about(account))


def matching_step(secret: str, code: str, now: dt.datetime) -> int | None:
    """Which half-minute a code belongs to: this one, the one before or the one after."""
    typed = "".join(sign for sign in code if sign.isdecimal())
    current = int(now.timestamp()) // STEP
    app = pyotp.TOTP(secret, interval=STEP)
    fitting = [
        step
        for step in (current - 1, current, current + 1)
        if hmac.compare_digest(app.generate_otp(step).encode(), typed.encode())
    ]
    return fitting[0] if fitting else None


def is_recovery(code: str) -> bool:
    """Whether what was typed is as long as a recovery code is."""
    return len(_bare(code)) == _LENGTH and not _bare(code).isdecimal()


def take_recovery(session: Session, facilitator_id: int, code: str, now: dt.datetime) -> int:
    """One of the ten, good once. Gives how many are left. Raises Invalid."""
    found = session.scalar(
        select(RecoveryCode)
        .where(
            RecoveryCode.facilitator_id == facilitator_id,
            RecoveryCode.digest == _digest(facilitator_id, code),
            RecoveryCode.used_at.is_(None),
        )
        .with_for_update()
    )
    if found is None:
        raise Invalid({"code": "Denne reservekoden stemmer ikke, eller den er brukt."})
    found.used_at = now
    session.flush()
    return left(session, facilitator_id)


def renew_recovery(session: Session, facilitator_id: int) -> list[str]:
    """Ten new ones; the old are good for nothing. They are shown this once."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.facilitator_id == facilitator_id))
    codes = [_made() for _ in range(HOW_MANY)]
    session.add_all(
        RecoveryCode(facilitator_id=facilitator_id, digest=_digest(facilitator_id, code))
        for code in codes
    )
    session.flush()
    return codes


def left(session: Session, facilitator_id: int) -> int:
    asked = select(func.count()).select_from(RecoveryCode)
    return session.scalar(
        asked.where(RecoveryCode.facilitator_id == facilitator_id, RecoveryCode.used_at.is_(None))
    ) or 0  # fmt: skip


def are_own(session: Session, facilitator_id: int, codes: list[str]) -> bool:
    """Whether all of them are somebody's own, unused ones: a file is made of nothing else."""
    wanted = {_digest(facilitator_id, code) for code in codes}
    asked = select(RecoveryCode.digest).where(
        RecoveryCode.facilitator_id == facilitator_id, RecoveryCode.used_at.is_(None)
    )
    return bool(wanted) and wanted <= set(session.scalars(asked))


def remove(session: Session, account: Account, now: dt.datetime) -> None:
    """No second factor any more, and no recovery codes of it."""
    account.totp_secret, account.totp_since, account.totp_step = "", None, 0
    account.changed_at = now
    session.execute(
        delete(RecoveryCode).where(RecoveryCode.facilitator_id == account.facilitator_id)
    )
    session.flush()


def _about(account: Account) -> str:
    return f"totp:{account.facilitator_id}"


def _made() -> str:
    signs = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    return "-".join(signs[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def _bare(code: str) -> str:
    return re.sub(r"[\s–-]", "", code).casefold()


def _digest(facilitator_id: int, code: str) -> str:
    """Nearly eighty random bits need no slow hash."""
    return devices.digest(f"{facilitator_id}:{_bare(code)}")
