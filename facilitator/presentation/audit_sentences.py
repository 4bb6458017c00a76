"""What one line of the log says: «Aslak Lie åpnet arbeidsmappa til Ane Havgløtt»."""

from collections.abc import Mapping

from facilitator.domain import (
    access_listing,
    audit,
    email_codes,
    forgetting,
    links,
    taken_back_again,
)
from facilitator.domain.audit_reading import COMMAND_NAMES, Names
from facilitator.models import AuditEntry

VERBS: Mapping[str, str] = {
    audit.OPENED: "Åpnet noens materiale",
    audit.EXPORTED: "Hentet ut en fil",
    audit.CHANGED: "Endret",
    audit.ISSUED: "Utstedte bevis",
    audit.DELETED: "Slettet",
    audit.SETTINGS: "Endret innstillinger",
    audit.ROLE: "Endret hvem som leder",
    audit.LINK: "Hentet fram en lenke",
    audit.CONSENT: "Svarte på samtykke",
    audit.INVITED: "Inviterte",
    audit.SIGNED_IN: "Logget inn",
    audit.SIGNED_OUT: "Logget ut",
    audit.REFUSED: "Kom ikke inn",
    audit.ACCOUNT: "Endret kontoen sin",
}
_DID: Mapping[str, str] = {
    audit.OPENED: "åpnet",
    audit.EXPORTED: "hentet ut",
    audit.CHANGED: "endret",
    audit.ISSUED: "utstedte",
    audit.DELETED: "slettet",
    audit.INVITED: "inviterte",
}
_PLAIN: Mapping[str, str] = {
    audit.SETTINGS: "endret innstillingene",
    audit.ROLE: "bestemte",
    audit.LINK: "hentet fram en innloggingslenke",
    audit.SIGNED_OUT: "logget ut",
    audit.REFUSED: "kom ikke inn",
    audit.ACCOUNT: "endret kontoen",
}
_WHOLE: Mapping[str, tuple[str, str]] = {
    forgetting.WISHED: ("ba om å få alt slettet", "ba om at alt som hører til {}, blir slettet"),
    forgetting.CHANGED_MIND: (
        "angret ønsket om å få alt slettet",
        "angret ønsket om at alt som hører til {}, blir slettet",
    ),
    links.SHOWN: ("hentet fram sin personlige lenke", "hentet fram den personlige lenken til {}"),
    links.RENEWED: ("fornyet sin personlige lenke", "fornyet den personlige lenken til {}"),
    links.TAKEN_BACK: ("tok tilbake sin personlige lenke", "tok tilbake lenken til {}"),
    access_listing.DEVICE_OFF: ("tok bort en enhet", "tok bort en enhet som åpnet mappa til {}"),
    email_codes.BY_CODE: ("kom inn med en kode på e-post",) * 2,
    "sikkerhetskopi": ("tok en sikkerhetskopi",) * 2,
    "lagt tilbake fra sikkerhetskopi": ("la tilbake en sikkerhetskopi",) * 2,
    taken_back_again.ALREADY: ("tok på nytt tilbake det som var tatt tilbake siden kopien",) * 2,
    taken_back_again.SIGNED_OUT: ("logget ut alle prosessledere",) * 2,
}
"""What is a whole sentence of its own: done by oneself, and done for somebody."""
_WAYS = {"link": "med lenke", "password": "med passord", "provider": "med pålogging utenfra"}
_CONSENTS = {"photo": "bilder", "publication": "publisering", "research": "forskning"}
_FILES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "html": "nettside", "md": "Markdown"}
_YOURS = {
    "arbeidsmappa": "arbeidsmappa di",
    "en fil i et praksisdokument": "en fil i et av praksisdokumentene dine",
    "et praksisdokument": "et av praksisdokumentene dine",
    "oppmøtet": "oppmøtet ditt",
    "oppsummeringen": "oppsummeringen din",
    "personsiden": "personsiden din",
}
SOMEBODY = "en deltaker"
GONE = "en som er slettet"


def sentence(entry: AuditEntry, names: Names, *, own: bool = False, nameless: bool = False) -> str:
    """`own`: said to the one it is about. `nameless`: participants have no name."""
    by = _by(entry, names, nameless)
    whose = ""
    if entry.about_id is not None and entry.about_id != entry.participant_id:
        whose = SOMEBODY if nameless else names.people.get(entry.about_id, GONE)
    if entry.verb == audit.SIGNED_IN:
        return f"{by} logget inn {_WAYS.get(entry.what, '')}".rstrip()
    if entry.verb == audit.CONSENT:
        answer = str(entry.details.get("answer", ""))
        kind = _CONSENTS.get(entry.what, entry.what)
        if whose:  # given again after an older copy was put back
            return f"{by} gjentok et {answer} til {kind} fra {'deg' if own else whose}"
        return f"{by} svarte {answer} til {kind}"
    if entry.what in _WHOLE:
        alone, for_somebody = _WHOLE[entry.what]
        to = "deg" if own else whose
        return f"{by} {for_somebody.format(to) if to else alone}"
    if entry.verb in _PLAIN:
        return _plain(entry, by, "deg" if own else whose)
    did = str(entry.details.get("did", "")) or _DID[entry.verb]
    return f"{by} {did} {_what(entry, whose, own)}{_as_file(entry)}"


def _by(entry: AuditEntry, names: Names, nameless: bool) -> str:
    if entry.facilitator_id is not None:
        return names.leaders.get(entry.facilitator_id, entry.by)
    if entry.participant_id is not None:
        known = names.people.get(entry.participant_id, entry.by)
        return SOMEBODY.capitalize() if nameless else known
    # A name that stands alone is of somebody who is no longer here, or of a command.
    if entry.by.startswith(COMMAND_NAMES):
        return "Serveren"
    return entry.by or GONE.capitalize()


def _plain(entry: AuditEntry, by: str, whose: str) -> str:
    to = f" til {whose}" if whose else ""
    said = f"{by} {_PLAIN[entry.verb]}{to}"
    return f"{said}: {entry.what}" if entry.what else said


def _what(entry: AuditEntry, whose: str, own: bool) -> str:
    if own and entry.what in _YOURS:
        return _YOURS[entry.what]
    if own and entry.about_id is None:
        return f"{entry.what}, også din"
    name = "deg" if own else whose
    if "{}" in entry.what:
        return entry.what.replace("{}", name or SOMEBODY)
    return f"{entry.what} til {name}" if name else entry.what


def _as_file(entry: AuditEntry) -> str:
    ending = str(entry.details.get("as", ""))
    return f" ({_FILES.get(ending, ending)})" if ending else ""
