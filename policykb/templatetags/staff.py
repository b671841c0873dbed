"""What the pages for staff need: differences in words, and what waits for a person."""

import difflib
import re
from collections.abc import Mapping, Set

from django import template
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from documents.models import Document
from documents.search.cluster.outbox import search_lag
from policykb.editing.review import ReviewGroup, counts
from policykb.editing.review_sections import Section

register = template.Library()

WORDS = re.compile(r"[A-Za-z]+|[\d.]+|.", re.DOTALL)
LONGEST = 4000  # characters; beyond that the comparison would take seconds


@register.simple_tag
def changes(before: object, after: object) -> SafeString | str:
    """`after` with the words that are new marked, and those that are gone struck out."""
    old, new = WORDS.findall(str(before)), WORDS.findall(str(after))
    if len(old) + len(new) > LONGEST:
        return str(after)
    parts = []
    for what, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(("span", "".join(new[j1:j2]), "span"))
            continue
        if i2 > i1:
            parts.append(("del", "".join(old[i1:i2]), "del"))
        if j2 > j1:
            parts.append(("ins", "".join(new[j1:j2]), "ins"))
    return format_html_join("", "<{}>{}</{}>", parts)


@register.filter
def decision(key: str, action: str) -> str:
    """The name of a decision: agency-5, confirm → agency.confirm."""
    return f"{key.partition('-')[0]}.{action}"


@register.filter
def of(mapping: Mapping[str, str], key: str) -> str:
    """The value under a key, "" where there is none."""
    return mapping.get(key, "")


@register.filter
def of_group(counts: Mapping[ReviewGroup, int], group: ReviewGroup) -> int:
    """How many things wait in a group."""
    return counts[group]


@register.filter
def decides(section: Section, allowed: Set[str]) -> bool:
    """Whether one of the decisions on many of a section may be made."""
    return any(action in allowed for action, _ in section.actions)


@register.filter
def waits(counts: Mapping[ReviewGroup, int]) -> int:
    """How many things wait for a decision in all."""
    return sum(count for group, count in counts.items() if not group.is_remark)


@register.filter
def remarks(counts: Mapping[ReviewGroup, int]) -> int:
    """How many remarks on sources there are in all, which wait for nobody."""
    return sum(counts.values()) - waits(counts)


@register.inclusion_tag("admin/review/_counts.html", takes_context=True)
def review_counts(context: template.Context) -> dict[str, object]:
    """What waits for a person, by sort; nothing for who may not see it."""
    request: HttpRequest = context["request"]
    has_right = request.user.has_perm  # type: ignore[union-attr]
    return {
        "counts": counts() if has_right("documents.view_review") else None,
        "hidden": Document.objects.current().filter(is_published=False).count(),
        "may_upload": has_right("documents.add_document"),
        "lag": search_lag(),
    }
