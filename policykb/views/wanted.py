"""Readers ask for a document that the library lacks, without login; what becomes of it is told as of a report."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from documents.models import Document
from policykb.access.senders import sender_of
from policykb.editing.report_form import LONGEST_NAME, WantedForm
from policykb.editing.reporting import CONTACT_KEPT, Reported, TooMany, store_report
from policykb.editing.wanting import document_asked_for
from policykb.views.reports import NEVER_INDEXED, TOO_MANY, come_again
from tasks.models import Report


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_document(request: HttpRequest) -> HttpResponse:
    """The form, filled with ?q=, or the request taken from it. A document that is here is told instead."""
    if request.method != "POST":
        return form_page(request, WantedForm(initial={"wanted": request.GET.get("q", "")[:LONGEST_NAME]}))
    form = WantedForm(request.POST.dict())
    if not form.is_valid():
        return form_page(request, form)
    if known := document_asked_for(form.cleaned_data["wanted"]):
        return form_page(request, form, known)
    try:
        return HttpResponseRedirect(store_report(wanted(request, form)).get_absolute_url())
    except TooMany:
        form.add_error(None, TOO_MANY)
        return come_again(form_page(request, form))


def wanted(request: HttpRequest, form: WantedForm) -> Reported:
    """What the form says."""
    said = form.cleaned_data
    return Reported(
        document=None,
        task=None,
        place=said["wanted"],
        quote="",
        kind=Report.Kind.WANTED,
        description=said["description"].strip(),
        contact=said["contact"],
        sender=sender_of(request),
    )


def form_page(request: HttpRequest, form: WantedForm, known: Document | None = None) -> HttpResponse:
    """The page with the form; `known` is the document asked for, where it is here already."""
    context = {"form": form, "known": known, "days": CONTACT_KEPT.days, "crumbs": [("请求收录文件", "")]}
    response = TemplateResponse(request, "reports/wanted_form.html", context)
    response["X-Robots-Tag"] = NEVER_INDEXED
    return response
