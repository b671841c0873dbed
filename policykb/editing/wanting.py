"""What a reader calls a document that he asks for in; the document of ours that it names, if there is one, out."""

from documents.exchange.typed import NotUnderstood
from documents.models import Document
from documents.text.web_addresses import web_address
from policykb.answers.named import document_named


def document_asked_for(words: str) -> Document | None:
    """The published document with this number, title or address on the web; None where there is none, or several."""
    if address := web_address(words):
        return Document.objects.published().filter(source_url=address).order_by("pk").first()
    try:
        return document_named(words)
    except NotUnderstood:
        return None
