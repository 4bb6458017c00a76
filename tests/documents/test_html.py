"""One file that a browser shows without asking anybody for anything."""

import dataclasses
import re

import pytest

from facilitator.documents import html
from facilitator.presentation.content import (
    GONE,
    Document,
    Link,
    Paragraph,
    Picture,
    Section,
    Subheading,
    Table,
)
from tests.documents import everything
from tests.documents.everything import MADE


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return everything.photos(tmp_path_factory.mktemp("data"))


def page(root, *blocks, **more):
    content = Document("Navn", "Tittel", (), (Section("del", "Del", blocks),), "", "", "", "fil")
    return html.render(dataclasses.replace(content, **more), MADE, root).decode()


def test_everything_is_inside_and_nothing_runs(root):
    found = html.render(everything.document(), MADE, root).decode()
    assert "default-src 'none'" in found
    assert "<script" not in found
    assert " style=" not in found
    assert not re.search(r"@import|url\(", found)
    sources = re.findall(r'src="([^"]{1,30})', found)
    assert len(sources) == 3
    assert all(source.startswith("data:image/") for source in sources)


def test_language_title_and_headings(root):
    found = page(root, Subheading("Dypt", 3), language="nn-NO")
    assert '<html lang="nn-NO">' in found
    assert "<title>Navn</title>" in found
    assert re.findall(r"<(h\d)", found) == ["h1", "h2", "h3"]


def test_a_table_has_headings_for_its_columns(root):
    found = page(root, Table("Svar", ("Før", "Nå"), (("1", "2"),)))
    assert found.count('<th scope="col"') == 2
    assert "<caption>Svar</caption>" in found


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://eksempel.example/a?b=c", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ('https://x.example/"onclick="y', False),
        ("//x.example", False),
    ],
)
def test_only_the_web_is_made_into_a_link(root, address, is_link):
    assert ("<a href" in page(root, Link("Se her", address))) is is_link


def test_a_photo_that_is_gone_is_said_to_be_so(root):
    found = page(root, Picture(everything.MISSING, "To barn", "På tur"))
    assert f"{GONE} To barn" in found
    assert "<img" not in found


def test_a_list_of_contents_leads_to_the_sections(root):
    assert '<a href="#del">Del</a>' in page(root, Paragraph("x"), contents=True)
    assert "<nav" not in page(root, Paragraph("x"))


def test_braces_are_text(root):
    assert "{{ document }}" in page(root, Paragraph("{{ document }}"))


def test_letters_that_no_file_can_hold_are_left_out(root):
    assert "a b" in page(root, Paragraph("\x00a\ud800 b\x0b"))
