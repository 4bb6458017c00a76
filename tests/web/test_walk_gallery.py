"""The silent walk: the board by columns on the phone, with marks for oneself alone."""

import pytest
from sqlalchemy import select

from facilitator.models import CardMark
from tests.support.phones import Phone
from tests.support.remote import Remote
from tests.support.sorted_cards import WORDS, Tables, two_tables

LABEL = "Dette vil jeg være med på"


@pytest.fixture
def tables(start, phone, cast, database) -> Tables:
    found = two_tables(start, phone, cast, database)
    for card, column in zip(found.ids(), ("grow", "keep", "keep"), strict=True):
        found.place(card, column)
    found.finish(keep="1")
    found.led.advance_to("vandring")
    return found


def mark(phone: Phone, tables: Tables, card: int, on: str = "1"):
    return phone.post(f"/merke/{tables.led.id}/vandring/{card}", on=on)


def mappe(browser) -> str:
    answer = browser.get("/mappe")
    assert answer.status_code == 200
    return answer.text


def stored(database) -> list[tuple[int, int]]:
    with database.reading() as db:
        return [(m.person_id, m.card_id) for m in db.scalars(select(CardMark))]


def test_the_board_is_read_by_columns(tables):
    page = tables.other.surface()
    kept = page.index("Ta vare på")
    assert kept < page.index(WORDS[1]) < page.index(WORDS[2]) < page.index(WORDS[0])
    assert page.count(LABEL) == 3


def test_a_mark_is_set_and_taken_away_and_twice_is_once(tables, database):
    first = tables.ids()[0]
    for _ in range(2):
        assert mark(tables.other, tables, first).status_code == 200
    assert stored(database) == [(tables.other.id, first)]
    assert tables.other.surface().count('aria-pressed="true"') == 1
    for _ in range(2):
        assert mark(tables.other, tables, first, on="0").status_code == 200
    assert stored(database) == []


def test_nobody_else_sees_a_mark_or_a_number_of_marks(tables, leader, database, cast):
    remote = Remote(leader, database, cast)
    before = {"mate": tables.mate.surface().count('aria-pressed="true"')}
    projector = remote.projector().count("</li>")
    mark(tables.other, tables, tables.ids()[0])
    assert tables.mate.surface().count('aria-pressed="true"') == before["mate"] == 0
    assert remote.projector().count("</li>") == projector
    assert LABEL not in remote.projector() + remote.page()


def test_a_mark_without_script_returns_to_its_card(tables):
    first = tables.ids()[0]
    answer = tables.other.submit(f"/merke/{tables.led.id}/vandring/{first}", on="1")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"#card-{first}")


def test_a_card_that_does_not_lie_there_cannot_be_marked(tables, database):
    first = tables.ids()[0]
    tables.ane.post(f"/kort/{first}/trekk")
    assert mark(tables.other, tables, first).status_code == 404
    assert mark(tables.other, tables, 4711).status_code == 404
    answer = tables.other.post(f"/merke/{tables.led.id}/runde/{first}", on="1")
    assert answer.status_code == 403
    assert stored(database) == []


def test_the_mark_is_found_again_in_ones_own_mappe_and_in_no_other(tables, linked, cast):
    first = tables.ids()[0]
    mark(tables.other, tables, first)
    tables.led.end()
    name = next(key for key, person in cast.people.items() if person == tables.other.id)
    mine = mappe(linked(name))
    assert mine.index(LABEL) < mine.index(WORDS[0], mine.index(LABEL))
    assert WORDS[1] not in mine
    assert LABEL not in mappe(linked("ane"))


def test_what_its_group_takes_back_is_gone_from_the_mappe_too(tables, linked, cast):
    first = tables.ids()[0]
    mark(tables.other, tables, first)
    tables.ane.post(f"/kort/{first}/trekk")
    name = next(key for key, person in cast.people.items() if person == tables.other.id)
    assert WORDS[0] not in mappe(linked(name))
