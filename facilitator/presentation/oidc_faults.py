"""What somebody reads when signing in by a provider did not work, and what they can do."""

from dataclasses import dataclass

from facilitator.oidc import faults


@dataclass(frozen=True, slots=True)
class FaultView:
    """`again`: whether trying once more may help. `invite`: whether a link from others does."""

    heading: str
    message: str
    what_to_do: str
    status: int
    again: bool = True


_NEW_TRY = "Begynn på nytt fra innloggingen."
_TELL = "Si fra til den som drifter appen."

_PAGES = {
    faults.STATE: FaultView(
        "Denne innloggingen hører ikke til her",
        "Svaret fra {name} passer ikke med en innlogging som er begynt i denne nettleseren. "
        "Den kan også være brukt før.",
        "Begynn på nytt, og gjør ferdig innloggingen i samme nettleser. "
        "Fikk du adressen fra noen andre, så lukk siden.",
        400,
    ),
    faults.LATE: FaultView(
        "Det ble en lang pause",
        "Det gikk mer enn ti minutter fra du begynte til du kom tilbake fra {name}.",
        _NEW_TRY,
        400,
    ),
    faults.DENIED: FaultView(
        "Innloggingen ble avbrutt",
        "{name} sier at du valgte å ikke logge inn.",
        "Var det ikke meningen, så prøv igjen. Du kan også bruke passord eller en personlig lenke.",
        403,
    ),
    faults.DOWN: FaultView(
        "{name} svarer ikke akkurat nå",
        "Vi fikk ikke svar fra {name}. Det er ikke noe galt med kontoen din.",
        "Vent litt, og prøv igjen. Haster det, kan du bruke passord, "
        "eller en personlig lenke fra en annen prosessleder.",
        503,
    ),
    faults.CODE: FaultView(
        "Innloggingen er utløpt",
        "{name} kjenner ikke igjen innloggingen lenger. Den har vart for lenge, eller er brukt.",
        _NEW_TRY,
        400,
    ),
    faults.CLOCK: FaultView(
        "Klokkene er ikke enige",
        "Svaret fra {name} er for gammelt, eller klokka på serveren går feil.",
        "Prøv igjen. Skjer det en gang til, si fra til den som drifter appen: "
        "klokka på serveren må stilles.",
        502,
    ),
    faults.FORGED: FaultView(
        "Vi kan ikke stole på svaret",
        "Svaret fra {name} er ikke slik det skal være, så vi slapp ingen inn.",
        "Prøv igjen. Skjer det en gang til, si fra til den som drifter appen.",
        502,
    ),
    faults.SETUP: FaultView(
        "Innloggingen er ikke satt riktig opp",
        "{name} og denne appen forstår ikke hverandre.",
        f"{_TELL} Imens kan du bruke passord eller en personlig lenke.",
        502,
        again=False,
    ),
    faults.WEAK: FaultView(
        "Her trengs en sikrere innlogging",
        "Du er logget inn hos {name}, men ikke så sikkert som denne appen ber om.",
        "Prøv igjen, og velg en innlogging med to trinn hos {name}.",
        403,
    ),
    faults.DOMAIN: FaultView(
        "Denne kontoen hører til et annet sted",
        "Kontoen din hos {name} har ikke en bekreftet adresse fra virksomheten appen er for.",
        "Bruk kontoen du har på jobben, eller snakk med den som drifter appen.",
        403,
    ),
    faults.UNKNOWN: FaultView(
        "Vi kjenner ikke denne kontoen ennå",
        "Du er logget inn hos {name}, men kontoen er ikke koblet til en prosessleder her.",
        "Er du prosessleder? Logg inn med passordet ditt, og velg «Koble til {name}» på kontoen "
        "din. Er du ny, åpner du den personlige lenken du har fått, og velger {name} der. "
        "Har du ikke fått en, kan en kursholder lage den.",
        403,
        again=False,
    ),
    faults.CLOSED: FaultView(
        "Du er ikke prosessleder her lenger",
        "Kontoen din hos {name} er i orden, men veien inn her er stengt.",
        "Snakk med den som eier installasjonen, hvis du mener det er feil.",
        403,
        again=False,
    ),
    faults.TAKEN: FaultView(
        "Kontoen er koblet til en annen",
        "Kontoen du brukte hos {name}, hører til en annen prosessleder her. Ingenting er endret.",
        "Er dere to på samme maskin? Logg ut hos {name}, og prøv igjen med din egen konto.",
        409,
        again=False,
    ),
    faults.OTHER: FaultView(
        "Det var en annen konto",
        "Kontoen du brukte hos {name}, er ikke den som er koblet til deg. Ingenting er endret.",
        "Prøv igjen med din egen konto.",
        403,
        again=False,
    ),
    faults.STALE: FaultView(
        "Du ble ikke spurt på nytt",
        "{name} husket deg fra før og slapp deg rett videre. Her trengs det at du viser hvem du er "
        "én gang til. Ingenting er endret.",
        "Logg ut hos {name}, og prøv igjen. Du kan også bekrefte med passordet ditt.",
        403,
        again=False,
    ),
}


def fault_page(kind: str, name: str) -> FaultView:
    """The page of a kind of fault, with the provider's name in it."""
    page = _PAGES[kind]
    return FaultView(
        page.heading.format(name=name),
        page.message.format(name=name),
        page.what_to_do.format(name=name),
        page.status,
        page.again,
    )
