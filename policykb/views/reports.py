"""Readers report an error at a clause, and see at an address of their own what became of it."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from policykb.access.senders import sender_of
from policykb.editing.report_form import ReportForm
from policykb.editing.reporting import CONTACT_KEPT, HOUR, Reported, TooMany, store_report
from policykb.views.citations import Cited, cited_document, cited_task
from policykb.views.page import read_only
from tasks.models import Report, Task

NEVER_INDEXED = "noindex, nofollow"
TOO_MANY = "从您这里一小时内已收到很多份报告，请稍后再提交。您写的都还在下面，没有丢。"
CHANGED = "您打开本页之后，这一条的文字有更新。请对照下面的新文字，看是否仍然不对，再提交。"
MOVED = "您打开本页之后，这一条的编号有变动。请写明是哪一条，再提交；报告会记在整份文件上。"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_document(request: HttpRequest, slug: str) -> HttpResponse:
    """Report an error in a document; with ?clause= in a clause, by its key."""
    try:
        return report(request, cited_document(slug, request.GET.get("clause", "")))
    except Http404:
        if request.method != "POST":
            raise
        return report(request, cited_document(slug, ""), MOVED)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_task(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Report an error in a task."""
    try:
        return report(request, cited_task(slug, key))
    except Http404:
        if request.method != "POST":
            raise
        return report(request, cited_document(slug, ""), MOVED)


def report(request: HttpRequest, clause: Cited, changed: str = "") -> HttpResponse:
    """The form, or the report taken from it. `changed` says why what was sent cannot be taken as it is."""
    seen = digest(clause.words)
    if request.method != "POST":
        return form_page(request, clause, ReportForm(initial={"seen": seen}))
    form = ReportForm(request.POST.dict())
    if form.is_valid():
        if changed or form.cleaned_data["seen"] != seen:
            form.add_error(None, changed or CHANGED)
            form.data = {**form.data, "seen": seen}
            return form_page(request, clause, form)
        try:
            return HttpResponseRedirect(store_report(reported(request, clause, form)).get_absolute_url())
        except TooMany:
            form.add_error(None, TOO_MANY)
            return come_again(form_page(request, clause, form))
    return form_page(request, clause, form)


def reported(request: HttpRequest, clause: Cited, form: ReportForm) -> Reported:
    """What the form says of the clause."""
    task = Task.objects.published().filter(document=clause.document, key=clause.key).first() if clause.key else None
    said = form.cleaned_data
    return Reported(
        document=clause.document,
        task=task,
        place=place_of(clause),
        quote=clause.words.strip(),
        kind=said["kind"],
        description=said["description"],
        contact=said["contact"],
        sender=sender_of(request),
    )


def place_of(clause: Cited) -> str:
    """The clause in words: 青政办〔2024〕35号 二、（一）."""
    return f"{clause.document.name} {clause.place}".strip()


def come_again(page: HttpResponse) -> HttpResponse:
    """The page of a form that is not taken now, which says when it will be."""
    page.status_code = 429
    page["Retry-After"] = str(int(HOUR.total_seconds()))
    return page


def form_page(request: HttpRequest, clause: Cited, form: ReportForm) -> HttpResponse:
    """The page with the form and the words of the clause."""
    crumbs = [*clause.crumbs[:-1], ("报告差错", "")]
    whole = reverse("documents:report", args=[clause.document.slug])
    context = {
        "clause": clause,
        "place": place_of(clause),
        "form": form,
        "address": request.get_full_path() if clause.key else whole,  # a clause that has moved has none any more
        "days": CONTACT_KEPT.days,
        "crumbs": crumbs,
    }
    response = TemplateResponse(request, "reports/report_form.html", context)
    response["X-Robots-Tag"] = NEVER_INDEXED
    return response


@read_only
@never_cache
def report_state(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a report, for who has its address: no name, no contact, nothing of what the reader wrote."""
    found = get_object_or_404(Report.objects.select_related("document", "task__document"), token=token)
    document, task = found.document, found.task
    is_seen = document is not None and document.can_be_read
    page = task if task and task.standing == "current" and task.document_id == found.document_id else document
    context = {
        "report": found,
        "is_seen": is_seen,
        "page": page.get_absolute_url() if page and is_seen else "",
        "crumbs": [("请求收录文件" if found.is_wanted else "差错报告", "")],
    }
    template = "reports/wanted_state.html" if found.is_wanted else "reports/report_state.html"
    response = TemplateResponse(request, template, context)
    response["X-Robots-Tag"] = NEVER_INDEXED
    return response


def digest(words: str) -> str:
    """What tells whether words are still the same."""
    return sha256(words.encode("utf-8", "replace")).hexdigest()[:16]
