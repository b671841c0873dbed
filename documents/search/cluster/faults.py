"""What keeps the search cluster from answering, in words; never with a user, a password or an address of the URL."""

from collections.abc import Iterator
from contextlib import contextmanager


class SearchAway(Exception):
    """The search cluster does not answer, or not us. Its message says why, in English; the site's pages have a sentence
    of their own. `lasts`: until somebody does something about it."""

    def __init__(self, reason: str, *, lasts: bool = False) -> None:
        super().__init__(reason)
        self.lasts = lasts


NO_INDEX = "The search cluster has no index of this site yet: run manage.py rebuild_search_index."
NOT_TRUSTED = (
    "TLS with the search cluster fails: it speaks none, or nobody known vouches for its certificate and address "
    "(SEARCH_CA names the file of an authority)."
)
NO_OPENSEARCH = "What answers at SEARCH_URL is no OpenSearch, or wants TLS (https)."
REFUSALS = {
    401: "The search cluster refuses the user or password in SEARCH_URL.",
    403: "The user in SEARCH_URL may not do this on the search cluster.",
    404: NO_INDEX,
}
BUSY = (429, 502, 503, 504)


@contextmanager
def told_apart() -> Iterator[None]:
    """Whatever the client raises because of the cluster's state becomes a SearchAway; a fault of ours stays."""
    from opensearchpy import exceptions

    try:
        yield
    except exceptions.SSLError as error:
        raise SearchAway(NOT_TRUSTED, lasts=True) from error
    except exceptions.ConnectionTimeout as error:
        raise SearchAway("The search cluster does not answer in time.") from error
    except exceptions.ConnectionError as error:
        raise SearchAway(f"The search cluster cannot be reached ({type(error.info).__name__}).") from error
    except exceptions.SerializationError as error:
        raise SearchAway(NO_OPENSEARCH, lasts=True) from error
    except exceptions.TransportError as error:
        raise refusal(error.status_code, str(error.error)) from error


def refusal(status: int | str, words: str) -> Exception:
    """What a status of the cluster means; a RuntimeError where the fault is ours, with the words of the cluster."""
    if reason := REFUSALS.get(int(status)):
        return SearchAway(reason, lasts=True)
    if int(status) in BUSY:
        return SearchAway(f"The search cluster is not ready (status {status}).")
    if words.lstrip().startswith("<"):  # a page for people
        return SearchAway(NO_OPENSEARCH, lasts=True)
    return RuntimeError(f"The search cluster does not understand (status {status}): {words[:300]}")
