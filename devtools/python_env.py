"""The virtual environment and what is locked for it.

Each step leaves a stamp with the hash of what it was made from, so the second time costs next
to nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys

from devtools.console import ROOT, VENV, quietly, step, stop
from devtools.system import apt_install, may_install

STAMPS = VENV / "stamps"


def fingerprint(*files):
    digest = hashlib.sha256(str(VENV).encode())
    for file in files:
        digest.update((ROOT / file).read_bytes())
    return digest.hexdigest()


def is_done(stamp, value):
    return stamp.is_file() and stamp.read_text() == value


def mark_done(stamp, value):
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)


def program(name):
    folder, suffix = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    return VENV / folder / (name + suffix)


def works(*command):
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_venv():
    # A folder that was moved has scripts that point to where it was.
    stamp, value = STAMPS / "venv", str(VENV)
    moved = stamp.is_file() and not is_done(stamp, value)
    if not moved and works(str(program("python")), "-c", "import pip"):
        mark_done(stamp, value)
        return
    ensure_venv_module()
    with step("Lager Python-miljø"):
        shutil.rmtree(str(VENV), ignore_errors=True)
        VENV.mkdir()
        quietly([sys.executable, "-m", "venv", VENV])
        mark_done(stamp, value)


def ensure_venv_module():
    """Debian takes ensurepip out of Python and puts it in a package of its own."""
    if works(sys.executable, "-c", "import ensurepip, venv"):
        return
    package = "python{}.{}-venv".format(*sys.version_info)
    if may_install():
        apt_install([package])
    else:
        stop(f"Python mangler venv. Installer det med: sudo apt-get install {package}")


def pip_install(*what):
    quietly([
        program("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--retries", "2", *what,
    ])  # fmt: skip


def install_lock(name, text):
    """Installs one lock, by hash. The development lock holds all that the other one has."""
    lock = f"requirements/{name}.txt"
    stamp, value = STAMPS / name, fingerprint(lock)
    if is_done(stamp, value):
        return
    with step(text):
        # The lock names everything, so nothing has to be worked out; and what the tests never
        # import need not be compiled for them.
        sparing = ["--no-compile"] if name == "dev" else []
        pip_install("--require-hashes", "--no-deps", *sparing, "-r", ROOT / lock)
        mark_done(stamp, value)


def install_ourselves():
    stamp, value = STAMPS / "facilitator", fingerprint("pyproject.toml")
    if is_done(stamp, value) and program("facilitator").exists():
        return
    with step("Kobler inn facilitator"):
        pip_install("--no-deps", "--no-build-isolation", "--editable", ROOT)
        mark_done(stamp, value)
