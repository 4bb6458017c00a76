"""«Hvem vil du gjøre dette sammen med?»: joining, leaving, and who may not."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.cast import Cast
from tests.support.lead import Led

Phone = Callable[[str], Any]
JSON = {"Accept": "application/json"}


@pytest.fixture
def led(start: Callable[..., Led]) -> Led:
    return start("veikart", present=["ane", "hodan", "helge", "kasper", "amina"])


@pytest.fixture
def choose(led: Led, phone: Phone, cast: Cast) -> Callable[..., Any]:
    def post(who: str, team: int | None = None, **headers: str) -> Any:
        data = {} if team is None else {"team": team}
        return phone(who).post(f"/rom/{cast.public_id}/lag/{led.id}", data=data, headers=headers)

    return post


def test_joining_and_leaving_shows_on_both_phones_and_repeats_safely(
    led: Led, choose: Callable[..., Any], phone: Phone, cast: Cast
) -> None:
    page = f"/rom/{cast.public_id}"
    assert "Du er alene så langt" in phone("ane").get(page).text
    hers = led.group_of(cast.ane, "lag")
    for _ in range(2):
        assert choose("hodan", hers).status_code == 303
    assert "Du er sammen med Hodan" in phone("ane").get(page).text
    assert "Du er sammen med Ane" in phone("hodan").get(page).text
    for _ in range(2):
        assert choose("hodan").status_code == 303
    assert "Du er alene så langt" in phone("ane").get(page).text


def test_a_full_team_is_told_where_one_chose(
    led: Led, choose: Callable[..., Any], cast: Cast
) -> None:
    hers = led.group_of(cast.ane, "lag")
    for who in ("hodan", "helge", "kasper"):
        choose(who, hers)
    answer = choose("amina", hers, **JSON)
    assert (answer.status_code, "fullt" in answer.json["errors"]["team"]) == (422, True)
    plain = choose("amina", hers)
    assert (plain.status_code, "Laget er fullt" in plain.text) == (422, True)


def test_once_people_draw_the_teams_stand(led: Led, choose: Callable[..., Any], cast: Cast) -> None:
    hers = led.group_of(cast.ane, "lag")
    led.advance_to("drom")
    answer = choose("hodan", hers, **JSON)
    assert (answer.status_code, "prosesslederen" in answer.json["message"]) == (409, True)


def test_a_late_arrival_is_not_put_into_others_team(led: Led, phone: Phone, cast: Cast) -> None:
    led.advance_to("drom")
    here = {person for team in led.groups("lag") for person in team}
    late = next(name for name, person in cast.people.items() if person not in here)
    client = phone(late)
    client.post(f"/rom/{cast.public_id}/plass")
    assert all(len(team) == 1 for team in led.groups("lag"))
    assert len(led.groups("lag")) == 6


def test_a_stranger_and_a_leader_choose_nothing(
    led: Led, stranger: Any, leader: Any, cast: Cast
) -> None:
    hers = led.group_of(cast.ane, "lag")
    for client in (stranger, leader):
        answer = client.post(f"/rom/{cast.public_id}/lag/{led.id}", data={"team": hers})
        assert answer.status_code == 403
    assert led.groups("lag") == [[person] for [person] in led.groups("lag")]
