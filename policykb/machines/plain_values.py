"""Values as plain JSON: places and days."""

from datetime import date
from typing import Any

from documents.text.spans import Span

Json = dict[str, Any]


def span_ends(span: Span | None) -> Json:
    """A span's two ends."""
    return {"start": span.start if span is not None else None, "end": span.end if span is not None else None}


def iso(day: date | None) -> str | None:
    """2025-12-31, or null."""
    return day.isoformat() if day else None
