"""Invented people for a rehearsal: spread like a kull, and not to be taken for anybody.

Every surname begins with «Øve», and so does every workplace. `person(n)` is the same each time.
"""

from dataclasses import dataclass

FIRST = (
    "Asta Birk Celine Dag Eira Filip Gro Hallvard Idunn Jostein Kaia Leon Mina Njål Othilie "
    "Petter Runa Sander Tiril Ulrik Vilde Yngve Åse Alida Brage Dina Eskil Frøya Georg Hedda "
    "Imre Juni Kornelia Lavrans Maiken Nikolai Oda Preben Ronja Selma Tarjei Una Viljar Ylva "
    "Ågot Amund Borghild Camilla Didrik Embla Fredrik Gunvor Halvor Inga Jens Klara Loke Malin "
    "Nanna Odin"
).split()

LAST = (
    "Øvedal Øvestrand Øvelien Øvebekk Øvefjord Øvegrend Øvehei Øvekleiv Øvelokka Øvemyr Øvenuten "
    "Øvepollen Øveslett Øvetangen Øveteig Øvetunet Øvevang Øvevik Øvevoll Øvebrekk Øvefoss "
    "Øvehagen Øvekollen Øvelund Øvemoen Øvenes Øvesund Øvestølen Øvetjern Øvehøgda Øveskogen"
).split()


@dataclass(frozen=True, slots=True)
class Place:
    """A workplace, and who comes from it: roles with their groups."""

    name: str
    municipality: str
    roles: tuple[tuple[str, str], ...]


def _school(name: str, municipality: str, grade: int) -> Place:
    teacher = (f"kontaktlærer {grade}. trinn", "skole")
    return Place(name, municipality, (teacher, ("rektor", "ledelse"), ("sosiallærer", "skole")))


def _kindergarten(name: str, municipality: str) -> Place:
    roles = (("pedagogisk leder", "barnehage"), ("barnehagelærer", "barnehage"))
    return Place(name, municipality, roles)


PLACES = (
    _school("Øvelia skole", "Øvby", 3),
    _kindergarten("Øvestubben barnehage", "Øvby"),
    Place("Øvelia SFO", "Øvby", (("SFO-leder", "sfo"), ("SFO-medarbeider", "sfo"))),
    _school("Øvebakken skole", "Øvdal", 6),
    Place("Øvebakken SFO", "Øvdal", (("barne- og ungdomsarbeider", "sfo"),)),
    Place("Barneverntjenesten Øvehjelpa", "Øvdal", (("barnevernspedagog", "barnevern"),)),
    Place(
        "Øvemarka ungdomsskole",
        "Øvnes",
        (("miljøterapeut", "miljo"), ("inspektør", "ledelse"), ("norsklærer", "skole")),
    ),
    _kindergarten("Øvekvisten barnehage", "Øvnes"),
    _school("Øveåsen skole", "Øvsund", 1),
    Place("Øvesporet helsestasjon", "Øvsund", (("helsesykepleier", "helse"),)),
    Place("Fritidsklubben Øveloftet", "Øvsund", (("klubbleder", "frivillighet"),)),
    _kindergarten("Øvefrøet barnehage", "Øvheim"),
    _school("Øvetoppen skole", "Øvheim", 5),
    Place("PP-tjenesten Øvekart", "Øvheim", (("PP-rådgiver", "ppt"),)),
)
MOST = len(FIRST) * len(LAST)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str
    role_group: str
    place: Place


def person(number: int) -> Person:
    """The invented person number `number`, from 0: all different up to MOST."""
    lap, first = divmod(number, len(FIRST))
    name = f"{FIRST[first]} {LAST[(first + 7 * lap) % len(LAST)]}"
    turn, at = divmod(number, len(PLACES))
    place = PLACES[at]
    role, group = place.roles[turn % len(place.roles)]
    return Person(name, role, group, place)
