"""An address as a file, a page or a person gives it in; the address of a public web page out, or nothing."""

from typing import Final
from urllib.parse import urlsplit

SCHEMES: Final = ("http", "https")
UNSAFE: Final = frozenset('"<>\\`')  # in no address, and read differently by different programs
LONGEST: Final = 500  # characters that are kept of one


def web_address(words: str) -> str:
    """The address, if it is one of http or https on a host with a full name and without a user's name; else "". So no
    link leads to a script (javascript:), into a file, or to another host than it shows (https://gov.cn@elsewhere.cn).

    >>> web_address(" HTTPS://www.example.cn/a.html?x=1#p "), web_address("javascript:alert(1)//www.example.cn")
    ('https://www.example.cn/a.html?x=1#p', '')
    """
    address = words.strip()
    if (
        not address
        or len(address) > LONGEST
        or any(sign.isspace() or not sign.isprintable() or sign in UNSAFE for sign in address)
    ):
        return ""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port  # a port that is no number is told only when it is asked for
    except ValueError:
        return ""
    if parts.scheme not in SCHEMES or "@" in parts.netloc or not is_full_name(host):
        return ""
    return f"{parts.scheme}{address[len(parts.scheme) :]}"


def is_full_name(host: str) -> bool:
    """Whether a host is named in full: with a dot inside, and nothing that does not belong into a name.

    >>> is_full_name("www.example.cn"), is_full_name("localhost"), is_full_name("a..cn")
    (True, False, False)
    """
    labels = host.split(".")
    return len(labels) > 1 and all(label and label.replace("-", "a").isalnum() for label in labels)


def page_address(words: str) -> str:
    """The address as `web_address` gives it, if it is that of a page and not of a whole site.

    >>> page_address("https://www.example.cn/"), page_address("https://www.example.cn/zc/1.html")
    ('', 'https://www.example.cn/zc/1.html')
    """
    address = web_address(words)
    parts = urlsplit(address)
    is_site = parts.path.strip("/").lower() in ("", "index.html", "index.htm", "index.shtml") and not parts.query
    return "" if is_site else address


def host_of(address: str) -> str:
    """The host of an address, as a reader knows it: without www.

    >>> host_of("https://www.example.cn:8080/a.html")
    'example.cn'
    """
    return (urlsplit(web_address(address)).hostname or "").removeprefix("www.")
