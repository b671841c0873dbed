"""Which address a log-in counts for."""

from typing import Any

import pytest
from django.test import RequestFactory

from policykb.access.clients import client_address


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        (0, "203.0.113.5", "198.51.100.1", "203.0.113.5"),  # nobody of ours wrote that header
        (1, "127.0.0.1", "203.0.113.5", "203.0.113.5"),
        (1, "127.0.0.1", "198.51.100.1, 203.0.113.5", "203.0.113.5"),  # the sender wrote the left one
        (2, "127.0.0.1", "198.51.100.1, 203.0.113.5, 10.0.0.2", "203.0.113.5"),
        (1, "203.0.113.5", "", "203.0.113.5"),
        (1, "", "203.0.113.5", "203.0.113.5"),  # through a socket
        (1, "", "", None),
        (1, "127.0.0.1", "not an address", None),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        (0, "2001:db8:1:2:ffff::1", "", "2001:db8:1:2::"),
        (0, "::ffff:203.0.113.5", "", "203.0.113.5"),
    ],
)
def test_the_address_that_our_own_proxy_saw(
    settings: Any, proxies: int, remote: str, forwarded: str, address: str | None
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR=remote, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})
    )
    assert client_address(request) == address
