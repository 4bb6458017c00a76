"""Handing e-mail over to a server. Many letters go through one connection.

What is written, and to whom, stands in no log: a letter may hold a key to an arbeidsmappe.
Called beside the loop that everybody shares, and never inside a transaction.
"""

import logging
import smtplib
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import formatdate, make_msgid

from facilitator.config import MAIL_ADDRESS, MailServer

PATIENCE = 15.0
"""Seconds that one answer is waited for."""
ENOUGH = 90.0
"""Seconds for all of them; somebody is waiting for the page."""

NO_ANSWER = "E-posttjeneren svarer ikke akkurat nå. Prøv igjen om litt."
NO_LOGIN = "E-posttjeneren godtok ikke innloggingen. Si fra til den som drifter appen."
NOT_SAFE = "Fikk ikke en trygg forbindelse til e-posttjeneren. Si fra til den som drifter appen."
NOT_TAKEN = "E-posttjeneren tok ikke imot adressen. Se om den er riktig skrevet."
NOT_SENT = "E-posttjeneren tok ikke imot. Prøv igjen om litt."
NO_ADDRESS = "Dette er ikke en e-postadresse."

log = logging.getLogger(__name__)
_FAULTS: tuple[tuple[type[Exception], str], ...] = (
    # The first that fits: what is special comes before what it is a kind of.
    (smtplib.SMTPRecipientsRefused, NOT_TAKEN),
    (smtplib.SMTPAuthenticationError, NO_LOGIN),
    (smtplib.SMTPNotSupportedError, NOT_SAFE),
    (ssl.SSLError, NOT_SAFE),
    (smtplib.SMTPServerDisconnected, NO_ANSWER),
    (smtplib.SMTPConnectError, NO_ANSWER),
    (smtplib.SMTPException, NOT_SENT),
    (OSError, NO_ANSWER),
)


@dataclass(frozen=True, slots=True)
class Message:
    """One letter to one person."""

    to: str
    subject: str
    body: str


class Mailer:
    """Sends through one server. Without state, so that many may use it at once."""

    def __init__(
        self,
        server: MailServer,
        *,
        patience: float = PATIENCE,
        enough: float = ENOUGH,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self._server = server
        self._patience = patience
        self._enough = enough
        self._elapsed = elapsed

    def hurried(self, patience: float) -> "Mailer":
        """The same, for one letter that somebody stands and waits for."""
        return Mailer(self._server, patience=min(patience, self._patience), enough=patience)

    def send(self, messages: Sequence[Message]) -> list[str]:
        """What is wrong with each, in order; empty for one that was taken."""
        faults: list[str] = []
        begun = self._elapsed()
        connection: smtplib.SMTP | None = None
        try:
            for message in messages:
                if self._elapsed() - begun > self._enough:
                    faults.append(NO_ANSWER)
                    continue
                try:
                    connection = connection or self._connect()
                except (smtplib.SMTPException, OSError) as error:
                    # Nobody is there for the rest either; each would wait as long.
                    return faults + [_told(error)] * (len(messages) - len(faults))
                faults.append(self._hand_over(connection, message))
                if connection.sock is None:
                    connection = None
        finally:
            if connection is not None:
                _end(connection)
        return faults

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        # Its own name is the sender's: no look-up, and no machine is named to anybody.
        own = server.sender.rpartition("@")[2]
        safe = ssl.create_default_context()
        if server.tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, own, timeout=self._patience, context=safe
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, own, timeout=self._patience)
        try:
            if server.starttls:
                connection.starttls(context=safe)
            if server.user:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _hand_over(self, connection: smtplib.SMTP, message: Message) -> str:
        try:
            letter = written(self._server, message)
        except ValueError:
            return NO_ADDRESS
        try:
            connection.send_message(letter)
        except (smtplib.SMTPException, OSError) as error:
            if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
                connection.close()
            return _told(error)
        return ""


def written(server: MailServer, message: Message) -> EmailMessage:
    """The letter as it travels. Raises ValueError for what is no address.

    Headers are made by the standard library, which refuses line breaks in them, and unpacks those
    that somebody has packed (`=?utf-8?q?=0A?=`): so nothing that looks packed is handed to it.
    """
    letter = EmailMessage(policy=SMTP_POLICY)
    letter["To"] = Address(addr_spec=travelling(message.to))
    user, _, host = server.sender.rpartition("@")
    letter["From"] = Address(_unpackable(server.sender_name), user, host)
    letter["Subject"] = _unpackable(message.subject)
    letter["Date"] = formatdate()
    letter["Message-ID"] = make_msgid(domain=host)
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.body)
    return letter


def _unpackable(line: str) -> str:
    return " ".join(line.split()).replace("=?", "= ?")


def travelling(address: str) -> str:
    """One address as servers know it, with the letters of its domain told in ASCII."""
    local, _, domain = address.strip().rpartition("@")
    try:
        known = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        raise ValueError("not an address") from None
    if not MAIL_ADDRESS.fullmatch(known):
        raise ValueError("not an address")
    return known


def _told(error: Exception) -> str:
    log.warning("a letter was not sent: %s", type(error).__name__)
    return next((text for kind, text in _FAULTS if isinstance(error, kind)), NOT_SENT)


def _end(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (smtplib.SMTPException, OSError):
        connection.close()
