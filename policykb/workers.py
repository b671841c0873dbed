"""Files in; what the stages found in each out, in the order of the files, with one process for each core. Nothing is
stored here."""

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
    """A file to examine: its bytes, or its characters where no bytes were kept. `label` is its name in messages."""

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
    """Wait for the first job and take it off; it stays where its process died (BrokenProcessPool)."""
    answer = answers[0].result()
    answers.popleft()
    return jobs.popleft(), answer


def alone(job: Job, known: Gazetteer, seconds: int = 0) -> Answer:
    """Do a job in a process of its own, as one whose process died, which is ended after so many `seconds`, if any."""
    with pool(1, known, seconds) as workers:
        try:
            return workers.submit(work_here, job).result()
        except BrokenProcessPool:
            return DIED


def pool(processes: int, known: Gazetteer, seconds: int = 0) -> ProcessPoolExecutor:
    """Processes that know the agencies. On Linux they are forks; the connections to the database are closed before,
    so that none is shared."""
    connections.close_all()
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    return ProcessPoolExecutor(processes, context, initializer=begin, initargs=(known, seconds))


_known: list[Gazetteer] = []


def begin(known: Gazetteer, seconds: int) -> None:
    """Prepare a new process: keep the agencies, ignore Ctrl-C, which the parent handles, and end with the parent, or
    after so many `seconds`, if any."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if seconds:
        signal.alarm(seconds)
    threading.Thread(target=end_with_parent, daemon=True).start()
    _known[:] = [known]


def end_with_parent() -> None:
    """Wait for the parent process to end, then end this one at once."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def work_here(job: Job) -> Answer:
    """Do a job in a process that `begin` prepared."""
    return work(job, _known[0])


def work(job: Job, known: Gazetteer) -> Answer:
    """Take one file through the stages. An exception in a stage is returned as the reason why this file cannot be
    read."""
    try:
        if job.source is not None:
            return examine_source(job.source, job.sha256, None, job.name, known)
        return examine(job.data or b"", job.name, known)
    except UnreadableSource as refusal:
        return refusal
    except Exception as error:  # the report names it: nothing a file holds may end the reading of the others
        what = f"{type(error).__name__}: {error}"
        return UnreadableSource(f"A mistake of this program: {what}", f"程序出错：{what}")
