"""A mail server on this machine that keeps what it is given, or refuses it."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from facilitator.config import MailServer

SENDER = "smart@kurs.example"


@dataclass
class Post:
    """What has come in. `refused` are addresses that nobody has."""

    letters: list[EmailMessage] = field(default_factory=list)
    connections: int = 0
    refused: set[str] = field(default_factory=set)
    port: int = 0

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        found = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        self.letters.append(found)
        return "250 OK"

    def to(self) -> list[str]:
        return [str(letter["To"]) for letter in self.letters]

    def server(self, **changes: Any) -> MailServer:
        given = {"host": "127.0.0.1", "port": self.port, "sender": SENDER} | changes
        return MailServer(**given)


class _OnAnyPort(Controller):
    """Learns which port it was given before it knocks on it."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextlib.contextmanager
def post_office(*, password: str = "") -> Iterator[Post]:
    """Listens on a free port. With a password, it takes no other."""
    post = Post()

    def judge(_server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == password.encode(), handled=False)

    controller = _OnAnyPort(
        post,
        hostname="127.0.0.1",
        port=0,
        authenticator=judge if password else None,
        auth_require_tls=False,
    )
    controller.start()
    try:
        post.port = controller.port
        yield post
    finally:
        controller.stop()
