"""Files in; what the stages say of each out, in the order of the files, by as many processes as there are cores.
Nothing is stored here: that is for the one process that asks."""

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain

from django.db import connections

from documents.agencies import Gazetteer
from documents.text import UnreadableSource
from documents.text.readings import SourceText
from policykb.pipeline import Examination, examine, examine_source

AHEAD = 3  # files under way for each process: what is read ahead stays in memory until it is stored
DIED = UnreadableSource("The process that read it died.", "读取这个文件的进程意外中止。")


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be examined: its bytes, or, where these are not kept, its characters. `label` is what it is called when
    something is said about it."""

    label: str
    name: str
    sha256: str
    data: bytes | None
    source: SourceText | None = None


Answer = Examination | UnreadableSource


def examined(jobs: Iterable[Job], known: Gazetteer, processes: int) -> Iterator[tuple[Job, Answer]]:
    """Each job with what was found, or why nothing could be. With one process all is done in this one."""
    if processes < 2:
        yield from ((job, work(job, known)) for job in jobs)
        return
    rest = iter(jobs)
    while True:  # a round for each time that a process dies
        under_way: deque[Job] = deque()
        answers: deque[Future[Answer]] = deque()
        with pool(processes, known) as workers:
            try:
                for job in rest:
                    under_way.append(job)
                    answers.append(workers.submit(work_here, job))
                    if len(under_way) > processes * AHEAD:
                        yield first_of(under_way, answers)
                while under_way:
                    yield first_of(under_way, answers)
                return
            except BrokenProcessPool:
                dead = under_way.popleft()
        yield dead, alone(dead, known)
        rest = chain(under_way, rest)


def first_of(jobs: deque[Job], answers: deque[Future[Answer]]) -> tuple[Job, Answer]:
    """The first job, once it is done; it stays where it is if its process dies."""
    answer = answers[0].result()
    answers.popleft()
    return jobs.popleft(), answer


def alone(job: Job, known: Gazetteer) -> Answer:
    """A job whose process may have died of it: tried once more, with nothing beside it."""
    with pool(1, known) as workers:
        try:
            return workers.submit(work_here, job).result()
        except BrokenProcessPool:
            return DIED


def pool(processes: int, known: Gazetteer) -> ProcessPoolExecutor:
    """Processes that know the agencies. Forks of this one they may be: no connection to a database goes with them."""
    connections.close_all()
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    return ProcessPoolExecutor(processes, context, initializer=begin, initargs=(known,))


_known: list[Gazetteer] = []


def begin(known: Gazetteer) -> None:
    """In a process that begins: keep the agencies for all its jobs. Ctrl-C reaches all processes of a terminal; it is
    for the one that asks to end them. If that one is killed, they end by themselves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()
    _known[:] = [known]


def end_with_parent() -> None:
    """Wait for the process that asks, and end at once when it is no more."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def work_here(job: Job) -> Answer:
    """A job, in a process that knows the agencies."""
    return work(job, _known[0])


def work(job: Job, known: Gazetteer) -> Answer:
    """Take one file through the stages. A mistake in a stage is told of the file, so that the others go on."""
    try:
        if job.source is not None:
            return examine_source(job.source, job.sha256, None, job.name, known)
        return examine(job.data or b"", job.name, known)
    except UnreadableSource as refusal:
        return refusal
    except Exception as error:  # the report names it: nothing a file holds may end the reading of the others
        what = f"{type(error).__name__}: {error}"
        return UnreadableSource(f"A mistake of this program: {what}", f"程序出错：{what}")
