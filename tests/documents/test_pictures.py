"""Only what is kept is read, and what leaves shows itself and says nothing more."""

import io

import pytest
from PIL import Image, PngImagePlugin

from facilitator.documents import pdf, pictures
from facilitator.domain import jobs
from tests.documents import everything
from tests.documents.everything import SECRET


@pytest.fixture
def root(tmp_path):
    return everything.photos(tmp_path)


def test_what_is_bare_already_goes_on_as_it_is(root):
    photo = pictures.read(root, everything.TALL)
    assert photo is not None
    assert photo.body == (root / everything.TALL).read_bytes()
    assert (photo.width, photo.height, photo.mimetype) == (200, 900, "image/jpeg")


def test_where_and_with_what_it_was_taken_is_left_behind(root):
    assert SECRET.encode() in (root / everything.WIDE).read_bytes()
    photo = pictures.read(root, everything.WIDE)
    assert photo is not None
    assert SECRET.encode() not in photo.body
    with Image.open(io.BytesIO(photo.body)) as image:
        assert not image.getexif()
        assert image.size == (900, 200)


def test_one_that_lies_on_its_side_is_set_upright(root):
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (300, 100), "red").save(root / everything.TALL, exif=exif)
    photo = pictures.read(root, everything.TALL)
    assert photo is not None
    assert (photo.width, photo.height) == (100, 300)


def test_texts_in_a_logo_are_left_behind(root):
    (root / "logos").mkdir()
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET)
    Image.new("RGB", (30, 10), "red").save(root / "logos" / "merke.png", pnginfo=words)
    photo = pictures.read(root, "logos/merke.png")
    assert photo is not None
    assert SECRET.encode() not in photo.body


@pytest.mark.parametrize(
    "file",
    [
        everything.MISSING,
        everything.TORN,
        "../photos/tall.jpg",
        "photos/../photos/tall.jpg",
        "/etc/hosts",
        "photos/tall.jpg\x00.jpg",
        "photos",
        "",
        "catalogues/x.toml",
        "data.sqlite3",
    ],
)
def test_all_else_is_no_picture(root, file):
    assert pictures.read(root, file) is None


def test_a_text_that_is_called_a_photo_is_none(root):
    (root / "photos" / "tekst.jpg").write_text("ikke et bilde")
    assert pictures.read(root, "photos/tekst.jpg") is None
    assert pictures.read_all(root, ["photos/tekst.jpg", everything.TALL]).keys() == {
        everything.TALL
    }


def test_while_a_pdf_is_set_they_lie_with_the_large_files_and_nowhere_else(root, monkeypatch):
    """Whoever is ended in the middle leaves nothing where nobody tidies."""
    seen = []

    def stopped(_data, _made, folder):
        seen.extend(folder.iterdir())
        raise KeyboardInterrupt

    monkeypatch.setattr(pdf, "_set", stopped)
    with pytest.raises(KeyboardInterrupt):
        pdf.render(everything.document(), everything.MADE, root)
    assert seen
    assert {path.parent.parent for path in seen} == {root / jobs.FOLDER}
    assert not list((root / jobs.FOLDER).iterdir())
