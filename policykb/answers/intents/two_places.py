"""Two places compared on a topic: the record of each that is most about it, and the page that compares them."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from documents.models import Region, Term
from policykb.answers.intents.answered import Answer, Line, list_address, sentence_with, task_line
from policykb.answers.intents.closeness import Closeness
from policykb.answers.intents.question import Question
from policykb.answers.intents.subject import Match, find_matches
from policykb.answers.intents.who import fetch_tasks, names_of
from policykb.answers.searching import understand
from tasks.models import Responsibility, Task


def answer_comparison(question: Question) -> Answer | None:
    """The main task of each place about the subject, or about the topic in it where only one place writes about the
    whole; and the address of the comparison. None where neither place writes about it."""
    if not question.regions:
        return told_apart(question) if question.subject else None
    known = Region.objects.in_bulk(question.regions)
    regions = [known[code] for code in question.regions if code in known]
    places = "与".join(region.name for region in regions)
    if not question.subject:
        return without_subject(places)
    tags = {"region": [f"g{region.code}" for region in regions]}
    matches = find_matches(question.subject, ["task"], tags, question.lexicon)
    close = [match for match in matches if match.closeness >= Closeness.PASSAGE]
    main = {region: next((each for each in close if f"g{region.code}" in each.tags), None) for region in regions}
    topic = topic_of(question)
    if topic and topic.name != question.subject and not all(main.values()):
        wider = answer_comparison(replace(question, subject=topic.name))
        return wider and replace(wider, sentence=f"就“{topic.name}”：{wider.sentence}")
    if not any(main.values()):
        return None
    codes = [region.code for region in regions]
    tasks_url = list_address("tasks:list", q=question.subject, region=codes)
    return Answer(
        kind="compare",
        read_as=f"对比 · {places}",
        sentence=sentence_of(main, close),
        lines=lines_of(main, question.subject),
        more_url=comparison_address(topic, codes) if topic else tasks_url,
        more_words=f"并排看“{topic.name}”" if topic else "两地的任务",
    )


def without_subject(places: str) -> Answer:
    """What is said where nothing is named that the places are to be compared in."""
    sentence = "请写上要对比的事，如“绿电直连”；可以对比的都在专题里。"
    return Answer("compare", f"对比 · {places}", sentence, more_url=list_address("topics:list"), more_words="专题一览")


def told_apart(question: Question) -> Answer | None:
    """Two places that have no documents of their own: for each the clause of another's document that is most about it;
    None unless both have one."""
    first: dict[str, int] = {}
    for name in question.absent[:2]:
        matches = find_matches(f"{name} {question.subject}", ["task"], {}, question.lexicon)
        if matches and matches[0].closeness >= Closeness.PASSAGE:
            first[name] = matches[0].pk
    tasks = {task.pk: task for task in fetch_tasks([*first.values()])}
    if len(first) < 2 or not tasks:
        return None
    places = "与".join(first)
    lines = [task_line(tasks[pk], name, quote=sentence_with(tasks[pk].body, [name])) for name, pk in first.items()]
    return Answer("compare", f"对比 · {places}", f"本库没有{places}各自的文件，上级文件写到：", lines)


def topic_of(question: Question) -> Term | None:
    """The topic that the subject names, None where it names none."""
    words = {word for part in understand(question.subject, question.lexicon).parts for word in (part.text, *part.words)}
    return Term.objects.topics().filter(name__in=words).order_by("pk").first() if words else None


def comparison_address(topic: Term, codes: Sequence[str]) -> str:
    """The page that compares these regions on a topic."""
    return f"{reverse('topics:detail', args=[topic.slug])}?{urlencode({'region': codes}, doseq=True)}"


def lines_of(main: dict[Region, Match | None], subject: str) -> list[Line]:
    """The main task of each place, with who leads it."""
    tasks = {task.pk: task for task in fetch_tasks([match.pk for match in main.values() if match])}
    return [line_of(region, tasks[match.pk], subject) for region, match in main.items() if match and match.pk in tasks]


def line_of(region: Region, task: Task, subject: str) -> Line:
    """The main task of a place, with the sentence that has the very words asked about."""
    lead = names_of(task.duties, Responsibility.Role.LEAD)
    return task_line(task, region.name, roles=(lead,) if lead else (), quote=sentence_with(task.body, [subject]))


def sentence_of(main: dict[Region, Match | None], close: list[Match]) -> str:
    """青海省 2 条写到，甘肃省没有写到。"""
    counts = {region: sum(f"g{region.code}" in each.tags for each in close) for region in main}
    return (
        "，".join(f"{region.name}{f' {count} 条写到' if count else '没有写到'}" for region, count in counts.items())
        + "。"
    )
