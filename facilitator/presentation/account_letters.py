"""What a prosessleder is told by e-mail when somebody has done something to their way in.

Never with a link in it that signs anybody in: the letter says that it was done, and by whom.
"""

from typing import Final

LINK, CODE, CLOSED, FORGOTTEN = "link", "code", "closed", "forgotten"
SUBJECTS: Final = {
    LINK: "Det er laget en lenke som logger inn som deg",
    CODE: "Koden din er slått av",
    CLOSED: "Kontoen din er stengt",
    FORGOTTEN: "Opplysningene om deg er slettet",
}
RUNNER: Final = "Den som drifter appen,"
"""Who does it, where it is done by command."""
_TEXTS: Final = {
    LINK: "{by} har laget en lenke som logger inn som deg i SMART Trenerutdanning. Den er din, og "
    "ingen andre skal bruke den.",
    CODE: "{by} har slått av koden fra telefonen din i SMART Trenerutdanning. Du er logget ut "
    "overalt, og trenger en ny lenke for å komme inn.",
    CLOSED: "{by} har stengt kontoen din i SMART Trenerutdanning. Du er logget ut overalt. Det du "
    "har skrevet, er ikke rørt.",
    FORGOTTEN: "{by} har slettet opplysningene om deg som prosessleder i SMART Trenerutdanning. "
    "E-postadressen din er også borte, så dette er det siste brevet du får herfra. Navnet ditt "
    "står på kompetansebevis du har utstedt eller skrevet under, og i loggen så lenge den ligger.",
}
_IF_NOT: Final = "Var det ikke avtalt, så si fra til den som drifter appen med en gang."


def body(what: str, name: str, by: str) -> str:
    """`name` is the first name of whoever it was done to."""
    return f"Hei {name}\n\n{_TEXTS[what].format(by=by)}\n\n{_IF_NOT}\n"
