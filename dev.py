#!/usr/bin/env python3
"""Sets up and runs everything: python3 dev.py run | test | lint | format | build | bench | audit …

Standard library only, and written so that an old Python gets far enough to say that it is too
old. Nothing is installed outside this folder, except the programs that the tests need (a browser,
PostgreSQL, Redis, nginx), and those only as root on Debian.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from devtools.audit import audit_locks
from devtools.console import LOG, ROOT, quietly, seconds, step, stop
from devtools.front_end import build_front_end, node_path
from devtools.python_env import install_lock, install_ourselves, make_venv, program
from devtools.system import ensure_system_programs

OLDEST_PYTHON = (3, 11)
CLEANABLE = [
    "node_modules", "static/dist", "dist", "build", ".pytest_cache", ".mypy_cache",
    ".ruff_cache", ".hypothesis", ".import_linter_cache", ".venv",
]  # fmt: skip


def require_python(version=sys.version_info, find=shutil.which):
    """Goes on under a newer Python when this one is too old and a newer one is there."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return
    for minor in range(15, OLDEST_PYTHON[1] - 1, -1):
        newer = find(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    stop(f"Python 3.11 eller nyere trengs. Dette er {version[0]}.{version[1]}.")


LIVE = {"tjenester": "tests/services", "nettlesere": "tests/browser"}
STILL = ("stil", "form", "typer", "lag", "nettleserkode")
"""What only reads files."""
BESIDE = {"regler og sider": ("tjenester",), "nettlesere": STILL}
"""What is done beside what. Services and browsers are waited for, and leave the machine idle then;
what only reads files steps behind, and takes what is left."""


@contextlib.contextmanager
def only_one():
    """Two set-ups at once in one folder would tear each other's files apart."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (ROOT / ".setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def set_up(lock):
    with only_one():
        LOG.unlink(missing_ok=True)
        make_venv()
        install_lock(lock, "Henter Python-pakker")
        install_ourselves()
        build_front_end()


def script_tests():
    return [str(file) for file in sorted((ROOT / "tests" / "js").rglob("*.test.*js"))]


def check(names, arguments=()):
    """Runs all the named checks, also after one has failed, and says which."""
    together = [str(program("pytest")), "--dist", "loadfile", "-n"]
    commands = {
        "stil": [str(program("ruff")), "check", "."],
        "form": [str(program("ruff")), "format", "--check", "."],
        "typer": [str(program("mypy")), "-n", "2"],
        "lag": [str(program("lint-imports")), "--no-logo"],
        "nettleserkode": [node_path(), "--test", *script_tests()],
        "tester": [str(program("pytest")), *arguments],
        # The browser driver keeps an event loop running, so the services have a process of their
        # own; in each of the others some work side by side, with servers and browsers of their own.
        "regler og sider": [*together, "2", *(f"--ignore={folder}" for folder in LIVE.values())],
        "tjenester": [str(program("pytest")), LIVE["tjenester"]],
        # Their files are few and uneven: whoever is done takes over what is left of the others.
        # A third of the time a browser rests, as people do; so there is one more than there are
        # processors in the smallest machine.
        "nettlesere": [*together, "3", "--dist", "worksteal", LIVE["nettlesere"]],
    }
    # The tests begin hundreds of short processes; none is to read our text anew where an
    # environment says that nothing read is kept.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    aside = {other: name for name in names for other in BESIDE.get(name, ()) if other in names}
    nice = ["nice"] if shutil.which("nice") else []

    def carried_out(command, **options):
        began = time.monotonic()
        done = subprocess.run(command, cwd=str(ROOT), env=environment, check=False, **options)
        return done, seconds(began)

    def unseen(name):
        """What they say is kept until it can be read; whatever is wrong is told then."""
        kept = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        others = [other for other in names if aside.get(other) == name]
        commanded = {
            other: [*(nice if other in STILL else ()), *commands[other]] for other in others
        }
        return [(other, *carried_out(commanded[other], **kept)) for other in others]

    failed, started = [], time.monotonic()

    def told(name, done, length):
        if done.returncode and done.stdout:
            print(done.stdout.decode("utf-8", "replace"), end="")
        print(f"{'✗' if done.returncode else '✓'} {name} ({length})", flush=True)
        failed.extend([name] if done.returncode else [])

    with ThreadPoolExecutor(1) as beside:
        for name in names:
            if name in aside:
                continue
            waiting = beside.submit(unseen, name)
            print(f"→ {name} ({Path(commands[name][0]).name})", flush=True)
            told(name, *carried_out(commands[name]))
            for one in waiting.result():
                told(*one)
    verdict = "Ikke i orden: " + ", ".join(failed) if failed else "Alt i orden"
    print(f"{verdict} ({seconds(started)})", flush=True)
    return 1 if failed else 0


def run(arguments):
    set_up("run")
    command = [str(program("facilitator")), "demo", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)  # so that Ctrl-C and signals reach the server itself
    return subprocess.call(command)


def test(arguments):
    set_up("dev")
    ensure_system_programs()
    scripts = ["nettleserkode"] if script_tests() else []
    tests = ["tester"] if arguments else ["regler og sider", *LIVE]
    return check(["stil", "form", "typer", "lag", *scripts, *tests], arguments)


def lint(arguments):
    set_up("dev")
    return check(["stil", "form", "typer", "lag"])


def tidy(arguments):
    set_up("dev")
    subprocess.call([str(program("ruff")), "check", "--fix", "."], cwd=str(ROOT))
    return subprocess.call([str(program("ruff")), "format", "."], cwd=str(ROOT))


def build(arguments):
    set_up("dev")
    with step("Pakker hjulet"):
        quietly([
            program("python"), "-m", "pip", "wheel", "--quiet", "--no-deps",
            "--no-build-isolation", "--wheel-dir", "dist", ROOT,
        ])  # fmt: skip
    print("  " + "\n  ".join(f"dist/{file.name}" for file in (ROOT / "dist").glob("*.whl")))


def bench(arguments):
    set_up("dev")
    return subprocess.call([str(program("python")), "-m", "benchmarks", *arguments], cwd=str(ROOT))


def audit(arguments):
    """Whether what is installed is what is locked, and whether a hole is known in any of it."""
    set_up("dev")
    return audit_locks()


def clean(arguments):
    """Removes what the set-up made, and nothing that people have written."""
    for name in CLEANABLE:
        shutil.rmtree(str(ROOT / name), ignore_errors=True)
    print("Ryddet. Det folk har skrevet, er urørt.")


TASKS = {
    "run": run, "test": test, "lint": lint, "format": tidy, "build": build, "bench": bench,
    "audit": audit, "clean": clean,
}  # fmt: skip


def main(arguments):
    require_python()
    if not arguments or arguments[0] not in TASKS:
        stop("Bruk: python3 dev.py " + " | ".join(TASKS))
    return TASKS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
