#!/usr/bin/env python
"""Django's command line."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policykb.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError, ProgrammingError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"The settings are not right: {error}")
    except (OperationalError, ProgrammingError) as error:  # down, locked, full: not a fault of ours, so no traceback
        if getattr(error.__cause__, "sqlstate", "") == "42P01" or "no such table" in str(error):
            sys.exit("The database lacks tables: run manage.py migrate first.")
        if isinstance(error, ProgrammingError):
            raise
        sys.exit(f"The database does not answer: {str(error).strip()}")
    except BrokenPipeError:  # who read what is printed has enough of it: extract FILE | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is still to be flushed
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit("Interrupted. What was done before stays; the same command again goes on from there.")


if __name__ == "__main__":
    main()
