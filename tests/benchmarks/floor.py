"""The least that running a submission in a process of its own can cost: what the benchmarks compare with.

A process that has loaded NumPy and nothing else forks; the child runs the source, makes each call once and writes the
results to a pipe; the parent reads them and waits for its end.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any, BinaryIO, Self

import numpy as np

Calls = Sequence[tuple[str, Sequence[Any]]]
"""Names of functions, each with the arguments of one call."""

_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
_SECONDS = struct.Struct("<d")


class Floor:
    """The process that forks."""

    def __init__(self) -> None:
        environment = os.environ | _ONE_THREAD
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.communicate()

    def seconds(self, source: str, calls: Calls) -> float:
        """How long one submission took."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        pickle.dump((source, calls), stdin)
        stdin.flush()
        return float(_SECONDS.unpack(stdout.read(_SECONDS.size))[0])


def _serve(requests: BinaryIO, answers: BinaryIO) -> None:
    while True:
        try:
            source, calls = pickle.load(requests)  # noqa: S301 - the benchmark's own data
        except EOFError:
            return
        start = time.perf_counter()
        _submission(source, calls)
        answers.write(_SECONDS.pack(time.perf_counter() - start))
        answers.flush()


def _submission(source: str, calls: Calls) -> bytes:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        names: dict[str, Any] = {}
        exec(compile(source, "submission", "exec"), names)  # noqa: S102 - the benchmark's own source
        results = [
            names[name](*[np.copy(value) if np.ndim(value) else value for value in values]) for name, values in calls
        ]
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(results, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        content = pipe.read()
    os.waitpid(child, 0)
    return content


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
