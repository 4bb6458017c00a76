"""The pictures of a document, read from the data folder: only what is kept there, and bare.

A picture that is missing, broken or named in a way that no kept file is gives None, and each
format then says content.GONE in its place. What is handed on says nothing of where or when it was
taken: it was made anew when it came in, and one that still carries such words is made anew here.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from facilitator import kept_files

KINDS = {"JPEG": "jpg", "PNG": "png"}
WORDS = {"exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop", "parsed_exif"}
"""What Pillow calls the places where a picture says more than it shows."""
MAX_PIXELS = 50_000_000
QUALITY = 90


@dataclass(frozen=True, slots=True)
class Photo:
    body: bytes
    ending: str
    width: int
    height: int

    @property
    def mimetype(self) -> str:
        return "image/jpeg" if self.ending == "jpg" else "image/png"


def read(root: Path, file: str) -> Photo | None:
    """`file` is as content.Picture has it, such as `photos/<token>.jpg`."""
    if not kept_files.is_member(file):
        return None
    try:
        body = (root / file).read_bytes()
        with Image.open(io.BytesIO(body), formats=list(KINDS)) as image:
            return _checked(body, image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def read_all(root: Path, files: Iterable[str]) -> Mapping[str, Photo]:
    """Each file once. One that cannot be shown is not among them."""
    found = {file: read(root, file) for file in dict.fromkeys(files)}
    return {file: photo for file, photo in found.items() if photo is not None}


def _checked(body: bytes, image: Image.Image) -> Photo | None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        return None
    ending = KINDS[image.format or "JPEG"]
    if _says_more(image):
        return _bare(image)
    image.draft("L", (max(1, width // 8), max(1, height // 8)))  # quick, and finds a torn file
    image.load()
    return Photo(body, ending, width, height)


def _says_more(image: Image.Image) -> bool:
    texts = getattr(image, "text", None)
    return bool(WORDS & image.info.keys() or image.getexif() or texts)


def _bare(image: Image.Image) -> Photo:
    """The same picture, upright, with nothing but its colours."""
    turned = ImageOps.exif_transpose(image).convert("RGBA")
    upright = Image.new("RGB", turned.size, "white")
    upright.paste(turned, mask=turned)
    stream = io.BytesIO()
    upright.save(stream, "JPEG", quality=QUALITY, exif=b"", comment=b"")
    return Photo(stream.getvalue(), "jpg", *upright.size)
