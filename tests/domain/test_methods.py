"""Own methods: begun, written, saved, shared, found, and taken away."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain import activities, methods
from facilitator.domain.policies import Actor
from facilitator.errors import Invalid, NotAllowed, NotFound, NotSignedIn
from facilitator.models import Method, MethodVersion, Participant, Room
from facilitator.processes import dump_process, load_library, load_process
from tests.support.cast import Cast, other_room
from tests.support.lead import oslo

NOW = oslo(9)
RING = load_library()["erfaringsdeling"]


def whole(person_id: int) -> Actor:
    return Actor(name="Pål", participant_id=person_id, whole_portfolio=True)


def leads(leader_id: int) -> Actor:
    return Actor(name="Turid", facilitator_id=leader_id)


@pytest.fixture
def pal(cast: Cast) -> Actor:
    return whole(cast.pal)


@pytest.fixture
def turid(cast: Cast) -> Actor:
    return dataclasses.replace(leads(cast.turid), leads=frozenset({cast.cohort}))


@pytest.fixture
def colleague(db: Session, cast: Cast, stranger: Actor) -> Actor:
    """A prosessleder of the other kull alone."""
    other = methods.cohort_of(db, stranger)
    return dataclasses.replace(leads(cast.noor), leads=frozenset({other or 0}))


@pytest.fixture
def stranger(db: Session, cast: Cast) -> Actor:
    """A participant of another kull."""
    room = other_room(db, cast, NOW)
    person = Participant(cohort_id=room.gathering.cohort_id, name="Vigdis Fjærevik")
    db.add(person)
    db.flush()
    return whole(person.id)


@pytest.fixture
def finkampen(db: Session, pal: Actor) -> Method:
    """Pål's copy of a built-in method, with one edition."""
    method = methods.begin(db, pal, NOW, like=RING, name="Finkampen")
    methods.save_edition(db, method, NOW, "Pål")
    return method


def change(db: Session, method: Method, **fields: Any) -> None:
    raw = {**method.written, **fields}
    methods.write(db, method, raw, seen=method.revision, now=NOW)


def test_an_empty_one_is_sound_at_once(db: Session, pal: Actor, cast: Cast) -> None:
    method = methods.begin(db, pal, NOW, like=None, name="Finkampen")
    assert (method.key, methods.faults(method)) == ("finkampen", ())
    assert methods.process_of(method).credit == cast.names["pal"]


@pytest.mark.parametrize("process", load_library().values(), ids=lambda process: process.key)
def test_a_copy_is_the_same_but_for_its_head(db: Session, pal: Actor, process: Any) -> None:
    copy = methods.process_of(methods.begin(db, pal, NOW, like=process, name="Min"))
    assert (copy.phases, copy.groups, copy.boards) == (
        process.phases,
        process.groups,
        process.boards,
    )
    source = process.credit.replace("Etter", ", etter")
    assert (copy.based_on, copy.grew_from) == (process.key, f"«{process.name}»{source}")


def test_keys_are_never_given_twice(db: Session, pal: Actor, turid: Actor) -> None:
    names = ["Finkampen", "Finkampen", "AI-intervju", "Veikart", "123", "Å", "x" * 80, "x" * 80]
    keys = [methods.begin(db, pal, NOW, like=None, name=name).key for name in names]
    assert keys[:6] == ["finkampen", "finkampen_2", "ai_intervju_2", "veikart_2", "metode_123", "a"]
    assert keys[6:] == ["x" * 40, "x" * 38 + "_2"]


def test_a_name_is_needed(db: Session, pal: Actor) -> None:
    for name in ("", " \n ", "x" * 81):
        with pytest.raises(Invalid) as refused:
            methods.begin(db, pal, NOW, like=None, name=name)
        assert list(refused.value.errors) == ["name"]


def test_two_windows_notice_each_other(db: Session, finkampen: Method) -> None:
    seen = finkampen.revision
    methods.write(db, finkampen, {**finkampen.written, "purpose": "Den ene"}, seen=seen, now=NOW)
    with pytest.raises(methods.MethodChanged):
        methods.write(db, finkampen, {**finkampen.written, "purpose": "Andre"}, seen=seen, now=NOW)
    assert finkampen.written["purpose"] == "Den ene"


def test_what_it_grew_from_cannot_be_written_away(db: Session, finkampen: Method) -> None:
    change(db, finkampen, based_on="", grew_from="", key="annet", version=7, name="Finere kamp")
    process = methods.process_of(finkampen)
    assert (process.key, process.based_on, process.version) == ("finkampen", "erfaringsdeling", 1)
    assert finkampen.name == "Finere kamp"


def test_a_fault_is_kept_and_no_edition_is_made_of_it(db: Session, finkampen: Method) -> None:
    change(db, finkampen, minutes=3)
    assert [fault.path for fault in methods.faults(finkampen)] == ["minutes"]
    with pytest.raises(methods.NotSound) as refused:
        methods.save_edition(db, finkampen, NOW, "Pål")
    assert refused.value.faults == methods.faults(finkampen)
    assert finkampen.version == 1


def test_editions_are_numbered_and_an_equal_one_is_not_made(
    db: Session, pal: Actor, finkampen: Method
) -> None:
    assert methods.save_edition(db, finkampen, NOW, "Pål").number == 1
    assert not methods.is_changed(db, finkampen)
    change(db, finkampen, purpose="Noe nytt")
    assert methods.is_changed(db, finkampen)
    assert methods.save_edition(db, finkampen, NOW, "Pål").number == 2
    assert methods.library(db, pal, cohort_id=None)["finkampen"].version == 2
    assert methods.edition(db, finkampen, 1).purpose == RING.purpose


def test_an_old_edition_is_taken_up_again(db: Session, finkampen: Method) -> None:
    change(db, finkampen, purpose="Noe nytt")
    methods.take_up(db, finkampen, 1, seen=finkampen.revision, now=NOW)
    assert methods.process_of(finkampen).purpose == RING.purpose
    with pytest.raises(NotFound):
        methods.take_up(db, finkampen, 9, seen=finkampen.revision, now=NOW)


@pytest.mark.parametrize("scope", ["draft", "own", "cohort", "all"])
def test_who_reads_what_is_shared(
    db: Session,
    pal: Actor,
    turid: Actor,
    stranger: Actor,
    colleague: Actor,
    cast: Cast,
    finkampen: Method,
    scope: str,
) -> None:
    key = finkampen.key
    if scope == "draft":
        key = methods.begin(db, pal, NOW, like=None, name="Kladd").key
    else:
        methods.share(db, pal, finkampen, scope)
    ane = whole(cast.ane)
    readers = {
        "draft": [pal],
        "own": [pal],
        "cohort": [pal, ane, turid],
        "all": [pal, ane, turid, stranger, colleague],
    }[scope]
    for actor in (pal, ane, turid, stranger, colleague):
        assert (key in {shown.key for shown in methods.listed(db, actor)}) is (actor in readers)
        offered = key in methods.library(db, actor, cohort_id=None)
        assert offered is (actor in readers and scope != "draft")
        if actor not in readers:
            with pytest.raises(NotFound):
                methods.find(db, actor, key)
        else:
            assert methods.find(db, actor, key).key == key


def test_in_another_kulls_kjoreplan_only_what_is_everyones(
    db: Session, pal: Actor, turid: Actor, stranger: Actor, cast: Cast, finkampen: Method
) -> None:
    other = methods.cohort_of(db, stranger)
    turid = dataclasses.replace(turid, leads=frozenset({cast.cohort, other or 0}))
    methods.share(db, pal, finkampen, "cohort")
    assert "finkampen" in methods.library(db, turid, cohort_id=cast.cohort)
    assert "finkampen" not in methods.library(db, turid, cohort_id=other)
    methods.share(db, pal, finkampen, "all")
    assert "finkampen" in methods.library(db, turid, cohort_id=other)


def test_only_what_has_an_edition_is_shared(db: Session, pal: Actor) -> None:
    draft = methods.begin(db, pal, NOW, like=None, name="Kladd")
    with pytest.raises(Invalid) as refused:
        methods.share(db, pal, draft, "all")
    assert "scope" in refused.value.errors


def test_a_prosessleder_chooses_the_kull(db: Session, turid: Actor, cast: Cast) -> None:
    method = methods.begin(db, turid, NOW, like=RING, name="Ringen")
    methods.save_edition(db, method, NOW, "Turid")
    with pytest.raises(Invalid):
        methods.share(db, turid, method, "cohort")
    methods.share(db, turid, method, "cohort", cohort_id=cast.cohort)
    assert method.cohort_id == cast.cohort


def test_a_prosessleder_takes_back_what_others_have_shared_and_no_more(
    db: Session, pal: Actor, turid: Actor, cast: Cast, finkampen: Method
) -> None:
    methods.share(db, pal, finkampen, "all")
    for actor, scope in ((whole(cast.ane), "own"), (turid, "cohort")):
        with pytest.raises(NotAllowed):
            methods.share(db, actor, finkampen, scope)
    with pytest.raises(NotAllowed):
        methods.remove(db, turid, finkampen)
    methods.share(db, turid, finkampen, "own")
    assert finkampen.scope == "own"
    assert methods.find(db, pal, "finkampen").key == "finkampen"


def test_it_lives_on_in_rooms_when_it_is_removed(
    db: Session, pal: Actor, cast: Cast, finkampen: Method
) -> None:
    room = db.get_one(Room, cast.room)
    process = methods.library(db, pal, cohort_id=cast.cohort)["finkampen"]
    activity = activities.plan(db, room, process, NOW, settings={})
    methods.remove(db, pal, finkampen)
    assert activities.process_of(activity) == process
    assert db.scalars(select(MethodVersion)).all() == []
    assert "finkampen" not in methods.library(db, pal, cohort_id=None)


def test_the_library_is_not_for_all(db: Session, cast: Cast, finkampen: Method) -> None:
    claimed = Actor(name="Pål", participant_id=cast.pal, claim_room_id=cast.room)
    for actor, error in ((claimed, NotAllowed), (Actor(), NotSignedIn)):
        for ask in (
            lambda who: methods.listed(db, who),
            lambda who: methods.find(db, who, "veikart"),
            lambda who: methods.begin(db, who, NOW, like=None, name="Kladd"),
        ):
            with pytest.raises(error):
                ask(actor)
        assert set(methods.library(db, actor, cohort_id=None)) == set(load_library())


def test_where_it_comes_from_is_said_in_another_installation_too(
    db: Session, pal: Actor, turid: Actor, cast: Cast, finkampen: Method
) -> None:
    methods.share(db, pal, finkampen, "all")
    like = methods.find(db, turid, "finkampen").process
    copy = methods.begin(db, turid, NOW, like=like, name="Finkampen ute")
    there = load_process(dump_process(methods.process_of(copy)), "finkampen_ute.toml")
    assert there.credit == "Turid Vidsyn"
    assert there.grew_from == (
        f"«Finkampen» av {cast.names['pal']}, som bygger på «Erfaringsdeling i ring»"
    )


@pytest.mark.parametrize("place", ["purpose", "phases"])
def test_a_fodselsnummer_is_refused_where_it_stands(
    db: Session, finkampen: Method, place: str
) -> None:
    raw = {**finkampen.written}
    if place == "purpose":
        raw["purpose"] = "Ring 13097248022"
    else:
        first = {**raw["phases"][0], "prompts": ["Ja", "13097248022"]}
        raw["phases"] = [first, *raw["phases"][1:]]
    with pytest.raises(Invalid) as refused:
        methods.write(db, finkampen, raw, seen=finkampen.revision, now=NOW)
    assert list(refused.value.errors) == [
        "purpose" if place == "purpose" else "phases[0].prompts[1]"
    ]


def test_too_much_is_refused(db: Session, finkampen: Method) -> None:
    with pytest.raises(Invalid):
        change(db, finkampen, purpose="x" * 250_000)
    with pytest.raises(Invalid):
        change(db, finkampen, phases=[{"key": "a"}] * 500)


def test_what_a_database_cannot_hold_is_made_plain(db: Session, finkampen: Method) -> None:
    odd = {"a": dt.date(2027, 1, 2), "b": float("nan"), "c": "\x00x"}
    change(db, finkampen, odd=odd)
    assert finkampen.written["odd"] == {"a": "2027-01-02", "b": "nan", "c": "x"}


def test_there_is_an_end_to_how_many_one_makes(
    db: Session, pal: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facilitator.domain.method_writing.MOST_OWN", 2)
    for _ in range(2):
        methods.begin(db, pal, NOW, like=None, name="En til")
    with pytest.raises(Invalid):
        methods.begin(db, pal, NOW, like=None, name="En til")
