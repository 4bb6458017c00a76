"""What the page about people's data says of this installation: set by its owner, in plain words.

What an organiser must say for itself is empty until somebody has written it; the rest has words.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from facilitator.domain import audit, consents, settings
from facilitator.domain.form_fields import Fields
from facilitator.domain.policies import Actor

LINE_LIMIT: Final = 200
TEXT_LIMIT: Final = 4000
KEY: Final = "privacy.{}"


@dataclass(frozen=True, slots=True)
class Spec:
    """A setting: where it is kept, and what stands until it is written."""

    key: str
    usual: str = ""
    long: bool = False


SPECS: Final = {
    "controller": Spec(KEY.format("controller")),
    "contact": Spec(KEY.format("contact")),
    "officer": Spec(KEY.format("officer")),
    "processors": Spec(KEY.format("processors"), long=True),
    "basis": Spec(
        KEY.format("basis"),
        "Vi trenger opplysningene for å gjennomføre utdanningen. Det er en offentlig oppgave og "
        "bygger ikke på samtykke. Samtykke spør vi bare om når det gjelder bilder, publisering og "
        "forskning, hver for seg, og du kan ta det tilbake når du vil.",
        long=True,
    ),
    "archive": Spec(
        KEY.format("archive"),
        "Noe kan arrangøren ha plikt til å ta vare på lenger, som deltakerliste, oppmøte, "
        "kompetansebevis og samlingsnotat. Er arrangøren offentlig, kan andre be om å få se "
        "samlingsnotatene.",
        long=True,
    ),
    "complaint": Spec(
        KEY.format("complaint"),
        "Er du uenig i hvordan vi bruker opplysningene, si gjerne fra til oss først. Du kan også "
        "klage til Datatilsynet, datatilsynet.no.",
        long=True,
    ),
} | {
    f"consent_{kind}": Spec(consents.TEXT_KEY.format(kind), words, long=True)
    for kind, words in consents.WORDS.items()
}


def texts(session: Session) -> dict[str, str]:
    """Each by its name, as it is written or as it stands until then."""
    names = {spec.key: name for name, spec in SPECS.items()}
    kept = settings.values(session, names)
    written = {names[key]: str(value) for key, value in kept.items() if value}
    return {name: spec.usual for name, spec in SPECS.items()} | written


def write(session: Session, typed: Mapping[str, str], actor: Actor, now: dt.datetime) -> None:
    """Raises Invalid by field. An emptied one goes back to what stands there from the beginning."""
    fields = Fields(typed)
    said = {
        name: fields.text(name, TEXT_LIMIT) if spec.long else fields.line(name, LINE_LIMIT)
        for name, spec in SPECS.items()
        if name in typed
    }
    fields.done()
    before = texts(session)
    for name, text in said.items():
        if (text or SPECS[name].usual) != before[name]:
            own = "" if text == SPECS[name].usual else text
            settings.put(session, SPECS[name].key, own, now, actor.name)
            audit.note(session, actor, audit.SETTINGS, now, "personvern", field=name)
