"""What the terminal says when the demo starts: addresses, the room code and a QR code."""

import io
from pathlib import Path

import segno
from rich.console import Console
from rich.text import Text

from facilitator.demo.load import Demo
from facilitator.domain.rooms import shown_code


def announce(
    demo: Demo, *, data_dir: Path, local: str, shared: str, token: str, console: Console
) -> None:
    """Say where everything is. `shared` is the address that phones can reach."""
    room = f"{shared}/rom/{demo.public_id}"
    lines = [
        ("Datamappe", str(data_dir)),
        ("På denne maskinen", local),
        ("På nettet her", shared if shared != local else ""),
        (f"Logg inn som {demo.leader_name.split()[0]}", f"{shared}/lenke/{token}"),
        ("Lerret", f"{room}/lerret"),
        ("Styring", f"{room}/styring"),
        ("Romkode", shown_code(demo.join_code)),
    ]
    console.print()
    _say(console, Text(f"Kull 10, samling 8 · {_day(demo)}", style="bold"))
    console.print()
    for name, value in lines:
        if value:
            _say(console, Text(f"{name:<20}", style="dim").append(value, style="default"))
    console.print()
    _say(console, Text(qr(room)))
    _say(console, Text("Skann for å bli med fra telefonen. Stopp med Ctrl-C."))
    if demo.days_old:
        _say(console, _old(demo))


def _say(console: Console, text: Text) -> None:
    # Addresses are not broken over two lines: one wants to click or copy them.
    console.print(text, soft_wrap=True, highlight=False)


def _day(demo: Demo) -> str:
    return "i dag" if not demo.days_old else demo.date.strftime("%d.%m.%Y")


def _old(demo: Demo) -> Text:
    days = f"{demo.days_old} dager gammel" if demo.days_old != 1 else "fra i går"
    if demo.days_old < 0:
        days = "satt opp for en dag som ikke er kommet"
    return Text(
        f"\nDemoen er {days}. Alt dere har gjort, er her fortsatt. Vil dere ha samling 8 i dag, "
        "start med demo --reset; det tas en kopi først.",
        style="yellow",
    )


def qr(address: str) -> str:
    """A QR code in half blocks, for a dark or a light terminal."""
    held = io.StringIO()
    segno.make(address, error="m").terminal(out=held, compact=True)
    return held.getvalue().rstrip("\n")
