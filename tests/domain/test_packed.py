"""A damaged file of Office's is said to be damaged, however it is damaged."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from openpyxl import Workbook

from facilitator.domain import document_files, roster_files, summary_import
from facilitator.domain.roster_files import Unreadable
from facilitator.errors import Invalid


def _written(kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "docx":
        document = docx.Document()
        document.add_paragraph("Vi satte oss ned.")
        document.save(out)
    else:
        book = Workbook()
        book.active.append(["Navn", "Kari"])
        book.save(out)
    return out.getvalue()


def _torn(raw: bytes) -> bytes:
    """The first part is no longer what its packing says; all the rest is as it was."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        begins = min(part.header_offset for part in archive.infolist()) + 30 + 19
    return raw[:begins] + b"\xff" * 40 + raw[begins + 40 :]


def _otherwise_packed(raw: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as into,
    ):
        for name in archive.namelist():
            into.writestr(name, archive.read(name))
    return out.getvalue()


@pytest.mark.parametrize("harmed", [_torn, _otherwise_packed])
@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("docx", lambda raw: document_files.judge(io.BytesIO(raw), "plan.docx")),
        ("docx", summary_import.read_docx),
        ("xlsx", roster_files.read),
    ],
)
def test_a_harmed_file_is_answered_in_words(
    harmed: Callable[[bytes], bytes], kind: str, read: Callable[[bytes], Any]
) -> None:
    whole = _written(kind)
    assert read(whole)
    with pytest.raises((Invalid, Unreadable)):
        read(harmed(whole))
