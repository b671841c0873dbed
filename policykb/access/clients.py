"""A request in; the address it was sent from out."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

OWN = 64  # bits of an IPv6 address that name a household or an office; it chooses the others as it likes


def client_address(request: HttpRequest) -> str | None:
    """The address that the outermost of our proxies saw; settings.TRUSTED_PROXIES is their number. What is further
    left in X-Forwarded-For was written by the sender and does not count. None where there is none, as on a socket."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    seen.append(request.META.get("REMOTE_ADDR", ""))
    return whole(seen[max(0, len(seen) - 1 - settings.TRUSTED_PROXIES)])


def whole(written: str) -> str | None:
    """The address in its one standard spelling; of an IPv6 address only the part that its sender cannot choose."""
    try:
        address = ip_address(written)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped
        return str(inner or ip_network((int(address), OWN), strict=False).network_address)
    return str(address)
