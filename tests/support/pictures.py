"""Pictures made in the test: as phones take them, and as nobody should."""

import io
import struct
import zlib

import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()

PROGRAM = b"\x7fELF\x02\x01\x01" + bytes(200)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(width: int = 64, height: int = 48, color: str = "red") -> Image.Image:
    """The left half in a colour, the right half white: one sees which way is up."""
    image = Image.new("RGB", (width, height), "white")
    image.paste(color, (0, 0, width // 2, height))
    return image


def as_bytes(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def jpeg() -> bytes:
    return as_bytes(picture())


def lying_jpeg_with_place() -> bytes:
    """As a phone held upright takes it: stored on its side (orientation 6), with GPS and owner."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Ane Havgløtt"
    exif.get_ifd(0x8825).update({1: "N", 2: (59.0, 16.0, 3.0)})
    return as_bytes(picture(), exif=exif, comment=b"hjemme hos Ane")


def heavy_jpeg() -> bytes:
    """About twelve megabytes of noise, as large as phones take pictures."""
    noise = Image.effect_noise((4032, 3024), 90).convert("RGB")
    return as_bytes(noise, quality=94)


def bomb() -> bytes:
    """A PNG that says it is 50 000 × 50 000 and holds next to nothing."""
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(9)))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
