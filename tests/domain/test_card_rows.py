"""Which cards a form stands for, and what it begins with, through phases that go on with them."""

import pytest
from sqlalchemy import select

from facilitator.domain import card_rows, contributions, drafts
from facilitator.domain.contributions import Sent
from facilitator.models import Activity, Card, Participant
from facilitator.processes import chains
from facilitator.processes.loader import load_library
from tests.support.phones import EIGHT


@pytest.fixture
def led(start):
    return start("festivalverksted", present=EIGHT)


@pytest.fixture
def tell(led, database, cast):
    """`tell("dele", **fields)`: Ane sends her card of a phase."""

    def send(phase_key, **fields):
        process = load_library()["festivalverksted"]
        flat = {f"0-{name}": value for name, value in fields.items()}
        with database.transaction() as db:
            contributions.contribute(
                db,
                db.get_one(Activity, led.id),
                process.phase(phase_key),
                db.get_one(Participant, cast.ane),
                Sent(flat),
                led.clock(),
            )

    return send


def begins_with(led, database, cast, phase_key):
    process = load_library()["festivalverksted"]
    with database.reading() as db:
        return card_rows.standing(
            db,
            db.get_one(Activity, led.id),
            process.phase(phase_key),
            db.get_one(Participant, cast.ane),
        )


def test_a_later_phase_goes_on_with_the_same_card(led, tell, database, cast):
    tell("dele", about="Vennebenken")
    assert begins_with(led, database, cast, "form") == {"0-about": "Vennebenken"}
    tell("form", about="Vennebenken", form="verksted")
    with database.reading() as db:
        (card,) = db.scalars(select(Card))
        assert card.fields == {"about": "Vennebenken", "form": "verksted"}
        assert card.phase_key == "form"
        assert card_rows.row_of(card) == 0


def test_what_was_written_and_never_sent_is_taken_along(led, database, cast):
    with database.transaction() as db:
        activity = db.get_one(Activity, led.id)
        drafts.save_own(
            db, activity, cast.ane, "card:dele", {"0-about": "Halvferdig"},
            version=0, editor="a", now=led.clock(),
        )  # fmt: skip
    assert begins_with(led, database, cast, "form") == {"0-about": "Halvferdig"}


def test_chains_begin_where_a_card_is_new():
    process = load_library()["festivalverksted"]
    assert chains.chain(process, process.phase("form")) == ("dele", "form")
    assert chains.chain(process, process.phase("pamelding")) == ("plan", "pamelding")
    assert chains.sources(process, process.phase("plan")) == ("dele", "form")
    assert chains.root(process, process.phase("pamelding")) == "plan"


@pytest.mark.parametrize("key", sorted(load_library()))
def test_every_chain_of_the_library_is_in_order_and_ends_with_itself(key):
    process = load_library()[key]
    for phase in process.phases:
        found = chains.chain(process, phase)
        assert found[-1] == phase.key
        assert [process.index(k) for k in found] == sorted({process.index(k) for k in found})


def test_a_sending_without_a_row_has_a_name_of_its_own(led, database, cast):
    process = load_library()["festivalverksted"]
    with database.reading() as db:
        activity, ane = db.get_one(Activity, led.id), db.get_one(Participant, cast.ane)
        phase = process.phase("dele")
        names = [card_rows.name_once(activity, phase, ane, token) for token in ("a", "b-1", "a")]
    assert names[0] == names[2] != names[1]
    assert all(name.count("-") == 2 for name in names)
