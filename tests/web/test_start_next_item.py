"""One button starts what comes next in the kjøreplan."""

from collections.abc import Callable
from typing import Any

import pytest

from facilitator.db import Database
from facilitator.domain import run_sheets
from facilitator.models import RunSheetItem
from facilitator.processes.materials import load_materials
from tests.conftest import Clock
from tests.support.cast import Cast
from tests.support.phones import Phone
from tests.support.remote import JSON, Remote
from tests.support.run_sheet import a_day, item_of, lay, process_item


@pytest.fixture
def day(database: Database, cast: Cast) -> dict[str, int]:
    return a_day(database, cast)


def begin(remote: Remote, item: int, seen: str | None = None, from_item: int | None = None) -> Any:
    page = seen if seen is not None else _step(remote)
    fields = {"seen": page} | ({"item_seen": from_item} if from_item is not None else {})
    return remote.send(f"/punkt/{item}", **fields)


def _step(remote: Remote) -> str:
    return remote.page().split('data-step="')[1].split('"')[0]


def test_the_button_names_what_comes(remote: Remote, day: dict[str, int]) -> None:
    page = remote.page()
    assert "Start Innsjekk" in page
    assert "15 minutter, planlagt 09.00" in page
    assert begin(remote, day["Innsjekk"]).json["ok"]
    assert remote.activity.status == "running"
    assert "Start Pause, 15 minutter" in remote.page()


def test_a_break_is_on_projector_and_phones(
    remote: Remote, day: dict[str, int], phone: Callable[[str], Any], cast: Cast
) -> None:
    ane = Phone(phone("ane"), cast)
    begin(remote, day["Innsjekk"])
    begin(remote, day["Pause"])
    projector = remote.projector()
    assert 'data-screen="break"' in projector
    for text in ("09.15", "Kaffe i foajeen", "Neste: <b>Fra problem til mulighet</b>"):
        assert text in projector
    assert "Vi begynner igjen" in ane.surface()
    assert remote.activity.status == "ended"


def test_a_talk_shows_title_text_and_where_the_link_goes(
    remote: Remote, day: dict[str, int], phone: Callable[[str], Any], cast: Cast
) -> None:
    ane = Phone(phone("ane"), cast)
    begin(remote, day["Fra problem til mulighet"])
    projector = remote.projector()
    for text in ("Fra problem til mulighet", "Fire steg", "smart.example/4d"):
        assert text in projector
    assert "data-clock" not in projector
    assert 'href="https://smart.example/4d"' in ane.surface()


def test_it_is_asked_first_while_phases_remain(remote: Remote, day: dict[str, int]) -> None:
    begin(remote, day["Innsjekk"])
    assert "Innsjekk har to faser igjen. Avslutte?" in remote.page()
    remote.press("videre")
    assert "Innsjekk har én fase igjen. Avslutte?" in remote.page()
    remote.press("videre")
    page = remote.page()
    assert "igjen. Avslutte?" not in page
    assert 'id="lead-next"' in page


def test_pressing_twice_starts_it_once(remote: Remote, day: dict[str, int]) -> None:
    seen = _step(remote)
    begin(remote, day["Innsjekk"], seen)
    again = begin(remote, day["Innsjekk"], seen)
    assert again.status_code == 200
    assert again.json["message"] == "Innsjekk er i gang. Her er rommet slik det står."
    assert remote.activity.step == 1


def test_two_leaders_start_one_item(remote: Remote, remote2: Remote, day: dict[str, int]) -> None:
    begin(remote, day["Innsjekk"])
    seen = _step(remote)
    begin(remote2, day["Pause"], seen, day["Innsjekk"])
    late = begin(remote, day["Fra problem til mulighet"], seen, day["Innsjekk"])
    assert late.json["message"].startswith("Pause er i gang")
    assert 'data-screen="break"' in remote.projector()


def test_undo_brings_back_what_was_on(remote: Remote, day: dict[str, int], clock: Clock) -> None:
    begin(remote, day["Innsjekk"])
    remote.press("videre")
    clock.tick(minutes=1)
    begin(remote, day["Pause"])
    page = remote.page()
    assert "Turid startet Pause" in page
    assert "data-undo-until" in page
    clock.tick(seconds=5)
    remote.send("/angre", seen=_step(remote), item_seen=day["Pause"])
    assert (remote.phase, remote.activity.status) == ("ring", "running")
    assert "Start Pause" in remote.page()


def test_undo_of_the_first_break_gives_the_lobby(remote: Remote, day: dict[str, int]) -> None:
    begin(remote, day["Pause"])
    remote.send("/angre", seen="0:0", item_seen=day["Pause"])
    assert 'data-screen="lobby"' in remote.projector()


def test_an_item_that_is_deleted_is_said_to_be_gone(
    remote: Remote, day: dict[str, int], database: Database
) -> None:
    with database.transaction() as db:
        item = db.get_one(RunSheetItem, day["Innsjekk"])
        item.sheet.items.remove(item)
    answer = begin(remote, day["Innsjekk"])
    assert answer.status_code == 404
    assert "ikke i kjøreplanen lenger" in answer.json["message"]
    assert "Start Pause" in remote.page()


def test_what_is_not_filled_in_says_where_it_is_done(
    remote: Remote, database: Database, cast: Cast
) -> None:
    with database.transaction() as db:
        sheet = lay(db, cast.gathering, process_item("en_to_fire_alle", settings={}))
        item = sheet.items[0].id
    answer = begin(remote, item)
    assert answer.status_code == 409
    assert "kjøreplanen" in answer.json["message"]
    assert item_of(database, item).started_at is None


def test_the_break_is_made_longer_and_that_twice_is_once(
    remote: Remote, day: dict[str, int]
) -> None:
    begin(remote, day["Pause"])
    for _ in range(2):
        assert remote.send("/begynner-igjen", item=day["Pause"], minutes=20).json["ok"]
    assert "09.20" in remote.projector()


def test_a_break_that_is_over_is_not_made_longer(remote: Remote, day: dict[str, int]) -> None:
    begin(remote, day["Pause"])
    begin(remote, day["Fra problem til mulighet"])
    assert remote.send("/begynner-igjen", item=day["Pause"], minutes=20).status_code == 404


def test_the_last_item_ends_without_another(
    remote: Remote, database: Database, cast: Cast, clock: Clock
) -> None:
    day = a_day(database, cast)
    with database.transaction() as db:
        sheet = db.get_one(RunSheetItem, day["Pause"]).sheet
        for item in list(sheet.items)[2:]:
            sheet.items.remove(item)
    begin(remote, day["Pause"])
    assert "Ferdig" in remote.page()
    assert remote.send("/punkt-ferdig", seen="0:0", item_seen=day["Pause"]).json["ok"]
    assert 'data-screen="lobby"' in remote.projector()


def test_the_plan_follows_a_process_that_ends_by_itself(
    remote: Remote, day: dict[str, int], database: Database
) -> None:
    begin(remote, day["Innsjekk"])
    remote.press("avslutt")
    assert item_of(database, day["Innsjekk"]).ended_at is not None
    remote.press("angre")
    assert item_of(database, day["Innsjekk"]).ended_at is None


def test_three_who_are_left_make_one_group_and_the_leader_is_told(
    start: Callable[..., Any], remote: Remote
) -> None:
    led = start(process="erfaringsdeling", present=("ane", "hodan", "helge"))
    led.advance_to("runde")
    assert "én gruppe på tre" in remote.page()
    assert "gruppe på tre" not in remote.projector()


def test_only_a_leader_starts_anything(
    others: list[Remote], day: dict[str, int], database: Database
) -> None:
    for remote in others:
        assert remote.send(f"/punkt/{day['Innsjekk']}", seen="0:0").status_code == 401
        assert remote.send("/punkt-ferdig", seen="0:0").status_code == 401
        assert remote.send("/begynner-igjen", item=1, minutes=5).status_code == 401
    assert item_of(database, day["Innsjekk"]).started_at is None


def test_a_form_without_script_goes_back_to_the_remote(remote: Remote, day: dict[str, int]) -> None:
    answer = remote.client.post(remote.url(f"/punkt/{day['Innsjekk']}"), data={"seen": "0:0"})
    assert answer.status_code == 303
    assert remote.activity.status == "running"


def test_what_is_not_in_the_plan_starts_from_the_library(
    remote: Remote, day: dict[str, int]
) -> None:
    page = remote.page()
    assert 'id="library-moralsk_resonnering"' in page
    assert 'name="dilemma"' in page
    room = f"/rom/{remote.cast.public_id}/prosess"
    fields = {"process": "moralsk_resonnering", "start": "1"}
    refused = remote.client.post(room, data=fields, headers=JSON)
    assert refused.status_code == 422
    assert "dilemma" in refused.json["errors"]
    chosen = fields | {"dilemma": next(iter(load_materials("dilemmas")))}
    assert remote.client.post(room, data=chosen, headers=JSON).json["ok"]
    assert remote.activity.status == "running"
    assert "Start Innsjekk" in remote.page()


def test_every_title_is_shown_as_text(remote: Remote, database: Database, cast: Cast) -> None:
    with database.transaction() as db:
        sheet = lay(db, cast.gathering, process_item("innsjekk", title="<b>Hei</b>"))
        assert run_sheets.title_of(sheet.items[0]) == "<b>Hei</b>"
    assert "<b>Hei</b>" not in remote.page()
