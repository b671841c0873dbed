"""A function and bytes in; what the function returns for them, called in a process of its own, out.

The process has limits of time and memory, so that bytes made to exhaust or to crash their reader harm nothing else. The
limits are those of POSIX; where a system has none (Windows), nothing is called.
"""

import json
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from documents.text.unreadable import UnreadableSource

ROOT = Path(__file__).parents[2]
PATIENCE = 10  # how many times as long it may take on the clock, where the machine is busy
MOST_MEMORY = 512 * 1024 * 1024


def call_in_child(function: str, data: bytes, argument: str = "", *, seconds: int) -> Any:
    """What `function` ("package.module:name") returns for `data` and `argument`, as JSON can hold it.

    Raises UnreadableSource where the function does, and where it crashes or needs more than `seconds` of CPU time.
    """
    if not find_spec("resource"):
        raise UnreadableSource(
            "This system cannot limit what reading a file takes; only .txt and .md are read on it.",
            "本机系统不能限制读取文件所用的时间和内存，只能读取 .txt 和 .md 文件。",
        )
    call = f"from documents.text.processes import child_main; child_main({function!r}, {argument!r}, {seconds})"
    command = [sys.executable, "-c", call]
    try:
        child = subprocess.run(
            command, input=data, cwd=ROOT, capture_output=True, timeout=seconds * PATIENCE, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise UnreadableSource(
            "The file is damaged, or too complex to be read.", "文件已损坏，或过于复杂，读取已停止。"
        ) from error
    kind, found = json.loads(child.stdout)
    if kind == "refused":
        raise UnreadableSource(*found)
    return found


def child_main(function: str, argument: str, seconds: int) -> None:
    """In the child process: call the function with the bytes of standard input, print as JSON what it returns."""
    import resource  # not on every system, see `apart`

    module, _, name = function.partition(":")
    call = getattr(import_module(module), name)
    for limit, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_DATA, MOST_MEMORY),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    try:
        said = ("found", call(sys.stdin.buffer.read(), argument))
    except UnreadableSource as refusal:
        said = ("refused", [str(refusal), refusal.chinese])
    sys.stdout.write(json.dumps(said))
