"""python -m tests.postgres -- python -m tests.cluster.proof: three nodes behind TLS and a password, and what befalls
them while entries are written, sent and asked for. Nothing may be lost; exits with 1 otherwise.

A log tells what was done, what who asked saw meanwhile, and how long it took until all was in step again.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import quote

from tests.cluster.front import PASSWORD, USER, front
from tests.cluster.nodes import Cluster, asked, cluster

ENTRIES = 3_000
MANAGE = [sys.executable, str(Path(__file__).parents[2] / "manage.py")]
SPREAD = {
    "index_patterns": ["policykb*"],
    "template": {"settings": {"index.number_of_shards": 3, "index.number_of_replicas": 1}},
}
FOLLOW = ["update_search_cluster", "--follow"]


def main() -> int:
    """All proofs, one after the other."""
    with cluster(3, "384m") as nodes, front([node.port for node in nodes.nodes]) as (port, authority):
        os.environ |= {
            "SEARCH_URL": f"https://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{port}",
            "SEARCH_CA": authority,
            "DJANGO_SETTINGS_MODULE": "policykb.settings",
        }
        asked(f"{nodes.nodes[0].url}/_index_template/spread", SPREAD, "PUT")
        subprocess.run([*MANAGE, "migrate", "--verbosity", "0"], check=True)
        import django

        django.setup()
        return Proof(nodes).run()


class Proof:
    """The cluster, those who send, the one who writes and the one who asks."""

    def __init__(self, nodes: Cluster) -> None:
        self.nodes, self.failed, self.started = nodes, 0, time.monotonic()
        self.seen: Counter[str] = Counter()
        self.slowest = 0.0
        self.senders: list[subprocess.Popen[bytes]] = []

    def run(self) -> int:
        self.prepare()
        with self.under_load():
            self.say("two processes send, one writes, one asks")
            time.sleep(8)
            self.tell("in peace")
            self.kill_a_node()
            self.kill_a_sender()
            self.rebuild()
        self.compare("after it all")
        self.stop_all()
        for sender in self.senders:
            sender.kill()
            sender.wait()
        print("FAILED" if self.failed else "All as it should be.")
        return int(bool(self.failed))

    def prepare(self) -> None:
        """Some thousand entries, and who tells the cluster of them."""
        from documents.search import write

        subprocess.run([*MANAGE, "rebuild_search_index", "--verbosity", "0"], check=True, stdout=subprocess.DEVNULL)
        write(entry(number, 0) for number in range(ENTRIES))
        self.senders = [subprocess.Popen([*MANAGE, *FOLLOW]) for _ in range(2)]
        self.compare("at the start")

    @contextmanager
    def under_load(self) -> Iterator[None]:
        """Somebody writes and somebody asks, all the time."""
        over = Event()
        threads = [Thread(target=self.write_on, args=[over]), Thread(target=self.ask_on, args=[over])]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join()

    def write_on(self, over: Event) -> None:
        """Entries written again, taken out and put in."""
        from django.db import connection

        from documents.search import remove, write

        turn = 0
        while not over.is_set():
            turn += 1
            first = turn * 37 % ENTRIES
            write(entry(number % ENTRIES, turn) for number in range(first, first + 20))
            remove("task", [(first + 500) % ENTRIES])
            over.wait(0.1)
        connection.close()

    def ask_on(self, over: Event) -> None:
        """What a reader sees, counted by kind."""
        from django.db import connection

        from documents.search.cluster.connection import forget_fault
        from documents.search.cluster.faults import SearchAway
        from documents.search.engines import engine
        from documents.search.expressions import substring

        node = substring("零碳园区")
        while not over.is_set():
            forget_fault()
            start = time.monotonic()
            try:
                survey = engine().survey(node, [(node, 1.0)], 10)
                self.seen["answered" if survey.number >= 0.9 * ENTRIES else "too few"] += 1
            except SearchAway as away:
                self.seen[str(away)] += 1
            self.slowest = max(self.slowest, time.monotonic() - start)
            over.wait(0.05)
        connection.close()

    def kill_a_node(self) -> None:
        node = self.nodes.nodes[1]
        node.kill()
        self.say(f"{node.name} killed")
        time.sleep(15)
        self.tell("with two of three nodes")
        self.nodes.start(node)
        self.measure("until the third is back and all is spread again", lambda: self.nodes.wait(3, "green"))
        self.tell("while it came back")

    def kill_a_sender(self) -> None:
        self.senders[0].kill()
        self.senders[0].wait()
        self.say("one who sends killed in the middle")
        time.sleep(3)
        self.senders[0] = subprocess.Popen([*MANAGE, *FOLLOW])

    def rebuild(self) -> None:
        """A whole new index of the entries, while all goes on."""
        from documents.search.cluster.keeping import refill

        self.measure("to fill a new index meanwhile", lambda: refill())
        self.tell("during the rebuild")

    def stop_all(self) -> None:
        """All nodes gone at once, while entries are written; then back."""
        from documents.search import write

        for node in self.nodes.nodes:
            node.kill()
        self.say("all nodes killed")
        write(entry(number, 10**6) for number in range(200))
        self.seen.clear()
        over = Event()
        reader = Thread(target=self.ask_on, args=[over])
        reader.start()
        time.sleep(5)
        over.set()
        reader.join()
        self.tell("without any node", may_fail=True)
        self.nodes.start()
        self.measure("until all are back", lambda: self.nodes.wait(3))
        self.compare("after all nodes were gone")

    def compare(self, when: str) -> None:
        """Wait until nothing waits to be sent; then the index must hold what the table does, as it stands there."""
        from documents.models import SearchEntry
        from documents.search.cluster.outbox import search_lag
        from documents.search.engines import engine
        from documents.search.expressions import EVERYTHING, substring

        start = time.monotonic()
        while (lag := search_lag()) and lag.waiting and time.monotonic() < start + 120:
            time.sleep(0.2)
        time.sleep(2.5)  # the last ones are let be seen
        held, there = engine().ids(EVERYTHING), set(SearchEntry.objects.values_list("pk", flat=True))
        turns = Counter(SearchEntry.objects.values_list("title", flat=True))
        wrong = sum(engine().frequencies([substring(title)], 9999)[0] != number for title, number in turns.items())
        missing, stray = len(there - set(held)), len(set(held) - there)
        self.failed += missing + stray + wrong
        self.say(
            f"{when}: in step after {time.monotonic() - start:.1f} s; of {len(there)} entries {missing} are missing, "
            f"{stray} too many, {wrong} of {len(turns)} states out of date"
        )

    def measure(self, what: str, action: Callable[[], Any]) -> None:
        start = time.monotonic()
        action()
        self.say(f"{time.monotonic() - start:.1f} s {what}")

    def tell(self, when: str, *, may_fail: bool = False) -> None:
        """What who asked saw since the last time; all of it answers, but where it may fail."""
        seen = ", ".join(f"{number} × {what}" for what, number in self.seen.items())
        self.failed += 0 if may_fail else self.seen.total() - self.seen["answered"]
        self.say(f"{when}: {seen}; the slowest took {self.slowest:.2f} s")
        self.seen.clear()
        self.slowest = 0.0

    def say(self, what: str) -> None:
        print(f"{time.monotonic() - self.started:6.1f} s  {what}", flush=True)


def entry(number: int, turn: int) -> Any:
    """An entry as it is written in this turn."""
    from documents.search import Entry

    body = "建设零碳园区，发展绿电直连，推进节能降碳改造。" * 5
    return Entry(
        kind="task", object_id=10**9 + number, title=f"第{turn}次", body=body, tags=[f"d{number % 50}", "y2030"]
    )


if __name__ == "__main__":
    raise SystemExit(main())
