"""manage.py extract FILE: print what is found in one policy text as JSON; writes nothing."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.text import UnreadableSource
from policykb.machines.contract import contract
from policykb.pipeline import examine, gazetteer


class Command(BaseCommand):
    help = "Print what is found in one policy text (.txt, .md, .html, .docx, .pdf; - for standard input) as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the file, or - to read text from standard input")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            data, name = (sys.stdin.buffer.read(), "stdin.txt") if file == "-" else (Path(file).read_bytes(), file)
            found = examine(data, Path(name).name, gazetteer())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except UnreadableSource as error:
            raise CommandError(f"{file}: {error}") from error
        json.dump(contract(found), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
