"""Promises of the layers that import-linter cannot see: it knows imports, not calls or pages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import facilitator
from facilitator import paths

PACKAGE = Path(facilitator.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted(Path(paths.templates_dir()).rglob("*.html"))
OUR_OWN_DRAWINGS = {"icons.html", "drawing.html"}
"""Where markup that is not a user's may be written out as it is."""


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE.parent)) if PACKAGE in path.parents else path.name


def calls(path: Path) -> Iterator[str]:
    """The dotted names of what a module calls, as they stand."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_realtime_emits(path: Path) -> None:
    if PACKAGE / "realtime" not in path.parents:
        assert not [call for call in calls(path) if call.split(".")[-1] == "emit"]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_server_names_eventlet(path: Path) -> None:
    named = {module.split(".")[0] for module in imports(path)}
    if path != PACKAGE / "server.py":
        assert not named & {"eventlet", "gevent"}


@pytest.mark.parametrize("path", sorted((PACKAGE / "domain").rglob("*.py")), ids=name)
def test_the_rules_are_given_their_clock_and_never_commit(path: Path) -> None:
    found = set(calls(path))
    clocks = {"dt.datetime.now", "datetime.now", "dt.date.today", "time.time", "time.monotonic"}
    assert not found & clocks
    assert not [call for call in found if call.split(".")[-1] in {"commit", "rollback"}]


def test_the_package_imports_nothing_so_that_the_server_can_patch_first() -> None:
    assert list(imports(PACKAGE / "__init__.py")) == []


ALLOWED = {"unescaped text": OUR_OWN_DRAWINGS, "an inline stylesheet": {"export.html"}}
"""A file that is saved and opened without us has its style inside."""
FORBIDDEN = {
    "an inline style": r"\sstyle\s*=",
    "an inline handler": r"\son[a-z]+\s*=\s*[\"']",
    "an inline script": r"<script(?![^>]*\bsrc=)[^>]*>",
    "an inline stylesheet": r"<style\b",
    "unescaped text": r"\|\s*safe\b",
    "an address elsewhere": r"(?:src|href)\s*=\s*[\"'](?:https?:)?//",
}


@pytest.mark.parametrize("what", list(FORBIDDEN))
def test_no_page_has(what: str) -> None:
    found = {path.name for path in TEMPLATES if re.search(FORBIDDEN[what], path.read_text("utf-8"))}
    assert TEMPLATES
    assert found <= ALLOWED.get(what, set())
