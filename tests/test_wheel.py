"""The wheel stands on its own: in another folder, without Node and without the checkout."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WHERE = "from facilitator import paths; print(paths.templates_dir()); print(paths.static_dir())"


def call(*command: str | Path, **options) -> str:
    result = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, **options
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    call(sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", folder, ROOT)
    return next(folder.glob("facilitator-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs' folder of an environment that has the wheel, but not the checkout."""
    home = tmp_path_factory.mktemp("elsewhere") / "env"
    venv.create(home)
    packages = sysconfig.get_path("purelib", vars={"base": str(home)})
    # Lends the locked packages of this environment; its editable link to the checkout is a .pth
    # file, and those are not read from a folder that is itself named in a .pth file.
    Path(packages, "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = home / "bin" / "python"
    call(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps",
         "--no-index", "--ignore-installed", wheel)  # fmt: skip
    return home / "bin"


@pytest.fixture
def alone(installed: Path, tmp_path: Path) -> dict:
    """Another folder, and a PATH on which there is no Node."""
    data = tmp_path / "data"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {"cwd": tmp_path, "env": {**kept, "PATH": str(installed), "FACILITATOR_DATA": str(data)}}


def test_the_installed_program_knows_its_library(installed: Path, alone: dict):
    assert "AI-intervju" in call(installed / "facilitator", "processes", **alone)


def test_templates_and_static_files_come_with_it(installed: Path, alone: dict):
    found = call(installed / "python", "-c", WHERE, **alone).split()
    templates, static = map(Path, found)
    assert templates.is_relative_to(installed.parent)
    assert static.is_relative_to(installed.parent)
    assert list(templates.rglob("*.html"))
    manifest = json.loads((static / "manifest.json").read_text())
    assert {"app.css", "entry/phone.js", "entry/board.js", "entry/lead.js"} <= set(manifest)
    assert all((static / name).is_file() for name in manifest.values())


def test_the_process_files_come_with_it(installed: Path, alone: dict):
    code = "import facilitator.processes as p; print(*p.__path__)"
    folder = Path(call(installed / "python", "-c", code, **alone).strip())
    assert folder.is_relative_to(installed.parent)
    checkout = {file.name for file in (ROOT / "facilitator/processes").rglob("*.toml")}
    assert {file.name for file in folder.rglob("*.toml")} == checkout != set()
