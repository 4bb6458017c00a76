"""«Gå videre.»"""

from collections.abc import Callable
from typing import Any

from tests.support.remote import Remote


def test_the_room_goes_one_phase_on(start: Callable[..., Any], remote: Remote) -> None:
    start()
    assert remote.press("videre").json == {"ok": True}
    assert remote.phase == "tenk"
    assert "Tenk selv" in remote.projector()


def test_the_button_names_the_next_phase_and_its_minutes(
    start: Callable[..., Any], remote: Remote
) -> None:
    start().advance_to("intervju_1")
    assert "til Skriv ut, 4 minutter" in remote.page()


def test_a_plain_form_comes_back_to_the_remote(start: Callable[..., Any], remote: Remote) -> None:
    start()
    answer = remote.client.post(remote.url("/videre"), data={"seen": remote.step})
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/styring")


def test_a_repeated_press_moves_one_step(start: Callable[..., Any], remote: Remote) -> None:
    start()
    seen = remote.step
    for _ in range(5):
        assert remote.press("videre", seen).status_code == 200
    assert remote.phase == "tenk"


def test_only_a_leader_advances(start: Callable[..., Any], others: list[Remote]) -> None:
    start()
    for remote in others:
        assert remote.press("videre").status_code == 401
        assert remote.phase == "inngang"


def test_there_is_nothing_to_advance_before_the_start(remote: Remote) -> None:
    assert remote.send("/videre", seen="0:0").status_code == 404


def test_an_unknown_press_is_not_found(start: Callable[..., Any], remote: Remote) -> None:
    start()
    assert remote.press("hopp").status_code == 404


def test_nonsense_for_a_step_moves_nothing(start: Callable[..., Any], remote: Remote) -> None:
    start()
    for seen in ("", "x", "1:x", "99:1", f"{remote.activity.id}:-1", "9" * 40):
        assert remote.press("videre", seen).status_code == 200
    assert remote.phase == "inngang"


def test_the_last_press_is_told_with_a_name(
    start: Callable[..., Any], remote: Remote, remote2: Remote, clock: Any
) -> None:
    start()
    remote.press("videre")
    clock.tick(minutes=6)
    page = remote2.page()
    assert "Turid gikk videre for 6 minutter siden" in page
    assert "Du og Turid leder" in page
