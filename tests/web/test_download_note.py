"""The note as files: Markdown that stays text, and a DOCX one can send."""

import io

import docx
import pytest

from facilitator.domain import cards


@pytest.fixture
def led(start):
    return start(present=["ane", "hodan", "helge", "kasper"])


def opened(client) -> "docx.document.Document":
    return docx.Document(io.BytesIO(client.get("/notat/8.docx").data))


def text_of(document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.mark.parametrize("ending", ["md", "docx"])
def test_the_file_has_a_name_that_says_what_it_is(led, leader, ending):
    led.end()
    answer = leader.get(f"/notat/8.{ending}")
    name = f"samlingsnotat-samling-8-2027-09-15.{ending}"
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{name}"')
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_docx_opens_and_says_the_same_as_the_page(led, leader, cast):
    led.approve(cast.ane, title="Lappene på døra", text="Først ble det stille. Så mer.")
    led.approve(cast.hodan, title="Med navn", show_name=True)
    led.advance_to("rotarsaker")
    led.causes(cast.ane, "Ble værende lenge nok")
    led.end()
    text = text_of(opened(leader))
    for words in (
        "Sosial innovasjon",
        "4 til stede",
        "«Først ble det stille.»",
        "Lappene på døra",
        "Ble værende lenge nok",
        "2 fortellinger på tavla. Alle er lagret i mappene.",
        cast.names["hodan"],
    ):
        assert words in text
    for name in ("ane", "helge", "kasper"):
        assert cast.names[name] not in text


def test_nothing_that_is_not_released_is_anywhere_in_the_docx(led, leader, cast, clock):
    led.approve(cast.ane, "me", title="Bare min")
    led.approve(cast.hodan, "pair", title="Bare vi to")
    hidden = led.approve(cast.helge, title="Skjult av lederen")
    gone = led.approve(cast.kasper, title="Trukket tilbake")
    led.end()
    led.change(hidden, cards.hide, clock())
    led.change(gone, cards.withdraw, clock())
    document = opened(leader)
    everything = "".join(
        part.blob.decode("utf-8", "ignore") for part in document.part.package.parts
    )
    for secret in ("Bare min", "Bare vi to", "Skjult av lederen", "Trukket tilbake"):
        assert secret not in everything


def test_what_people_write_stays_text_in_markdown(led, leader, cast):
    led.approve(cast.ane, title="# <b>x", text="[lenke](http://x) *hei* <script>. Mer.")
    led.end()
    text = leader.get("/notat/8.md").text
    assert "\\# \\<b\\>x" in text
    assert "<script>" not in text.replace("\\<", "")
    assert "](http" not in text.replace("\\]", "")
