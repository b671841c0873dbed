"""The vocabulary of search as a table: taken away, changed, brought back."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents.models import WordPair

pytestmark = pytest.mark.django_db


def test_pairs_are_taken_away_and_brought_back(admin_client: Client) -> None:
    WordPair.objects.create(typed="破烂", official="固体废物")
    pages = reverse("admin:documents_wordpair_changelist")
    words = admin_client.get(f"{pages}export.csv").content.decode("utf-8-sig")
    (head, row) = csv.reader(io.StringIO(words))
    assert row[1:4] == ["破烂", "固体废物", "日常说法"]
    table = io.StringIO()
    csv.writer(table).writerows([head, [*row[:2], "再生资源", *row[3:]], ["", "茅房", "厕所", "日常说法", "0.5"]])
    sent = SimpleUploadedFile("词对.csv", table.getvalue().encode("utf-8-sig"))
    shown = admin_client.post(f"{pages}import/", {"table": sent})
    assert not shown.context["outcome"].has_errors, shown.context["outcome"]
    admin_client.post(f"{pages}import/", {"staged": shown.context["staged"].pk})
    assert set(WordPair.objects.values_list("typed", "official", "weight", "state")) == {
        ("破烂", "再生资源", None, "in-use"),
        ("茅房", "厕所", 0.5, "in-use"),
    }
