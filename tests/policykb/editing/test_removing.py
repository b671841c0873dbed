"""What the law says to remove is removed from everywhere, and does not come back; that it was, and why, stays."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from documents.models import Document, DocumentVersion, Removal
from documents.records import originals
from documents.text import UnreadableSource
from policykb.answers import search
from policykb.pipeline import gazetteer, ingest
from tests.factories import make_agency
from tests.policykb.editing.forms import save
from tests.policykb.test_identity import POLICY

pytestmark = pytest.mark.django_db
SECRET = "张三丰身份证号六三零一零二"
TEXT = POLICY.replace("健全预冷设施", SECRET)


@pytest.fixture
def document(admin_client: Client) -> Document:
    """A document with a text that nobody may keep, on which people have worked."""
    make_agency()
    found = ingest(TEXT.encode(), f"{SECRET}.txt", gazetteer())[0]
    save(admin_client, found.tasks.first(), title=f"更正：{SECRET}")
    save(admin_client, found, notice_title=SECRET)
    return found


def everything() -> str:
    """All that the tables hold, as words."""
    rows = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            rows += map(repr, model._default_manager.values_list())
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%search%'")
            for (name,) in cursor.fetchall():
                rows += map(repr, cursor.execute(f'SELECT * FROM "{name}"').fetchall())
    return "".join(rows)


def test_nothing_that_it_said_is_left(document: Document, client: Client) -> None:
    digest = document.text.sha256
    assert SECRET in everything() and originals.kept(digest)
    call_command("remove", document.slug, "--reason", "含个人信息", "--by", "法规处", "--yes")
    assert SECRET not in everything()
    assert (originals.kept(digest), search("预冷", kinds=["task"]).total) == (None, 0)
    assert client.get(document.get_absolute_url()).status_code == 404
    removal = Removal.objects.get()
    assert (removal.sha256, removal.reason, removal.removed_by) == (digest, "含个人信息", "法规处")
    document.refresh_from_db()
    assert (document.title, document.standing, document.text) == ("（已依法移除）", "withdrawn", None)


def test_it_does_not_come_back_by_another_ingest(document: Document) -> None:
    call_command("remove", document.slug, "--reason", "含个人信息", "--yes")
    with pytest.raises(UnreadableSource, match=r"Removed on .*: 含个人信息"):
        ingest(TEXT.encode(), "又.txt", gazetteer())
    assert not DocumentVersion.objects.exists()


def test_one_of_its_texts_alone(document: Document) -> None:
    newer = POLICY.replace("三十个", "五十个").replace("2031年5月6日", "2031年8月6日")
    first = document.text.sha256
    ingest(newer.encode(), "新.txt", gazetteer())
    with pytest.raises(CommandError, match="the current text goes only with its document"):
        call_command("remove", document.slug, "--reason", "x", "--yes", "--text", Document.objects.get().text.sha256)
    call_command("remove", document.slug, "--reason", "含个人信息", "--yes", "--text", first)
    assert [version.file_name for version in document.versions.all()] == ["新.txt"]
    assert originals.kept(first) is None and document.tasks.current().count() == 4


def test_mistakes_are_said_and_remove_nothing(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="There is no document at"):
        call_command("remove", "无此文件", "--reason", "x", "--yes")
    with pytest.raises(CommandError, match="Say why"):
        call_command("remove", document.slug, "--reason", " ", "--yes")
    with pytest.raises(CommandError, match="no text with this SHA-256"):
        call_command("remove", document.slug, "--reason", "x", "--yes", "--text", "0" * 64)
    monkeypatch.setattr("builtins.input", lambda prompt: "no")
    with pytest.raises(CommandError, match="Nothing was removed"):
        call_command("remove", document.slug, "--reason", "x")
    assert originals.kept(document.text.sha256) and not Removal.objects.exists()
