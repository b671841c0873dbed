"""The markup of a page in; what the browser or tool that saved it wrote above it out: from which address, on which
day."""

import re
from typing import Final

FIRST: Final = 4000  # characters that may hold it
# <!-- saved from url=(0043)https://www.example.cn/a.html -->, as browsers write
BY_BROWSER = re.compile(r"<!--\s*saved from url=\(\d{4}\)(?P<url>[^\s<>]{4,600}?)(?=-->|\s)")
# Page saved with SingleFile / url: https://www.example.cn/a.html / saved date: Mon Nov 30 2026 10:12:01 GMT+0800
BY_EXTENSION = re.compile(
    r"<!--[^>]{0,80}saved with SingleFile\s+url:\s*(?P<url>[^\s<>]{4,600})"
    r"\s+saved date:\s*[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>\d{2}) (?P<year>\d{4})"
)
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def saved_from(markup: str) -> tuple[str, str]:
    """The address that a page was saved from and the day (2026-11-30); "" for what nothing says.

    >>> saved_from("<!-- saved from url=(0030)https://www.example.cn/a.html -->")
    ('https://www.example.cn/a.html', '')
    """
    top = markup[:FIRST]
    if match := BY_EXTENSION.search(top):
        month = MONTHS.index(match["month"]) + 1 if match["month"] in MONTHS else 0
        return match["url"], f"{match['year']}-{month:02}-{match['day']}" if month else ""
    match = BY_BROWSER.search(top)
    return (match["url"], "") if match else ("", "")
