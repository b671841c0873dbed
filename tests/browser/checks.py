"""What every page is asked in a browser: has it barriers, does the browser complain, does it scroll sideways?"""

from collections.abc import Callable, Iterable, Iterator

from playwright.sync_api import Page

# Colours do not depend on the width, nor the layout on the colours: two of the four pairs show all.
SIGHTS = [(1280, "light"), (390, "dark")]
SIZES = [(900, 1), (320, 1), (1280, 2)]  # width of the window, size of the letters


def find_faults(
    page: Page, site: str, paths: Iterable[str], complaints: list[str], barriers: Callable[[], list[str]]
) -> Iterator[str]:
    """The complaints and barriers of each page. One that answers 404 is a complaint to the browser, and meant."""
    for path in paths:
        complaints.clear()
        page.goto(site + path)
        said = [each for each in complaints if "404" not in each]
        yield from (f"{path}: {each}" for each in (*said, *barriers()))


def find_wide(page: Page, site: str, paths: Iterable[str], width: int, size: int) -> Iterator[str]:
    """The pages that scroll sideways."""
    page.set_viewport_size({"width": width, "height": 800})
    for path in paths:
        page.goto(site + path)
        page.evaluate("size => { document.documentElement.style.fontSize = size }", f"{size * 100}%")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield path
