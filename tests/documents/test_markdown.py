"""Whatever people write, Markdown shows it as they wrote it."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from facilitator.documents import markdown
from facilitator.presentation.content import (
    GONE,
    Bullets,
    CardBlock,
    Facts,
    Figure,
    Link,
    Paragraph,
    Picture,
    Quote,
    Subheading,
    Table,
)
from tests.documents.notes import note
from tests.documents.papers import ARABIC, LONG, paper, photo

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


def text_of(*blocks, **arguments):
    return markdown.render(paper(*blocks), **arguments).partition("## Kort\n")[2].strip("\n")


def test_a_card_is_read_from_its_title_to_the_words_about_it():
    parts = (("Hva gjorde det mulig?", ("Å bli værende", "Ett spørsmål")), ("", ("Til slutt",)))
    card = CardBlock(7, "Lappen", "Én\nto\n\ntre", parts, None, "Ane", ("Fra tavla",))
    assert [line for line in text_of(card).split("\n") if line] == [
        "### Lappen",
        "Én\\",
        "to",
        "tre",
        "**Hva gjorde det mulig?**",
        "Å bli værende",
        "Ett spørsmål",
        "Til slutt",
        "– Ane",
        "Fra tavla",
    ]


def test_cards_without_a_title_are_told_apart():
    page = READER.render(text_of(CardBlock(1, "", "En"), CardBlock(2, "", "To")))
    assert page == "<hr />\n<p>En</p>\n<hr />\n<p>To</p>\n"


def test_headings_never_skip_a_level():
    page = READER.render(text_of(Subheading("En", 3), Subheading("To", 3), CardBlock(1, "Tre", "")))
    assert re.findall(r"<h(\d)>(\w+)", page) == [("3", "En"), ("4", "To"), ("3", "Tre")]


@pytest.mark.parametrize("text", [*HOSTILE, "| a |", "😀 👩‍👩‍👧", ARABIC, LONG])
def test_every_part_of_a_card_and_a_fact_stays_text(text):
    card = CardBlock(1, text, text, ((text, (text,)),), Picture("x", text, text), text, (text,))
    blocks = (card, Facts(((text, f"{text}\n{text}"),)), Figure("", text, text))
    seen = shown(text_of(*blocks, Quote(1, text, f"{text}\n{text}", text), Subheading(text)))
    assert seen.count(" ".join(text.split())) == 8 + 3 + 2 + 4 + 1


def test_lines_of_facts_and_lists_stay_where_they_belong():
    facts = Facts((("Sted", "Fiolen\n2. etasje"), ("Dato", "20. januar")))
    page = READER.render(text_of(facts, Bullets(("én\n- to",))))
    assert page.count("<ul>") == 1, "one list goes on from the other, as Markdown has it"
    assert "<strong>Sted</strong> Fiolen<br />\n2. etasje" in page
    assert "én<br />\n- to" in page


def test_only_an_address_is_made_into_a_link():
    page = READER.render(
        text_of(
            Link("Nettsida", "https://example.org/(a)_b*?x=[1]"),
            Link("", "https://example.org"),
            Link("Farlig", "javascript:alert(1)"),
            Link("Rar", "https://a> [b](javascript:c)"),
        )
    )
    assert re.findall(r'href="([^"]*)"', page) == [
        "https://example.org/(a)_b*?x=%5B1%5D",
        "https://example.org",
    ]
    assert "Nettsida: <a" in page
    assert "Farlig: javascript:alert(1)" in page


def test_a_photo_is_told_shown_from_its_archive_or_said_to_be_gone(tmp_path):
    kept, gone = photo(tmp_path, 30, 30), "photos/" + "g" * 20 + ".jpg"
    blocks = Picture(kept, "To barn", "På Fiolen"), Picture(gone, "En dør")
    assert text_of(*blocks).split("\n\n") == [
        "Bilde: To barn",
        "På Fiolen",
        "Bilde: En dør",
    ]
    names = {kept: "bilder/to barn <1>.jpg", gone: "bilder/dør.jpg"}
    page = READER.render(text_of(*blocks, root=tmp_path, names=names))
    assert '<img src="bilder/to%20barn%20%3C1%3E.jpg" alt="To barn" />' in page
    assert f"<p>{GONE} En dør</p>" in page


def test_nothing_at_all_and_half_letters_are_text_too():
    assert markdown.render(paper(sections=(), lead=())) == (
        "# Fra beste erfaring til felles drøm\n"
    )
    assert text_of(Paragraph("\ud800a\x00\n\n\n"), Bullets(("",)), Facts((("", ""),))).encode()
    assert text_of(Table("", (), ()), Quote(1, "", "", None)) == "> «»"
