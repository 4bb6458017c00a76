"""Which network somebody comes from: one venue's, one household's, one machine's."""

import hashlib
import hmac
import ipaddress

HOUSEHOLD = 64
"""Bits: the part of a long address that one network has the rest of."""
CUSTOMER = 48
"""Bits: what one customer is given at most. Who has it, may come from 65 536 networks."""


def network_of(address: str, bits: int = HOUSEHOLD) -> str:
    """The address itself, or the first `bits` of a long one. What is no address stays as it is."""
    try:
        known = ipaddress.ip_address(_without_port(address))
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped is not None:
        # On a socket that takes both kinds, all short addresses have the same first 96 bits.
        return str(known.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(known), bits), strict=False))


def _without_port(address: str) -> str:
    """Some proxies write it along, and each connection would be a network of its own."""
    bare, _, port = address.rpartition(":")
    if port.isdigit() and (bare.endswith("]") or bare.count(".") == 3):
        return bare.strip("[]")
    return address


def digest_of(key: str, network: str, about: str) -> str:
    """The network without its address. `key` is the installation's own: without it nobody can try
    all addresses there are. `about` keeps the digests of one use from fitting another's."""
    text = f"{about}:{network}"
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()[:20]
