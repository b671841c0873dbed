"""A planned paper in; its rows out: the document with its text and issuer, what it cites, and the parts of its text."""

import random
from collections import defaultdict

from documents.models import Change, Document, DocumentAgency, DocumentVersion, Relation, Section, Validity
from documents.models.document_kinds import ENDED_OR_AMENDED
from documents.records.slugs import free_slug, slug_of
from documents.structure.document_number import number_key
from documents.text.title_key import title_key
from tasks.models import Citation
from tests.benchmarks.archive.bodies import Bodies
from tests.benchmarks.archive.parts import Part, ordinal
from tests.benchmarks.archive.plain import plain_articles
from tests.benchmarks.archive.plan import Paper
from tests.benchmarks.archive.samples import Sample
from tests.benchmarks.archive.tables import Tables

CITING, WITH_SOURCE, ENDED_BY = 0.35, 0.4, 0.5


class Papers:
    """Writes papers into the tables, one after another."""

    def __init__(self, samples: dict[int, Sample], tables: Tables, bodies: Bodies) -> None:
        self.samples, self.tables, self.bodies = samples, tables, bodies
        self.slugs = set(Document.objects.values_list("slug", flat=True))
        self.revision = Change.objects.last_revision()
        self.before: defaultdict[str, list[tuple[int, Paper]]] = defaultdict(list)  # by region, those that set work

    def write(self, paper: Paper) -> int:
        """The key of the document that the paper is kept as."""
        chance = random.Random(paper.serial)
        key = self.tables[Document].last + 1
        several = len(paper.texts) > 1
        parts = [
            Part(paper, self.samples[text], place if several else None, self.bodies, chance)
            for place, text in enumerate(paper.texts, 1)
        ]
        opened = [f"第{ordinal(part.number)}部分\n" if part.number else "" for part in parts]
        articles = [] if parts else plain_articles(paper, self.samples, chance)
        texts = [opening + part.text for opening, part in zip(opened, parts, strict=True)]
        reading = "\n".join(texts or [paper.title, *articles])
        self.write_document(key, paper, reading, chance)
        self.write_articles(key, paper, articles)
        start = 0
        for opening, part, text in zip(opened, parts, texts, strict=True):
            if part.number:
                self.write_heading(key, part.number, opening, start, len(text))
            part.write(self.tables, key, start + len(opening))
            start += len(text) + 1
        self.relate(key, paper, chance)
        self.tell(key, paper)
        return key

    def write_document(self, key: int, paper: Paper, reading: str, chance: random.Random) -> None:
        """The document with its text and who issued it."""
        text = self.write_text(key, paper, reading)
        number = number_key(paper.number)
        slug = free_slug(slug_of(number or paper.title), self.slugs)
        self.slugs.add(slug)
        issuer = self.bodies.of_line(paper.line, paper.region)
        own = self.provenance(paper, issuer) if chance.random() < WITH_SOURCE else {}
        self.tables[Document].add(
            slug=slug,
            title=paper.title,
            notice_title=paper.notice_title,
            document_number=paper.number,
            number_key=number,
            title_key=title_key(paper.title),
            genre=paper.genre,
            kind=paper.kind,
            region_id=paper.region.code,
            issued_on=paper.issued_on,
            printed_on=paper.issued_on,
            validity=paper.validity,
            is_published=paper.is_published,
            text_id=text,
            ingested_at=paper.stored_at,
            updated_at=paper.stored_at,
            replaced_by_id=self.ended_by(paper, chance),
            **own,
        )
        if issuer:
            self.tables[DocumentAgency].add(document_id=key, agency_id=issuer)

    def write_text(self, document: int, paper: Paper, reading: str) -> int:
        """The text, as if it had been found just as it is read."""
        return self.tables[DocumentVersion].add(
            document_id=document,
            file_name=f"{paper.serial:06}.txt",
            sha256=f"{paper.serial:064x}",
            size=len(reading.encode()),
            format="txt",
            encoding="utf-8",
            source=reading,
            reading=reading,
            pieces=[[0, 0, len(reading)]],
            title=paper.title,
            dated=paper.issued_on,
            extractor="archive",
            stored_at=paper.stored_at,
        )

    def provenance(self, paper: Paper, issuer: int | None) -> dict[str, object]:
        """Where the document was found."""
        publisher = self.bodies.names[issuer] if issuer else ""
        address = f"https://www.example.org/{paper.region.code}/{paper.year}/t{paper.serial:07}.html"
        return {"source_url": address, "publisher": publisher, "retrieved_on": paper.stored_at.date()}

    def ended_by(self, paper: Paper, chance: random.Random) -> int | None:
        """A later document of the region that ended this one, if it is said to have been."""
        if Validity(paper.validity) not in ENDED_OR_AMENDED or chance.random() >= ENDED_BY:
            return None
        later = [key for key, other in self.before[paper.region.code] if paper.issued_on and other.year > paper.year]
        return chance.choice(later) if later else None

    def write_articles(self, document: int, paper: Paper, articles: list[str]) -> None:
        """The sections of a text that sets no work."""
        start = len(paper.title) + 1
        for order, article in enumerate(articles, 1):
            number = article.partition("　")[0]
            self.tables[Section].add(
                document_id=document,
                key=str(order),
                number=number,
                level=1,
                order=order,
                start=start,
                end=start + len(article),
                heading_end=start + len(number),
                own_end=start + len(article),
            )
            start += len(article) + 1

    def write_heading(self, document: int, number: int, opening: str, start: int, length: int) -> None:
        """The section that holds a part of several."""
        self.tables[Section].add(
            document_id=document,
            key=str(number),
            number=opening.strip(),
            level=1,
            order=number * 1000 - 1,
            start=start,
            end=start + length,
            heading_end=start + len(opening) - 1,
            own_end=start + len(opening),
        )

    def relate(self, key: int, paper: Paper, chance: random.Random) -> None:
        """What the document explains or cites, of those of its region; and that later ones may cite it."""
        known = self.before[paper.region.code]
        if paper.kind == "interpretation" and known:
            other, _ = chance.choice(known)
            self.tables[Relation].add(document_id=key, to_id=other, kind=Relation.Kind.EXPLAINS)
        elif known and chance.random() < CITING:
            cited, other = chance.choice(known)
            self.tables[Citation].add(
                document_id=key,
                title=other.title,
                number=other.number,
                title_key=title_key(other.title),
                number_key=number_key(other.number),
                cited_id=cited,
                relation=chance.choice(("based-on", "implements", "")),
                order=900,
            )
        if paper.texts and paper.is_published:
            known.append((key, paper))

    def tell(self, key: int, paper: Paper) -> None:
        """The entry in the log of changes."""
        self.revision += 1
        self.tables[Change].add(
            revision=self.revision,
            at=paper.stored_at,
            cause=Change.Cause.INGEST,
            kind=Change.Kind.CREATED,
            model=Document._meta.label_lower,
            object_id=str(key),
            document_id=key,
            name=paper.title[:120],
        )
