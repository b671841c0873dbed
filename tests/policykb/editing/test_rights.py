"""Who may do what: 编辑 edits, 审核 decides, readers see only what is published."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import get_resolver, reverse

from documents.models import DocumentAgency, SourceNote
from documents.records.locks import lock
from documents.records.reconcile import propose
from policykb.access.rights import EDITOR, REVIEWER, make_groups
from tasks.indexing import index_tasks
from tasks.models import Citation
from tests.factories import make_agency, make_deadline, make_document, make_duty, make_target, make_task, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client, django_user_model):
    """A function that logs in a member of a group."""
    make_groups(Group, Permission)

    def log_in(name):
        user = django_user_model.objects.create_user(name, is_staff=True)
        user.groups.add(Group.objects.get(name=name))
        client.force_login(user)
        return client

    return log_in


def proposed():
    task = make_task(title="人工标题")
    lock(task, {"title": "原标题"}, None)
    propose(task.corrections.get(), "人工标题", "新标题")
    return task.corrections.get()


PAGES = [
    "documents_review_changelist", "documents_document_changelist", "documents_document_add", "documents_agency_add",
    "documents_agency_changelist", "tasks_task_changelist", "tasks_task_import", "tasks_responsibility_changelist",
]  # fmt: skip


@pytest.mark.parametrize("group", [EDITOR, REVIEWER])
def test_both_groups_open_their_pages(member, group):
    client, duty = member(group), make_duty()
    for page in PAGES:
        assert client.get(reverse(f"admin:{page}")).status_code == 200, page
    for record in (duty, duty.task, duty.task.document, duty.agency):
        name = f"admin:{record._meta.app_label}_{record._meta.model_name}"
        assert client.get(reverse(f"{name}_change", args=[record.pk])).status_code == 200
        assert client.get(reverse(f"{name}_history", args=[record.pk])).status_code == 200
    assert client.get("/admin/auth/user/").status_code == 403
    assert client.get("/admin/").status_code == 200


def test_only_a_reviewer_decides(member):
    correction, agency = proposed(), make_agency("省某办", is_reviewed=False)
    note = SourceNote.objects.create(document=make_document(), kind="unread_clause", message="未读出")
    url = reverse("admin:documents_review_decide")
    accept = {"key": f"proposal-{correction.pk}", "action": "accept", "seen": "新标题"}
    confirm = {"key": f"agency-{agency.pk}", "action": "confirm", "seen": "省某办"}
    client = member(EDITOR)
    assert client.post(url, accept).status_code == 403
    assert client.post(url, accept | {"action": "keep"}).status_code == 403
    assert client.post(url, confirm).status_code == 403
    assert client.post(url, {"key": f"note-{note.pk}", "action": "done", "seen": "open"}).status_code == 302
    for page in ("merge", "rename", "split"):
        assert client.post(reverse(f"admin:documents_agency_{page}", args=[agency.pk])).status_code == 403
    note.refresh_from_db()
    assert note.state == SourceNote.State.DONE
    client = member(REVIEWER)
    assert client.post(url, accept).status_code == 302
    assert client.post(url, confirm).status_code == 302
    agency.refresh_from_db()
    correction.record.refresh_from_db()
    assert (agency.is_reviewed, correction.record.title) == (True, "新标题")


@pytest.mark.parametrize(("group", "is_published"), [(EDITOR, True), (REVIEWER, False)])
def test_only_a_reviewer_publishes_and_hides(member, group, is_published):
    client, document = member(group), make_document()
    url = reverse("admin:documents_document_change", args=[document.pk])
    response = client.get(url)
    forms = [response.context["adminform"].form]
    forms += [inline.formset.management_form for inline in response.context["inline_admin_formsets"]]
    values = {field.html_name: field.value() for form in forms for field in form if field.value() is not None}
    values.pop("is_published", None)
    assert client.post(url, values).status_code == 302
    document.refresh_from_db()
    assert document.is_published == is_published


def test_what_is_not_published_yet_is_counted_on_the_front_page(member):
    make_document(is_published=False)
    client = member(REVIEWER)
    page = client.get("/admin/").content.decode()
    address = "/admin/documents/document/?is_published__exact=0&amp;standing__exact=current"
    assert f'<a href="{address}">未公开的文件 <b>1</b></a>' in page
    assert len(client.get(address.replace("&amp;", "&")).context["cl"].result_list) == 1


@pytest.mark.parametrize(("group", "is_offered"), [(EDITOR, False), (REVIEWER, True)])
def test_nobody_is_led_where_he_may_not_go(member, group, is_offered):
    make_duty(agency=make_agency("省某办", is_reviewed=False))
    page = member(group).get(reverse("admin:documents_review_changelist")).content.decode()
    assert ("合并到……" in page) == is_offered


def test_an_editor_does_not_withdraw_a_document(member):
    url = reverse("admin:documents_document_delete", args=[make_document().pk])
    assert member(EDITOR).post(url, {"post": "yes"}).status_code == 403


def test_dismissing_a_note_in_its_form_takes_a_reason(member):
    note = SourceNote.objects.create(document=make_document(), kind="unread_clause", message="未读出")
    client, url = member(EDITOR), f"/admin/documents/sourcenote/{note.pk}/change/"
    values = {"version": client.get(url).context["adminform"].form["version"].value(), "state": "dismissed"}
    assert "请写明不需处理的理由" in client.post(url, values | {"reason": ""}).content.decode()
    assert client.post(url, values | {"reason": "原文如此"}).status_code == 302


SECRET = "秘而不宣"


def public_addresses(document, task, agency, term):
    """Every address of the site outside the admin, with this document, task, agency and topic."""
    known = {"slug": [document.slug, agency.slug, term.slug], "key": [task.key], "format": ["csv", "xlsx", "json"]}
    for pattern in addresses(get_resolver().url_patterns):
        if pattern.startswith("admin/") or "static" in pattern or "section" in pattern:
            continue
        yield from filled("/" + pattern, known)


def addresses(patterns, prefix=""):
    for pattern in patterns:
        words = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            if words != "admin/":
                yield from addresses(pattern.url_patterns, words)
        else:
            yield words


def filled(address, known):
    start, bracket, rest = address.partition("<")
    if not bracket:
        yield start
        return
    name, _, end = rest.partition(">")
    for value in known.get(name.partition(":")[2] or name, ["1"]):
        yield from filled(start + value + end, known)


@pytest.fixture
def hidden_and_citing():
    """A document that is not published, with everything that may stand in one, and one that cites it."""
    agency, term, citing = make_agency(), make_term(), make_document(title="公开的文件")
    hidden = make_document(
        title=f"{SECRET}的文件", document_number=f"{SECRET}〔2025〕1号", is_published=False, source=f"{SECRET}的原文\n"
    )
    task = make_task(hidden, title=f"{SECRET}的任务", body=f"{SECRET}的正文")
    task.topics.add(term)
    make_duty(task, agency, as_written=f"{SECRET}的单位")
    make_target(hidden, task=task, indicator=f"{SECRET}的指标", quote=f"{SECRET}的指标")
    make_deadline(hidden, task=task, quote=f"{SECRET}的期限")
    make_deadline(hidden, quote=f"{SECRET}的总期限")
    DocumentAgency.objects.create(document=hidden, agency=agency)
    other = make_duty(make_task(citing), agency).task
    Citation.objects.create(document=citing, task=other, title="别的题名", cited=hidden)
    Citation.objects.create(document=hidden, task=task, title=f"{SECRET}的引文", cited=citing)
    index_tasks([task, other])
    return hidden, other


@pytest.mark.parametrize("query", ["", f"?q={SECRET}", "?agency=青海省能源局", "?document={slug}"])
def test_what_is_not_published_is_nowhere(client, hidden_and_citing, query):
    hidden, other = hidden_and_citing
    task = hidden.tasks.get()
    shown = {other.get_absolute_url(), other.document.get_absolute_url()}
    leaks = []
    for address in shown | set(public_addresses(hidden, task, make_agency(), make_term())):
        response = client.get(address + query.format(slug=hidden.slug))
        body = (b"".join(response) if response.streaming else response.content).decode("utf-8", "replace")
        if any(f"{SECRET}{end}" in body for end in ("的", "〔")):  # a page may repeat what was asked
            leaks.append(address)
    assert not leaks
