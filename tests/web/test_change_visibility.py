"""The owner widens or narrows whenever she likes; everybody else sees it at once."""

import pytest

from facilitator.models import Card
from tests.support.phones import STORY, pair_of_ane


@pytest.fixture
def pair(start, phone, cast):
    led = start(present=("ane", "hodan", "helge", "kasper", "ragnhild", "anders"))
    led.advance_to("godkjenn")
    return pair_of_ane(led, phone, cast)


@pytest.fixture
def card(pair, cast):
    return pair.led.approve(cast.ane, "pair", title="Kanarifugl")


def test_widened_it_comes_to_the_board_and_narrowed_it_leaves(pair, card):
    pair.led.advance_to("hosting")
    assert "Kanarifugl" not in pair.outsider.surface()
    assert pair.teller.post(f"/kort/{card}/synlighet", visibility="room").status_code == 200
    assert "Kanarifugl" in pair.outsider.surface()
    pair.teller.post(f"/kort/{card}/synlighet", visibility="group")
    assert "Kanarifugl" not in pair.outsider.surface()


def test_the_retelling_partner_has_it_at_hand_only_when_the_table_may_hear_it(pair, card):
    pair.led.advance_to("gjenfortell")
    page = pair.writer.surface()
    assert "Denne fortellingen blir hos dere to." in page
    assert "Kanarifugl" not in page
    pair.teller.post(f"/kort/{card}/synlighet", visibility="group")
    assert "Kanarifugl" in pair.writer.surface()


@pytest.mark.parametrize("level", ["", "public", "alle"])
def test_only_the_rungs_of_the_ladder(pair, card, level):
    answer = pair.teller.post(f"/kort/{card}/synlighet", visibility=level)
    assert answer.status_code == 422
    assert "visibility" in answer.json["errors"]


def test_only_the_owner(pair, card, database):
    for phone in (pair.writer, pair.outsider):
        assert phone.post(f"/kort/{card}/synlighet", visibility="cohort").status_code == 403
        assert phone.post(f"/kort/{card}/rett", **STORY).status_code == 403
    with database.reading() as db:
        assert db.get_one(Card, card).visibility == "pair"


def test_a_line_for_the_table_is_never_widened(pair, cast, database):
    pair.led.advance_to("gjenfortell")
    group = pair.led.group_of(cast.ane, "bord")
    pair.teller.post(f"/gruppe/{group}/gjenfortell/linje", text="De ventet")
    with database.reading() as db:
        line = db.query(Card).filter_by(type="insight").one().id
    assert pair.teller.post(f"/kort/{line}/synlighet", visibility="room").status_code == 403


def test_the_text_is_mended_where_it_is_shown(pair, card):
    pair.teller.post(f"/kort/{card}/synlighet", visibility="room")
    assert pair.teller.post(f"/kort/{card}/rett", **STORY).status_code == 200
    pair.led.advance_to("hosting")
    page = pair.outsider.surface()
    assert STORY["title"] in page
    assert "Kanarifugl" not in page


def test_without_script_a_mended_text_that_is_refused_stands_there_again(pair, card):
    answer = pair.teller.submit(f"/kort/{card}/rett", title="", text="Nye ord her.")
    assert answer.status_code == 422
    assert "Nye ord her." in answer.text
    assert "Gi den en tittel." in answer.text


def test_whoever_widens_is_first_asked_whether_somebody_can_be_recognised(pair, card, leader, cast):
    question = "Kan noen kjenne igjen et barn eller en familie her?"
    assert question in pair.teller.surface(pair.own_page)
    assert question in pair.teller.client.get("/mappe").text
    assert question in leader.get(pair.teller.path(f"/paa-vegne/{cast.helge}")).text


@pytest.mark.parametrize(
    "path", ["/rom/{room}/kort/{card}/synlighet", "/mappe/kort/{card}/synlighet"]
)
def test_the_name_is_taken_away_as_easily_as_it_was_given(pair, cast, stranger, path):
    card = pair.led.approve(cast.ane, "cohort", show_name=True)
    pair.led.advance_to("hosting")
    board = pair.teller.path("/tavle")
    assert "Fortalt av Ane" in stranger.get(board).text
    url = path.format(room=cast.public_id, card=card)
    form = {"visibility": "cohort"}
    pair.teller.client.post(url, data=form)
    assert "Fortalt av Ane" in stranger.get(board).text
    pair.teller.client.post(url, data=form | {"asks_name": "1"})
    assert "Fortalt av Ane" not in stranger.get(board).text
    pair.teller.client.post(url, data=form | {"asks_name": "1", "show_name": "1"})
    assert "Fortalt av Ane" in stranger.get(board).text
