"""What the groups of a process are called: as its file says, or by what they are."""

from facilitator.models import Group
from facilitator.processes.schema import Process

TABLE = "Bord"


def of_group(process: Process, group: Group) -> str:
    """«Lag 2», «Par 3», «Trio 7» or «Bord 4»."""
    return f"{_each(process, group)} {group.number}"


def of_set(process: Process, group: Group) -> str:
    """The heading of the set that the group is one of: «Firere», «Par» or «Bord»."""
    known = process.groups.get(group.set_key)
    return (known.name if known else "") or _kind(group)


def where(process: Process, group: Group) -> str:
    """What one is moved to: «lag», «par» or «bord»."""
    known = process.groups.get(group.set_key)
    return ((known.each if known else "") or _kind(group)).lower()


def _each(process: Process, group: Group) -> str:
    known = process.groups.get(group.set_key)
    if known is not None and known.each:
        return known.each
    return "Trio" if group.circle == "pair" and len(group.members) == 3 else _kind(group)


def _kind(group: Group) -> str:
    return "Par" if group.circle == "pair" else TABLE
