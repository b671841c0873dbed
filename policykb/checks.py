"""What is checked at the start of each command and of the site, beside what Django checks: settings that would fail
later, each in a sentence."""

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

SHORTEST_TOKEN = 16


def check_settings(**options: Any) -> list[checks.CheckMessage]:
    """All that is wrong."""
    return [*hosts(), *database(), *originals(), *contact(), *metrics()]


def check_deployment(**options: Any) -> list[checks.CheckMessage]:
    """What a site that is served for real should know."""
    own = settings.DATA_DIR / "secret_key"
    if settings.IS_PUBLIC and own.exists() and own.read_text() == settings.SECRET_KEY:
        what = f"SECRET_KEY is not set, so that this machine uses its own ({own}): several machines need the same."
        return [checks.Info(what, id="policykb.I001")]
    return []


def hosts() -> Iterator[checks.CheckMessage]:
    """ALLOWED_HOSTS are names, as they stand in the address after the scheme."""
    names = settings.ALLOWED_HOSTS
    if not names:
        yield checks.Error("ALLOWED_HOSTS is set and names no host: nobody could open a page.", id="policykb.E001")
    for name in names:
        if "/" in name or " " in name:
            yield checks.Error(f"ALLOWED_HOSTS are names such as policy.example.org, not {name!r}.", id="policykb.E002")


def database() -> Iterator[checks.CheckMessage]:
    """The folder of an SQLite database is there and takes files."""
    config = settings.DATABASES["default"]
    name = str(config["NAME"])
    if config["ENGINE"].endswith("sqlite3") and not name.startswith(("file:", ":memory:")):
        folder = Path(name).absolute().parent
        if not (folder.is_dir() and os.access(folder, os.W_OK)):
            yield checks.Error(
                f"The folder of the database, {folder}, is not there or cannot be written to (DATABASE_URL).",
                id="policykb.E003",
            )


def originals() -> Iterator[checks.CheckMessage]:
    """The folder of the originals is there, or can be made, and takes files."""
    storage: Any = settings.STORAGES["originals"]
    location = storage.get("OPTIONS", {}).get("location")
    if location is None:  # kept otherwise than in a folder
        return
    folder = Path(location).absolute()
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if not (there.is_dir() and os.access(there, os.W_OK)):
        yield checks.Error(
            f"The folder of the originals, {folder}, cannot be written to (ORIGINALS).", id="policykb.E004"
        )


def contact() -> Iterator[checks.CheckMessage]:
    """Where readers may write to is an address of mail."""
    try:
        if settings.CONTACT_EMAIL:
            validate_email(settings.CONTACT_EMAIL)
    except ValidationError:
        yield checks.Error(f"CONTACT_EMAIL is no address of mail: {settings.CONTACT_EMAIL!r}.", id="policykb.E005")


def metrics() -> Iterator[checks.CheckMessage]:
    """Who asks for metrics has a token that nobody guesses, and there is what counts."""
    if settings.METRICS and settings.METRICS != "loopback" and len(settings.METRICS) < SHORTEST_TOKEN:
        what = f"METRICS is loopback, or a token of at least {SHORTEST_TOKEN} characters."
        yield checks.Error(what, id="policykb.E006")
    if settings.METRICS and not find_spec("prometheus_client"):
        yield checks.Error("METRICS needs the packages of requirements-metrics.txt.", id="policykb.E007")


def refuse_faulty() -> None:
    """End the process with what is wrong, before the site is served."""
    found = [str(each.msg) for each in checks.run_checks() if each.is_serious()]
    if settings.IS_PUBLIC and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        found.append(f"There are no styles in {settings.STATIC_ROOT}: run manage.py collectstatic --noinput.")
    if found:
        sys.exit("\n".join(["The settings are not right:", *found]))
