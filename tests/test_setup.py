"""The set-up promises: locks without addresses, one command for CI, one line when it fails."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from devtools import audit, console

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
ADDRESS = re.compile(r"https?://|file:|--(extra-)?index-url|--find-links|git\+")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_a_hash_and_no_address(lock: Path):
    text = lock.read_text()
    pins = re.findall(r"^([a-z0-9._-]+)==.*?(?=^\S|\Z)", text, re.M | re.S)
    hashed = re.findall(r"^[a-z0-9._-]+==[^\n]*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.M)
    assert len(pins) == len(hashed) > 0
    assert not ADDRESS.search(text)


def test_the_development_lock_agrees_with_the_one_that_runs():
    run, development = (
        set(re.findall(r"^\S+==\S+", (ROOT / f"requirements/{name}.txt").read_text(), re.M))
        for name in ("run", "dev")
    )
    assert run <= development


def test_npm_lock_has_hashes_and_no_addresses_of_downloads():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    locked = {name: entry for name, entry in packages.items() if name}
    assert locked
    assert not [name for name, entry in locked.items() if "resolved" in entry]
    assert not [name for name, entry in locked.items() if "integrity" not in entry]
    assert "://" not in (ROOT / "package-lock.json").read_text()


def test_ci_runs_what_a_developer_runs():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o100
    lines = script.read_text().splitlines()
    assert lines[0].endswith("bash")
    assert "set -eu" in lines
    assert lines[-1] == "make test"


@pytest.mark.parametrize(
    "task", ["run", "test", "lint", "format", "build", "bench", "audit", "clean"]
)
def test_make_hands_every_task_on(task: str):
    makefile = (ROOT / "Makefile").read_text()
    assert task in re.search(r"^TASKS := (.*)$", makefile, re.M).group(1).split()
    assert task in dev.TASKS


@pytest.mark.parametrize(
    "file", [ROOT / "dev.py", *(ROOT / "devtools").glob("*.py")], ids=lambda file: file.name
)
def test_an_old_python_can_read_the_set_up(file: Path):
    ast.parse(file.read_text(), feature_version=(3, 8))


def test_an_old_python_is_told_so_in_one_line():
    with pytest.raises(SystemExit) as stopped:
        dev.require_python(version=(3, 9, 2), find=lambda name: None)
    assert stopped.value.code == "Python 3.11 eller nyere trengs. Dette er 3.9."


def test_an_old_python_hands_over_to_a_newer_one(monkeypatch: pytest.MonkeyPatch):
    started = []
    monkeypatch.setattr(dev.os, "execv", lambda program, args: started.append(program))
    newer = {"python3.12": "/opt/python3.12"}
    with pytest.raises(SystemExit):  # the stand-in for execv comes back, the real one does not
        dev.require_python(version=(3, 9, 2), find=newer.get)
    assert started == ["/opt/python3.12"]


@pytest.mark.parametrize(
    "output",
    [
        "WARNING: Retrying after connection broken by 'NewConnectionError(...)'",
        "npm error code ENOTFOUND",
        "npm error code EAI_AGAIN",
    ],
)
def test_no_network_is_told_in_one_line(output: str):
    with pytest.raises(SystemExit) as stopped:
        console.explain(output)
    assert stopped.value.code == (
        "Får ikke hentet pakker: ingen kontakt med nettet. Koble til og prøv igjen."
    )


def test_an_unknown_task_lists_those_there_are():
    command = [sys.executable, str(ROOT / "dev.py"), "danse"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.splitlines() == ["Bruk: python3 dev.py " + " | ".join(dev.TASKS)]


@pytest.mark.parametrize("broken", ["", "typer", "tjenester", "nettlesere"])
def test_every_check_is_carried_out_once_and_the_broken_one_is_named(
    broken: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    names = [*dev.STILL, "regler og sider", *dev.LIVE]
    ran = []

    def run(command, **how):
        ran.append(" ".join(command))
        words = {"typer": "mypy", "tjenester": "pytest tests/s", "nettlesere": " tests/b"}
        here = bool(broken) and words[broken] in ran[-1]
        heard = b"dette er galt\n" if "stdout" in how else None
        return subprocess.CompletedProcess(command, int(here), heard)

    monkeypatch.setattr(dev, "node_path", lambda: "node")
    monkeypatch.setattr(dev.subprocess, "run", run)
    assert dev.check(names) == int(bool(broken))
    said = capsys.readouterr().out
    assert len(ran) == len(set(ran)) == len(names)
    assert [name for name in names if f"✗ {name} (" in said] == ([broken] if broken else [])
    assert sum(f"✓ {name} (" in said for name in names) == len(names) - bool(broken)
    assert said.splitlines()[-1].startswith(f"Ikke i orden: {broken} (" if broken else "Alt i")
    assert ("dette er galt" in said) == (broken in ("typer", "tjenester"))


def test_a_package_in_another_version_than_the_locked_ones_is_named():
    locked = audit.pins("Flask_WTF==1.3.0 \\\n    --hash=sha256:ab\nsix==2.8 ; extra\nsix==2.9\n")
    assert locked == {"flask-wtf": {"1.3.0"}, "six": {"2.8", "2.9"}}
    assert audit.differing(locked, {"flask-wtf": "1.2.0", "six": "2.9"}) == [
        "flask-wtf er 1.2.0, låst til 1.3.0"
    ]


def test_what_is_installed_is_what_is_locked():
    assert audit.differing(audit.pins(audit.LOCK.read_text()), audit.here()) == []


def test_a_list_of_holes_that_cannot_be_asked_is_said_and_is_no_fault(monkeypatch, capsys):
    monkeypatch.setattr(audit.shutil, "which", lambda name: name)
    answers = {"npm": {"message": "405 Method Not Allowed"}, "pip-audit": None}
    monkeypatch.setattr(audit, "_answer", lambda command: answers[command[0]])
    assert not audit._known_holes()
    assert capsys.readouterr().out.count("svarte ikke") == 2
    answers["npm"] = {"vulnerabilities": {"a": {"severity": "low"}, "b": {"severity": "high"}}}
    answers["pip-audit"] = {"dependencies": [{"name": "c", "version": "1", "vulns": []}]}
    assert audit._known_holes()
    assert capsys.readouterr().out.splitlines() == ["✓ pip-audit: ingen kjente hull", "✗ b: high"]
