"""Nodes of a cluster, each a process of its own on the loopback, with its data in a temporary folder."""

import json
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.cluster.artifacts import HERE, Unavailable, class_path

HEAP = "512m"
TO_START = 120.0  # seconds


class Node:
    """One node, its ports, and its process while it runs."""

    def __init__(self, name: str, folder: Path, heap: str) -> None:
        self.name, self.folder, self.heap = name, folder, heap
        self.port, self.transport = free_port(), free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, managers: Sequence[str], seeds: Sequence[str]) -> None:
        """Start it, with what it had before."""
        settings = {
            "path.home": self.folder,
            "cluster.name": "policykb-tests",
            "node.name": self.name,
            "network.host": "127.0.0.1",
            "http.port": self.port,
            "transport.port": self.transport,
            "transport.type": "netty4",
            "http.type": "netty4",
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "node.processors": "2",
        }
        if len(managers) > 1:
            settings["discovery.seed_hosts"] = ",".join(seeds)
            settings["cluster.initial_cluster_manager_nodes"] = ",".join(managers)
        else:
            settings["discovery.type"] = "single-node"
        java = ["java", f"-Xms{self.heap}", f"-Xmx{self.heap}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4"]
        told = [f"{name}={value}" for name, value in settings.items()]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*java, "-cp", class_path(), str(HERE / "SearchNode.java"), *told],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
            )

    def kill(self) -> None:
        """End it at once, as if the machine had lost its power."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def last_words(self) -> str:
        """What it said last, in one line."""
        log = self.folder / "log"
        return " ".join(log.read_text(errors="replace").split())[-300:] if log.exists() else ""


class Cluster:
    """Some nodes that know each other."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes

    def start(self, *which: Node) -> None:
        """Start these nodes, or all."""
        managers = [node.name for node in self.nodes]
        seeds = [f"127.0.0.1:{node.transport}" for node in self.nodes]
        for node in which or self.nodes:
            node.start(managers, seeds)

    def wait(self, nodes: int, status: str = "yellow", seconds: float = TO_START) -> None:
        """Wait until so many nodes have found each other, and the indices are in this state; raises Unavailable."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for node in self.nodes:
                if node.process and node.process.poll() is not None:
                    raise Unavailable(f"a node does not start: {node.last_words()}")
                with suppress(OSError, ValueError):
                    health = asked(f"{node.url}/_cluster/health")
                    if health["number_of_nodes"] == nodes and health["status"] in ("green", status):
                        return
            time.sleep(0.3)
        raise Unavailable(f"the nodes do not find each other: {self.nodes[0].last_words()}")


@contextmanager
def cluster(number: int, heap: str = HEAP) -> Iterator[Cluster]:
    """A cluster of so many nodes that lives as long as the context."""
    class_path()
    with ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="policykb-", ignore_cleanup_errors=True))
        nodes = []
        for place in range(1, number + 1):
            folder = Path(name) / f"node{place}"
            folder.mkdir()
            node = Node(f"node{place}", folder, heap)
            stack.callback(node.kill)
            nodes.append(node)
        made = Cluster(nodes)
        made.start()
        made.wait(number)
        yield made


def asked(address: str, body: dict[str, Any] | None = None, method: str | None = None) -> Any:
    """What an address of a node answers."""
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
