"""A process for one job, started anew: the job comes on standard input, the answers go to standard output.

Nothing but the standard library of every system is used here, and NumPy.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import json
import mmap
import os
import queue
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from . import chance
from .job import Asks, Job
from .process import MARK, forget_other_code, leave_after
from .values import read_job, write

_GREETING = b"\0"


def main() -> None:
    """Say that all is ready, run the job and end."""
    leave_after(_run)


def _run() -> None:
    results, jobs = os.dup(1), os.dup(0)
    with Path("mark").open("r+b") as file:
        mark = mmap.mmap(file.fileno(), 0)
    config = json.loads(sys.argv[1])
    chance.seed()
    for name in config["packages"]:
        importlib.import_module(name)
    forget_other_code(config["paths"])
    write(results, _GREETING)
    job, raw = read_job(jobs)
    more: queue.SimpleQueue[Asks] = queue.SimpleQueue()
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    threading.Thread(target=_receive, args=(jobs, more.put), daemon=True).start()
    _limit(job["cpu"], job["memory"])
    Job(job, raw, functools.partial(MARK.pack_into, mark, 0)).run(
        functools.partial(write, results), iter(more.get, None)
    )


def _receive(jobs: int, put: Callable[[Asks], object]) -> None:
    """Pass on what is asked further; end with the supervisor."""
    with contextlib.suppress(EOFError):
        while True:
            put(read_job(jobs))
    os._exit(0)


def _limit(cpu_seconds: int, memory_bytes: int) -> None:
    """Set the limits that the system knows; Windows knows none, and macOS none of memory."""
    try:
        import resource  # noqa: PLC0415 - not there on Windows
    except ImportError:
        return
    limits = {resource.RLIMIT_CPU: cpu_seconds, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0}
    limits[resource.RLIMIT_NPROC] = 0
    with contextlib.suppress(OSError):
        used = int(Path("/proc/self/statm").read_bytes().split()[0]) * mmap.PAGESIZE
        limits[resource.RLIMIT_AS] = used + memory_bytes
    for what, most in limits.items():
        with contextlib.suppress(OSError, ValueError):
            hard = resource.getrlimit(what)[1]
            resource.setrlimit(what, (most, most if hard == resource.RLIM_INFINITY else min(most, hard)))
