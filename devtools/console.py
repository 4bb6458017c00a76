"""Telling what goes on, and in one line what is wrong."""

import contextlib
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOG = VENV / "setup.log"
NO_NETWORK = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeout|Failed to establish a new connection"
    r"|Temporary failure in name resolution|Network is unreachable|ProxyError"
    r"|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH"
)


def stop(message):
    """One line in bokmål on what is wrong; a trace would help nobody here."""
    sys.exit(message)


def seconds(since):
    return f"{time.monotonic() - since:.1f} s".replace(".", ",")


def tick(text, started, done):
    """On a terminal the seconds are counted up, so that a slow network does not look dead."""
    while not done.wait(0.5):
        print(f"\r→ {text} … {seconds(started)}", end="", flush=True)


@contextlib.contextmanager
def step(text):
    """A line while the work goes on, and how long it took."""
    started, done = time.monotonic(), threading.Event()
    counter = threading.Thread(target=tick, args=(text, started, done), daemon=True)
    if sys.stdout.isatty():
        counter.start()
    else:
        print(f"→ {text} …", flush=True)
    try:
        yield
    finally:
        done.set()
        if counter.is_alive():
            counter.join()
            print("\r", end="")
    print(f"✓ {text} ({seconds(started)})", flush=True)


def quietly(command, **options):
    """Runs with its output in the log; when it fails, the cause is said in one line."""
    result = subprocess.run(
        [str(part) for part in command], cwd=str(ROOT), text=True, errors="replace",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options
    )  # fmt: skip
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(map(str, command))}\n{result.stdout}\n")
    if result.returncode:
        explain(result.stdout)
    return result.stdout


def explain(output):
    if sys.stdout.isatty():
        print()
    if NO_NETWORK.search(output):
        stop("Får ikke hentet pakker: ingen kontakt med nettet. Koble til og prøv igjen.")
    lines = [line for line in output.splitlines() if line.strip()]
    print("\n".join(lines[-15:]), file=sys.stderr)
    stop(f"Oppsettet stoppet. Hele loggen: {LOG.relative_to(ROOT)}")
