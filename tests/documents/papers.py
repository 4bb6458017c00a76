"""Documents made by hand, and their photos, for the tests of the formats."""

from PIL import Image

from facilitator.presentation.content import Document, Section

MARKUP = "<w:p/>&amp; #strong[Hei] $x$ *b* _i_ [a](b) | `k` =1+1 ]]> {{ x }}"
ARABIC = "محمد عبد الله"
LONG = "x" * 1500


def paper(*blocks, heading="Kort", **fields) -> Document:
    return Document(
        **{
            "name": "Samlingsnotat, samling 3",
            "title": "Fra beste erfaring til felles drøm",
            "lead": ("Samling 3 · 20. januar 2027", "34 til stede"),
            "sections": (Section("a", heading, blocks),),
            "author": "SMART-senteret (demo)",
            "subject": "Samlingsnotat",
            "running": "Samling 3 · Kull 10",
            "filename": "notat",
        }
        | fields
    )


def photo(root, width, height, name="a", **saved):
    """A file in `root` as the app keeps them. Gives its name in the tree."""
    folder = root / "photos"
    folder.mkdir(exist_ok=True)
    token = name * 20
    Image.new("RGB", (width, height), "teal").save(folder / f"{token}.jpg", "JPEG", **saved)
    return f"photos/{token}.jpg"
