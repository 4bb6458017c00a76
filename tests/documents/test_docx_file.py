"""A DOCX that Word opens without a word about repair: whole, and with nothing strange in it."""

import io
import re
import zipfile

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree

from facilitator.documents.docx_package import target_of
from facilitator.presentation.content import Link, Paragraph, Section
from tests.documents.papers import paper
from tests.documents.word_files import EVERYTHING, of, parts, raw


def test_every_style_and_every_reference_is_in_the_file():
    """What Word calls unreadable content is nearly always one of these."""
    found = parts(paper(*EVERYTHING, contents=True))
    xml = {name: etree.fromstring(part) for name, part in found.items()}
    styles = {e.get(qn("w:styleId")) for e in xml["word/styles.xml"].iter(qn("w:style"))}
    marks = ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next")
    for name in ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/numbering.xml"):
        used = {e.get(qn("w:val")) for mark in marks for e in xml[name].iter(qn(mark))}
        assert used <= styles, name
    relations = {e.get("Id"): e for e in xml["word/_rels/document.xml.rels"]}
    text = found["word/document.xml"].decode()
    assert set(re.findall(r'r:(?:id|embed)="(\w+)"', text)) <= relations.keys()
    for relation in relations.values():
        if relation.get("TargetMode") != "External":
            assert f"word/{relation.get('Target')}" in found
    typed = {e.get("PartName") for e in xml["[Content_Types].xml"]} - {None}
    assert {part.lstrip("/") for part in typed} <= found.keys()


def test_nothing_is_in_the_file_that_we_have_not_put_there():
    assert set(parts(paper(*EVERYTHING))) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        *(f"word/{name}.xml" for name in ("document", "header1", "footer1", "styles")),
        *(f"word/{name}.xml" for name in ("numbering", "settings", "fontTable", "theme")),
        "word/_rels/document.xml.rels",
    }
    properties = of().core_properties
    assert (properties.comments, properties.keywords, properties.category) == ("", "", "")
    assert properties.last_modified_by == "SMART-senteret (demo)"


def test_a_text_has_no_looks_but_those_of_its_style():
    text = parts(paper(*EVERYTHING))["word/document.xml"].decode()
    assert not re.findall(r"<w:(b|i|sz|color|rFonts|spacing|ind|jc|numPr)\b", text)
    assert "txbx" not in text


def test_an_address_is_a_link_that_word_can_open():
    document = of(*EVERYTHING)
    [link] = [link for p in document.paragraphs for link in p.hyperlinks]
    assert (link.text, link.address) == ("https://example.org/a", "https://example.org/a")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("http://example.org", "http://example.org"),
        ("HTTPS://Example.org:8080/a%20b?x=ø#æ", "https://example.org:8080/a%20b?x=%C3%B8#%C3%A6"),
        ("https://æøå.no/å", "https://xn--5cab8c.no/%C3%A5"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("mailto:a@example.org", None),
        ("https://", None),
        ("https://a b", None),
        ("https://[feil", None),
        ("https://a:99999999/", None),
        ("https://bruker:ord@example.org/", "https://example.org/"),
        ("https://" + "a" * 64 + ".no", None),
    ],
)
def test_addresses_that_would_stop_the_file_are_only_text(address, target):
    assert target_of(address) == target
    document = of(Link("Les", address))
    assert document.paragraphs[-1].text == f"Les: {address}"
    assert bool(document.paragraphs[-1].hyperlinks) == (target is not None)


def test_nynorsk_is_said_to_be_nynorsk():
    document = of(Paragraph("Eg veit ikkje kva du meiner."), language="nn-NO")
    languages = {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"nn-NO"}
    assert document.settings.element.find(qn("w:themeFontLang")).get(qn("w:val")) == "nn-NO"
    assert document.core_properties.language == "nn-NO"


def test_a_list_of_contents_leads_to_its_sections():
    sections = tuple(Section(str(n), f"Del {n}", (Paragraph("x"),)) for n in range(3))
    document = of(sections=sections, contents=True)
    entries = document.element.findall(f".//{qn('w:sdt')}//{qn('w:hyperlink')}")
    places = [e.get(qn("w:name")) for e in document.element.iter(qn("w:bookmarkStart"))]
    assert [entry.get(qn("w:anchor")) for entry in entries] == places
    assert [entry.text for entry in entries] == ["Del 0", "Del 1", "Del 2"]
    marks = [e.get(qn("w:fldCharType")) for e in document.element.iter(qn("w:fldChar"))]
    assert marks == ["begin", "separate", "end"]
    assert len(set(places)) == 3
    assert not list(of(sections=sections).element.iter(qn("w:sdt")))


def test_a_wide_list_lies_down():
    section = of(landscape=True).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height


def test_it_opens_with_nothing_in_it():
    assert [p.text for p in of(sections=()).paragraphs][:1] == [
        "Fra beste erfaring til felles drøm"
    ]
    assert of(sections=(), title="", name="", lead=(), running="", author="").element is not None


def test_the_same_document_is_the_same_file():
    content = paper(*EVERYTHING)
    assert raw(content) == raw(content)
    with zipfile.ZipFile(io.BytesIO(raw(content))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
