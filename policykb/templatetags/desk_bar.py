"""For who is logged in as staff: from a public page to the records that it shows, in the admin."""

from typing import Any

from django import template
from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from documents.models import Agency, Document, Term
from tasks.models import Task

register = template.Library()
SHOWN = ("task", "document", "agency", "topic")  # what pages call their record


@register.inclusion_tag("_desk_bar.html", takes_context=True)
def desk_bar(context: template.Context) -> dict[str, Any]:
    """Links to the forms of what the page shows; none for readers, of whose pages nothing is asked."""
    request: HttpRequest | None = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {}
    if not getattr(request.user, "is_staff", False):
        return {}
    found = dict.fromkeys(link for name in SHOWN for link in links_to(context.get(name)))
    return {"links": [(label, url) for label, url, right in found if request.user.has_perm(right)]}  # type: ignore[union-attr]


def links_to(record: Any) -> list[tuple[str, str, str]]:
    """What a record leads to in the admin: label, address, and the right that it takes."""
    match record:
        case Task():
            return [("修改任务", form_of(record), "tasks.view_task"), *links_to(record.document)]
        case Document():
            review = reverse("admin:documents_review_changelist")
            tasks = reverse("admin:tasks_task_changelist")
            return [
                ("修改文件", form_of(record), "documents.view_document"),
                ("文本", reverse("admin:documents_document_versions", args=[record.pk]), "documents.view_document"),
                ("任务", f"{tasks}?document__id__exact={record.pk}", "tasks.view_task"),
                ("待核对", f"{review}?document={record.pk}", "documents.view_review"),
            ]
        case Agency():
            duties = reverse("admin:tasks_responsibility_changelist")
            return [
                ("修改机构", form_of(record), "documents.view_agency"),
                ("责任", f"{duties}?agency__id__exact={record.pk}", "tasks.view_responsibility"),
            ]
        case Term():
            return [("修改专题", form_of(record), "documents.view_term")]
    return []


def form_of(record: Model) -> str:
    """The address of a record's form."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
