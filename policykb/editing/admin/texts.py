"""The texts of a document in the admin: what each text is, how the document is related to others, and forms to change
both."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path

from documents.collation.clauses import list_clauses
from documents.collation.fates import collate
from documents.models import Document, DocumentVersion, Relation, Standing
from policykb.editing.deciding import GONE, Refused, log
from policykb.editing.placing import Decision, NotPossible, decide_relation, detach, make_current
from policykb.pipeline import gazetteer
from policykb.reading.collated import collation_summary, rows
from policykb.reading.lineage import texts_of
from policykb.views.versions import parsed


class TextAdmin(admin.ModelAdmin):
    """Documents in the admin, with a page on which their texts and relations are corrected."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.versions_view)
        return [path("<int:pk>/versions/", view, name="documents_document_versions"), *super().get_urls()]

    def versions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The texts and relations of a document; a decision about one of them."""
        document = get_object_or_404(Document.objects.select_related("text"), pk=pk)
        if not self.has_view_permission(request, document):
            raise PermissionDenied
        if request.method == "POST":
            return self.put_right(request, document)
        relations = relations_of(document)
        context = {
            **self.admin_site.each_context(request),
            "title": f"文本：{document}",
            "opts": self.opts,
            "document": document,
            "texts": texts_of(document),
            "relations": relations,
            "choices": list(Decision),
            "may_place": may_place(request),
            **differences(document, relations),
        }
        return TemplateResponse(request, "admin/document/texts.html", context)

    def put_right(self, request: HttpRequest, document: Document) -> HttpResponse:
        """Carry a decision out and show a message."""
        if not may_place(request):
            raise PermissionDenied
        said = {name: request.POST.get(name, "") for name in ("version", "relation", "action", "seen")}
        try:
            decide = place_relation if said["relation"] else place_version
            messages.success(request, decide(request, document, said))
        except (Refused, NotPossible) as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(request.path)


def may_place(request: HttpRequest) -> bool:
    """Whether the person may say what a text is."""
    return request.user.has_perm("documents.approve_proposal")  # type: ignore[union-attr]


def relations_of(document: Document) -> list[Relation]:
    """The relations of the document, undecided ones first. `is_open` ones can still be decided otherwise; where a
    document's texts were taken over, this is done from its texts."""
    both = document.relations.all() | document.related.all()  # type: ignore[attr-defined]
    relations: list[Any] = list(both.select_related("document", "to", "decided_by").order_by("is_decided", "pk"))
    for relation in relations:
        relation.is_open = relation.document.standing == Standing.CURRENT and relation.document.text_id is not None
    return relations


def differences(document: Document, relations: list[Relation]) -> dict[str, Any]:
    """The texts of the known document and of this one side by side, where a person has to decide how they are
    related."""
    waiting = [relation for relation in relations if not relation.is_decided and relation.document_id == document.pk]
    if not waiting or document.text is None or waiting[0].to.text is None:
        return {}
    entries = collate(list_clauses(parsed(waiting[0].to.text)), list_clauses(parsed(document.text)))
    return {"rows": list(rows(entries)), "summary": collation_summary(entries)}


def place_version(request: HttpRequest, document: Document, said: dict[str, str]) -> str:
    """Make a text the current one, or a document of its own. Raises Refused, NotPossible."""
    pk = said["version"]
    version = DocumentVersion.objects.filter(document=document, pk=pk).first() if is_key(pk) else None
    if version is None or said["seen"] != str(document.text_id):
        raise Refused(GONE)
    if said["action"] == "detach":
        own = detach(version, gazetteer(), request.user)
        log(request, own, f"自《{document}》分出")
        return f"“{version.file_name}”已分出，另成一件，尚未公开。"
    if said["action"] != "current":
        raise Refused(GONE)
    make_current(document, version, gazetteer(), request.user)
    log(request, document, f"“{version.file_name}”设为现行文本")
    return f"“{version.file_name}”已设为现行文本。"


def place_relation(request: HttpRequest, document: Document, said: dict[str, str]) -> str:
    """Say what a document is to another. Raises Refused, NotPossible."""
    pk = said["relation"]
    relation = Relation.objects.filter(pk=pk).first() if is_key(pk) else None
    if relation is None or relation.kind != said["seen"] or said["action"] not in Decision.values:
        raise Refused(GONE)
    may_publish = request.user.has_perm("documents.publish_document")  # type: ignore[union-attr]
    decide_relation(relation, said["action"], gazetteer(), request.user, may_publish=may_publish)
    words = Decision(said["action"]).label
    log(request, relation.document, f"判定：{words}《{relation.to}》")
    return f"《{relation.document}》：{words}（《{relation.to}》）。"


def is_key(words: str) -> bool:
    """Whether the words are a row's key."""
    return words.isascii() and words.isdecimal() and len(words) <= 18
