"""manage.py remove DOCUMENT --reason TEXT: remove a text that the law does not let us keep."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.models import Document, DocumentVersion
from policykb.editing.removing import remove_document, remove_version


class Command(BaseCommand):
    help = (
        "Remove a document with all its texts, files, records and histories, or one of its earlier texts (--text). "
        "It cannot be undone; that it was here and the reason stay, and the same files are refused from then on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document", help="the last part of its address: /documents/HERE/")
        parser.add_argument("--reason", required=True, help="why it may not be kept; stays")
        parser.add_argument("--by", default="", help="who says so")
        parser.add_argument("--text", metavar="SHA256", help="remove this earlier text alone")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, document: str, reason: str, **options: Any) -> None:
        known = Document.objects.filter(slug=document).first()
        if known is None:
            raise CommandError(f"There is no document at /documents/{document}/.")
        if not reason.strip():
            raise CommandError("Say why: --reason must not be empty.")
        if not options["yes"] and input(f"Remove “{known.title}” for good? [yes/no] ") != "yes":
            raise CommandError("Nothing was removed.")
        if options["text"]:
            self.remove_text(known, options["text"], reason, options["by"])
        else:
            number = remove_document(known, reason, options["by"])
            self.stdout.write(f"Removed, with {number} text{'' if number == 1 else 's'}.")

    def remove_text(self, document: Document, digest: str, reason: str, by: str) -> None:
        """Remove one of its texts."""
        version = DocumentVersion.objects.filter(document=document, sha256=digest).first()
        if version is None:
            raise CommandError("The document has no text with this SHA-256.")
        try:
            remove_version(version, reason, by)
        except ValueError as error:
            raise CommandError(f"Not removed: {error}.") from error
        self.stdout.write("Removed.")
