"""A process that has NumPy loaded and forks once for each job. It holds no answers and reads no payloads."""

from __future__ import annotations

import array
import contextlib
import functools
import gc
import importlib.util
import itertools
import json
import mmap
import os
import signal
import socket
import sys
from typing import Any

from . import chance
from .cells import Mark
from .job import Job
from .process import MARK, NUMBER, NUMBERS, STATUS, forget_other_code, leave_after
from .readable import readable
from .restrict import Layers
from .values import frame, read_job, write

JOB_SOCKET = 3
PAGE = 4096

_PRELOADED = (
    "abc array bisect cmath collections copy dataclasses datetime encodings.ascii encodings.latin_1 enum functools "
    "heapq itertools json math numbers operator random re string struct time traceback types typing unicodedata "
    "warnings weakref zlib numpy.linalg"
)
"""What students import often: loaded once here, it costs their submissions nothing."""
_NOT_REACHED_LATER = (
    "base64 csv decimal fractions io pprint queue statistics textwrap threading timeit unittest numpy.fft numpy.ma "
    "numpy.polynomial numpy.random"
)
"""What students may need too, for a box from whose user Python's own folder may be hidden."""
_NO_MODULE = "no_module_of_this_name"
_DUMMY = "import numpy as np\n\n\ndef f(x):\n    print(x)\n    return np.dot(x, x) + np.exp(x).sum()\n"


def serve(config: dict[str, Any], missing: dict[str, str]) -> None:
    """Prepare, report how it went on the control socket, and serve until its other end is closed.

    Args:
        config: ``control``: descriptor of a Unix socket (SOCK_SEQPACKET); ``pages``: descriptors of two pages of shared
            memory, in which children note by turns what they are about to run; ``paths``: what was added to
            ``sys.path``; ``packages``: what students' code may import beside the standard library.
        missing: layers that are not there, and why.
    """
    with socket.socket(fileno=config["control"]) as channel:
        try:
            pages = [_page(descriptor) for descriptor in config["pages"]]
            layers = Layers(missing)
            size = _prepare(layers, config)
            _rehearse_answering(layers, size, pages)
        except Exception as error:
            channel.send(json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())
            return
        handle = os.pidfd_open(os.getpid())
        socket.send_fds(channel, [json.dumps({"missing": layers.missing}).encode()], [handle])
        os.close(handle)
        _answer(channel, layers, size, pages)


def _page(descriptor: int) -> mmap.mmap:
    page = mmap.mmap(descriptor, PAGE)
    os.close(descriptor)
    return page


def _prepare(layers: Layers, config: dict[str, Any]) -> int:
    """Load what children need and put the layers on; the size of this process in bytes."""
    chance.seed()
    later = _NOT_REACHED_LATER if "namespaces" in layers.missing else ""
    for name in f"{_PRELOADED} {later}".split() + config["packages"]:
        importlib.import_module(name)
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        raise RuntimeError(f"NumPy started {threads - 1} threads, which forked processes cannot use")
    with open("/proc/self/statm", "rb") as sizes:
        size = int(sizes.read().split()[0]) * mmap.PAGESIZE
    paths = readable(("numpy", *config["packages"]))
    forget_other_code(config["paths"])
    _rehearse()
    layers.around_zygote(paths)
    # Children may not list the library's folder itself: they find modules by the list that is made here.
    importlib.util.find_spec(_NO_MODULE)
    gc.collect()
    gc.freeze()
    return size


def _rehearse() -> None:
    """Run a job here: children find everything that is made on first use.

    They run it too, while they wait: the memory that a job writes to is then their own already.
    """
    limits = {"cpu": 0, "wall": 0, "less_memory": 0, "output": 2**16}
    ask = {"kind": "function", "name": "f", "inputs": [[["<f8", [2]]]], "calls": [0], "limits": limits}
    job = {"cells": [_DUMMY], "programs": [0], "files": [""], "left_out": [], "asks": [ask], "limits": limits}
    keep = sys.modules["__main__"], sys.stdin, sys.stdout, sys.stderr
    Job(job, bytes(16), lambda *_: None).run(lambda _: None, [({"asks": [ask]}, bytes(16))])
    sys.modules["__main__"], sys.stdin, sys.stdout, sys.stderr = keep
    frame({}, [])


def _rehearse_answering(layers: Layers, size: int, pages: list[mmap.mmap]) -> None:
    """Make a child that gets no job: what is made on first use would be missing for the code of the first only."""
    near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with near, far:
        far.send(b"n")
        far.shutdown(socket.SHUT_WR)
        _answer(near, layers, size, pages)


def _answer(channel: socket.socket, layers: Layers, size: int, pages: list[mmap.mmap]) -> None:
    """Fork the next child on each ``n``; say how one ended when asked by its number.

    A child that is two behind was killed by then: whoever orders has one that runs and one that waits.

    All that is kept from one child to the next takes the same memory for each, so that it is the same for their code
    as well which of them runs it.
    """
    children = array.array("i", [0] * NUMBERS)
    with contextlib.suppress(ConnectionError):
        for number in itertools.cycle(range(NUMBERS)):
            while len(request := channel.recv(NUMBER.size)) == NUMBER.size:
                channel.send(STATUS.pack(_ended(children, NUMBER.unpack(request)[0])))
            if not request:
                break
            _ended(children, (number - 2) % NUMBERS)
            children[number] = _next(channel, layers, size, pages, number)
    for number, child in enumerate(children):
        if child:
            os.kill(child, signal.SIGKILL)
            _ended(children, number)


def _ended(children: array.array[int], number: int) -> int:
    """Wait for a child's end, unless that was done; how it ended."""
    child, children[number] = children[number], 0
    return os.waitpid(child, 0)[1] if child else 0


def _next(channel: socket.socket, layers: Layers, size: int, pages: list[mmap.mmap], number: int) -> int:
    """Make a child and hand it over."""
    ours, theirs = socket.socketpair()
    child = _fork(theirs, layers, size, pages, number)
    _hand_over(channel, child, ours)
    return child


def _hand_over(channel: socket.socket, child: int, connection: socket.socket) -> None:
    """Give the supervisor a child's pidfd and socket; before that it has no job to run."""
    handle = os.pidfd_open(child)
    try:
        socket.send_fds(channel, [b"c"], [handle, connection.fileno()])
    finally:
        os.close(handle)
        connection.close()


def _fork(connection: socket.socket, layers: Layers, size: int, pages: list[mmap.mmap], number: int) -> int:
    """Fork a child that holds its own page only, wiped of what the one before it may have left there."""
    page, other = pages[number % 2], pages[1 - number % 2]
    page[:] = bytes(PAGE)
    child = os.fork()
    if child == 0:
        other.close()
        mark = functools.partial(MARK.pack_into, page, 0)
        leave_after(lambda: _run(connection.fileno(), layers, size, mark))
    connection.close()
    return child


def _run(descriptor: int, layers: Layers, size: int, mark: Mark) -> None:
    os.dup2(descriptor, JOB_SOCKET)
    layers.around_child()
    _rehearse()
    job, raw = read_job(JOB_SOCKET)
    layers.limit(job["cpu"], size + job["memory"])
    more = iter(functools.partial(read_job, JOB_SOCKET), None)
    Job(job, raw, mark).run(functools.partial(write, JOB_SOCKET), more)
