"""What can go wrong, each with the words a person sees and an HTTP status."""

from collections.abc import Mapping


class FacilitatorError(Exception):
    """Base of all that is told to a person. `message` is bokmål, ready to show."""

    status = 400
    message = "Noe gikk galt. Prøv en gang til."

    def __init__(self, message: str | None = None) -> None:
        self.message = message or type(self).message
        super().__init__(self.message)


class NotSignedIn(FacilitatorError):
    status = 401
    message = "Du må være logget inn som prosessleder for å se denne siden."


class LinkNeeded(NotSignedIn):
    """A page that participants too open, each with a personal link."""

    message = (
        "Åpne den personlige lenken din, så kommer du inn. "
        "Er du prosessleder, kommer du inn når du har logget inn."
    )

    def __init__(self, first: str = "") -> None:
        super().__init__(f"{first} {type(self).message}".lstrip())


class NotAllowed(FacilitatorError):
    status = 403
    message = "Dette er ikke åpent for deg."


class NotFound(FacilitatorError):
    status = 404
    message = "Vi finner ikke det du leter etter."


class RoomClosed(FacilitatorError):
    status = 410
    message = "Rommet er lukket. Det du skrev, ligger i arbeidsmappa di."


class RoomGone(FacilitatorError):
    """A room outside the year was thrown away, and its content with it."""

    status = 410
    message = "Alt som ble skrevet der, er slettet. Takk for at du var med."


class RehearsalOver(RoomGone):
    message = (
        "Deltakerne var oppdiktet, og alt som ble skrevet, er slettet. "
        "Samlingen det ble øvd på, er ikke rørt."
    )


class PhaseClosed(FacilitatorError):
    status = 409
    message = "Denne delen er over. Teksten din er trygg i kladden."


class Conflict(FacilitatorError):
    """Somebody else has written since; `current` holds their fields, `version` their version."""

    status = 409
    message = "Noen andre har skrevet her i mellomtiden. Begge tekstene er bevart."

    def __init__(self, current: Mapping[str, object], version: int) -> None:
        super().__init__()
        self.current = dict(current)
        self.version = version


class PenTaken(FacilitatorError):
    status = 409

    def __init__(self, holder: str) -> None:
        super().__init__(f"{holder} har pennen akkurat nå. Trykk «Ta pennen» for å skrive.")


class NameTaken(FacilitatorError):
    status = 409
    message = (
        "Navnet er allerede i bruk på en annen telefon. "
        "Bruk den personlige lenken din, eller si fra til prosesslederen."
    )


class OtherPerson(FacilitatorError):
    """A page that was opened as one person is sent after another has taken over the device."""

    status = 409
    message = (
        "En annen bruker denne enheten nå. Teksten er trygg her. "
        "Bytt tilbake til deg selv, så går det fint å sende."
    )


class MustWait(FacilitatorError):
    """Tried too often. `retry_after`: seconds until the next is looked at."""

    status = 429

    def __init__(self, message: str, retry_after: int) -> None:
        self.retry_after = max(retry_after, 1)
        super().__init__(message)


class TooManyGuesses(MustWait):
    def __init__(self, retry_after: int = 60) -> None:
        wait = how_long(max(retry_after, 60))
        super().__init__(
            "Det er prøvd mange feil koder akkurat nå. "
            f"Vent {wait} og prøv igjen, eller skann QR-koden på lerretet.",
            retry_after,
        )


def how_long(seconds: int) -> str:
    """How long to wait, rounded up."""
    if seconds < 60:
        return "ett sekund" if seconds == 1 else f"{seconds} sekunder"
    minutes = -(-seconds // 60)
    return "ett minutt" if minutes == 1 else f"{minutes} minutter"


class Expired(FacilitatorError):
    status = 410
    message = "Lenken er utløpt eller tatt tilbake. Be prosesslederen om en ny."


class Invalid(FacilitatorError):
    """Bad input. `errors` maps a field's name to what to do about it, in bokmål."""

    status = 422
    message = "Se over feltene som er markert."

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(next(iter(errors.values()), None))
        self.errors = dict(errors)
