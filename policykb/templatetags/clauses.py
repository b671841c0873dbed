"""A clause of the reading page as HTML: its number, heading and words with their marks.

A long paper has thousands of these pieces. They are put together here: a template for each takes half the time of the
page.
"""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from policykb.reading.marking import Mark, Segment
from policykb.reading.page_rows import PageRow

register = template.Library()

BREATH = '<span class="breath"></span>'  # a long paragraph is cut here on a narrow screen


@register.simple_tag
def marked(segments: Iterable[Segment]) -> SafeString:
    """Words of the text with their marks and the signs of their notes."""
    return mark_safe(joined(segments))


@register.simple_tag
def clause_words(row: PageRow) -> SafeString:
    """The heading of a row, if it has one, and its paragraph; the two run on where they do in print."""
    return mark_safe(heading(row) + paragraph(row.pieces, row.runs_in))


@register.simple_tag
def about_clause(row: PageRow) -> SafeString:
    """What leads on from a clause: its task's page, its address, ways to cite it, a report of an error."""
    page = escape(row.page)
    clause = "" if page else f"?clause={row.section.key if row.section else ''}"
    own = f'<a href="{page}">本{"段" if row.task and row.task.place_words else "条"}任务页</a>' if page else ""
    cite = escape(row.cite)
    return mark_safe(
        f'<p class="about-clause">{own} <a href="#{row.anchor}" data-copy="">复制链接</a>'
        f' <a href="{page}cite/{clause}" data-cite="{cite}">复制引用</a>'
        f' <a href="{page}cite/{clause}" aria-label="更多：{cite}的引用与摘录">更多</a>'
        f' <a href="{page}report/{clause}" rel="nofollow" aria-label="报告差错：{cite}">报告差错</a></p>'
    )


def heading(row: PageRow) -> str:
    """The number and heading of a row, "" without either."""
    if not row.number and not row.heading:
        return ""
    number = joined(row.number)
    if row.gap:
        number = f'<span class="{row.gap}">{number}</span>'
    run_in = ' class="run-in"' if row.runs_in else ""
    return f"<h{row.level}{run_in}>{number}{joined(row.heading)}</h{row.level}>"


def paragraph(pieces: Sequence[Sequence[Segment]], runs_on: bool) -> str:
    """The words of a row, "" where it has no more than its heading."""
    if not pieces:
        return ""
    runs = ' class="runs-on"' if runs_on else ""
    return f"<p{runs}>{BREATH.join(map(joined, pieces))}</p>"


def joined(segments: Iterable[Segment]) -> str:
    """The segments one after the other, without any blank between them."""
    return "".join(map(segment_html, segments))


def segment_html(segment: Segment) -> str:
    """The words of a segment, as a link where one leads on, and the signs of the notes that end with them."""
    words: str = escape(segment.words)
    if not segment.marks:
        return words
    if url := segment.url:
        words = f'<a class="{segment.kinds}" href="{escape(url)}">{words}</a>'
    else:
        words = f'<span class="{segment.kinds}">{words}</span>'
    return words + "".join(map(sign_html, segment.ending))


def sign_html(mark: Mark) -> str:
    """The raised sign that leads from the text to a note."""
    kind = "note-ref defect-ref" if mark.kind == "defect" else "note-ref"
    return (
        f'<sup><a class="{kind}" id="{mark.anchor}" href="#{mark.target}" aria-label="{mark.name}"'
        f' data-sign="{escape(mark.sign)}"></a></sup>'
    )
