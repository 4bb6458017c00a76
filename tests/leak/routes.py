"""What each role gets on somebody else's object: one row of routes.txt for every route.

The owner of what the addresses name is a participant of the room. Those who ask:

stranger     a browser that has never been here
projector    one that has opened the projector's page, and nothing else
guest        a guest of the same room, at another table
participant  a participant of the same room, at another table
other        a participant of another kull, in a room that is live at the same time
leader       a signed-in prosessleder who leads the kull, and is its kursholder
colleague    a signed-in prosessleder of the other kull alone
owner        the owner of the installation, who leads no kull

So a row has eight statuses; where the eighth is not written, the owner gets what a colleague gets.
What a prosessleder gets for their own kull a colleague gets 403 for, or 404 where it is not even
said that something is there. Which of these follow from which right is test_rights.py.
"""

from pathlib import Path
from typing import NamedTuple

ROLES = ("stranger", "projector", "guest", "participant", "other", "leader", "colleague", "owner")
TABLE = Path(__file__).with_name("routes.txt")


class Row(NamedTuple):
    """One line of the table."""

    place: str
    method: str
    rule: str
    statuses: tuple[str, ...]


def read(text: str) -> list[Row]:
    """The rows of a table. What is written wrong is said with the line that it stands on."""
    found: dict[tuple[str, str], Row] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        place = f"{TABLE.name}:{number}"
        words = line.split()
        if len(words) - 2 not in (len(ROLES) - 1, len(ROLES)):
            raise ValueError(f"{place}: {line.strip()} has not a status for each role")
        method, rule, *statuses = words
        if (method, rule) in found:
            raise ValueError(f"{place}: {method} {rule} stands in {found[method, rule].place} too")
        all_of_them = (*statuses, statuses[-1])[: len(ROLES)]
        found[method, rule] = Row(place, method, rule, all_of_them)
    return list(found.values())


_READ = read(TABLE.read_text("utf-8"))
ROWS = {(row.method, row.rule): row.statuses for row in _READ}
PLACES = {(row.method, row.rule): row.place for row in _READ}
"""Where the row of a route stands."""

EVENTS = {
    "enter": {
        "phone": "guest participant",
        "board": "stranger projector guest participant other leader colleague owner",
        "lead": "leader",
        "": "",
    }
}
"""Socket event → surface → the roles that are let in."""
