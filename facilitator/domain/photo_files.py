"""From the bytes that a phone sends to a picture that is safe to show, and its file.

What comes out is always a new JPEG: upright, at most 1600 pixels, in sRGB, and without
anything the camera wrote about place, time or owner. Pure: knows nothing of web or tables.
"""

import datetime as dt
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from facilitator.errors import Invalid

LONGEST_SIDE = 1600
MOST_BYTES = 15_000_000
MOST_PIXELS = 60_000_000
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
FOLDER = "photos"
YOUNG = dt.timedelta(hours=1)
"""A file this new may belong to a row that is not committed yet."""

NOT_CHOSEN = "Velg et bilde først."
NOT_A_PHOTO = (
    "Denne fila er ikke et bilde vi kan vise. Velg et bilde i JPEG, PNG, WebP eller HEIC. "
    "Teksten din er her fortsatt."
)
BROKEN = (
    "Bildet er skadet eller kom ikke helt fram. Prøv en gang til, eller velg et annet. "
    "Teksten din er her fortsatt."
)
TOO_HEAVY = (
    "Bildet er større enn 15 MB. Ta det i vanlig størrelse, eller velg et mindre. "
    "Teksten din er her fortsatt."
)
TOO_MANY_PIXELS = (
    "Bildet har flere punkter enn vi kan åpne. Ta det i vanlig størrelse. "
    "Teksten din er her fortsatt."
)

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")

# All readers are loaded now: later it would happen in a thread, under a lock that is green.
pillow_heif.register_heif_opener()
Image.init()
_SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture ready to be kept."""

    jpeg: bytes
    width: int
    height: int


def prepare(raw: bytes) -> Prepared:
    """Judge by what the bytes are, never by a name. Raises Invalid at the field `photo`."""
    if not raw:
        raise Invalid({"photo": NOT_CHOSEN})
    if len(raw) > MOST_BYTES:
        raise Invalid({"photo": TOO_HEAVY})
    with _opened(raw) as image:
        if image.width * image.height > MOST_PIXELS:
            raise Invalid({"photo": TOO_MANY_PIXELS})
        try:
            clean = _clean(image)
        except Exception as error:
            # Damaged files fail in as many ways as there are decoders.
            raise Invalid({"photo": BROKEN}) from error
    out = io.BytesIO()
    # Neither optimised nor progressive: that would hold every other thread up for its while.
    clean.save(out, "JPEG", quality=QUALITY)
    return Prepared(out.getvalue(), clean.width, clean.height)


def _opened(raw: bytes) -> Image.Image:
    """Only the head is read here, so that a bomb is known before it goes off."""
    try:
        return Image.open(io.BytesIO(raw), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Invalid({"photo": TOO_MANY_PIXELS}) from error
    except Exception as error:
        raise Invalid({"photo": NOT_A_PHOTO}) from error


def _clean(image: Image.Image) -> Image.Image:
    """Upright, small, in sRGB, on a sheet of its own so that nothing else comes along."""
    profile = image.info.get("icc_profile")
    # A JPEG can be read at half or a quarter of its size, for a fraction of the memory.
    image.draft("RGB", _fitting(image.size))
    image.load()
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in ("RGB", "RGBA", "CMYK", "L"):
        upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    sheet = Image.new("RGB", upright.size, "white")
    if upright.mode == "RGBA":
        sheet.paste(upright, mask=upright.getchannel("A"))
    else:
        sheet.paste(_in_srgb(upright, profile))
    return sheet


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    """What the picture comes to when its longest side is as long as we keep."""
    share = min(1.0, LONGEST_SIDE / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Phones photograph in wider colours; without the profile those would look pale."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            made = None
        if made is not None:
            return made
    return image.convert("RGB")


# --- files -----------------------------------------------------------------------------------


def kept(token: str) -> str:
    """Its name in the data folder, as the pictures of a document have it."""
    return f"{FOLDER}/{token}.jpg"


def path_of(folder: Path, token: str) -> Path:
    if not _TOKEN.fullmatch(token):
        raise ValueError("not the token of a photo")
    return folder / f"{token}.jpg"


def write(folder: Path, token: str, jpeg: bytes) -> None:
    """Whole or not at all; readable by the server's own user alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = path_of(folder, token)
    part = target.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(jpeg)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)


def remove(folder: Path, token: str) -> None:
    path_of(folder, token).unlink(missing_ok=True)


def stale(folder: Path, known: frozenset[str], now: dt.datetime) -> Iterator[Path]:
    """Files that no row knows, apart from those that are being written just now."""
    if not folder.is_dir():
        return
    limit = (now - YOUNG).timestamp()
    for file in folder.iterdir():
        mine = file.suffix in (".jpg", ".part") and file.stem not in known
        if file.is_file() and mine and file.stat().st_mtime < limit:
            yield file
