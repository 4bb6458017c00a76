"""A ZIP that opens anywhere, whose names are safe, and whose list says what is there."""

import datetime as dt
import io
import unicodedata
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from facilitator.documents import archive
from facilitator.presentation.content import Document, Paragraph, Section
from facilitator.presentation.originals import Original
from tests.documents import everything

MADE = dt.datetime(2027, 6, 4, 12, 31, tzinfo=dt.UTC)
MAPPE = Document(
    name="Arbeidsmappa til Åse",
    title="Arbeidsmappa til <b>Åse</b>",
    lead=("Kull 10 & venner",),
    sections=(Section("om", "Om", (Paragraph("Hei"),)),),
    author="Åse",
    subject="Arbeidsmappe",
    running="Åse",
    filename="arbeidsmappe",
)


def packed(tmp_path: Path, originals: tuple[Original, ...], folder: str = "") -> ZipFile:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as into:
        archive.write(into, folder, MAPPE, originals, MADE, tmp_path, endings=("docx", "md"))
    return ZipFile(stream)


def keep(root: Path, file: str, body: bytes = b"innhold") -> str:
    path = root / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(body)
    return file


def test_documents_originals_and_a_list_lie_in_one_folder(tmp_path: Path) -> None:
    photo = keep(tmp_path, "documents/aaaaaaaaaaaaaaaa.jpg", b"bildet")
    paper = keep(tmp_path, "documents/bbbbbbbbbbbbbbbb.pdf", b"%PDF-")
    originals = (
        Original(photo, "suppedagen.jpg", alt="Fire hender", about="Suppedagen"),
        Original(paper, "Opplegg på ære.pdf", about="Suppedagen"),
    )
    found = packed(tmp_path, originals, "Åse Ærlig")
    assert found.testzip() is None
    assert sorted(found.namelist()) == [
        "Åse Ærlig/arbeidsmappe.docx",
        "Åse Ærlig/arbeidsmappe.md",
        "Åse Ærlig/bilder/suppedagen.jpg",
        "Åse Ærlig/filer/Opplegg på ære.pdf",
        "Åse Ærlig/innhold.html",
    ]
    assert found.read("Åse Ærlig/bilder/suppedagen.jpg") == b"bildet"
    kinds = {info.filename.rsplit(".", 1)[1]: info.compress_type for info in found.infolist()}
    assert kinds["jpg"] == kinds["pdf"] == kinds["docx"] == ZIP_STORED
    assert kinds["md"] == kinds["html"] == ZIP_DEFLATED
    assert {info.date_time for info in found.infolist()} == {(2027, 6, 4, 14, 31, 0)}


def test_the_list_links_to_every_file_and_says_what_is_gone(tmp_path: Path) -> None:
    photo = keep(tmp_path, "photos/aaaaaaaaaaaaaaaa.jpg")
    originals = (
        Original(photo, 'å "<i>#1".jpg', alt="To <hender>", about="Kort"),
        Original("documents/cccccccccccccccc.pdf", "borte.pdf", about="Referatet"),
    )
    page = packed(tmp_path, originals).read("innhold.html").decode()
    assert 'href="bilder/%C3%A5%20i%20%231.jpg"' in page
    assert "To &lt;hender&gt;" in page
    assert "Arbeidsmappa til &lt;b&gt;Åse&lt;/b&gt;" in page
    assert "borte.pdf<small>Referatet · Fila finnes ikke lenger.</small>" in page
    assert 'href="filer' not in page
    assert 'lang="nb-NO"' in page


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    photo = keep(tmp_path, "photos/aaaaaaaaaaaaaaaa.jpg")
    made = []
    for _ in range(2):
        stream = io.BytesIO()
        with ZipFile(stream, "w") as into:
            archive.write(into, "", MAPPE, (Original(photo, "b.jpg"),), MADE, tmp_path, ("md",))
        made.append(stream.getvalue())
    assert made[0] == made[1]


@pytest.mark.parametrize(
    "file",
    [
        "../secret.jpg",
        "documents/../../secret.pdf",
        "/etc/passwd",
        "facilitator.db",
        "documents/x.exe",
        "photos/a.jpg/../../secret.jpg",
    ],
)
def test_no_file_outside_the_kept_folders_is_read(tmp_path: Path, file: str) -> None:
    root = tmp_path / "data"
    for name in ("photos", "documents"):
        (root / name).mkdir(parents=True)
    for each in (tmp_path / "secret.jpg", tmp_path / "secret.pdf", root / "facilitator.db"):
        each.write_bytes(b"hemmelig")
    assert archive.kept(root, file) is None


def test_a_link_to_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "secret").write_text("hemmelig")
    (tmp_path / "photos/aaaaaaaaaaaaaaaa.jpg").symlink_to(tmp_path / "secret")
    assert archive.kept(tmp_path, "photos/aaaaaaaaaaaaaaaa.jpg") is None


@pytest.mark.parametrize(
    ("wanted", "safe"),
    [
        ("Opplegg på ære.pdf", "Opplegg på ære.pdf"),
        ("../../etc/passwd", "etc passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\x<y>|z?.pdf", "C x y z.pdf"),
        ("a\x00b\u202egpj.exe", "a b gpj.exe"),
        ("CON", "_CON"),
        ("aux.pdf", "_aux.pdf"),
        ("   ...   ", "fil"),
        ("", "fil"),
        ("navn.", "navn"),
        ("\ud800halv.pdf", "halv.pdf"),
        (unicodedata.normalize("NFD", "Åse Øre.pdf"), "Åse Øre.pdf"),
        ("مرحبا.pdf", "مرحبا.pdf"),
        ("en tittel. Med punktum og mer", "en tittel. Med punktum og mer"),
    ],
)
def test_names_are_made_safe(wanted: str, safe: str) -> None:
    assert archive.safe_name(wanted) == safe


def test_long_names_are_shortened_to_what_a_disk_can_hold() -> None:
    for letter in "xå😀":
        name = archive.safe_name(letter * 1500 + ".pdf")
        assert name.endswith(".pdf")
        assert len(name.encode()) <= 210


def test_names_in_a_folder_are_taken_once() -> None:
    names = archive.Names("bilder/../Åse")
    assert names.folder == "bilder/fil/Åse"
    assert [names.take(one) for one in ("a.jpg", "A.JPG", "a.jpg", "a (2).jpg")] == [
        "a.jpg",
        "A (2).JPG",
        "a (3).jpg",
        "a (2) (2).jpg",
    ]


def test_a_photo_says_nothing_of_where_and_with_what_it_was_taken(tmp_path: Path) -> None:
    root = everything.photos(tmp_path)
    assert everything.SECRET.encode() in (root / everything.WIDE).read_bytes()
    found = packed(root, (Original(everything.WIDE, "bredt.jpg", alt="Et bredt bilde"),))
    assert found.read("bilder/bredt.jpg")[:3] == b"\xff\xd8\xff"
    assert not any(everything.SECRET.encode() in found.read(name) for name in found.namelist())
