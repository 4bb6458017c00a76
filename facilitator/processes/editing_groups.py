"""Who sits together, as an author says it: «samme grupper som i fase 3», «nye grupper».

A file has group sets with keys, sizes and forms; here they are made, found and dropped. The
home of a set is the phase where its size and form are chosen; the others only point at it.
"""

from collections.abc import Iterator

from facilitator.processes.editing_shape import (
    TOGETHER,
    Raw,
    bounds,
    index_of,
    phases_of,
    slug,
    users,
    without,
)

USUAL = {"pair": "2", "group": "4-6", "round": "5-6"}
NEW = ("mix", "self", "workplace")
"""Forms that need no other groups to be made of."""


def home_of(raw: Raw, key: str) -> int | None:
    """Where a set is chosen: the first phase in which people sit in it."""
    found = list(users(raw, key))
    sitting = [index for index in found if phases_of(raw)[index].get("kind") in TOGETHER]
    return next(iter(sitting or found), None)


def set_of(raw: Raw, index: int) -> Raw | None:
    found: Raw | None = raw.get("groups", {}).get(phases_of(raw)[index].get("groups"))
    return found


def is_home(raw: Raw, index: int) -> bool:
    return home_of(raw, phases_of(raw)[index].get("groups", "")) == index


def chosen(raw: Raw, index: int) -> str:
    """How the groups of a phase come to be: `same:runde`, `merge:par`, `mix` … or nothing."""
    phase = phases_of(raw)[index]
    key, found = phase.get("groups", ""), set_of(raw, index)
    if not key or found is None:
        return ""
    home = home_of(raw, key)
    if home is not None and home != index:
        return f"same:{phases_of(raw)[home]['key']}"
    form, source = str(found.get("form", "mix")), found.get("from", "")
    return f"{form}:{source}" if source else form


def earlier_sets(raw: Raw, index: int) -> Iterator[tuple[str, int]]:
    """Sets that are used before a phase, each with its home; its own is none of them."""
    own = phases_of(raw)[index].get("groups") if is_home(raw, index) else None
    for key in raw.get("groups", {}):
        home, used = home_of(raw, key), next(users(raw, key), None)
        if key != own and home is not None and used is not None and min(home, used) < index:
            yield key, home


def others(raw: Raw, index: int) -> Iterator[tuple[str, int]]:
    """Sets that a phase may share: used before it, or by the one whose groups it knows."""
    own = phases_of(raw)[index].get("groups")
    found = dict(earlier_sets(raw, index))
    home = home_of(raw, own) if own else None
    if own in raw.get("groups", {}) and home is not None and home != index:
        found.setdefault(str(own), home)
    yield from found.items()


def choose(raw: Raw, index: int, value: str) -> None:
    """What `chosen` gives, the other way."""
    phase = phases_of(raw)[index]
    how, _, which = value.partition(":")
    if not how:
        phase.pop("groups", None)
        return
    if how == "same":
        other = index_of(raw, which)
        key = phases_of(raw)[other].get("groups", "") if other is not None else ""
        if key:
            join(raw, index, key)
        return
    found = set_of(raw, index) if is_home(raw, index) else None
    if found is None:
        found = _make(raw, index)
    found["form"] = how
    without(found, "from")
    if which:
        found["from"] = which
        source = raw.get("groups", {}).get(which, {})
        if how == "merge":
            resize(raw, index, doubled(str(source.get("size", "2"))))


def join(raw: Raw, index: int, key: str) -> None:
    """The phase uses a set that there is."""
    phase = phases_of(raw)[index]
    phase["groups"] = key
    if phase.get("kind") in TOGETHER:
        phase["size"] = raw["groups"][key].get("size", "")


def resize(raw: Raw, index: int, size: str) -> None:
    """How many sit together: of the set, and of every phase that sits in it."""
    phase, found = phases_of(raw)[index], set_of(raw, index)
    if found is None:
        phase["size"] = size
        return
    before = found.get("size")
    found["size"] = size
    for user in users(raw, phase["groups"]):
        other = phases_of(raw)[user]
        if other.get("kind") in TOGETHER or other.get("size") == before:
            other["size"] = size


def doubled(size: str) -> str:
    found = bounds(size)
    if found is None:
        return "4"
    low, high = (2 * end for end in found)
    return f"{low}" if low == high else f"{low}-{high}"


def sit_down(raw: Raw, index: int) -> None:
    """A phase that has become one in which people sit together finds its groups, or makes them."""
    phase = phases_of(raw)[index]
    pair = phase["kind"] == "pair"
    fitting = [
        key
        for key, _ in earlier_sets(raw, index)
        if (raw["groups"][key].get("size") == "2") == pair
    ]
    own = phase.get("groups")
    if own in raw.get("groups", {}) and (raw["groups"][own].get("size") == "2") == pair:
        join(raw, index, str(own))
    elif fitting:
        join(raw, index, fitting[-1])
    else:
        _make(raw, index)


def _make(raw: Raw, index: int) -> Raw:
    """A set of its own for this phase."""
    phase = phases_of(raw)[index]
    kind = phase.get("kind")
    size = USUAL["pair"] if kind == "pair" else phase.get("size", "all")
    if bounds(size) is None or (size in ("1", "2") and kind != "pair"):
        size = USUAL.get(str(kind), "4-6")
    sets = raw.setdefault("groups", {})
    name = {"pair": "par", "round": "ringer"}.get(str(kind), "grupper")
    key = slug(name, sets, "grupper")
    made: Raw = {"size": size, "form": "mix"}
    if kind == "round":
        made |= {"name": "Ringer", "one": "Ring"}
    sets[key] = made
    phase["groups"] = key
    if kind in TOGETHER:
        phase["size"] = size
    return made


def settle(raw: Raw) -> list[str]:
    """After a change: sets that nobody uses are gone, and what pointed at them is mended."""
    said: list[str] = []
    sets: dict[str, Raw] = raw.get("groups", {})
    for key in [key for key in sets if next(users(raw, key), None) is None]:
        del sets[key]
    for key, found in sets.items():
        source = found.get("from")
        if source and source not in sets:
            without(found, "from")
            found["form"] = "mix"
            said.append(f"Gruppene i {named(raw, home_of(raw, key))} blir nå blandet på nytt.")
        if "apart_from" in found and isinstance(found["apart_from"], list):
            found["apart_from"] = [other for other in found["apart_from"] if other in sets]
        _when_seen(raw, key, found)
    if not sets:
        raw.pop("groups", None)
    return said


def _when_seen(raw: Raw, key: str, found: Raw) -> None:
    """Groups cannot be seen for the first time after they are used."""
    first = next(users(raw, key), 0)
    for name in ("made", "shown"):
        if name in found:
            at = index_of(raw, str(found[name]))
            if at is None or at > first:
                del found[name]


def named(raw: Raw, index: int | None) -> str:
    """«fase 3 «Runde»»."""
    if index is None:
        return "en fase"
    return f"fase {index + 1} «{phases_of(raw)[index].get('name', '')}»"
