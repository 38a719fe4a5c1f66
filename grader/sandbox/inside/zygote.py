"""A process that has NumPy loaded and forks once for each job. It holds no answers and reads no payloads."""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import json
import mmap
import os
import signal
import socket
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import numpy as np

from .cells import Mark
from .job import Job
from .restrict import die_with_parent, restrict_child, restrict_zygote
from .values import frame, read_job, write

JOB_SOCKET = 3
PAGE = 4096
ADDED_PATHS = 2
"""How many folders the start-up command put at the end of ``sys.path``: this package's and NumPy's."""

_PRELOADED = (
    "abc array base64 bisect cmath collections copy csv dataclasses datetime decimal encodings.ascii encodings.latin_1 "
    "enum fractions functools heapq "
    "itertools json math numbers operator pprint queue random re statistics string struct textwrap threading time "
    "timeit traceback types typing unicodedata unittest warnings weakref zlib "
    "numpy.fft numpy.linalg numpy.ma numpy.polynomial numpy.random"
)
_DUMMY = "import numpy as np\n\n\ndef f(x):\n    print(x)\n    return np.dot(x, x) + np.exp(x).sum()\n"
_STATUS = struct.Struct("<i")
_MARK = struct.Struct("<III")


def main(control: int, page: int) -> None:
    """Prepare, report how it went on the control socket, and serve until its other end is closed.

    Args:
        control: descriptor of a Unix socket (SOCK_SEQPACKET).
        page: descriptor of one page of shared memory in which children note what they are about to run.
    """
    with socket.socket(fileno=control) as channel:
        try:
            memory = mmap.mmap(page, PAGE)
            os.close(page)
            tier, size = _prepare()
        except Exception as error:
            channel.send(json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())
            return
        channel.send(json.dumps({"tier": tier}).encode())
        _serve(channel, size, memory)


def _prepare() -> tuple[str, int]:
    """The tier of isolation that was reached, and the size of this process in bytes."""
    for name in _PRELOADED.split():
        importlib.import_module(name)
    threads = len(list(Path("/proc/self/task").iterdir()))
    if threads != 1:
        raise RuntimeError(f"NumPy started {threads - 1} threads, which forked processes cannot use")
    size = int(Path("/proc/self/statm").read_bytes().split()[0]) * mmap.PAGESIZE
    _forget_other_code()
    tier = restrict_zygote()
    _rehearse()
    np.random.seed(0)  # noqa: NPY002 - the state that np.random.rand and the like use in every child
    gc.collect()
    gc.freeze()
    return tier, size


def _forget_other_code() -> None:
    """Leave nothing to import but the standard library and, through its own path, NumPy."""
    del sys.path[-ADDED_PATHS:]
    sys.path_importer_cache.clear()
    sys.argv[:] = [""]
    for name in [name for name in sys.modules if name.partition(".")[0] == __package__]:
        del sys.modules[name]


def _rehearse() -> None:
    """Run a job here, so that children find everything that is made on first use."""
    ask = {"kind": "function", "name": "f", "calls": [[["<f8", [2]]]]}
    job = {"cells": [_DUMMY], "modules": [], "left_out": [], "asks": [ask], "output": 2**16}
    keep = sys.modules["__main__"], sys.stdin, sys.stdout, sys.stderr
    Job(job, bytes(16), lambda *_: None).run(lambda _: None)
    sys.modules["__main__"], sys.stdin, sys.stdout, sys.stderr = keep
    frame({}, [])


def _serve(channel: socket.socket, size: int, page: mmap.mmap) -> None:
    """Fork a child on each ``n``, once the one before it was killed; say how the last one ended on each ``s``."""
    children: list[int] = []
    with contextlib.suppress(ConnectionError):
        while request := channel.recv(1):
            if request == b"n":
                page[:] = bytes(PAGE)
                ours, theirs = socket.socketpair()
                children.append(_fork(theirs, size, page))
                _hand_over(channel, children[-1], ours)
                for _ in children[:-1]:
                    os.waitpid(children.pop(0), 0)
            elif children:
                channel.send(_STATUS.pack(os.waitpid(children.pop(), 0)[1]))
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _hand_over(channel: socket.socket, child: int, connection: socket.socket) -> None:
    """Give the supervisor a child's pidfd and socket; before that it has no job to run."""
    handle = os.pidfd_open(child)
    try:
        socket.send_fds(channel, [b"c"], [handle, connection.fileno()])
    finally:
        os.close(handle)
        connection.close()


def _fork(connection: socket.socket, size: int, page: mmap.mmap) -> int:
    child = os.fork()
    if child == 0:
        _leave_after(lambda: _run(connection.fileno(), size, functools.partial(_MARK.pack_into, page, 0)))
    connection.close()
    return child


def _leave_after(work: Callable[[], None]) -> NoReturn:
    status = 70
    try:
        work()
        status = 0
    finally:
        os._exit(status)


def _run(descriptor: int, size: int, mark: Mark) -> None:
    os.dup2(descriptor, JOB_SOCKET)
    os.closerange(JOB_SOCKET + 1, 2**16)
    die_with_parent()
    job, raw = read_job(JOB_SOCKET)
    restrict_child(job["cpu"], size + job["memory"])
    Job(job, raw, mark).run(functools.partial(write, JOB_SOCKET))
