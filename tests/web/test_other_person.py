"""A page that was opened as one person, sent after another has taken over the device."""

from collections.abc import Callable

from flask.testing import FlaskClient

from tests.support.cast import Cast
from tests.support.lead import Led


def save(client: FlaskClient, cast: Cast, led: Led, page_of: str) -> int:
    answer = client.post(
        f"/rom/{cast.public_id}/kladd/notat/{led.id}/tenk",
        data={"text": "Mitt", "version": "0", "client_id": page_of},
        headers={"Accept": "application/json", "X-Person": page_of},
    )
    return answer.status_code


def test_ones_own_page_writes(
    phone: Callable[[str], FlaskClient], start: Callable[..., Led], cast: Cast
) -> None:
    led = start(present=["ane", "hodan"])
    assert save(phone("ane"), cast, led, str(cast.ane)) == 200


def test_a_page_of_the_other_one_is_refused_with_words(
    phone: Callable[[str], FlaskClient], start: Callable[..., Led], cast: Cast
) -> None:
    led = start(present=["ane", "hodan"])
    assert save(phone("ane"), cast, led, str(cast.hodan)) == 409


def test_a_form_without_script_names_nobody(
    phone: Callable[[str], FlaskClient], start: Callable[..., Led], cast: Cast
) -> None:
    led = start(present=["ane", "hodan"])
    assert save(phone("ane"), cast, led, "") == 200


def answered(client: FlaskClient, page_of: str) -> int:
    answer = client.post(
        "/arbeidsmapper/dokument/1/svar",
        data={"do": "approve", "seen": "1"},
        headers={"Accept": "application/json", "X-Person": page_of},
    )
    return answer.status_code


def test_what_two_prosessledere_write_on_one_machine_is_apart(
    leader: FlaskClient, cast: Cast
) -> None:
    mine = f"leder-{cast.turid}"
    assert f'data-person="{mine}"' in leader.get("/arbeidsmapper").text
    assert answered(leader, mine) == 404
    assert answered(leader, f"leder-{cast.aslak}") == 409
