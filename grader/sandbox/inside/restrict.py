"""What the process that holds students' code gives up: once before any fork, and again in each child.

Everything here may fail where the system does not offer it, except dropping root: then nothing may be run.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal

NOBODY = 65534

_CLONE_NEWUTS = 0x04000000
_CLONE_NEWIPC = 0x08000000
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_CAPABILITY_VERSION_3 = 0x20080522
_OPEN_FILES = 32

_libc = ctypes.CDLL(None, use_errno=True)


def restrict_zygote() -> str:
    """Give up root, the network, System V IPC and writing to files for this process and all its children.

    Returns:
        The name of the tier of isolation that is now in force.

    Raises:
        OSError: root could not be given up.
    """
    others = _CLONE_NEWNET | _CLONE_NEWIPC | _CLONE_NEWUTS
    if os.geteuid() == 0:
        _libc.unshare(others)
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    elif _libc.unshare(_CLONE_NEWUSER | others) == 0:
        _drop_capabilities()
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    die_with_parent()
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _lower(resource.RLIMIT_MEMLOCK, 0)
    _lower(resource.RLIMIT_CORE, 0)
    os.umask(0o077)
    os.chdir("/")
    return "none"


def restrict_child(cpu_seconds: int, memory_bytes: int) -> None:
    """Bound what this process may use, and take threads and processes from it.

    Args:
        cpu_seconds: CPU time after which the kernel ends the process, should nobody else have done so.
        memory_bytes: size of the address space.
    """
    _lower(resource.RLIMIT_CPU, cpu_seconds)
    _lower(resource.RLIMIT_AS, memory_bytes)
    _lower(resource.RLIMIT_NPROC, 0)


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent is gone."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _lower(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(what, (most, most))


def _drop_capabilities() -> None:
    """Give up the powers that come with a new user namespace."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _libc.capset(header, (ctypes.c_uint32 * 6)())
