"""Records in; the same in the terms of schema.org, as JSON-LD, out."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from documents.models import Agency, Document, Validity
from policykb.insight.validity import Standing
from policykb.templatetags.wording import even
from tasks.models import Citation, Task

Json = dict[str, Any]


def site_data(site: str) -> Json:
    """The site, and how to search it."""
    target = f"{site}{reverse('search')}?q={{search_term_string}}"
    search = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
    return described("WebSite", f"{site}/", name="政策知识库", inLanguage="zh-Hans", potentialAction=search)


def terms(site: str) -> str:
    """The address of what the texts and the data may be used for."""
    return f"{site}{reverse('about')}#terms"


FORCE = {
    Validity.IN_FORCE: "InForce", Validity.NOT_YET: "NotInForce", Validity.AMENDED: "PartiallyInForce",
    Validity.EXPIRED: "NotInForce", Validity.REPEALED: "NotInForce",
}  # fmt: skip


def document_data(document: Document, citations: list[Citation], standing: Standing, site: str) -> Json:
    """A policy document as legislation: what it cites and changes, whether it is in force, where it was published."""
    force = FORCE.get(standing.validity)
    return described(
        "Legislation",
        site + document.get_absolute_url(),
        name=document.title,
        legislationIdentifier=document.document_number,
        legislationType=document.genre,
        legislationDate=document.issued_on and document.issued_on.isoformat(),
        datePublished=document.published_on and document.published_on.isoformat(),
        dateModified=document.updated_at.isoformat(),
        legislationPassedBy=[agency_name(issuance.agency, site) for issuance in document.issuances.all()],
        spatialCoverage=document.region.name if document.region else "",
        inLanguage="zh-Hans",
        citation=[str(citation) for citation in citations],
        legislationLegalForce=f"https://schema.org/{force}" if force else "",
        legislationDateOfApplicability=document.effective_on and document.effective_on.isoformat(),
        legislationChanges=[
            {"@type": "Legislation", "url": site + tie.document.get_absolute_url(), "name": tie.document.title}
            for tie in standing.changes
        ],
        publisher={"@type": "Organization", "name": document.publisher} if document.publisher else None,
        isBasedOn=document.source_url,
        license=terms(site),
    )


def task_data(task: Task, site: str) -> Json:
    """An item of a document, as a part of it."""
    document = described("Legislation", site + task.document.get_absolute_url(), name=task.document.title)
    return described(
        "Legislation",
        site + task.get_absolute_url(),
        name=task.display_title,
        position=even(task.numbering),
        text=task.body,
        legislationResponsible=[agency_name(duty.agency, site) for duty in task.duties if duty.role == "lead"],
        isPartOf={name: value for name, value in document.items() if name != "@context"},
        about=[topic.name for topic in task.topics.all()],
        inLanguage="zh-Hans",
        license=terms(site),
    )


def agency_data(agency: Agency, site: str) -> Json:
    """A body that has duties, with its other names and its place."""
    kinds = {
        "agency": "GovernmentOrganization", "government": "GovernmentOrganization", "company": "Corporation",
        "school": "EducationalOrganization", "hospital": "MedicalOrganization",
    }  # fmt: skip
    return described(
        kinds.get(agency.kind, "Organization"),
        site + agency.get_absolute_url(),
        name=agency.name,
        alternateName=[name.name for name in agency.names.all()],
        areaServed=agency.region.name if agency.region else "",
        parentOrganization=agency_name(agency.parent, site) if agency.parent else None,
    )


def trail_data(crumbs: Iterable[tuple[str, str]], site: str, path: str) -> Json:
    """Breadcrumbs, of which the last has no address but that of the page itself."""
    items = [("首页", reverse("home")), *((label, address or path) for label, address in crumbs)]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": label, "item": site + address}
            for place, (label, address) in enumerate(items, 1)
        ],
    }


def agency_name(agency: Agency, site: str) -> Json:
    """An agency as another record names it."""
    return {"@type": "Organization", "name": agency.name, "url": site + agency.get_absolute_url()}


def described(kind: str, url: str, **facts: Any) -> Json:
    """A thing of that kind, without properties that are not known."""
    known = {name: value for name, value in facts.items() if value}
    return {"@context": "https://schema.org", "@type": kind, "url": url, **known}
