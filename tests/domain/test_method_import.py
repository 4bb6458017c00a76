"""Reading a method's file: whatever it holds, the answer is a method or words about it."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from facilitator.domain import method_import, methods
from facilitator.domain.policies import Actor
from facilitator.models import Participant
from facilitator.presentation.method_faults import sentences
from facilitator.processes import ProcessError, dump_process, load_library, load_process
from tests.support.cast import Cast
from tests.support.lead import oslo

NOW = oslo(9)
RING = dump_process(load_library()["erfaringsdeling"])
FIN = RING.replace('key = "erfaringsdeling"', 'key = "finkampen"').replace(
    "minutes = 65\n",
    'minutes = 65\nversion = 4\ncredit = "Liv Grane"\ngrew_from = "«Dialog» av Ola"\n',
    1,
)


def read(text: str) -> method_import.Read:
    return method_import.read(text)


def whole(person_id: int) -> Actor:
    return Actor(participant_id=person_id, whole_portfolio=True)


@pytest.fixture
def pal(cast: Cast) -> Actor:
    return whole(cast.pal)


def said(text: str) -> str:
    found = read(text)
    assert found.process is None
    return "\n".join(sentences(found.raw, found.faults))


def test_a_byte_order_mark_is_no_fault() -> None:
    assert method_import.text_of(b"\xef\xbb\xbf" + FIN.encode()) == FIN
    assert read("\ufeff" + FIN).process == load_process(FIN, "")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_file_saved_by_an_older_editor_keeps_its_letters(encoding: str) -> None:
    assert method_import.text_of(("# Blåbærøy – «sånn»\n" + FIN).encode(encoding)) == (
        "# Blåbærøy – «sånn»\n" + FIN
    )


def test_a_word_that_the_format_does_not_have_is_said_with_those_it_has() -> None:
    for old, new, said in (
        ('kind = "round"', 'kind = "runde"', "Slaget «runde» finnes ikke. Velg blant: intro (Inn"),
        ('visibility = "group"', 'visibility = "alle"', "Synligheten «alle» finnes ikke."),
    ):
        assert old in FIN
        found = read(FIN.replace(old, new, 1))
        said_all = " ".join(sentences(found.raw, found.faults))
        assert said in said_all
        assert "Kjenner ikke" not in said_all


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "slutter på .toml"),
        (b"PK\x03\x04\x14\x00", "slutter på .toml"),
        (b"\xff\xfe\x00", "slutter på .toml"),
        (b"x" * 5_000_000, "5,0 MB"),
    ],
)
def test_what_is_no_text_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(ProcessError) as refused:
        method_import.text_of(data)
    assert words in refused.value.faults[0].message


@pytest.mark.parametrize(
    ("change", "words", "mended"),
    [
        (lambda t: "", "ingenting i fila", False),
        (lambda t: t.replace('name = "Runde"', 'name = "Runde'), "Linje ", False),
        (lambda t: t.replace("format = 1", "format = 2"), "nyere utgave", False),
        (lambda t: t + '[[phases]]\nkey = "ny"\n' * 500, "506 faser er for mange", False),
        (lambda t: t.replace("minutes = 36", 'minutes = "lenge"'), "Fase 3 «Runde», minut", True),
        (lambda t: t.replace("minutes = 36", "minutes = 35"), "Minuttene: Det står 65", True),
        (lambda t: t.replace('size = "5-6"', 'size = "mange"', 1), "Gruppene «Ringer»", True),
        (lambda t: t.replace("minutes = 36", "minutes = 36\ntull = 1"), "3 «Runde», «tull»", True),
        (lambda t: t.replace("og løfte", "og 13097248022 løfte"), "fødselsnummer", False),
        (lambda t: "phases = 3\n", "Fasene: Ventet liste", False),
        (lambda t: "x = " + "[" * 5000, "nivåer", False),
        (lambda t: "x" + ".x" * 5000 + " = 1", "nivåer", False),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_where_it_is(change: Any, words: str, mended: bool) -> None:
    text = change(FIN)
    assert words in said(text)
    assert read(text).may_be_mended is mended


def test_a_method_that_is_taken_in_keeps_who_made_it(db: Session, pal: Actor) -> None:
    method = method_import.take_in(db, pal, NOW, read(FIN))
    process = methods.find(db, pal, method.key).process
    assert process is not None
    assert (process.credit, process.grew_from, process.version) == (
        "Liv Grane",
        "«Dialog» av Ola",
        4,
    )
    assert dump_process(process) == dump_process(load_process(FIN, ""))


def test_the_same_file_twice_is_known_again(db: Session, pal: Actor) -> None:
    found = read(FIN)
    method_import.take_in(db, pal, NOW, found)
    assert method_import.known(db, pal, found.process).same
    second = method_import.take_in(db, pal, NOW, found)
    assert second.key == "finkampen_2"


def test_a_key_that_is_taken_is_told_of_unless_it_is_somebody_elses_own(
    db: Session, pal: Actor, cast: Cast
) -> None:
    ane = whole(cast.ane)
    theirs = method_import.take_in(db, ane, NOW, read(FIN))
    other = read(FIN.replace("Høre om", "Lytte til"))
    assert method_import.known(db, pal, other.process) is None
    methods.share(db, ane, theirs, "all")
    found = method_import.known(db, pal, other.process)
    assert found is not None
    assert not found.same
    assert method_import.take_in(db, pal, NOW, other).key == "finkampen_2"


def test_one_of_the_apps_own_is_known(db: Session, pal: Actor) -> None:
    assert method_import.known(db, pal, read(RING).process).same


def test_a_draft_is_kept_as_it_came(db: Session, pal: Actor) -> None:
    found = read(
        FIN.replace("minutes = 36", 'minutes = "lenge"').replace('name = "Erf', 'nam = "Erf')
    )
    method = method_import.take_in(db, pal, NOW, found)
    assert (method.name, method.version) == ("Uten navn", 0)
    assert method.written["phases"][2]["minutes"] == "lenge"
    assert methods.faults(method)


def test_what_a_participant_made_goes_with_the_participant(db: Session, cast: Cast) -> None:
    person = Participant(cohort_id=cast.cohort, name="Ny Deltaker")
    db.add(person)
    db.flush()
    actor = whole(person.id)
    method = method_import.take_in(db, actor, NOW, read(FIN))
    methods.share(db, actor, method, "all")
    db.delete(person)
    db.flush()
    db.expire_all()
    assert "finkampen" not in methods.library(db, whole(cast.pal), cohort_id=None)


VALUES = st.recursive(
    st.one_of(st.text(max_size=8), st.integers(-9, 9), st.booleans(), st.dates()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["key", "name", "kind", "card", "fields", "type", "size", "groups", "prompts", "x y"]
    ), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
LINES = [line for line in FIN.splitlines() if re.match(r"\w+ = ", line)]


def toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {toml(inner)}' for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(toml(inner) for inner in value)}]"
    return repr(value).replace("'", "'") if isinstance(value, int) else _text(value)


def _text(value: Any) -> str:
    plain = re.sub(r"[^\w «»]", "", value) if isinstance(value, str) else value.isoformat()
    return f'"{plain}"' if isinstance(value, str) else plain


@given(st.sampled_from(LINES), VALUES)
def test_any_value_in_any_place_is_read_or_named(line: str, value: Any) -> None:
    name = line.partition(" = ")[0]
    found = read(FIN.replace(line, f"{name} = {toml(value)}", 1))
    assert (found.process is not None) or sentences(found.raw, found.faults)
