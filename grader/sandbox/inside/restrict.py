"""The layers around students' code: put on by the zygote once, and by each child of it.

What a system does not offer is left out and named, and a probe shows what holds. Only root that cannot be given up
stops everything.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import resource
import select
import signal
import socket
from collections.abc import Callable, Iterable

from . import namespaces
from .landlock import Ruleset
from .process import leave_after
from .seccomp import Filter
from .system import call

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_CAPABILITY_VERSION_3 = 0x20080522
_OPEN_FILES = 32
_FIRST_CLOSED = 4
_PROBE_SECONDS = 10.0
_PROBES = 3


class Layers:
    """What this process and its children give up.

    Args:
        missing: layers that are not there already, by name, and why.
    """

    def __init__(self, missing: dict[str, str]) -> None:
        self.missing = missing
        self._rules: Ruleset | None = None
        self._filter: Filter | None = None

    def around_zygote(self, readable: Iterable[str]) -> None:
        """Give up what the zygote needs no more, and prepare what its children give up.

        Args:
            readable: the files and folders that students' code may read.

        Raises:
            OSError: root could not be given up.
        """
        paths = list(readable)
        self._try("namespaces", lambda: namespaces.shut(paths))
        self._try("landlock", lambda: self._prepare_rules(paths))
        if "uid" not in self.missing and os.geteuid() == 0:
            os.setgroups([])
            os.setresgid(*[namespaces.NOBODY] * 3)
            os.setresuid(*[namespaces.NOBODY] * 3)
        _drop_capabilities()
        call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        call("prctl", _PR_SET_DUMPABLE, 0, 0, 0, 0)
        _die_with_parent()
        self._try("limits", _limit_zygote)
        self._try("seccomp", self._prepare_filter)
        os.umask(0o077)
        os.chdir("/")
        self._probe()

    def around_child(self) -> None:
        """Give up all that a child can give up before it knows its job; only descriptors 0 to 3 are left.

        Raises:
            OSError: a layer that the probe found in force could not be put on.
        """
        if self._rules is not None:
            self._rules.restrict()
        if "descriptors" not in self.missing:
            os.closerange(_FIRST_CLOSED, 2**16)
        _die_with_parent()
        if self._filter is not None:
            self._filter.load()

    def limit(self, cpu_seconds: int, memory_bytes: int) -> None:
        """Bound what this process may use, and take threads and processes from it.

        Args:
            cpu_seconds: CPU time after which the kernel ends the process, should nobody else have done so.
            memory_bytes: size of the address space.
        """
        if "limits" not in self.missing:
            _lower(resource.RLIMIT_CPU, cpu_seconds)
            _lower(resource.RLIMIT_AS, memory_bytes)
            _lower(resource.RLIMIT_NPROC, 0)

    def _prepare_rules(self, readable: Iterable[str]) -> None:
        self._rules = Ruleset(readable)

    def _prepare_filter(self) -> None:
        self._filter = Filter()

    def _try(self, layer: str, put_on: Callable[[], None]) -> None:
        if layer in self.missing:
            return
        try:
            put_on()
        except (OSError, NotImplementedError) as error:
            self.missing[layer] = str(error)

    def _tell_leaks(self) -> None:
        self.around_child()
        os.write(_FIRST_CLOSED - 1, json.dumps(_leaks()).encode())

    def _probe(self) -> None:
        """See in a process of its own whether the layers hold; those that do not are missing.

        One that was killed says nothing of them, as when the machine is out of memory, and another one is asked.
        """
        for _ in range(_PROBES):
            said, status = self._asked()
            if said or status != signal.SIGKILL:
                break
        try:
            leaks = dict(json.loads(said))
        except ValueError:
            leaks = dict.fromkeys(("namespaces", "landlock", "seccomp"), "a process behind it did not come to work")
            self._rules = self._filter = None
        self.missing = leaks | self.missing

    def _asked(self) -> tuple[bytes, int]:
        """What such a process says, and how it ended."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.dup2(writing, _FIRST_CLOSED - 1)
            leave_after(self._tell_leaks)
        os.close(writing)
        said = os.read(reading, 2**16) if select.select([reading], [], [], _PROBE_SECONDS)[0] else b""
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        return said, os.waitpid(child, 0)[1]


def _leaks() -> dict[str, str]:
    """What can be done here although a layer should stop it, by layer."""
    tests: list[tuple[str, int, Callable[[], object], str]] = [
        ("landlock", errno.EACCES, lambda: os.listdir("/"), "the root folder can be listed"),
        ("seccomp", errno.EROFS, lambda: os.mkdir("/probe"), "folders can be made"),
        ("seccomp", errno.ENETDOWN, socket.socket, "sockets can be made"),
        ("seccomp", errno.EPERM, lambda: os.kill(os.getpid(), 0), "signals can be sent"),
    ]
    leaks = {layer: leak for layer, number, action, leak in tests if _error(action) != number}
    if os.getppid() != 1 or os.path.exists("/proc"):
        leaks["namespaces"] = "other processes can be seen"
    return leaks


def _error(action: Callable[[], object]) -> int | None:
    try:
        action()
    except OSError as error:
        return error.errno
    return None


def _limit_zygote() -> None:
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _lower(resource.RLIMIT_MEMLOCK, 0)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(what, (most, most))


def _die_with_parent() -> None:
    """Have the kernel kill this process when its parent is gone."""
    call("prctl", _PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _drop_capabilities() -> None:
    """Give up the powers that come with root or with a new user namespace."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    call("capset", header, (ctypes.c_uint32 * 6)())
