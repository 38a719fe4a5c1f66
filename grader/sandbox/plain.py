"""What takes the zygote's place where a system has nothing to isolate with: a plain Python process for each job.

Students check their own work with it on macOS and Windows: the same code as in the box, with limits of time and
output, and of memory where there are any. It holds back nobody who means harm.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from grader.errors import SandboxError

from .host import START_SECONDS
from .inside.process import MARK
from .interpreter import ENVIRONMENT, FLAGS, fixed_addresses

_BOOT = "import json, sys; sys.path += json.loads(sys.argv[1])['paths']; from inside.plain import main; main()"
_GREETING = b"\0"
_CHUNK = 2**16
_CHUNKS_AHEAD = 16


class Pipes:
    """Standard input and output of a process, used like the socket of a forked child.

    A thread reads, because Windows has no other way to wait for a pipe for so long and no longer.

    Args:
        process: the process, started with a pipe for each of the two.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - for the type checker
        self._jobs = process.stdin
        self._results = process.stdout
        self._seconds = START_SECONDS
        self._chunks: queue.Queue[bytes] = queue.Queue(_CHUNKS_AHEAD)
        self._open = True
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def settimeout(self, seconds: float) -> None:
        """How long :meth:`recv` may wait."""
        self._seconds = seconds

    def sendall(self, data: bytes) -> None:
        """Write all of it. The process reads a job before it runs anything of it, so this needs no time limit.

        Raises:
            ConnectionError: the process is gone.
        """
        try:
            self._jobs.write(data)
            self._jobs.flush()
        except OSError as error:
            raise ConnectionError from error

    def recv(self, _size: int) -> bytes:
        """What came next, 64 KiB at most; nothing once the process has closed its end.

        Raises:
            TimeoutError: nothing came in time.
        """
        try:
            return self._chunks.get(timeout=self._seconds)
        except queue.Empty:
            raise TimeoutError from None

    def close(self) -> None:
        """Let go of both ends; the process must be dead, or the thread goes on waiting for it."""
        self._open = False
        with contextlib.suppress(queue.Empty):
            while True:
                self._chunks.get_nowait()
        self._thread.join(1)
        with contextlib.suppress(OSError):
            self._jobs.close()

    def _read(self) -> None:
        with self._results:
            while self._open and (data := os.read(self._results.fileno(), _CHUNK)):
                self._chunks.put(data)
        self._chunks.put(b"")


class PlainChild:
    """A process that runs one job, in a folder of its own.

    Args:
        packages: what students' code may import beside the standard library and NumPy.
        folders: where these packages and NumPy lie.

    Raises:
        SandboxError: it did not start.
    """

    def __init__(self, packages: Sequence[str], folders: Sequence[str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True)
        self._mark = (Path(self._folder.name) / "mark").open("w+b", buffering=0)
        self._mark.write(bytes(MARK.size))
        errors = Path(self._folder.name) / "errors"
        try:
            self._process = _process(packages, folders, self._folder.name, errors)
        except OSError as error:
            self._mark.close()
            self._folder.cleanup()
            raise SandboxError(f"{sys.executable} could not be started: {error}") from error
        self._began = time.monotonic()
        self.connection = Pipes(self._process)
        try:
            ready = self.connection.recv(len(_GREETING)) == _GREETING
        except TimeoutError:
            ready = False
        if not ready:
            said = errors.read_text(encoding="utf-8", errors="replace").strip().rpartition("\n")[-1]
            self.stop()
            raise SandboxError(f"{sys.executable} did not get ready to run students' code: {said}")

    def cpu_seconds(self) -> float:
        """Time by the clock since the start: not every system tells the CPU time of another process."""
        return time.monotonic() - self._began

    def queued_seconds(self) -> None:
        """Nobody says how long it had to wait for a processor."""

    def kill(self) -> None:
        """Kill the process and what it started, unless it is gone."""
        if self._process.returncode is not None:
            return
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)

    def ends_within(self, seconds: float) -> bool:
        """Wait for its end; whether it came in time."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        return self._process.returncode is not None

    def status(self) -> int:
        """Exit status, or minus the signal that ended it; waits until it has ended."""
        return self._process.wait()

    def place(self) -> tuple[int, int, int]:
        """Cell, statement and line that it was about to run when it was stopped, by its own word."""
        cell, statement, line = MARK.unpack(self._last_mark)
        return cell, statement, line

    def stop(self) -> None:
        """Kill the process and remove its folder."""
        self.kill()
        self.status()
        self.connection.close()
        self._mark.seek(0)
        self._last_mark = self._mark.read(MARK.size).ljust(MARK.size, b"\0")
        self._mark.close()
        self._folder.cleanup()


class Plain:
    """Starts a process for each job. Has the same methods as the zygote.

    Args:
        packages: what students' code may import beside the standard library and NumPy.
        folders: where these packages and NumPy lie.
        reason: why there is no isolation, in words for staff.
    """

    tier = "none"

    def __init__(self, packages: Sequence[str], folders: Sequence[str], reason: str) -> None:
        self.reasons: tuple[str, ...] = (reason,)
        self._packages = packages
        self._folders = folders

    def child(self) -> PlainChild:
        """A process that waits for a job.

        Raises:
            SandboxError: it did not start.
        """
        return PlainChild(self._packages, self._folders)

    def close(self) -> None:
        """Nothing is left between two jobs."""


def _process(packages: Sequence[str], folders: Sequence[str], folder: str, errors: Path) -> subprocess.Popen[bytes]:
    """Our own code in a new Python, in ``folder``.

    Raises:
        OSError: it did not start.
    """
    config = {"paths": [str(Path(__file__).resolve().parent), *folders], "packages": packages}
    # NumPy may need variables of the installation to find its libraries, as with Conda on Windows.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    with errors.open("wb") as file, fixed_addresses():
        return subprocess.Popen(  # noqa: S603 - our own file, run by our own interpreter
            [sys.executable, *FLAGS, "-c", _BOOT, json.dumps(config)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=file,
            cwd=folder,
            env=kept | ENVIRONMENT,
            start_new_session=True,
        )
