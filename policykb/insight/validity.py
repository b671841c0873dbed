"""Documents and a day in; whether each is in force then, on what ground, and what changed or ended it, out.

Who says it counts in this order: a person; the page that it came from, where it says that it has ended; a stored
document in force whose text repeals or amends it; the page; its own day in force. What nobody says stays 未标明.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from pyroaring import BitMap

from documents.models import Correction, Document, Validity
from documents.models.document_kinds import ENDED
from documents.models.documents import DocumentQuerySet
from documents.structure.values import DocumentKind
from documents.tag_sets.sets import Sets
from policykb.templatetags.wording import chinese_date
from tasks.models import Citation
from tasks.models.citations import RelationKind

ENDING = {RelationKind.REPEALS: Validity.REPEALED, RelationKind.AMENDS: Validity.AMENDED}
DEEDS = {Validity.REPEALED: "废止", Validity.EXPIRED: "代替", Validity.AMENDED: "修改"}
# What they tell of other documents is hearsay.
TELLING = (
    DocumentKind.INTERPRETATION, DocumentKind.QUESTIONS, DocumentKind.NEWS, DocumentKind.GUIDE, DocumentKind.REPORT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tie:
    """A document that changes or ends another, or is changed or ended: `deed` is 修改, 废止 or 代替; `address` leads to
    where it says so; `since` is the day that is still to come, None if it counts already."""

    deed: str
    document: Document
    address: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a document is in force: `validity`, in Chinese the `ground` it is told on, the documents that change or
    end it, and those that it changes or ends."""

    validity: Validity
    ground: str
    changed_by: tuple[Tie, ...] = ()
    changes: tuple[Tie, ...] = ()

    @property
    def label(self) -> str:
        return str(self.validity.label)

    @property
    def has_ended(self) -> bool:
        """Whether a reader has to be warned."""
        return self.validity in ENDED


def with_validity(documents: DocumentQuerySet, today: date) -> DocumentQuerySet:
    """With `validity_now`, what `standing_of` says of each on that day."""
    said = statements().filter(cited=OuterRef("pk")).exclude(document__effective_on__gt=today).order_by()
    return documents.annotate(
        validity_now=Case(
            When(is_over(today), then=Value(Validity.UNKNOWN)),
            When(is_set_by_person(), then=F("validity")),
            When(validity__in=ENDED, then=F("validity")),
            *(When(Exists(said.filter(relation=relation)), then=Value(ends)) for relation, ends in ENDING.items()),
            When(Q(validity=Validity.UNKNOWN, effective_on__gt=today), then=Value(Validity.NOT_YET)),
            default=F("validity"),
            output_field=CharField(),
        )
    )


def is_over(today: date) -> Q:
    """The condition that a document is stated not to be in force yet, though its day has come."""
    return Q(validity=Validity.NOT_YET, effective_on__lte=today)


def is_set_by_person() -> Q:
    """The condition that a person has said whether the document is in force."""
    by_person = Correction.objects.filter(
        content_type__app_label="documents", content_type__model="document", object_id=OuterRef("pk"), field="validity"
    )
    return ~Q(validity=Validity.UNKNOWN) & Q(Exists(by_person))


def ended(today: date) -> DocumentQuerySet:
    """The documents that are in force no longer on that day: what they set is due to nobody. The same as those whose
    `validity_now` is one of ENDED, but found from the side of the few that something ended."""
    published = Document.objects.published()
    stated = published.filter(validity__in=ENDED)
    said = repealed(today)
    return published.filter(pk__in=stated.order_by().values("pk").union(said.order_by().values("pk")))


def repealed(today: date) -> DocumentQuerySet:
    """The documents that another one in force on that day says it repeals, where no person says otherwise."""
    repealing = statements().filter(relation=RelationKind.REPEALS).exclude(document__effective_on__gt=today)
    found = Document.objects.published().filter(pk__in=repealing.exclude(cited=None).order_by().values("cited"))
    return found.exclude(is_over(today)).exclude(is_set_by_person())


def ended_keys(sets: Sets, today: date) -> BitMap:
    """The keys of the documents of `ended`, as the records were when these sets were read. Takes a query, unless the
    same was asked before."""
    of, day, keys = _last_asked.get("ended", (None, today, BitMap()))
    if of is not sets or day != today:
        said = repealed(today).order_by().values_list("pk", flat=True)
        keys = sets.of("document").any(f"v{validity}" for validity in ENDED) | BitMap(said)
        _last_asked["ended"] = (sets, today, keys)
    return keys


_last_asked: dict[str, tuple[Sets, date, BitMap]] = {}


def statements() -> QuerySet[Citation]:
    """The places at which a published document says of a stored one that it repeals or amends it."""
    return Citation.objects.published().filter(relation__in=list(ENDING)).exclude(document__kind__in=TELLING)


def standing_of(document: Document, today: date) -> Standing:
    """Whether the document is in force, and on what ground."""
    stated = Validity(document.validity)
    places = places_about(document)
    changed_by = (tie_from(place, today) for place in places if place.cited_id == document.pk)
    ties = unique([*named(document), *changed_by])
    own = (
        Tie(deed_of(place), place.cited, place.cited.get_absolute_url())
        for place in places
        if place.document_id == document.pk and place.cited is not None
    )
    told = {"changed_by": ties, "changes": unique([*own, *named_in(document)])}
    lock = document.locked_fields().get("validity")
    if stated == Validity.NOT_YET and document.effective_on and document.effective_on <= today:
        past = f"原载尚未生效，而施行日期{chinese_date(document.effective_on)}已过"
        return Standing(Validity.UNKNOWN, past, **told)
    if lock and stated != Validity.UNKNOWN:
        return Standing(
            stated, document.validity_note or f"人工核定于{chinese_date(timezone.localdate(lock.corrected_at))}", **told
        )
    if stated in ENDED:
        return Standing(stated, "来源页所载", **told)
    for ends in ENDING.values():
        if any(tie.since is None and tie.deed == DEEDS[ends] for tie in ties):
            return Standing(ends, "", **told)
    if stated == Validity.UNKNOWN and document.effective_on and document.effective_on > today:
        return Standing(Validity.NOT_YET, f"施行日期{chinese_date(document.effective_on)}", **told)
    return Standing(stated, "" if stated == Validity.UNKNOWN else "来源页所载", **told)


def places_about(document: Document) -> list[Citation]:
    """Where a document is said to be changed or ended, and where it says so of others. Most documents have none: that
    is asked first, from either side, since it takes the database a hundredth of the time."""
    of_it, of_others = statements().order_by().values_list("pk"), Document.objects.published().order_by().values("pk")
    found = [pk for (pk,) in of_it.filter(cited=document).union(of_it.filter(document=document, cited__in=of_others))]
    if not found:
        return []
    said = Citation.objects.filter(pk__in=found).select_related("document", "cited", "task__document")
    return list(said.order_by("-document__issued_on", "pk"))


def deed_of(place: Citation) -> str:
    """What the document says it does."""
    return DEEDS[ENDING[RelationKind(place.relation)]]


def tie_from(place: Citation, today: date) -> Tie:
    """The tie to the document in which this is said."""
    starts = place.document.effective_on
    address = (place.task or place.document).get_absolute_url()
    return Tie(deed_of(place), place.document, address, starts if starts and starts > today else None)


def named(document: Document) -> Iterable[Tie]:
    """The document that a person named as what changed or ended this one."""
    other = document.replaced_by
    if other is not None and other.can_be_read and document.validity in DEEDS:
        yield Tie(DEEDS[Validity(document.validity)], other, other.get_absolute_url())


def named_in(document: Document) -> Iterable[Tie]:
    """The documents of which a person said that this one changed or ended them."""
    for other in document.replaces.published().filter(validity__in=list(DEEDS)):  # type: ignore[attr-defined]
        yield Tie(DEEDS[Validity(other.validity)], other, other.get_absolute_url())


def unique(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Each document once, with the first that is said of it."""
    return tuple({tie.document.pk: tie for tie in reversed(list(ties))}.values())[::-1]
