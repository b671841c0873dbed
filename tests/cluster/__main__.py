"""A command in, the same command run with a search cluster: python -m tests.cluster [--nodes 3] -- COMMAND…

The command finds the cluster in SEARCH_URL. One that names a cluster already is used as it stands. Otherwise nodes are
started, on the loopback, in a temporary folder; they end when the command ends.
"""

import argparse
import os
import signal
import subprocess
import sys
from contextlib import ExitStack

from tests.cluster.artifacts import Unavailable
from tests.cluster.nodes import asked, cluster

# One node has nowhere to put a copy, and nothing in its data is wanted.
FORGETFUL = {
    "index_patterns": ["policykb*"],
    "template": {"settings": {"index.number_of_replicas": 0, "index.translog.durability": "async"}},
}


def main() -> int:
    """Run the command of the command line; its exit status is ours."""
    parser = argparse.ArgumentParser(prog="python -m tests.cluster", description="Run a command with a search cluster.")
    parser.add_argument("--optional", action="store_true", help="succeed, saying why, where there can be no cluster")
    parser.add_argument("--nodes", type=int, default=1)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with ExitStack() as stack:
        url = os.environ.get("SEARCH_URL", "")
        if not url:
            try:
                started = stack.enter_context(cluster(options.nodes))
            except Unavailable as reason:
                print(f"SKIPPED with a search cluster: {reason}" if options.optional else reason)
                return 0 if options.optional else 1
            if options.nodes == 1:
                asked(f"{started.nodes[0].url}/_index_template/tests", FORGETFUL, "PUT")
            print(f"A search cluster of {options.nodes} for this run", flush=True)
            url = " ".join(node.url for node in started.nodes)
        with subprocess.Popen(options.command, env=os.environ | {"SEARCH_URL": url}) as process:
            signal.signal(signal.SIGINT, lambda *_: None)
            signal.signal(signal.SIGTERM, lambda *_: process.terminate())
            return process.wait()


if __name__ == "__main__":
    sys.exit(main())
