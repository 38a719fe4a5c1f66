"""The supervisor's hold on the zygote and on the one child that it has at a time."""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from grader.errors import SandboxError

from .inside.process import MARK, NUMBER, NUMBERS, STATUS
from .interpreter import ENVIRONMENT, FLAGS, fixed_addresses

START_SECONDS = 60.0
ZYGOTE_SECONDS = 5.0
_PAGE = 4096
_BOOT = "import json, sys; sys.path += json.loads(sys.argv[1])['paths']; from inside.launch import main; main()"
_CPU_CLOCK = 2
_CONFIG_LENGTH = 2**12
"""Filled up to this, it takes the same memory however many digits a descriptor has."""


class ZygoteLostError(Exception):
    """The zygote is dead or does not answer; a new one is needed."""


class Child:
    """A forked process that runs one job, held by its pidfd so that no other process can be meant.

    Args:
        zygote: who forked it.
        number: by which the zygote knows it.
        connection: the supervisor's end of the job's socket.
        handle: the pidfd.
    """

    def __init__(self, zygote: Zygote, number: int, connection: socket.socket, handle: int) -> None:
        self.connection = connection
        self._zygote = zygote
        self._number = number
        self._handle = handle
        self._pid = _pid(handle)
        self._cpu = 0.0

    def cpu_seconds(self) -> float:
        """CPU time used so far; of a child that is gone, the time when it was last seen."""
        if self._pid > 0:
            with contextlib.suppress(OSError):
                self._cpu = time.clock_gettime((~self._pid << 3) | _CPU_CLOCK)
        return self._cpu

    def queued_seconds(self) -> float | None:
        """How long it was ready to run and had to wait for a processor; None where the system does not say."""
        try:
            with open(f"/proc/{self._pid}/schedstat", "rb", buffering=0) as told:  # noqa: PTH123
                return int(told.read().split()[1]) / 1e9
        except (OSError, IndexError):
            return None

    def kill(self) -> None:
        """Kill the process, unless it is gone."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def ends_within(self, seconds: float) -> bool:
        """Wait for its end; whether it came in time."""
        return bool(select.select([self._handle], [], [], seconds)[0])

    def status(self) -> int:
        """Exit status, or minus the signal that ended it; waits until it has ended.

        Raises:
            ZygoteLostError: the zygote does not say.
        """
        return os.waitstatus_to_exitcode(self._zygote.status(self._number))

    def place(self) -> tuple[int, int, int]:
        """Cell, statement and line that it was last about to run, by its own word."""
        return self._zygote.place(self._number)

    def stop(self) -> None:
        """Kill the process and let go of it."""
        self.kill()
        os.close(self._handle)
        self.connection.close()


class Zygote:
    """The process that forks children; started by the constructor.

    Args:
        packages: what students' code may import beside the standard library and NumPy.
        folders: where these packages and NumPy lie.
        without: layers to leave out, to see what each is good for.

    Attributes:
        tier: name of the isolation that is in force.
        reasons: why it is not "full", in words for staff.

    Raises:
        SandboxError: it did not start.
        ZygoteLostError: it ended while it started.
    """

    def __init__(self, packages: Sequence[str], folders: Sequence[str], without: Sequence[str]) -> None:
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        pages = [os.memfd_create("progress") for _ in range(2)]
        for page in pages:
            os.truncate(page, _PAGE)
        self._pages = [mmap.mmap(page, _PAGE) for page in pages]
        self._handle = -1
        self._lost = False
        self._given = 0
        self._waiting: tuple[socket.socket, int] | None = None
        descriptors = theirs.fileno(), *pages
        config = {
            "paths": [str(Path(__file__).resolve().parent), *folders],
            "control": theirs.fileno(),
            "pages": pages,
            "packages": packages,
            "without": without,
        }
        try:
            with fixed_addresses():
                self._process = subprocess.Popen(  # noqa: S603 - our own file, run by our own interpreter
                    [sys.executable, *FLAGS, "-c", _BOOT, json.dumps(config).ljust(_CONFIG_LENGTH)],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    cwd="/",
                    env=ENVIRONMENT,
                    pass_fds=descriptors,
                    start_new_session=True,
                )
        except OSError as error:
            self._channel.close()
            raise SandboxError(f"the box could not be started with {sys.executable}: {error}") from error
        finally:
            theirs.close()
            for page in pages:
                os.close(page)
        missing = self._greeting()
        self.tier = _tier(set(missing))
        self.reasons = tuple(f"{layer}: {why}" for layer, why in missing.items())
        self._channel.settimeout(ZYGOTE_SECONDS)
        self._order()

    def child(self) -> Child:
        """The child that waits for a job; the next one is made ready meanwhile. Of the others, one may be alive.

        Raises:
            ZygoteLostError: there is none.
        """
        if self._lost:
            raise ZygoteLostError
        if self._waiting is None:
            self._receive()
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            raise ZygoteLostError
        self._order()
        number, self._given = self._given, (self._given + 1) % NUMBERS
        return Child(self, number, *waiting)

    def status(self, number: int) -> int:
        """How a child ended, as ``os.waitpid`` says it; waits until it has.

        Raises:
            ZygoteLostError: the zygote does not say.
        """
        with contextlib.suppress(OSError):
            self._channel.send(NUMBER.pack(number))
        while True:
            said = self._receive()
            if len(said) == STATUS.size:
                return int(STATUS.unpack(said)[0])

    def place(self, number: int) -> tuple[int, int, int]:
        """Cell, statement and line that a child was last about to run."""
        cell, statement, line = MARK.unpack_from(self._pages[number % 2])
        return cell, statement, line

    def close(self) -> None:
        """End the zygote; one that does not leave by itself is killed with all of its session."""
        self._channel.close()
        if self._waiting is not None:
            connection, handle = self._waiting
            connection.close()
            os.close(handle)
            self._waiting = None
        if self._handle >= 0:
            if self._lost or not select.select([self._handle], [], [], ZYGOTE_SECONDS)[0]:
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitid(os.P_PIDFD, self._handle, os.WEXITED)
            os.close(self._handle)
            self._handle = -1
        self._process.wait()
        for page in self._pages:
            page.close()

    def _receive(self) -> bytes:
        """The zygote's next message; a child that comes with it is kept until it is asked for.

        Raises:
            ZygoteLostError: there is none.
        """
        try:
            said, handles, _, _ = socket.recv_fds(self._channel, STATUS.size, 2)
        except OSError as error:
            self._lost = True
            raise ZygoteLostError from error
        if not said:
            self._lost = True
            raise ZygoteLostError
        if handles:
            handle, connection = handles
            self._waiting = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, connection), handle
        return said

    def _order(self) -> None:
        """Have a child made ready. What goes wrong shows in its stead."""
        with contextlib.suppress(OSError):
            self._channel.send(b"n")

    def _greeting(self) -> dict[str, str]:
        """The layers that are missing.

        Raises:
            SandboxError: it says that it cannot work, or nothing at all.
            ZygoteLostError: it ended.
        """
        self._channel.settimeout(START_SECONDS)
        try:
            data, handles, _, _ = socket.recv_fds(self._channel, 2**16, 1)
        except OSError as error:
            data, handles = json.dumps({"error": str(error)}).encode(), []
        if not data:
            self._process.kill()
            self.close()
            raise ZygoteLostError(f"{sys.executable} ended without a word")
        said = json.loads(data)
        if "error" in said:
            self._process.kill()
            self.close()
            raise SandboxError(f"the box could not be started with {sys.executable}: {said['error']}")
        (self._handle,) = handles
        return dict(said["missing"])


def _tier(missing: set[str]) -> str:
    if not missing:
        return "full"
    return f"no-{missing.pop()}" if missing in ({"namespaces"}, {"landlock"}) else "none"


def package_folders(packages: Sequence[str]) -> list[str]:
    """The folders that the packages lie in.

    Raises:
        SandboxError: one of them is not installed.
    """
    folders = []
    for name in packages:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            raise SandboxError(f"packages: {name} is not installed; install it, or take it out of the assignment.")
        folder = Path(spec.origin).resolve().parent
        folders.append(str(folder.parent if spec.submodule_search_locations else folder))
    return folders


def _pid(handle: int) -> int:
    """The process behind a pidfd as this process numbers it, whatever namespace it lives in; -1 if it is gone."""
    with open(f"/proc/self/fdinfo/{handle}", "rb", buffering=0) as info:  # noqa: PTH123 - a third of the time of Path
        found = re.search(rb"^Pid:\s*(\d+)", info.read(), re.MULTILINE)
    return int(found[1]) if found else -1
