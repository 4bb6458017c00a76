"""Whatever people write, Markdown shows it as they wrote it."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from facilitator.documents import markdown
from facilitator.presentation.content import Table
from facilitator.presentation.note import Bullets, Paragraph, Quote
from tests.documents.notes import note

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

HOSTILE = [
    "# <b>x",
    "C #",
    "1. først",
    "2) så",
    "- liste",
    "+ liste",
    "=====",
    "---",
    "***",
    "> sitat",
    "[a](b)",
    "![a](b)",
    "`kode`",
    "~~bort~~",
    "a | b",
    "&lt;b&gt; &amp;",
    "<script>alert(1)</script>",
    "snake_case_og *mer*",
    "\\# skrå",
    "[ref]: http://x",
]


def shown(text: str) -> str:
    """The text a reader sees, without the tags."""
    seen = []
    for token in READER.parse(text):
        for part in token.children or []:
            assert part.type not in ("html_inline", "link_open", "image", "code_inline"), part
            seen.append(part.content if part.type == "text" else " ")
        assert token.type not in ("html_block", "fence", "code_block", "hr"), token
    return " ".join("".join(seen).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_title_stays_text(text):
    rendered = markdown.render(note(Quote(1, text, text, None), theme=text).document())
    seen = shown(rendered)
    plain = " ".join(text.split())
    assert seen.count(plain) == 3
    assert rendered.count("\n# ") == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_a_line_and_a_list_item_stay_text(text):
    rendered = markdown.render(note(Paragraph(f"Før\n{text}\netter"), Bullets((text,))).document())
    assert shown(rendered).count(" ".join(text.split())) == 2


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=60))
def test_any_line_comes_back_as_it_was(text):
    line = " ".join(text.split())
    tokens = READER.parse(f"- x\n\n{markdown.inline(line)}\n")
    seen = "".join(
        part.content
        for token in tokens
        if token.type == "inline"
        for part in token.children or []
        if part.type == "text"
    )
    assert seen.removeprefix("x").replace("\n", " ") == line


def test_dropped_quotes_are_left_out_and_names_only_where_ticked():
    text = markdown.render(note().document())
    assert "tatt ut" not in text
    assert "«Vi ventet.» – Ane Havgløtt" in text
    assert re.search(r"> «Først ble det stille\.»$", text, re.MULTILINE)


def test_it_ends_in_one_line_break_and_has_its_headings():
    text = markdown.render(note().document())
    assert text.startswith("# Sosial innovasjon\n")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "## AI-intervju i par" in text
    assert "### Rotårsaker til suksess" in text


@pytest.mark.parametrize("said", ["a | b", "to\nlinjer", "*sterkt*", "<b>x</b>", "| --- |"])
def test_a_table_shows_what_was_written_in_its_cells(said):
    block = Table("Gitt uten navn", ("Før", "Nå"), ((said, "Jeg kan"),))
    page = READER.render(markdown.render(note(block).document()))
    assert page.count("<tr>") == 2
    cells = re.findall(r"<td>(.*?)</td>", page)
    assert [html.unescape(cell) for cell in cells] == [" ".join(said.split()), "Jeg kan"]
