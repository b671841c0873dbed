"""manage.py search [QUERY…]: the hits of each query as one JSON object a line; queries may come from standard input."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from documents.models import SearchEntry
from policykb.answers import search
from policykb.answers.intents import answer_to, as_plain


class Command(BaseCommand):
    help = "Search; print one JSON object a line for each query, given as arguments or one a line on standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", nargs="*")
        parser.add_argument("--limit", type=int, default=10, help="hits of a query (default: 10)")
        parser.add_argument("--kind", choices=SearchEntry.Kind.values, action="append", help="only hits of this kind")
        parser.add_argument("--plain", action="store_true", help="search the words as they stand")

    def handle(self, *args: Any, **options: Any) -> None:
        for query in options["query"] or lines_of_input():
            found = answer(query, options["kind"], options["limit"], options["plain"])
            self.stdout.write(json.dumps(found, ensure_ascii=False))


def lines_of_input() -> Iterator[str]:
    """Standard input line by line, whatever its bytes."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")


def answer(query: str, kinds: list[str] | None, limit: int, plain: bool = False) -> dict[str, Any]:
    """What is printed for one query: `total` is how many have all words (`complete`) or, where nothing has, some. Where
    few have, some that lack a word follow them, uncounted; each says what it `lacks`. Where nothing has all, what means
    nearly that stands among them as on the page, uncounted too; `why` tells it. `absent`: the places
    and bodies named of which there is nothing; `asked`: words such as 我局 that only who types can explain. Halves of
    characters, which no output can carry, are replaced."""
    results = search(query, kinds=kinds, limit=max(0, min(limit, 1000)), plain=plain, today=timezone.localdate())
    names = ("kind", "document", "document_title", "number", "title", "url", "score", "why", "lacks")
    return {
        "query": query.encode("utf-8", errors="replace").decode(),
        "read_as": results.read_as,
        "did_you_mean": results.did_you_mean,
        "others": list(results.others),
        "readings": [asdict(reading) for reading in results.readings],
        "absent": [absent.name for absent in results.understood.lacking],
        "asked": [asked.typed for asked in results.understood.asked],
        "answer": None if plain else as_plain(answer_to(results.read_as or query, timezone.localdate(), results.hits)),
        "total": results.total,
        "complete": results.complete,
        "results": [{name: getattr(hit, name) for name in names} for hit in results.shown],
    }
