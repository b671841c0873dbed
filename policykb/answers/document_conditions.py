"""The query string of the document list in; the documents under its conditions, the filter panel and what was wrong
out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.http import HttpRequest, QueryDict

from documents.exchange.typed import NotUnderstood, shortened
from documents.models import Region, Validity
from documents.models.documents import DocumentQuerySet
from policykb.answers.named import region_asked
from policykb.insight.validity import with_validity
from tasks.filter_panel import Choice, Facet

LINKS = {"yes": "有官方原文链接", "no": "没有"}


@dataclass(frozen=True, slots=True)
class DocumentConditions:
    """What the list is narrowed by; `errors` are sentences about values that do not exist and were left out."""

    region: Region | None
    validity: tuple[str, ...]
    link: tuple[str, ...]
    errors: tuple[str, ...]

    @classmethod
    def read(cls, request: HttpRequest) -> "DocumentConditions":
        """The conditions of a query string."""
        errors: list[str] = []
        region = None
        try:
            region = region_asked(request)
        except NotUnderstood as error:
            errors.append(str(error))
        return cls(
            region=region,
            validity=tuple(known(request.GET, "validity", "时效", Validity.values, errors)),
            link=tuple(known(request.GET, "link", "官方原文链接条件", list(LINKS), errors)),
            errors=tuple(errors),
        )

    def narrow(self, documents: DocumentQuerySet, today: date, without: str = "") -> DocumentQuerySet:
        """The documents under all conditions but the one named `without`, each with its validity on that day."""
        found = with_validity(documents, today)
        if self.region:
            found = found.filter(region=self.region)
        if self.validity and without != "validity":
            found = found.filter(validity_now__in=self.validity)
        if len(self.link) == 1 and without != "link":
            found = found.exclude(source_url="") if self.link == ("yes",) else found.filter(source_url="")
        return found

    def facets(self, documents: DocumentQuerySet, today: date) -> list[Facet]:
        """The panel: each value with how many documents it leaves under the other conditions."""
        stand = self.narrow(documents, today, without="validity").order_by().values_list("validity_now")
        counts = dict(stand.annotate(n=Count("pk")))
        link = self.narrow(documents, today, without="link").order_by()
        links = link.aggregate(yes=Count("pk", filter=~Q(source_url="")), no=Count("pk", filter=Q(source_url="")))
        labels = {value: str(label) for value, label in Validity.choices}
        return [
            facet("validity", "时效", labels, counts, self.validity),
            facet("link", "官方原文", LINKS, links, self.link),
        ]

    @property
    def words(self) -> list[str]:
        """The conditions of the panel that are in force, for the title of the page."""
        labels = [str(Validity(value).label) for value in self.validity]
        return [*labels, *(("有官方原文链接", "没有官方原文链接")[value == "no"] for value in self.link)]


def known(query: QueryDict, name: str, label: str, values: list[str], errors: list[str]) -> Iterator[str]:
    """The values of a condition that exist, each once; the others are told in `errors`."""
    for value in dict.fromkeys(filter(None, query.getlist(name))):
        if value in values:
            yield value
        else:
            errors.append(f"没有“{shortened(value)}”这种{label}，只有 {'、'.join(values)}。")


def facet(name: str, label: str, labels: dict[str, str], counts: dict[str, int], chosen: tuple[str, ...]) -> Facet:
    """A condition with all its values."""
    choices = (Choice(value, words, counts.get(value, 0), value in chosen) for value, words in labels.items())
    return Facet(name, label, tuple(choices))
