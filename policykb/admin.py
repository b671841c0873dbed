"""Staff editing that concerns both apps."""

from collections.abc import Iterable

from django.contrib import admin

from documents.admin.documents import DocumentAdmin
from documents.indexing import index_document
from documents.models import Document
from tasks.indexing import index_facts


@admin.register(Document)
class WholeDocumentAdmin(DocumentAdmin):
    """A changed document changes how all that is written in it is found."""

    def reindex(self, records: Iterable[Document]) -> None:
        for document in records:
            index_document(document)
            index_facts(document)
