"""What people write in the pictures. Everything is made up; what the demo has, is taken from it."""

from typing import Any

from tests.support.cast import demo_data

QUESTION = "Når er samarbeidet med barna på sitt aller beste?"

SENTENCES = (
    "Når vi venter litt og lar barna begynne.",
    "Når barna ser at vi også øver på noe.",
    "Når ingen trenger å rekke noe annet.",
    "Når det er barnas egen plan vi følger.",
    "Når to voksne gjør det sammen og ler underveis.",
    "Når vi spør før vi svarer.",
    "Når noe skal lages for noen andre på ordentlig.",
    "Når alle vet at turen deres kommer.",
    "Når vi går ved siden av hverandre og ikke foran.",
)

PATTERNS = (
    "Vi ventet lenger enn vi pleier, og da kom barna med sitt.",
    "En fast liten stund hver uke er nok til at det blir en vane.",
    "De som sjelden får ordet, blomstret da de fikk en oppgave.",
    "Vi trengte bare én kollega til å våge.",
    "Når noe henges opp, begynner foreldrene å spørre.",
    "Latter kom før mot hver gang.",
)

STEPS_SEEN = (
    ("ventet til barna var klare", "klokskap"),
    ("lo av deg selv foran hele klassen", "humor"),
    ("spurte foreldrene først", "nysgjerrighet"),
    ("ble stående da det ble vanskelig", "utholdenhet"),
    ("fikk alle med uten å heve stemmen", "samarbeid"),
    ("så hvem som satt alene", "vennlighet"),
    ("fant på regnbuelosen på stående fot", "kreativitet"),
    ("sa unnskyld til en sjuåring", "ydmykhet"),
    ("delte rundstykkene likt", "rettferdighet"),
    ("ga en tolvåring ansvaret", "lederskap"),
    ("sa det som det var på teammøtet", "aerlighet"),
    ("merket hvem som trengte en pause", "sosial_intelligens"),
)
"""What was seen when, and the strength it was taken for."""

ROAD: dict[str, dict[str, str]] = {
    "drom": {
        "0-dream": "Barna kommer løpende til porten. Ingen er redd for å komme for sent, "
        "og de første som møter dem, er to voksne som har tid."
    },
    "naa": {"0-now": "To morgener i uka er allerede rolige. Da er frokosten dekket på forhånd."},
    "sekken": {
        "0-strengths-0": "Klokskap",
        "0-strengths-1": "Et personale som ler sammen",
        "0-strengths-2": "Erfaringene fra vist-fram-fredag",
    },
    "skritt": {
        "0-steps-0-text": "Dekke bordet kvelden før",
        "0-steps-0-date": "2027-09-20",
        "0-steps-1-text": "Spørre barna hva de vil møte i porten",
        "0-steps-1-date": "2027-09-27",
        "0-steps-2-text": "Prøve ut to uker med to voksne i porten",
    },
}

WHY = (
    ("Torsdag før lunsj, med to voksne", "Vi var to, og ingen hadde hastverk."),
    ("Gåmøtene på onsdager", "Vi snakker bedre når vi går ved siden av hverandre."),
    ("Runden med timeglass", "Alle visste at turen deres kom."),
    ("Å be om hjelp før det haster", "Det ble lov å si at noe var vanskelig."),
    ("Elevrådet med fra starten", "Da ble det deres sak."),
    ("Suppedagen på torsdager", "Alle kuttet, også rektor."),
    ("De tre sekundene med stillhet", "Da rakk de stille å tenke seg om."),
    ("Vist-fram-fredag", "Barna bestemte hva som skulle vises."),
    ("Fortellingene i arbeidsmappa", "Vi fant igjen ordene våre etterpå."),
)

SKILL = {
    "0-name": "Å be om å få være med",
    "0-steps-0": "Jeg ser på dem og venter til de ser på meg",
    "0-steps-1": "Jeg sier hei og navnet mitt",
    "0-steps-2": "Jeg spør: Får jeg være med?",
    "0-situation": "I friminuttet, når leken er i gang",
}

IDEAS = (
    "En benk der ingen sitter alene",
    "Barna lager menyen på fredager",
    "Gåmøter med elevrådet",
    "Et rom med lav lyd og lamper",
    "Foreldrekaffe i porten",
    "Verktøykasse som kan lånes hjem",
    "Storesøskenlesing",
    "Månedens nabo",
    "En dag uten klokke",
    "Lekegruppe på tvers av trinn",
    "Steiner med takk på",
    "Radio fra biblioteket",
)

PROTOTYPES: tuple[dict[str, str], ...] = (
    {
        "0-headline": "En benk der ingen sitter alene",
        "0-for_whom": "Barn som mangler noen å leke med",
        "0-what": "Den som setter seg, blir hentet inn i en lek av to fra venneringen.",
        "0-children": "Elevrådet fant på den, og fjerde trinn har valgt farge og plass.",
        "0-test_place": "Skolegården",
        "0-test_date": "2027-10-04",
    },
    {
        "0-headline": "Barna lager menyen på fredager",
        "0-for_whom": "Alle på SFO",
        "0-what": "Fire barn planlegger, handler og lager, med en voksen som hjelper.",
        "0-children": "De har skrevet ønskelista selv.",
        "0-test_place": "Kjøkkenet på SFO",
        "0-test_date": "2027-10-01",
    },
)

FESTIVAL: tuple[dict[str, str], ...] = (
    {"0-title": "Steinene på sandkassekanten", "0-form": "utstilling",
     "0-about": "Hundre malte steiner og fortellingene bak dem", "0-audience": "Alle",
     "0-minutes": "60"},
    {"0-title": "Finkampen", "0-form": "verksted",
     "0-about": "Prøv en kamp der det er lagets latter som avgjør", "0-audience": "Barn og voksne",
     "0-minutes": "40"},
    {"0-title": "Ta imot i porten", "0-form": "vertskap",
     "0-about": "Vi møter gjestene to og to og finner en de kan gå sammen med",
     "0-audience": "Alle som kommer", "0-minutes": "45"},
    {"0-title": "Suppe til syttito", "0-form": "framforing",
     "0-about": "Kor og kutting på scenen", "0-audience": "Alle", "0-minutes": "20"},
    {"0-title": "Fortell om en gang", "0-form": "prosessledelse",
     "0-about": "Et AI-intervju på tjue minutter for gjester som aldri har prøvd",
     "0-audience": "Foreldre og politikere", "0-minutes": "20"},
)  # fmt: skip

FAREWELL = {
    "0-what": "La barna skrive den første setningen i ukeplanen",
    "0-when": "Mandag etter morgensamlingen",
    "0-with_whom": "Hodan",
}


def morning() -> list[str]:
    return _samples("checkin_samples")


def evening() -> list[str]:
    return _samples("checkout_samples")


def _samples(samples: str) -> list[str]:
    return [word["text"] for word in demo_data()[samples]]


def reframes() -> list[dict[str, Any]]:
    return list(demo_data()["reframes"])
