"""manage.py reread [DOCUMENT…]: take what is stored through the stages again, from the kept bytes."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection
from django.db.models import QuerySet
from tqdm import tqdm

from documents.agencies import Gazetteer
from documents.models import DocumentVersion
from documents.records import originals
from documents.text.layout.markdown import find_drawn_tables
from documents.text.readings import SourceText
from policykb.failures.faults import fault_of
from policykb.management.meaning import meaning_in_step
from policykb.management.outcomes import change_lines, changes_in_english
from policykb.pipeline import Examination, extractor, gazetteer, store
from policykb.workers import Answer, Job, examined


class Command(BaseCommand):
    help = (
        "Read stored texts again, all that were read by another version of the program, or all texts of the documents "
        "named; what a person entered stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("documents", nargs="*", help="last parts of addresses: /documents/HERE/")
        parser.add_argument("--all", action="store_true", help="those read by this version too: after a new registry")
        parser.add_argument("--dry-run", action="store_true", help="print what would change, and change nothing")
        parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes that read")

    def handle(self, *args: Any, documents: list[str], dry_run: bool, **options: Any) -> None:
        versions = self.versions(documents, everything=options["all"])
        processes = 1 if connection.in_atomic_block else options["jobs"] or os.cpu_count() or 1
        known, failed, count = gazetteer(), [], versions.count()
        with tqdm(total=count, unit="text", disable=not self.stderr.isatty()) as bar:
            for job, answer in examined(jobs(versions), known, processes):
                if why := self.take(job, answer, known, dry_run=dry_run):
                    failed.append(f"{job.label}: {why}")
                bar.update()
        self.stdout.write(f"{count} texts read.")
        if not dry_run and (told := meaning_in_step()):
            self.stdout.write(told)
        if failed:
            raise CommandError("\n".join([f"{len(failed)} not read:", *failed]))

    def versions(self, documents: list[str], *, everything: bool) -> QuerySet[DocumentVersion]:
        """The texts to be read. Raises CommandError for an address that leads nowhere."""
        versions = DocumentVersion.objects.order_by("pk")
        if documents:
            versions = versions.filter(document__slug__in=documents)
            known = set(versions.values_list("document__slug", flat=True))
            if lost := [slug for slug in documents if slug not in known]:
                raise CommandError(f"No document with a text at {', '.join(f'/documents/{slug}/' for slug in lost)}.")
        return versions if documents or everything else versions.exclude(extractor=extractor())

    def take(self, job: Job, answer: Answer, known: Gazetteer, *, dry_run: bool) -> str:
        """Store what one text is read as now; return why not, if it could not be."""
        if not isinstance(answer, Examination):
            return str(answer)
        try:
            document, changes = store(answer, known, is_rehearsal=dry_run)
        except (Error, OSError) as error:
            fault = fault_of(error)
            return fault.english if fault else " ".join(str(error).split())
        if changes:
            tqdm.write(
                f"{document}: {changes_in_english(changes, 'would be ' if dry_run else '')}", file=self.stdout._out
            )
            for line in change_lines(changes) if dry_run else ():
                tqdm.write(f"    {line}", file=self.stdout._out)
        return ""


def jobs(versions: QuerySet[DocumentVersion]) -> Iterator[Job]:
    """The texts as files to be read: the bytes that are kept, else the characters."""
    for pk in list(versions.values_list("pk", flat=True)):
        version = DocumentVersion.objects.select_related("document").get(pk=pk)
        label = f"{version.document.slug} ({version.file_name})"
        data = originals.kept(version.sha256)
        source = None
        if data is None:
            source = SourceText(version.source, version.format, version.encoding, find_drawn_tables(version.source))
        yield Job(label, version.file_name, version.sha256, data, source)
