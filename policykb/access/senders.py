"""A request in; a digest by which those from one address are counted out: nobody can read the address from it."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from policykb.access.clients import client_address


def sender_of(request: HttpRequest) -> str:
    """The digest of the address that a request was sent from, made with the site's key."""
    return salted_hmac("sender of a report", client_address(request) or "", algorithm="sha256").hexdigest()
