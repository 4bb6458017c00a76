"""What will happen with each row of a list: pure, so that what is shown is what is done.

Somebody is known again by the e-mail address, else by name and workplace, else by the name when
only one in the kull bears it. Where that does not settle it, the prosessleder is asked. An empty
cell never takes away what is known already.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from facilitator.domain import role_groups
from facilitator.domain.addresses import clean_email, same
from facilitator.domain.roster_columns import (
    EMAIL,
    FIRST,
    LAST,
    MUNICIPALITY,
    NAME,
    ROLE,
    ROLE_GROUP,
    WORKPLACE,
    Sheet,
)
from facilitator.domain.roster_fields import LIMITS, Person
from facilitator.errors import Invalid
from facilitator.text import NATIONAL_ID

NEW, WAITING, CHANGED, SAME, ASKS, REFUSED = "new", "waiting", "changed", "same", "asks", "refused"
"""What happens with a row."""

AS_NEW = "new"
NO_NAME = "Her står det ikke noe navn."
NO_ADDRESS = "E-postadressen er ikke riktig skrevet. Rett den i fila, og hent den inn på nytt."
TOO_LONG = "{field} er for langt til å være riktig. Se over raden."

LABELS = {
    "name": "navn",
    "email": "e-post",
    "role": "stilling",
    "role_group": "rollegruppe",
    "workplace": "arbeidssted",
    "municipality": "kommune",
}


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is in the kull, on its waiting list, or has left it."""

    id: int
    person: Person
    place: str


@dataclass(frozen=True, slots=True)
class Change:
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row: `person` as it will be, of `participant_id` when it is somebody known."""

    number: int
    kind: str
    person: Person
    participant_id: int | None = None
    changes: tuple[Change, ...] = ()
    why: str = ""
    choices: tuple[Known, ...] = ()
    """Who it may be, when that had to be asked; the answer is an id or `new`."""
    has_left: bool = False


@dataclass
class _State:
    """What the rows before have come to."""

    free: int
    taken: dict[int, int] = field(default_factory=dict)
    """Participant → the row that is about them."""
    new: list[tuple[int, Person]] = field(default_factory=list)


def plan(
    sheet: Sheet,
    known: Sequence[Known],
    free: int,
    answers: Mapping[int, str] | None = None,
) -> tuple[Outcome, ...]:
    """What happens with each row, in the order of the file. `free` seats are left."""
    rows = [
        (number, None if number in sheet.forbidden else read_row(sheet.meanings, cells))
        for number, cells in sheet.rows
    ]
    shared = _shared_addresses(person for _, person in rows if person)
    state = _State(free)
    return tuple(
        _outcome(number, person, known, shared, state, (answers or {}).get(number, ""))
        for number, person in rows
    )


def read_row(meanings: Sequence[str], cells: Sequence[str]) -> Person:
    said = {meaning: cell for meaning, cell in zip(meanings, cells, strict=True) if meaning}
    name = said.get(NAME, "") or f"{said.get(FIRST, '')} {said.get(LAST, '')}"
    role = said.get(ROLE, "")
    return Person(
        name=_in_order(name),
        email=said.get(EMAIL, "").removeprefix("mailto:").strip("<>;, "),
        role=role,
        role_group=role_groups.known(said.get(ROLE_GROUP, "")) or role_groups.guess(role),
        workplace=said.get(WORKPLACE, ""),
        municipality=_municipality(said.get(MUNICIPALITY, "")),
    )


def _in_order(name: str) -> str:
    """«Havgløtt, Ane» is Ane Havgløtt."""
    last, comma, first = name.partition(",")
    if comma and "," not in first and first.strip():
        name = f"{first} {last}"
    return " ".join(unicodedata.normalize("NFC", name).split())


def _municipality(name: str) -> str:
    """«Tønsberg kommune» and «TØNSBERG» are Tønsberg."""
    words = name.split()
    if len(words) > 1 and words[-1].casefold() == "kommune":
        words.pop()
    place = " ".join(words)
    return place.title() if place.isupper() and len(place) > 2 else place


def _shared_addresses(people: Iterable[Person]) -> set[str]:
    """Addresses that several names of the file have: the school's own, which tells nobody apart."""
    pairs = {(p.email.casefold(), key(p.name)) for p in people if p.email}
    return {email for email, count in Counter(email for email, _ in pairs).items() if count > 1}


def key(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _outcome(
    number: int,
    person: Person | None,
    known: Sequence[Known],
    shared: set[str],
    state: _State,
    answer: str,
) -> Outcome:
    if person is None:
        return Outcome(number, REFUSED, Person(), why=NATIONAL_ID)
    if fault := _fault(person):
        return Outcome(number, REFUSED, person, why=fault)
    found, sure = _who(person, known, shared)
    if sure:
        return _settled(number, person, found, shared, state)
    choices = tuple(found)
    chosen = [each for each in found if str(each.id) == answer]
    if not chosen and answer != AS_NEW:
        return Outcome(number, ASKS, person, choices=choices)
    # One who is word for word the same was made by «new», when that was answered before.
    settled = chosen or [each for each in found if each.person == person][:1]
    return replace(_settled(number, person, settled, shared, state), choices=choices)


def _settled(
    number: int, person: Person, found: Sequence[Known], shared: set[str], state: _State
) -> Outcome:
    """The row is about the one who is found, or about somebody new."""
    if not found:
        return _new(number, person, shared, state)
    (match,) = found
    if match.id in state.taken:
        return Outcome(number, REFUSED, person, why=_twice(state.taken[match.id]))
    state.taken[match.id] = number
    return _matched(number, person, match)


def _fault(person: Person) -> str:
    if not person.name:
        return NO_NAME
    for name, most in LIMITS.items():
        if len(getattr(person, name)) > most:
            return TOO_LONG.format(field=LABELS[name].capitalize())
    try:
        clean_email(person.email)
    except Invalid:
        return NO_ADDRESS
    return ""


def _who(person: Person, known: Sequence[Known], shared: set[str]) -> tuple[list[Known], bool]:
    """Nobody, the one it is, or those it may be; and whether that is sure."""
    if person.email and person.email.casefold() not in shared:
        by_mail = [each for each in known if same(each.person.email, person.email)]
        if len(by_mail) == 1:
            return by_mail, _namesakes(person.name, by_mail[0].person.name)
    named = [each for each in known if key(each.person.name) == key(person.name)]
    at_work = [
        each
        for each in named
        if person.workplace and key(each.person.workplace) == key(person.workplace)
    ]
    if len(at_work) == 1:
        return at_work, True
    return named, not named or (len(named) == 1 and not _another(person, named[0].person))


def _namesakes(one: str, other: str) -> bool:
    """Some of the name is the same: a new surname, and not a colleague with the same address."""
    return bool({*key(one).split()} & {*key(other).split()})


def _another(person: Person, known: Person) -> bool:
    """Same name, and they work elsewhere: two people, or one who has changed work."""
    if same(person.email, known.email) or not (person.workplace and known.workplace):
        return False
    return _first(person.workplace) != _first(known.workplace)


def _first(workplace: str) -> str:
    """«Lia» and «Lia barneskole» are the same place."""
    return key(workplace).split()[0]


def _new(number: int, person: Person, shared: set[str], state: _State) -> Outcome:
    for earlier, other in state.new:
        by_mail = same(other.email, person.email) and person.email.casefold() not in shared
        by_name = key(other.name) == key(person.name) and key(other.workplace) == key(
            person.workplace
        )
        if by_mail or by_name:
            return Outcome(number, REFUSED, person, why=_twice(earlier))
    state.new.append((number, person))
    state.free -= 1
    return Outcome(number, NEW if state.free >= 0 else WAITING, person)


def _twice(number: int) -> str:
    return f"Står også på rad {number}, og blir hentet inn én gang."


def _matched(number: int, person: Person, match: Known) -> Outcome:
    before = match.person
    after = replace(
        before,
        **{name: _kept(name, getattr(before, name), getattr(person, name)) for name in LABELS},
    )
    changes = tuple(
        Change(label, _shown(name, getattr(before, name)), _shown(name, getattr(after, name)))
        for name, label in LABELS.items()
        if getattr(before, name) != getattr(after, name)
    )
    kind = CHANGED if changes else SAME
    return Outcome(number, kind, after, match.id, changes, has_left=match.place == "left")


def _kept(name: str, before: str, said: str) -> str:
    """What it will be. Capitals are no change, and a group that somebody has chosen stays."""
    if not said or key(said) == key(before) or (name == "role_group" and before):
        return before
    return said


def _shown(name: str, value: str) -> str:
    return role_groups.NAMES.get(value, value) if name == "role_group" else value
