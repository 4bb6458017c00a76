"""What we are built of: as locked, at peace with itself, and without holes that are known.

The first two need no network. The third asks a list of known holes by way of pip-audit and npm,
where they are found; whoever keeps an installation runs it now and then.
"""

import json
import re
import shutil
import subprocess

from devtools.console import ROOT
from devtools.python_env import program

LOCK = ROOT / "requirements" / "run.txt"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.M)
ASK_INSTALLED = (
    "import importlib.metadata as m\n"
    "for d in m.distributions(): print(d._path.name.rsplit('.', 1)[0])"
)
"""By the folder's name: a package may say its version in another way than its index does."""


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text):
    """Versions by name; one lock serves several Pythons, so there may be more than one."""
    found = {}
    for name, version in PIN.findall(text):
        found.setdefault(normal(name), set()).add(version)
    return found


def here():
    """Version by name, as the folders of what is installed say it."""
    asked = subprocess.run(
        [str(program("python")), "-c", ASK_INSTALLED], capture_output=True, text=True, check=True
    )
    pairs = (line.rsplit("-", 1) for line in asked.stdout.split())
    return {normal(name): version for name, version in pairs}


def differing(locked, installed):
    """What is here in another version than the locked ones; what is left out is no risk."""
    return sorted(
        f"{name} er {installed[name]}, låst til {' eller '.join(sorted(versions))}"
        for name, versions in locked.items()
        if name in installed and installed[name] not in versions
    )


def audit_locks():
    """1 when something is wrong, and each fault on its line."""
    python = str(program("python"))
    faults = differing(pins(LOCK.read_text(encoding="utf-8")), here())
    for fault in faults:
        print("✗ " + fault)
    agree = subprocess.call([python, "-m", "pip", "check"], cwd=str(ROOT)) == 0
    print("✓ låst og installert er det samme" if not faults else "✗ kjør python3 dev.py test")
    return 1 if faults or not agree or _known_holes() else 0


def _known_holes():
    """Whether any is told of. What cannot be asked is said, and is no fault."""
    found = False
    for name, command, holes in ASKED:
        where = shutil.which(command[0])
        told = holes(_answer([where, *command[1:]])) if where else None
        if told is None:
            print(f"– {name} svarte ikke. Prøv igjen der det er nett: {' '.join(command)}")
            continue
        print("\n".join(f"✗ {hole}" for hole in told) or f"✓ {name}: ingen kjente hull")
        found = found or bool(told)
    return found


def _answer(command):
    """Both end with 1 for a hole and for no network alike, so what they say is what counts."""
    done = subprocess.run(command, cwd=str(ROOT), capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout)
    except ValueError:
        return None


def pip_holes(answer):
    """A line for each known hole, or None when the list could not be asked."""
    if not isinstance(answer, dict) or "dependencies" not in answer:
        return None
    return [
        f"{each['name']} {each.get('version', '')}: {hole['id']}"
        for each in answer["dependencies"]
        for hole in each.get("vulns", ())
    ]


def npm_holes(answer):
    """The same of npm, from `moderate` and up."""
    if not isinstance(answer, dict) or "vulnerabilities" not in answer:
        return None
    return [
        f"{name}: {each['severity']}"
        for name, each in answer["vulnerabilities"].items()
        if each["severity"] in GRAVE
    ]


GRAVE = ("moderate", "high", "critical")
ASKED = (
    (
        "pip-audit",
        ["pip-audit", "-f", "json", "-r", "requirements/run.txt", "--require-hashes",
         "--disable-pip"],
        pip_holes,
    ),
    ("npm", ["npm", "audit", "--json", "--omit=dev"], npm_holes),
)  # fmt: skip
