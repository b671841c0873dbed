"""A person says what a text is: one click puts it where it belongs, and another puts that right again."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from documents.models import Document, DocumentVersion, Relation
from policykb.answers import search
from policykb.editing.placing import Decision
from policykb.pipeline import gazetteer, ingest
from tasks.models import Citation, Task
from tests.factories import make_agency, make_document
from tests.policykb.test_identity import POLICY, SLIP

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(db: None) -> Document:
    """A policy."""
    make_agency().names.create(name="省能源局")
    return ingest(POLICY.encode(), "方案.txt", gazetteer())[0]


@pytest.fixture
def waiting(known: Document) -> Relation:
    """A document of the same number, which waits for a person."""
    ingest(SLIP.encode(), "供暖.txt", gazetteer())
    return Relation.objects.get()


def place(client: Client, relation: Relation, decision: str) -> str:
    """Decide on the review list; what is said."""
    url = reverse("admin:documents_review_decide")
    said = client.post(url, {"key": f"relation-{relation.pk}", "action": decision, "seen": "unsure"}, follow=True)
    return " ".join(str(message) for message in said.context["messages"])


def texts(document: Document) -> list[tuple[str, bool, bool]]:
    """The files of a document's texts, whether each is a copy and whether it is the current text."""
    current = Document.objects.get(pk=document.pk).text_id
    return [(each.file_name, each.is_copy, each.pk == current) for each in document.versions.order_by("pk")]


def test_it_waits_in_the_review_list_with_what_speaks_for_and_against(admin_client: Client, waiting: Relation) -> None:
    page = admin_client.get(reverse("admin:documents_review_changelist")).content.decode()
    assert "可能是同一份文件" in page and "文号相同；标题不同" in page
    assert all(choice.label in page for choice in Decision)


def test_a_new_text_becomes_the_current_one_and_the_document_leads_there(
    admin_client: Client, client: Client, waiting: Relation, known: Document
) -> None:
    slip = waiting.document
    citing = make_document()
    cited, own = (Citation.objects.create(document=each, title="另文", cited=slip) for each in (citing, known))
    assert "是它的新文本" in place(admin_client, waiting, "version")
    assert texts(known) == [("方案.txt", False, False), ("供暖.txt", False, True)]
    assert {task.title for task in known.tasks.current()} == {"保障气源", "检修管网"}
    slip.refresh_from_db()
    assert (slip.standing, slip.text, slip.is_published) == ("withdrawn", None, False)
    answer = client.get(slip.get_absolute_url())
    assert (answer.status_code, answer.url) == (301, known.get_absolute_url())
    for citation in (cited, own):
        citation.refresh_from_db()
    assert (cited.cited, own.cited) == (known, None)
    assert [hit.record for hit in search("供暖 气源", kinds=["task"]).shown][:1] == [known.tasks.get(title="保障气源")]


@pytest.mark.parametrize(("decision", "is_copy"), [("earlier", False), ("copy", True)])
def test_a_text_that_stands_beside_changes_nothing(
    admin_client: Client, waiting: Relation, known: Document, decision: str, is_copy: bool
) -> None:
    before = list(Task.objects.filter(document=known).values())
    place(admin_client, waiting, decision)
    assert texts(known) == [("方案.txt", False, True), ("供暖.txt", is_copy, False)]
    assert list(Task.objects.filter(document=known).values()) == before
    # the same file again stays where the person put it
    assert ingest(SLIP.encode(), "供暖.txt", gazetteer())[0] == known
    assert texts(known)[1] == ("供暖.txt", is_copy, False)


@pytest.mark.parametrize("decision", ["explains", "different"])
def test_a_document_of_its_own_is_published(
    admin_client: Client, client: Client, waiting: Relation, known: Document, decision: str
) -> None:
    place(admin_client, waiting, decision)
    waiting.refresh_from_db()
    assert (waiting.kind, waiting.is_decided, waiting.decided_by.username) == (decision, True, "admin")
    assert client.get(waiting.document.get_absolute_url()).status_code == 200
    assert client.get(known.get_absolute_url()).status_code == 200
    ingest(SLIP.encode(), "供暖.txt", gazetteer())
    assert Relation.objects.count() == 1


def test_an_editor_may_look_but_not_decide(client: Client, waiting: Relation, django_user_model: type) -> None:
    editor = django_user_model.objects.create_user("bianji", password="x", is_staff=True)
    rights = ["view_document", "view_review", "change_document"]
    editor.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(editor)
    url = reverse("admin:documents_document_versions", args=[waiting.document.pk])
    page = client.get(url).content.decode()
    assert "逐条比对" in page and "是它的新文本" not in page
    assert client.post(url, {"relation": waiting.pk, "action": "version", "seen": "unsure"}).status_code == 403
    assert Relation.objects.undecided().exists()


def test_a_wrong_upload_is_taken_back(admin_client: Client, waiting: Relation, known: Document) -> None:
    place(admin_client, waiting, "version")
    url = reverse("admin:documents_document_versions", args=[known.pk])
    first = DocumentVersion.objects.get(file_name="方案.txt")
    current = Document.objects.get(pk=known.pk).text_id
    admin_client.post(url, {"version": first.pk, "action": "current", "seen": current})
    assert texts(known) == [("方案.txt", False, True), ("供暖.txt", False, False)]
    assert known.tasks.current().count() == 4
    # decided on what somebody else has changed meanwhile
    page = admin_client.post(url, {"version": first.pk, "action": "detach", "seen": current}, follow=True)
    assert "内容已经变化" in page.content.decode()
    second = DocumentVersion.objects.get(file_name="供暖.txt")
    admin_client.post(url, {"version": second.pk, "action": "detach", "seen": first.pk})
    own = Document.objects.get(text=second)
    assert (own.is_published, own.title) == (False, "青海省人民政府办公厅关于加强冬季供暖保障工作的通知")
    assert texts(known) == [("方案.txt", False, True)]
    assert ingest(SLIP.encode(), "供暖.txt", gazetteer())[0] == own


def test_the_only_text_of_a_document_cannot_be_taken_from_it(admin_client: Client, known: Document) -> None:
    url = reverse("admin:documents_document_versions", args=[known.pk])
    said = admin_client.post(url, {"version": known.text_id, "action": "detach", "seen": known.text_id}, follow=True)
    assert "唯一的文本" in said.content.decode()
    assert texts(known) == [("方案.txt", False, True)]


@pytest.mark.parametrize("values", [{}, {"version": "x" * 30}, {"relation": "9" * 18, "action": "version"}])
def test_nonsense_changes_nothing(admin_client: Client, known: Document, values: dict[str, str]) -> None:
    url = reverse("admin:documents_document_versions", args=[known.pk])
    assert "已经处理过" in admin_client.post(url, values, follow=True).content.decode()
    assert admin_client.get(reverse("admin:documents_document_versions", args=[10**9])).status_code == 404


def test_the_form_of_a_document_whose_texts_went_elsewhere_opens(admin_client: Client, waiting: Relation) -> None:
    place(admin_client, waiting, "copy")
    for name in ("change", "versions", "history"):
        url = reverse(f"admin:documents_document_{name}", args=[waiting.document.pk])
        assert admin_client.get(url).status_code == 200


def test_what_was_ended_by_a_document_that_is_another_was_ended_by_that_one(
    admin_client: Client, waiting: Relation, known: Document
) -> None:
    ended = make_document(validity="repealed", replaced_by=waiting.document)
    place(admin_client, waiting, "copy")
    ended.refresh_from_db()
    assert ended.replaced_by == known
