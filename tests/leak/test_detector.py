"""A fødselsnummer is stored nowhere: in no field of any form, no file name, no import, no log.

The forms are found by reading the pages, so that a new one is tried from the day it is made; what
no page shows is tried with every name that a field has anywhere.
"""

import dataclasses
import io
import json
import logging
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import Rule

from facilitator.domain import devices, links
from facilitator.models import Facilitator, Participant
from facilitator.rehearsal.reading import Form, read
from facilitator.text import NATIONAL_ID as WORDS
from tests.leak.test_routes import Stage, stage  # noqa: F401 - a fixture
from tests.support import pictures
from tests.support.accounts import cheap_hashes
from tests.support.phones import NATIONAL_ID

ROOT = Path(__file__).parents[2]
HIDDEN = f"Ring {NATIONAL_ID} i dag"
SPACED = f"{NATIONAL_ID[:6]} {NATIONAL_ID[6:]}"
TEXTS = frozenset({"text", "textarea", "email", "search", "tel", "url"})
FILES = (".zip", ".pdf", ".docx", ".csv", ".json", ".png", "<path:filename>")
JSON = {"Accept": "application/json"}
WHO = ("mine", "leader")

ASKED_FOR = r'(?:form\.get|form|getlist|line|text|raw)[(\[]"([a-z_]{2,30})"'
NOT_WRITTEN = {*"csrf_token kull version editor client_id seen participant activity".split()}
NOT_READ = {"/kull/ny": "a new kull is like another", "/mappe/festival": "a form was chosen"}
"""Where a field counts for nothing while something else is chosen: it is let go of."""


@pytest.fixture(scope="module")
def tried(stage: Stage) -> Iterator[Stage]:  # noqa: F811
    """The same world, with the owner's whole mappe open and a leader who owns all of it."""
    world = stage.world
    with world.database.transaction() as db:
        db.get_one(Facilitator, world.a.turid).owns_installation = True
        device, secret = devices.new_device(db, world.clock())
        person = db.get_one(Participant, stage.values["participant_id"])
        links.use(db, device, links.issue(db, world.clock(), participant=person), world.clock())
    stage.who["mine"] = "mine"
    world.roles["mine"] = dataclasses.replace(world.roles["stranger"], secret=secret)
    world.database.dispose()
    kept = stage.folder.with_name("kept")
    for file in kept.iterdir():
        file.unlink()
    kept.rmdir()
    stage.keep()
    with cheap_hashes():
        yield stage


def put_back(stage: Stage) -> None:  # noqa: F811
    """As it was, and without the folders that have come since."""
    for entry in stage.folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
    stage.put_back()


def values_of(stage: Stage, rule: Rule) -> dict[str, Any]:  # noqa: F811
    return {name: stage.values.get(name, 0) for name in rule.arguments}


def address_of(stage: Stage, rule: Rule, **more: Any) -> str:  # noqa: F811
    values = values_of(stage, rule) | more
    return stage.world.app.url_map.bind("localhost").build(rule.endpoint, values)


def is_kept(stage: Stage, number: str = NATIONAL_ID) -> list[str]:  # noqa: F811
    """The files that hold the number, in any of its two shapes."""
    looked_for = (number.encode(), f"{number[:6]} {number[6:]}".encode())
    return [
        file.name
        for file in stage.folder.rglob("*")
        if number in file.name
        or (file.is_file() and any(one in file.read_bytes() for one in looked_for))
    ]


def pages(stage: Stage) -> Iterator[tuple[str, str, str]]:  # noqa: F811
    """Who looked, the page's address and its text: every address that is a page."""
    for rule in sorted(stage.world.app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if "GET" not in (rule.methods or ()) or rule.rule.endswith(FILES):
            continue
        ending = {"ending": "html"} if "ending" in rule.arguments else {}
        address = address_of(stage, rule, **ending)
        for who in (*WHO, "stranger"):
            answer = stage.client(who).get(address, query_string={"kull": "kull10"})
            assert answer.status_code < 500, address
            shown = answer.status_code == 200 and answer.mimetype == "text/html"
            if shown:
                yield who, address, answer.text
            answer.close()
            if shown:
                break


def rule_of(stage: Stage, action: str) -> str:  # noqa: F811
    path = action.split("#")[0].split("?")[0]
    found = stage.world.app.url_map.bind("localhost").match(path, "POST", return_rule=True)
    return str(found[0].rule)


def forms(stage: Stage) -> dict[tuple[str, str], tuple[str, Form]]:  # noqa: F811
    """Rule and fields → who has the form, and the form. Each only once."""
    found: dict[tuple[str, str], tuple[str, Form]] = {}
    for who, _, text in pages(stage):
        for form in read(text).forms:
            names = [field.name for field in form.fields if field.kind in TEXTS]
            if not form.action or not names:
                continue
            for address in {form.action, form.draft_url} - {""}:
                try:
                    rule = rule_of(stage, address)
                except Exception:
                    continue
                key = (rule, ",".join(sorted(names)))
                found.setdefault(key, (who, dataclasses.replace(form, action=address)))
    return found


def send(stage: Stage, who: str, form: Form, field: str) -> tuple[int, dict[str, str]]:  # noqa: F811
    data: dict[str, Any] = {}
    for each in form.fields:
        if each.kind in ("checkbox", "radio") and not each.checked and each.name in data:
            continue
        data[each.name] = each.value or ("Tekst" if each.kind in TEXTS else "")
    data |= {name: value for name, value in form.buttons[:1] if name}
    data[field] = HIDDEN
    query = {} if "?" in form.action else {"kull": "kull10"}
    answer = stage.client(who).post(
        form.action.split("#")[0], data=data, headers=JSON, query_string=query or None
    )
    body = answer.get_json(silent=True) or {}
    errors = {str(k): str(v) for k, v in (body.get("errors") or {}).items()}
    if not body:
        errors = {field: WORDS} if WORDS in answer.text else {}
    answer.close()
    return answer.status_code, errors


def test_every_form_of_every_page_refuses_it_at_its_field(
    tried: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    found = forms(tried)
    wrong, said = [], 0
    for (rule, _), (who, form) in found.items():
        taken = False
        for field in dict.fromkeys(f.name for f in form.fields if f.kind in TEXTS):
            status, errors = send(tried, who, form, field)
            said += errors.get(field) == WORDS
            taken |= status < 400
            if status < 400 and rule not in NOT_READ:
                wrong.append(f"{rule} {field}: {status}")
        wrong += [f"{rule}: kept in {file}" for file in is_kept(tried)]
        if taken:
            put_back(tried)
    assert "\n".join(wrong) == ""
    assert len(found) > 25
    assert said > 60
    assert NATIONAL_ID not in caplog.text


def names_of_fields() -> set[str]:
    """Every name that a field has in a template or is asked for by in the code."""
    found: set[str] = set()
    for file in (ROOT / "templates").rglob("*.html"):
        found |= set(re.findall(r'name="([a-z_]{2,30})"', file.read_text("utf-8")))
    for file in (ROOT / "facilitator").rglob("*.py"):
        found |= set(re.findall(ASKED_FOR, file.read_text("utf-8")))
    return found - NOT_WRITTEN


class Asked(ImmutableMultiDict[str, str]):
    """A form that remembers which of its fields somebody asked for."""

    names: ClassVar[set[str]] = set()

    def getlist(self, key: str, *more: Any, **named: Any) -> list[Any]:
        self.names.add(key)
        return super().getlist(key, *more, **named)

    def __getitem__(self, key: str) -> str:
        self.names.add(key)
        return super().__getitem__(key)


def test_no_route_keeps_it_in_a_field_of_any_name(
    tried: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in fields that no page shows: each that the route asks for, and all where that fails.

    Each alone, since where all hold it the first that is looked at is refused for all of them.
    """
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(tried.world.app.request_class, "parameter_storage_class", Asked)
    everything = dict.fromkeys(names_of_fields(), HIDDEN) | tried.form
    leaks: list[str] = []
    alone = 0

    def post(who: str, rule: Rule, address: str, data: dict[str, Any]) -> int:
        answer = tried.client(who).post(
            address, data=data, headers=JSON, query_string={"kull": "kull10"}
        )
        answer.close()
        assert answer.status_code < 500, (rule.rule, who)
        if answer.status_code < 400:
            leaks.extend(f"{rule.rule} as {who}: {file}" for file in is_kept(tried))
            put_back(tried)
        return answer.status_code

    for rule in tried.world.app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()):
            continue
        address = address_of(tried, rule)
        for who in WHO:
            Asked.names.clear()
            status = post(who, rule, address, tried.form)
            if status >= 400 and status not in (401, 403, 404):
                post(who, rule, address, everything)
            for name in sorted(Asked.names - NOT_WRITTEN) if status < 400 else ():
                alone += 1
                post(who, rule, address, tried.form | {name: HIDDEN})
    code = [file.read_text("utf-8") for file in (ROOT / "facilitator").rglob("*.py")]
    assert not [text for text in code if "get_json(" in text], "what is no form is not tried here"
    assert leaks + is_kept(tried) == []
    assert alone > 100
    assert NATIONAL_ID not in caplog.text


def docx(text: str) -> bytes:
    body = (
        '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
        f'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>'
        "</w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", body)
    return out.getvalue()


def uploads() -> list[tuple[str, str, str, str, bytes]]:
    """Who sends, to where, in which field, under which name, and what."""
    document = f"/mappe/dokument/ny-{'b' * 32}/fil"
    listed = f"Navn,Rolle\nAne {NATIONAL_ID},lærer\n".encode()
    method = f'key = "x"\nname = "{HIDDEN}"\n'.encode()
    return [
        ("mine", document, "file", f"{NATIONAL_ID}.jpg", pictures.jpeg()),
        ("mine", document, "file", f"ring {SPACED}.pdf", b"%PDF-1.4\n%%EOF\n"),
        ("mine", "/mappe/oppsummering/hent", "file", f"{NATIONAL_ID}.docx", docx("En tekst")),
        ("mine", "/mappe/oppsummering/hent", "file", "tekst.docx", docx(HIDDEN)),
        ("leader", "/deltakere/hent-inn", "file", f"{NATIONAL_ID}.csv", b"Navn\nAne Berg\n"),
        ("leader", "/deltakere/hent-inn", "file", "liste.csv", listed),
        ("leader", "/metoder/hent-inn", "file", f"{NATIONAL_ID}.toml", method),
        ("leader", "/metoder/hent-inn", "file", "metode.toml", method),
        ("leader", "/kull/logo", "logo", f"{NATIONAL_ID}.png", pictures.as_bytes(
            pictures.picture(200, 200), "PNG")),
    ]  # fmt: skip


@pytest.mark.parametrize("upload", uploads(), ids=lambda up: f"{up[1]} {up[3]}"[:60])
def test_no_file_name_and_no_import_keeps_it(tried: Stage, upload: Any) -> None:
    who, address, field, name, body = upload
    data = {field: (io.BytesIO(body), name)}
    answer = tried.client(who).post(
        address, data=data, query_string={"kull": "kull10"}, content_type="multipart/form-data"
    )
    kept = is_kept(tried)
    answer.close()
    put_back(tried)
    assert answer.status_code < 500
    assert kept == []


def test_a_file_name_is_refused_with_the_words(tried: Stage) -> None:
    data = {"file": (io.BytesIO(pictures.jpeg()), f"{NATIONAL_ID}.jpg")}
    answer = tried.client("mine").post(
        f"/mappe/dokument/ny-{'c' * 32}/fil", data=data, headers=JSON
    )
    assert (answer.status_code, answer.json["errors"]) == (422, {"file": WORDS})
    assert NATIONAL_ID not in json.dumps(answer.json)
