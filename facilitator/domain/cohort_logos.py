"""The organiser's logo: made anew as a PNG, and the row and file it is kept in.

`prepare`, `write`, `remove` and `path_of` know nothing of tables; whoever draws something with
the logo asks `path_of`.
"""

import io
import os
import re
import secrets
from pathlib import Path

from PIL import Image, ImageOps
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.errors import Invalid
from facilitator.models import Certificate, Cohort

FOLDER = "logos"
MOST_BYTES = 3_000_000
MOST_PIXELS = 25_000_000
BOX = (900, 450)
"""What it is made to fit in: sharp on paper, and no heavier than a page."""
FORMATS = ("PNG", "JPEG")

NOT_CHOSEN = "Velg en bildefil først."
NOT_A_LOGO = "Denne fila kan vi ikke bruke som logo. Velg et bilde i PNG eller JPEG."
TOO_HEAVY = "Logoen er større enn 3 MB. Velg en mindre utgave."

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
Image.init()


def prepare(raw: bytes) -> bytes:
    """A new PNG without anything but the picture. Raises Invalid at the field `logo`."""
    if not raw:
        raise Invalid({"logo": NOT_CHOSEN})
    if len(raw) > MOST_BYTES:
        raise Invalid({"logo": TOO_HEAVY})
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Invalid({"logo": TOO_HEAVY})
            clean = _clean(image)
    except Invalid:
        raise
    except Exception as error:
        # Damaged files fail in as many ways as there are decoders.
        raise Invalid({"logo": NOT_A_LOGO}) from error
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()


def _clean(image: Image.Image) -> Image.Image:
    """Upright and small, on a sheet of its own so that nothing else comes along."""
    image.load()
    upright = ImageOps.exif_transpose(image)
    mode = "RGBA" if upright.has_transparency_data else "RGB"
    drawn = upright.convert(mode)
    drawn.thumbnail(BOX, Image.Resampling.LANCZOS)
    sheet = Image.new(mode, drawn.size)
    sheet.paste(drawn)
    return sheet


def new_token() -> str:
    return secrets.token_urlsafe(18)


def path_of(data_dir: Path, token: str) -> Path:
    if not _TOKEN.fullmatch(token):
        raise ValueError("not the token of a logo")
    return data_dir / FOLDER / f"{token}.png"


def write(data_dir: Path, token: str, png: bytes) -> None:
    """Whole or not at all; readable by the server's own user alone."""
    target = path_of(data_dir, token)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(png)
    part.replace(target)


def remove(data_dir: Path, token: str) -> None:
    path_of(data_dir, token).unlink(missing_ok=True)


def replace(session: Session, cohort: Cohort, token: str | None) -> str:
    """Put another in its place, or none. Gives the token whose file is to go, or nothing: a
    kull that was copied has the same logo, and keeps it, as do the kompetansebevis it is on.
    """
    old, cohort.logo = cohort.logo, token
    session.flush()
    return old if old and old != token and not is_used(session, old) else ""


def is_used(session: Session, token: str) -> bool:
    """By a kull, or by a kompetansebevis that is kept for ever."""
    kull = select(func.count()).where(Cohort.logo == token)
    issued = select(func.count()).where(Certificate.content["logo"].as_string() == token)
    return bool(session.scalar(kull)) or bool(session.scalar(issued))
