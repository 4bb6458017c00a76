"""Programs of the system that tests need: installed when we may, named when we may not."""

import os
import shutil
from pathlib import Path

from devtools.console import VENV, quietly, step

# What a test may need from the system: Debian package, and the programs that show it is there.
SYSTEM_PROGRAMS = {
    "chromium-headless-shell": ["chromium-headless-shell", "chromium"],
    "redis-server": ["redis-server"],
    "nginx": ["nginx"],
    "postgresql": ["postgres", "/usr/lib/postgresql/*/bin/postgres"],
}


def has_program(names):
    patterns = [name for name in names if "*" in name]
    plain = [name for name in names if "*" not in name]
    return any(map(shutil.which, plain)) or any(
        list(Path("/").glob(pattern.lstrip("/"))) for pattern in patterns
    )


def may_install():
    return hasattr(os, "geteuid") and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def apt_install(packages):
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    VENV.mkdir(exist_ok=True)
    with step("Installerer " + ", ".join(packages)):
        quietly(["apt-get", "update", "-q"], env=env)
        quietly(["apt-get", "install", "-qy", "--no-install-recommends", *packages], env=env)


def missing_programs():
    return [name for name, found_as in SYSTEM_PROGRAMS.items() if not has_program(found_as)]


def ensure_system_programs():
    missing = missing_programs()
    if missing and may_install():
        apt_install(missing)
    elif missing:
        names = " ".join(missing)
        print(f"! Mangler {names}. Tester som trenger det, hoppes over.")
        print(f"  Installer med: sudo apt-get install {names}")
