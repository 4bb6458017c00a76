"""«Slik blir det»: a phase of a method in frames, as the projector and the phones will show it."""

import lxml.html
import pytest
from sqlalchemy import func, select

from facilitator.db import Base
from facilitator.domain import methods
from facilitator.domain.policies import Actor
from facilitator.models import Method
from facilitator.presentation import preview
from facilitator.processes.loader import load_library

ROOT = "/metoder/{}/slik/{}"


def look(client, key, kind, **query):
    return client.get(ROOT.format(key, kind), query_string=query)


@pytest.fixture
def own(database, cast, clock):
    """Turid's copy of erfaringsdeling, changed and not yet saved; gives its key."""
    with database.transaction() as db:
        actor = Actor(name="Turid", facilitator_id=cast.turid)
        like = load_library()["erfaringsdeling"]
        method = methods.begin(db, actor, clock(), like=like, name="Finkampen")
        raw = dict(method.written)
        raw["phases"] = [dict(phase) for phase in raw["phases"]]
        raw["phases"][0]["prompts"] = ["Hva gjør en <b>kamp</b> fin?"]
        methods.write(db, method, raw, seen=method.revision, now=clock())
        return method.key


def change(database, key, place, **fields):
    with database.transaction() as db:
        method = db.scalar(select(Method).where(Method.key == key))
        raw = dict(method.written)
        raw["phases"] = [dict(phase) for phase in raw["phases"]]
        raw["phases"][place] |= fields
        method.written = raw


def test_every_phase_has_its_pictures(leader):
    for key, process in load_library().items():
        for number, phase in enumerate(process.phases, 1):
            board = look(leader, key, "lerret", fase=number)
            assert board.status_code == 200, f"{key} {number}"
            assert 'data-surface="board"' in board.text
            for kind in preview.kinds(phase):
                hand = look(leader, key, "telefon", fase=number, som=kind.key)
                assert hand.status_code == 200, f"{key} {number} {kind.key}"
                assert 'data-surface="phone"' in hand.text, f"{key} {number} {kind.key}"


def test_the_frames_are_ours_and_dead(leader):
    answer = look(leader, "erfaringsdeling", "telefon", fase=2)
    rules = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in rules
    assert "form-action 'none'" in rules
    assert "default-src 'none'" in rules, "no script, no socket"
    assert "script" not in rules
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    page = lxml.html.fromstring(answer.text)
    assert page.xpath("//body/@inert") == [""]
    assert page.xpath("//script") == []


def test_nothing_reaches_the_real_database(leader, database, facts):
    def counts():
        with database.reading() as db:
            tables = Base.metadata.sorted_tables
            return {t.name: db.scalar(select(func.count()).select_from(t)) for t in tables}

    look(leader, "innsjekk", "lerret")
    before = counts()
    for number in (1, 7, 10):
        look(leader, "ai_intervju", "lerret", fase=number)
        look(leader, "ai_intervju", "telefon", fase=number)
    assert counts() == before
    assert facts == []


def test_those_who_differ_have_each_their_phone(leader):
    asks = look(leader, "ai_intervju", "telefon", fase=3, som="lytter").text
    tells = look(leader, "ai_intervju", "telefon", fase=3, som="teller").text
    assert "Du spør" in asks
    assert "Du forteller" in tells
    pen = look(leader, "valuering", "telefon", fase=4, som="skriver").text
    along = look(leader, "valuering", "telefon", fase=4, som="bordet").text
    assert "Du har pennen" in pen
    assert "Ta pennen" in along
    unknown = look(leader, "valuering", "telefon", fase=4, som="noe-annet").text
    assert "Du har pennen" in unknown


@pytest.mark.parametrize("number", ["0", "-3", "99", "tull"])
def test_a_phase_that_is_not_there_gives_the_nearest(leader, number):
    assert look(leader, "innsjekk", "lerret", fase=number).status_code == 200


def test_the_owner_sees_the_working_text_with_markup_as_text(leader, own):
    answer = look(leader, own, "lerret", fase=1)
    assert "Hva gjør en &lt;b&gt;kamp&lt;/b&gt; fin?" in answer.text.replace("\u00ad", "")


def test_others_see_nothing_of_it_before_it_is_shared(leader2, own, database, cast, clock):
    assert look(leader2, own, "lerret").status_code == 404
    with database.transaction() as db:
        actor = Actor(name="Turid", facilitator_id=cast.turid)
        method = db.scalar(select(Method).where(Method.key == own))
        methods.save_edition(db, method, clock(), "Turid")
        methods.share(db, actor, method, methods.ALL)
    change(database, own, 0, prompts=["Dette er ikke lagret ennå."])
    seen = look(leader2, own, "lerret").text
    assert "kamp" in seen
    assert "ikke lagret" not in seen


def test_a_fault_is_named_calmly(leader, own, database):
    change(database, own, 2, minutes="tolv")
    answer = look(leader, own, "lerret", fase=3)
    assert answer.status_code == 200
    assert "Fase 3 «Runde»" in answer.text
    assert "Her kommer bildet" in answer.text
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_what_is_wrong_in_one_phase_leaves_the_others_to_be_seen(leader, own, database):
    change(database, own, 1, prompts=[""], minutes="")
    change(database, own, 2, kind="galleri")
    for number in (1, 4, 5):
        for kind in ("lerret", "telefon"):
            assert "Her kommer bildet" not in look(leader, own, kind, fase=number).text, number
    assert "fin?" in look(leader, own, "lerret", fase=1).text
    faulty = look(leader, own, "telefon", fase=2).text
    assert "Skriv hvor mange minutter." in faulty
    assert "Skriv det du spør om." in faulty
    assert "Fase 3" not in faulty


def test_only_those_who_may_open_the_library(stranger, phone, linked):
    assert look(stranger, "innsjekk", "lerret").status_code == 401
    assert look(phone("ane"), "innsjekk", "lerret").status_code == 403
    assert look(linked("ane"), "innsjekk", "lerret").status_code == 200


def test_the_phone_says_whose_it_is_in_words():
    phases = load_library()["valuering"].phases
    found = preview.whose(phases[3], "")
    assert found.line.startswith("Telefonen til den som skriver. De andre ved bordet ser")
    assert {len(preview.kinds(phase)) for phase in phases} == {1, 2}
