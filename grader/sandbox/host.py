"""The supervisor's hold on the zygote and on the one child that it has at a time."""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from grader.errors import SandboxError

START_SECONDS = 60.0
ZYGOTE_SECONDS = 5.0
_PAGE = 4096
_BOOT = "import sys; sys.path += sys.argv[1:3]; from inside.zygote import main; main(*map(int, sys.argv[3:]))"
_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
}
_FLAGS = ("-s", "-S", "-P", "-B", "-Wignore")
_STATUS = struct.Struct("<i")
_MARK = struct.Struct("<III")
_CPU_CLOCK = 2


class ZygoteLostError(Exception):
    """The zygote is dead or does not answer; a new one is needed."""


class Child:
    """A forked process that runs one job, held by its pidfd so that no other process can be meant.

    Args:
        connection: the supervisor's end of the job's socket.
        handle: the pidfd.
    """

    def __init__(self, connection: socket.socket, handle: int) -> None:
        self.connection = connection
        self._handle = handle
        self._pid = _pid(handle)
        self._cpu = 0.0

    def cpu_seconds(self) -> float:
        """CPU time used so far; of a child that is gone, the time when it was last seen."""
        if self._pid > 0:
            with contextlib.suppress(OSError):
                self._cpu = time.clock_gettime((~self._pid << 3) | _CPU_CLOCK)
        return self._cpu

    def kill(self) -> None:
        """Kill the process, unless it is gone."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def stop(self) -> None:
        """Kill the process and let go of it."""
        self.kill()
        os.close(self._handle)
        self.connection.close()


class Zygote:
    """The process that forks children; started by the constructor.

    Raises:
        SandboxError: it did not start.
    """

    def __init__(self) -> None:
        if sys.platform != "linux":
            raise SandboxError(f"students' code runs on Linux only, and this is {sys.platform}; use Linux or WSL.")
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        page = os.memfd_create("progress")
        os.truncate(page, _PAGE)
        self._page = mmap.mmap(page, _PAGE)
        folders = [str(Path(__file__).parent), str(Path(np.__file__).parent.parent)]
        descriptors = theirs.fileno(), page
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own file, run by our own interpreter
                [sys.executable, *_FLAGS, "-c", _BOOT, *folders, *map(str, descriptors)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=_ENVIRONMENT,
                pass_fds=descriptors,
                start_new_session=True,
            )
        except OSError as error:
            self._channel.close()
            raise SandboxError(f"the box could not be started with {sys.executable}: {error}") from error
        finally:
            theirs.close()
            os.close(page)
        self._lost = False
        self.tier = self._greeting()
        self._channel.settimeout(ZYGOTE_SECONDS)
        self.order()

    def child(self) -> Child:
        """The child that waits for a job.

        Raises:
            ZygoteLostError: there is none.
        """
        if self._lost:
            raise ZygoteLostError
        try:
            handle, connection = socket.recv_fds(self._channel, 1, 2)[1]
        except (OSError, ValueError) as error:
            self._lost = True
            raise ZygoteLostError from error
        return Child(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, connection), handle)

    def order(self) -> None:
        """Have the next child made ready; the last one must have been stopped. What goes wrong shows in its stead."""
        with contextlib.suppress(OSError):
            self._channel.send(b"n")

    def status(self) -> int:
        """How the last child ended, as ``os.waitpid`` says it; waits until it has.

        Raises:
            ZygoteLostError: the zygote does not say.
        """
        try:
            self._channel.send(b"s")
            (status,) = _STATUS.unpack(self._channel.recv(_STATUS.size))
        except (OSError, struct.error) as error:
            self._lost = True
            raise ZygoteLostError from error
        return int(status)

    def place(self) -> tuple[int, int, int]:
        """Cell, statement and line that the child was last about to run, by its own word."""
        cell, statement, line = _MARK.unpack_from(self._page)
        return cell, statement, line

    def close(self) -> None:
        """End the zygote; one that does not leave by itself is killed with all of its session."""
        self._channel.close()
        try:
            self._process.wait(0 if self._lost else ZYGOTE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._page.close()

    def _greeting(self) -> str:
        self._channel.settimeout(START_SECONDS)
        try:
            said = json.loads(self._channel.recv(2**16) or b'{"error": "it ended without a word"}')
        except (OSError, ValueError) as error:
            said = {"error": str(error)}
        if "error" in said:
            self._lost = True
            self.close()
            raise SandboxError(f"the box could not be started with {sys.executable}: {said['error']}")
        return str(said["tier"])


def _pid(handle: int) -> int:
    """The process behind a pidfd as this process numbers it, whatever namespace it lives in; -1 if it is gone."""
    with open(f"/proc/self/fdinfo/{handle}", "rb", buffering=0) as info:  # noqa: PTH123 - a third of the time of Path
        found = re.search(rb"^Pid:\s*(\d+)", info.read(), re.MULTILINE)
    return int(found[1]) if found else -1
