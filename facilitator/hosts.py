"""Which names we answer to, and which address stands in what we send out.

The Host header is whatever the one who asks has written. It is believed where that can only
mislead themselves: on the local network, and never in a letter.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

from facilitator.config import Settings

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
COOKIE = "facilitator"


def is_encrypted(public_url: str | None) -> bool:
    return bool(public_url and public_url.startswith("https://"))


def cookie_name(public_url: str | None) -> str:
    """Behind https the name itself says that no other host and no path may have set it."""
    return f"__Host-{COOKIE}" if is_encrypted(public_url) else COOKIE


def trusted(public_url: str | None) -> list[str] | None:
    """With an address of our own: that one, and this machine, where a rehearsal's people ask.

    None without: in a room, phones use whatever address the machine has there.
    """
    name = urlsplit(public_url or "").hostname
    return [f"[{name}]" if ":" in name else name, *LOOPBACK] if name else None


def is_near(host: str) -> bool:
    """A machine of this network: a private number, a name without dots, or one of `.local`."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        number = ipaddress.ip_address(name)
    except ValueError:
        return "." not in name or name.endswith(".local")
    return number.is_private or number.is_link_local


def reached_at(settings: Settings) -> str:
    """The address that others reach us at."""
    if settings.public_url:
        return settings.public_url
    host = settings.host
    if host in ("0.0.0.0", "::"):  # noqa: S104
        host = own_address() or "localhost"
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def own_address() -> str | None:
    """This machine's address on the local network; asking sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))
            found: str = asking.getsockname()[0]
        except OSError:
            return None
    return None if found.startswith("127.") else found
