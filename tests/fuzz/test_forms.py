"""Every address with nonsense in it: no crash, no trace of one, and no fødselsnummer kept.

`FUZZ=200` asks each address two hundred times instead of once; then it takes some minutes.
"""

import inspect
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import JSON, String
from werkzeug.routing import Rule

from facilitator.db import Base
from facilitator.text import holds_national_id
from tests.fuzz import nonsense
from tests.leak.routes import ROLES as EVERY_ROLE
from tests.leak.routes import ROWS
from tests.leak.test_routes import Stage, living_stage

TIMES = int(os.environ.get("FUZZ", "1"))
ROLES = ("leader", "participant", "stranger", "guest", "owner", "other")
WORD = re.compile(r"""["']([a-z][a-z_]{1,24})["']""")
FILE = re.compile(r"""files(?:\.get|\.getlist)?[(\[]\s*["'](\w+)["']""")
TRACE = ("Traceback", "sqlalchemy", "jinja2.", 'File "/')
LEAVES = ("/ferdig", "/logg-ut", "/konto/logg-ut-overalt")
"""What takes the one who asks out; asked last, so that the rest is asked as somebody."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with living_stage(tmp_path_factory.mktemp("fuzz")) as made:
        # In earnest a surprise becomes a page, and a page with a surprise is what we look for.
        made.world.app.config["PROPAGATE_EXCEPTIONS"] = False
        yield made


def _in_order() -> list[tuple[str, str]]:
    return sorted(ROWS, key=lambda row: (row[1] in LEAVES, "slett" in row[1] or "bort" in row[1]))


def _rule(stage: Stage, method: str, address: str) -> Rule:
    rules = stage.world.app.url_map.iter_rules()
    return next(r for r in rules if r.rule == address and method in (r.methods or ()))


def _names(stage: Stage, endpoint: str) -> tuple[list[str], list[str]]:
    """What the view's module calls things: its fields are among them. And its files."""
    module = inspect.getmodule(inspect.unwrap(stage.world.app.view_functions[endpoint]))
    source = inspect.getsource(module) if module else ""
    fields = {*WORD.findall(source), "text", "title", "name"} - {"csrf_token"}
    return sorted(fields), sorted(set(FILE.findall(source)))


@pytest.mark.parametrize(("method", "address"), _in_order(), ids=lambda word: word)
def test_nonsense_is_answered_in_words(stage: Stage, method: str, address: str) -> None:
    rule = _rule(stage, method, address)
    names, uploads = _names(stage, rule.endpoint)
    real = stage.values | stage.form
    where = stage.world.app.url_map.bind("localhost").build(
        rule.endpoint, {name: stage.values[name] for name in rule.arguments}
    )

    @settings(max_examples=TIMES, suppress_health_check=list(HealthCheck), database=None)
    @given(
        role=st.sampled_from(ROLES),
        form=nonsense.fields(names, real),
        sent=nonsense.files(uploads),
        as_script=st.booleans(),
    )
    def ask(role: str, form: dict[str, Any], sent: dict[str, Any], as_script: bool) -> None:
        headers = {"Accept": "application/json"} if as_script else {}
        client = stage.client(role)
        if method == "GET":
            answer = client.get(where, query_string=form, headers=headers)
        else:
            kull = {"kull": "kull10"}
            answer = client.post(where, data=form | sent, query_string=kull, headers=headers)
        assert answer.status_code < 500, (role, form, sent)
        said = answer.get_data()
        answer.close()
        assert not any(word.encode() in said for word in TRACE)
        assert "evil.example" not in answer.headers.get("Location", "")

    ask()


WORDS = {"text", "title", "name", "line_0", "theme", "free_text", "thanks"}
"""The fields of the form that fits every route, where people write what they like."""


def test_a_form_that_fits_but_for_its_words_is_answered(stage: Stage) -> None:
    """Nonsense seldom gets past the first check; this gets to where things are written."""
    number = nonsense.NUMBERS[0]
    for method, address in _in_order():
        statuses = dict(zip(EVERY_ROLE, map(int, ROWS[method, address]), strict=False))
        roles = [r for r in ("leader", "participant") if statuses[r] not in (401, 403)]
        rule = _rule(stage, method, address)
        names, _ = _names(stage, rule.endpoint)
        values = {name: stage.values[name] for name in rule.arguments}
        where = stage.world.app.url_map.bind("localhost").build(rule.endpoint, values)
        odd = dict.fromkeys({*names, *WORDS}, number) | stage.form
        for role in roles if method == "POST" and address not in LEAVES else ():
            form = odd | dict.fromkeys(WORDS, number)
            answer = stage.client(role).post(where, data=form, query_string={"kull": "kull10"})
            assert answer.status_code < 500, (address, role)
            answer.close()


def test_no_national_id_was_kept(stage: Stage) -> None:
    """After all of the above: neither in a row nor in a file nor in a file's name."""
    kept = []
    with stage.world.database.reading() as db:
        for table in Base.metadata.sorted_tables:
            columns = [c for c in table.columns if isinstance(c.type, String | JSON)]
            for row in db.execute(table.select().with_only_columns(*columns)) if columns else ():
                kept += [f"{table.name}: {value!r}" for value in row if holds_national_id(value)]
    assert kept == []
    assert not [file for file in stage.folder.rglob("*") if _holds_one(file)]


def _holds_one(file: Path) -> bool:
    number = nonsense.NUMBERS[0]
    return number in file.name or (file.is_file() and number.encode() in file.read_bytes())
