"""Laying cards and headings in another order, into and out of headings, from the remote."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.support.cast import Cast
from tests.support.remote import Remote


@pytest.fixture
def led(start: Callable[..., Any]) -> Any:
    begun = start()
    begun.advance_to("hosting")
    return begun


@pytest.fixture
def cards(led: Any, cast: Cast) -> list[int]:
    return [led.approve(person) for person in (cast.ane, cast.hodan, cast.helge, cast.kasper)]


def order(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'id="card-(\d+)"', page)]


def heaps(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'id="cluster-(\d+)"', page)]


def gather(remote: Remote, ids: list[int], title: str) -> int:
    before = set(heaps(remote.projector()))
    assert remote.send("/kort/samle", card=ids, title=title).json["ok"]
    [made] = set(heaps(remote.projector())) - before
    return made


def buttons(page: str, path: str) -> list[tuple[str, str]]:
    """(name, value) of the buttons that go to an address."""
    found = re.findall(rf'formaction="[^"]*{path}"([^>]*)>', page)
    return [
        (re.findall(r'name="(\w+)"', rest)[0], re.findall(r'value="(\d*)"', rest)[0])
        for rest in found
    ]


def test_the_buttons_move_a_card_past_its_neighbour(cards: list[int], remote: Remote) -> None:
    a, b, c, d = cards
    up, down = buttons(remote.page(), f"kort/{c}/plass")
    assert (up, down) == (("before", str(b)), ("after", str(d)))
    remote.send(f"/kort/{c}/plass", **dict([up]))
    assert order(remote.projector()) == [a, c, b, d]


def test_the_same_press_twice_moves_it_once(cards: list[int], remote: Remote) -> None:
    a, b, c, d = cards
    for _ in range(2):
        assert remote.send(f"/kort/{d}/plass", before=c).status_code == 200
    assert order(remote.projector()) == [a, b, d, c]


def test_two_leaders_who_move_the_same_card_get_one_board(
    cards: list[int], remote: Remote, remote2: Remote
) -> None:
    a, b, c, d = cards
    remote.send(f"/kort/{d}/plass", before=a)
    remote2.send(f"/kort/{d}/plass", before=c)
    assert order(remote.projector()) == order(remote2.projector()) == [a, b, d, c]


def test_at_the_end_of_the_list_there_is_nowhere_to_go(cards: list[int], remote: Remote) -> None:
    assert remote.send(f"/kort/{cards[0]}/plass", before="").status_code == 200
    assert order(remote.projector()) == cards


def test_under_a_heading_and_out_again(cards: list[int], remote: Remote) -> None:
    a, b, c, d = cards
    heap = gather(remote, [a, b], "Å vente")
    assert remote.send(f"/kort/{d}/samling", cluster=heap).json["ok"]
    assert order(remote.projector()) == [a, b, d, c]
    assert remote.send(f"/kort/{a}/samling").json["ok"]
    assert order(remote.projector()) == [b, d, a, c]


def test_a_heading_is_renamed(cards: list[int], remote: Remote) -> None:
    heap = gather(remote, cards[:2], "Å vente")
    assert remote.send(f"/samling/{heap}/navn", title="Å tåle stillhet").json["ok"]
    page = remote.projector()
    assert "Å tåle stillhet" in page
    assert "Å vente" not in page
    answer = remote.send(f"/samling/{heap}/navn", title="x" * 81)
    assert answer.status_code == 422
    assert "81 tegn" in answer.json["errors"]["title"]
    assert "Å tåle stillhet" in remote.projector()


def test_a_heading_moves_with_its_cards(cards: list[int], remote: Remote) -> None:
    a, b, c, d = cards
    first, second = gather(remote, [a, b], "Først"), gather(remote, [c, d], "Så")
    _, down = buttons(remote.page(), f"samling/{first}/plass")
    assert down == ("after", str(second))
    remote.send(f"/samling/{first}/plass", **dict([down]))
    assert order(remote.projector()) == [c, d, a, b]


def test_the_order_is_the_same_on_the_phones_list(
    cards: list[int], remote: Remote, stranger: FlaskClient, cast: Cast
) -> None:
    remote.send(f"/kort/{cards[3]}/plass", before=cards[0])
    listed = stranger.get(f"/rom/{cast.public_id}/tavle").text
    assert order(listed) == order(remote.projector())


def test_without_script_the_leader_comes_back_to_the_cards(
    cards: list[int], leader: FlaskClient, cast: Cast
) -> None:
    answer = leader.post(
        f"/rom/{cast.public_id}/styring/kort/{cards[1]}/plass", data={"before": cards[0]}
    )
    assert answer.status_code == 303
    assert answer.location.endswith("/styring#kort")


def test_a_card_that_left_the_board_meanwhile_is_said_calmly(
    led: Any, cards: list[int], remote: Remote
) -> None:
    remote.send(f"/kort/{cards[1]}/skjul")
    answer = remote.send(f"/kort/{cards[0]}/plass", before=cards[1])
    assert answer.status_code == 404
    assert answer.json["message"] == "Kortet ligger ikke på tavla lenger."


@pytest.mark.parametrize("wrong", ["x", "9" * 30, "-1"])
def test_a_neighbour_that_is_no_number_is_refused(
    cards: list[int], remote: Remote, wrong: str
) -> None:
    assert remote.send(f"/kort/{cards[0]}/plass", before=wrong).status_code == 404
    assert order(remote.projector()) == cards


def test_the_light_steps_from_card_to_card(cards: list[int], remote: Remote) -> None:
    remote.send("/kort/lys-neste", **{"from": "", "way": "next"})
    assert order(remote.projector()) == [cards[0]]
    for _ in range(2):
        remote.send("/kort/lys-neste", **{"from": cards[0], "way": "next"})
    assert order(remote.projector()) == [cards[1]]
    remote.send("/kort/lys-neste", **{"from": cards[1], "way": "back"})
    answer = remote.send("/kort/lys-neste", **{"from": cards[0], "way": "back"})
    assert "ingen kort før" in answer.json["message"]
    assert order(remote.projector()) == [cards[0]]


def test_a_hidden_card_can_be_taken_back_at_once(cards: list[int], remote: Remote) -> None:
    remote.send(f"/kort/{cards[1]}/skjul")
    page = remote.page()
    [until] = re.findall(r'id="card-undo" data-undo-until="(\d+)"', page)
    hidden_at = int(re.findall(r'data-now="(\d+)"', page)[0])
    assert int(until) == hidden_at + 10_000
    remote.send(f"/kort/{cards[1]}/vis")
    assert order(remote.projector()) == cards


def test_only_a_leader_arranges(cards: list[int], remote: Remote, others: list[Remote]) -> None:
    heap = gather(remote, cards[2:], "Sammen")
    lay = order(remote.projector())
    for other in others:
        for path, fields in (
            (f"/kort/{cards[1]}/plass", {"before": cards[0]}),
            (f"/kort/{cards[1]}/samling", {"cluster": heap}),
            (f"/samling/{heap}/navn", {"title": "Mitt"}),
            (f"/samling/{heap}/plass", {"before": heap}),
            ("/kort/lys-neste", {"from": "", "way": "next"}),
        ):
            assert other.send(path, **fields).status_code == 401
    assert order(remote.projector()) == lay
    assert "Mitt" not in remote.projector()
