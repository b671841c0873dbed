"""Templates: each compiles, and none needs what the content security policy forbids."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

TEMPLATES = Path(__file__).parent.parent / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*"))
INLINE = re.compile(r"<style\b|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
TAG = re.compile(r"\{[%{#].*?[#}%]\}")
DATA = re.compile(r'<script[^>]*\stype="application/(ld\+)?json"', re.IGNORECASE)


@pytest.mark.parametrize("name", NAMES)
def test_compiles(name: str) -> None:
    assert get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_has_no_inline_script_or_style(name: str) -> None:
    text = (TEMPLATES / name).read_text("utf-8")
    assert not INLINE.findall(DATA.sub("", TAG.sub("", text)))


@pytest.mark.parametrize("text", ['<p style="x">', "<script>", '<a onclick="x">', '<script type="module">'])
def test_inline_script_and_style_are_found(text: str) -> None:
    assert INLINE.search(DATA.sub("", text))


def test_no_line_is_too_long_to_read() -> None:
    long = [
        f"{path.relative_to(TEMPLATES)}:{number}"
        for path in TEMPLATES.rglob("*.html")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > 160
    ]
    assert long == []
