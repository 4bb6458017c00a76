"""Short values in «Last ned alt mitt» in the words of the page, by table and field."""

from facilitator.domain.jobs import CANCELLED
from facilitator.domain.policies import LEVEL_NAMES
from facilitator.presentation.attendance import WHEN
from facilitator.presentation.certificates import STATUS_WORDS
from facilitator.presentation.jobs import HEADS
from facilitator.presentation.made import KINDS, STATES, SUMMARY_TYPES
from facilitator.presentation.reading_person import PORTFOLIO_STATES

_STATES = {status: words[0] for status, words in STATES.items()}
_PORTFOLIO = {status: state.word for status, state in PORTFOLIO_STATES.items()}
_ATTENDANCE = {"present": "Til stede", "absent": "Ikke til stede", "proposed": "Foreslått"}

WORDS: dict[tuple[str, str], dict[str, str]] = {
    ("participant", "place"): {
        "seated": "Har plass",
        "waiting": "Venteliste",
        "left": "Har sluttet i kullet",
    },
    ("audit_entry", "verb"): {
        "signed_in": "Logget inn",
        "signed_out": "Logget ut",
        "refused": "Slapp ikke inn",
        "account": "Endret innlogging",
        "invited": "Inviterte",
        "role": "Endret rolle",
        "link": "Personlig lenke",
        "settings": "Innstillinger",
        "opened": "Åpnet",
        "changed": "Endret",
        "exported": "Hentet",
        "issued": "Utstedte",
        "deleted": "Slettet",
        "consent": "Samtykke",
    },
    ("consent", "kind"): {
        "photo": "Bilder av deg",
        "publication": "Publisering",
        "research": "Forskning",
    },
    ("attendance", "half"): WHEN,
    ("attendance", "status"): _ATTENDANCE,
    ("attendance_change", "half"): WHEN,
    ("attendance_change", "what"): {
        "half": "Oppmøte",
        "entry": "Med fra samling",
        "agreement": "Avtale",
    },
    ("attendance_change", "before"): _ATTENDANCE,
    ("attendance_change", "after"): _ATTENDANCE,
    ("card", "visibility"): LEVEL_NAMES,
    ("certificate", "status"): STATUS_WORDS,
    ("claim", "how"): {
        "code": "Romkode og navn",
        "link": "Personlig lenke",
        "guest": "Som gjest",
        "seat": "Plass tatt vare på",
    },
    ("document_event", "status"): _STATES,
    ("summary_event", "status"): _STATES,
    ("portfolio_event", "status"): _PORTFOLIO,
    ("portfolio_review", "status"): _PORTFOLIO,
    ("practice_document", "status"): _STATES,
    ("practice_document", "kind"): KINDS,
    ("summary", "status"): _STATES,
    ("summary", "type"): SUMMARY_TYPES,
    ("document_file", "kind"): {"photo": "Bilde", "pdf": "PDF", "docx": "Word"},
    ("group_member", "circle"): {"pair": "Par eller trio", "group": "Bord"},
    ("interview", "role"): {"teller": "fortalte", "interviewer": "spurte, lyttet og skrev"},
    ("job", "status"): {**HEADS, CANCELLED: "Avbrutt"},
    ("led_process", "role"): {
        "borrowed": "Du lånte et rom og ledet dine egne",
        "remote": "Du hadde fjernkontrollen",
    },
    ("letter", "about"): {
        "link": "Personlig lenke",
        "reminder": "Påminnelse",
        "answer": "Svar",
        "deletion": "At arbeidsmappa slettes",
    },
    ("letter", "way"): {"email": "E-post", "copied": "Sendt av prosesslederen selv"},
    ("method", "scope"): {"own": "Bare du", "cohort": "Kullet", "all": "Alle"},
    ("draft", "role"): {
        "coming": "En annen skriver for deg",
        "waiting": "Venter på at du godkjenner",
        "writing": "Skrevet av deg",
        "handed_on": "Skrevet av deg og gitt videre",
        "together": "Gruppa di",
        "pen": "Du holdt pennen for en gruppe",
    },
    ("card", "role"): {
        "own": "Du eier det",
        "group": "Gruppa di eier det",
        "unopened": "Gitt til deg, ikke åpnet ennå",
        "given": "Gitt av deg",
        "written": "Skrevet av deg",
    },
}
"""A value that is not here stands as it is."""
