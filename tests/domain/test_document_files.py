"""Files are judged by what they are, whatever they are called."""

import io
import zipfile

import pytest
from PIL import Image

from facilitator.domain import document_files as files
from facilitator.errors import Invalid
from facilitator.text import NATIONAL_ID
from tests.support import pictures
from tests.support.phones import NATIONAL_ID as SAMPLE_ID

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
TYPES = b'<Types><Override ContentType="application/vnd.openxmlformats"/></Types>'


def docx(extra: dict[str, bytes] | None = None, types: bytes = TYPES) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", types)
        packed.writestr("word/document.xml", "<w:document/>")
        for name, content in (extra or {}).items():
            packed.writestr(name, content)
    return out.getvalue()


def jpeg(**more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG", **more)
    return out.getvalue()


def judge(raw: bytes, called: str = "vedlegg") -> files.Judged:
    return files.judge(io.BytesIO(raw), called)


def refused(raw: bytes, called: str = "vedlegg") -> str:
    with pytest.raises(Invalid) as fault:
        judge(raw, called)
    return fault.value.errors["file"]


def test_a_pdf_a_word_document_and_a_picture_are_taken_in():
    assert judge(PDF, "Opplegg uke 20.PDF").name == "Opplegg uke 20.pdf"
    assert judge(docx(), "referat.docx").kind == "docx"
    photo = judge(jpeg(), "IMG_0001.HEIC")
    assert (photo.kind, photo.name, photo.photo.width) == ("photo", "IMG_0001.jpg", 40)
    assert judge(pictures.as_bytes(pictures.picture(), "HEIF")).kind == "photo"


def test_a_picture_is_made_anew_without_what_the_camera_wrote():
    exif = Image.Exif()
    exif[0x010F] = "Kameraet til Kari"
    raw = jpeg(exif=exif, comment=b"hemmelig")
    made = judge(raw).photo.jpeg
    assert b"Kari" in raw
    assert b"Kari" not in made
    assert b"hemmelig" not in made


@pytest.mark.parametrize(
    "raw",
    [
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
        b"MZ" + b"\x00" * 100,
        b"GIF8" + b"\x00" * 4,
        b"hei",
        docx()[:4] + b"\x00" * 60,
        b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
    ],
)
def test_what_is_neither_is_refused_whatever_it_is_called(raw):
    assert refused(raw, "uskyldig.pdf")


def test_a_zip_that_is_no_word_document_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("hei.txt", "x")
    assert refused(out.getvalue(), "referat.docx") == files.NOT_KNOWN


@pytest.mark.parametrize(
    "raw",
    [
        docx({"word/vbaProject.bin": b"x"}),
        docx({"word/activeX/activeX1.xml": b"x"}),
        docx(types=TYPES.replace(b"openxmlformats", b"ms-word.document.macroEnabled.main+xml")),
    ],
)
def test_a_document_with_macros_is_refused(raw):
    assert refused(raw, "referat.docx") == files.MACROS


def test_a_bomb_is_known_without_being_unpacked(monkeypatch):
    monkeypatch.setattr(files, "MOST_UNPACKED", 1000)
    assert refused(docx({"word/media/x.bin": b"\x00" * 2000})) == files.BROKEN


def test_half_a_file_is_told_to_be_half():
    assert refused(PDF[:-8]) == files.BROKEN
    assert refused(docx()[:-30]) == files.BROKEN
    assert refused(b"") == files.NOT_CHOSEN


def test_what_is_too_heavy_is_told_so(monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 40)
    assert refused(PDF) == files.TOO_HEAVY


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Mine\\opplegg.docx.exe", "opplegg.docx.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("...", "vedlegg.pdf"),
        ("a" * 300, "a" * 80 + ".pdf"),
        ("Møte: «uke 20»?.pdf", "Møte «uke 20».pdf"),
    ],
)
def test_the_name_is_made_fit_for_any_machine(called, name):
    assert files.clean_name(called, "pdf") == name


def test_a_name_with_a_fodselsnummer_is_refused():
    assert refused(PDF, f"elev_{SAMPLE_ID}.pdf") == NATIONAL_ID


def test_a_file_is_kept_whole_and_copied_and_gone(tmp_path):
    folder = tmp_path / "documents"
    judged = judge(PDF)
    first, twin = "a" * 20 + ".pdf", "b" * 20 + ".pdf"
    files.write(folder, first, judged, io.BytesIO(PDF))
    files.copy(folder, first, twin)
    files.remove(folder, first)
    files.remove(folder, first)
    assert files.path_of(folder, twin).read_bytes() == PDF
    assert files.path_of(folder, twin).stat().st_mode & 0o077 == 0
    assert [path.name for path in folder.iterdir()] == [twin]
    for odd in ("../x.pdf", "a" * 20 + ".exe", "a" * 20):
        with pytest.raises(ValueError, match="kept file"):
            files.path_of(folder, odd)
