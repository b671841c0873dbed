"""manage.py evaluate [PATH…]: score the stages against the gold annotated by hand; needs no database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documents.agencies import gazetteer_from_files
from policykb.evaluation import Gold, as_json, evaluate, find_gold, lines, read_gold
from policykb.machines.contract import contract
from policykb.pipeline import examine


class Command(BaseCommand):
    help = "Score what is found in the annotated texts: precision, recall and F1 by field, and the worst misses."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, help="gold files or folders (default: five and development)")
        parser.add_argument("--held-out", action="store_true", help="the held-out documents too: figures, no misses")
        parser.add_argument("--misses", type=int, default=0, metavar="N", help="list N misses a field and side")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, paths: list[Path], held_out: bool, misses: int, **options: Any) -> None:
        root = Path(settings.BASE_DIR)
        folders = ["five", "development", *["held_out"] * held_out]
        files = find_gold(paths or [root / "tests" / "gold" / folder for folder in folders])
        if not files:
            raise CommandError("no .gold files there")
        gazetteer = gazetteer_from_files(root / "fixtures")
        golds = [read(file, root) for file in files]
        results = list(evaluate(golds, lambda data, name: contract(examine(data, name, gazetteer))))
        open_results = [result for result in results if paths or result.gold.group != "held_out"]
        if options["json"]:
            self.stdout.write(json.dumps(as_json(results, open_results), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(lines(results, open_results, misses)))


def read(file: Path, root: Path) -> Gold:
    """The gold in a file. Raises CommandError for a file that is none, or names a text that is not there."""
    try:
        return read_gold(file, root)
    except (KeyError, ValueError, OSError) as error:
        raise CommandError(f"{file} is no gold file: {' '.join(str(error).split())}") from error
