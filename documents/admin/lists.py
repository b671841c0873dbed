"""Lists of very many records: what is found in them by words, what beside them is looked for instead of listed."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from documents.admin.chosen import choice_media
from documents.models import Document, Standing
from documents.models.provenance import as_one_value
from documents.search.lookups import holding

IN_THE_ADDRESS = "网址中的筛选条件无效，没有采用。"


class LongList(admin.ModelAdmin):
    """A list that stays quick and short however many records there are. `entries` is the kind of the records' entries
    in search: words are looked up there, and read from the rows of only those that readers do not see."""

    show_full_result_count = False
    list_per_page = 50
    entries = ""

    @property
    def media(self) -> forms.Media:
        return super().media + choice_media()

    def changelist_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """The list; where the admin left out wrong conditions of the address, it says so."""
        if "e" in request.GET:
            messages.warning(request, IN_THE_ADDRESS)
        return super().changelist_view(request, *args, **options)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Those that hold all the words."""
        words = search_term.split()
        if not self.entries or not words:
            return super().get_search_results(request, queryset, search_term)
        hidden = Document.objects.exclude(standing=Standing.CURRENT, is_published=True).values("pk")
        unseen = Q(standing__in=[Standing.SUPERSEDED, Standing.WITHDRAWN]) | Q(document__in=hidden)
        rows = self.model._default_manager.filter(unseen).order_by()
        others, _ = super().get_search_results(request, rows, search_term)
        found = as_one_value(holding(words, self.entries), queryset.db)
        return queryset.filter(Q(pk__in=found) | Q(pk__in=others.values("pk"))), False
