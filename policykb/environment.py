"""What the settings are made of: values of the environment, each of which that cannot be used is told in a sentence
that names no secret; a key and a database of one's own."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

DATABASES = ("sqlite", "postgres", "postgresql", "psql", "pgsql")
NOTHING = environ.Env.NOTSET
YES, NO = ("true", "on", "ok", "y", "yes", "1"), ("false", "off", "n", "no", "0", "")


class Environment(environ.Env):
    """django-environ's, which would take any word for no, and fail in its own words."""

    def int(self, var: str, default: Any = NOTHING) -> int:
        """A whole number, 0 or more."""
        return self._number(var, default, int, "a whole number")  # type: ignore[no-any-return]

    def float(self, var: str, default: Any = NOTHING) -> float:
        """A number, 0 or more."""
        return self._number(var, default, float, "a number")  # type: ignore[no-any-return]

    def bool(self, var: str, default: Any = NOTHING) -> bool:
        """Yes or no."""
        words = self.str(var, default="" if default is NOTHING else str(default)).strip().lower()
        if words not in (*YES, *NO):
            raise ImproperlyConfigured(f"{var} is true or false, not {words!r}.")
        return words in YES

    def one_of(self, var: str, *words: str) -> str:
        """One of these words; the first if none is set."""
        word: str = self.str(var, default="") or words[0]
        if word not in words:
            raise ImproperlyConfigured(f"{var} is {' or '.join(words)}, not {word!r}.")
        return word

    @classmethod
    def db_url_config(cls, url: str, engine: str | None = None) -> dict[str, Any]:
        """The database that a URL names. The URL may hold a password, so that what is wrong with it is not quoted."""
        scheme = url.partition(":")[0]
        if scheme not in DATABASES:
            raise ImproperlyConfigured("DATABASE_URL begins with sqlite:// or postgres://, and this one does not.")
        try:
            found: dict[str, Any] = super().db_url_config(url, engine)
        except ValueError as error:
            why = "a character of the password or the user has to be percent-encoded, or the port is no number"
            raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {why}.") from error
        if not found["NAME"]:
            raise ImproperlyConfigured("DATABASE_URL names no database: sqlite:///FILE or postgres://HOST/NAME.")
        return found

    def _number(self, var: str, default: Any, kind: Any, what: str) -> Any:
        """A number of this kind. Raises ImproperlyConfigured if it is none, or below 0."""
        words = self.str(var, default=default)
        try:
            number = kind(words)
        except ValueError:
            number = -1
        if not 0 <= number < 1e12:
            raise ImproperlyConfigured(f"{var} is {what}, 0 or more, not {words!r}.")
        return number


def own_secret_key(path: Path) -> str:
    """A random key, made at the first start and kept beside the database. Of several processes that start at once
    one makes it, and none reads half of it."""
    try:
        if not path.exists():
            with NamedTemporaryFile("w", dir=path.parent, prefix=path.name) as own:  # only its owner may read it
                own.write(get_random_secret_key())
                own.flush()
                keep_first(own.name, path)
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(f"set SECRET_KEY: {path} cannot be made or read ({error.strerror}).") from error


def keep_first(written: str, path: Path) -> None:
    """Give what is written the name `path`. If another process was faster, its key is as good, and whole."""
    with suppress(FileExistsError):
        os.link(written, path)
