"""The tree for machines: each block says what it is, and no names or numbers of ours leave."""

import json

import pytest

from facilitator.documents import as_json
from facilitator.presentation.content import GONE, CardBlock, Document, Picture, Quote, Section
from tests.documents import everything
from tests.documents.everything import MADE


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return everything.photos(tmp_path_factory.mktemp("data"))


def read(root, content=None, names=None):
    return json.loads(as_json.render(content or everything.document(), MADE, root, names))


def blocks(found):
    return [block for section in found["sections"] for block in section["blocks"]]


def test_it_says_its_form_and_when_it_was_made(root):
    found = read(root)
    assert found["format"] == as_json.FORMAT == 1
    assert found["made"] == "2027-01-20T15:00:00+00:00"
    assert found["language"] == "nb-NO"
    assert [section["anchor"] for section in found["sections"]] == ["a", "b", "c"]


def test_every_kind_of_block_has_its_name(root):
    assert {block["type"] for block in blocks(read(root))} == {
        "paragraph", "subheading", "bullets", "facts", "link", "quote", "card", "picture",
        "figure", "table",
    }  # fmt: skip


def test_numbers_of_rows_and_names_of_files_stay_here(root):
    text = as_json.render(everything.document(), MADE, root).decode()
    assert "card_id" not in text
    assert ".jpg" not in text
    assert "<svg" not in text


def test_an_archive_says_what_it_calls_its_pictures(root):
    found = read(root, names={everything.WIDE: "bilder/1.jpg", everything.TORN: "bilder/2.jpg"})
    pictures = [block for block in blocks(found) if block["type"] == "picture"]
    assert [picture.get("file") for picture in pictures] == ["bilder/1.jpg", None]
    assert [picture.get("gone") for picture in pictures] == [None, GONE]


def test_what_is_taken_out_is_not_there_and_a_card_has_all_its_fields(root):
    card = CardBlock(
        9, "T", "x", (("Del", ("a", "b")),), Picture(everything.TALL, "A"), "Ane", ("n",)
    )
    section = Section("a", "A", (Quote(1, "", "borte", None, dropped=True), card))
    [found] = blocks(read(root, Document("N", "T", (), (section,), "", "", "", "f")))
    assert found == {
        "type": "card",
        "title": "T",
        "level": 2,
        "text": "x",
        "parts": [{"label": "Del", "texts": ["a", "b"]}],
        "picture": {"type": "picture", "alt": "A", "caption": ""},
        "teller": "Ane",
        "notes": ["n"],
    }
