"""Namespaces: a process with users, processes, files, a network and shared memory of its own.

Sources: namespaces(7), clone(2), pivot_root(2), mount_setattr(2).
"""

from __future__ import annotations

import os
import platform
import signal
import socket
import struct
from collections.abc import Iterable

from .system import call, syscall

NOBODY = 65534

_CLONE_PARENT = 0x00008000
_CLONE_NEWNS = 0x00020000
_CLONE_NEWCGROUP = 0x02000000
_CLONE_NEWUTS = 0x04000000
_CLONE_NEWIPC = 0x08000000
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWPID = 0x20000000
_CLONE_NEWNET = 0x40000000
_OTHERS = _CLONE_NEWNS | _CLONE_NEWCGROUP | _CLONE_NEWUTS | _CLONE_NEWIPC | _CLONE_NEWNET

_CLONE = {"x86_64": 56, "aarch64": 220}
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_MOUNT_SETATTR = 442

_MS_BIND, _MS_REC, _MS_PRIVATE = 1 << 12, 1 << 14, 1 << 18
_MNT_DETACH = 2
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_READ_ONLY_NO_SUID_NO_DEVICES = 0b111

_HOST = "box"
_ROOT = "/proc"
"""Where the new root is put together: a folder that every Linux has and that nothing of ours lies in."""


def enter() -> None:
    """Go on as the first process of a new process namespace; root keeps its user, others get a user namespace.

    The first process of the namespace is made as a sibling of this one, which ends: whoever started this process is
    the parent of the new one too, and there is no process between them. Nothing may be loaded that starts threads.

    Raises:
        OSError: it is not allowed here; nothing was changed.
    """
    machine = platform.machine()
    if machine not in _CLONE:
        raise NotImplementedError(f"the system calls of {machine} are not known")
    user, group = os.geteuid(), os.getegid()
    if user == 0:
        call("unshare", _CLONE_NEWPID)
    else:
        call("unshare", _CLONE_NEWUSER | _CLONE_NEWPID)
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{NOBODY} {user} 1")
        _write("/proc/self/gid_map", f"{NOBODY} {group} 1")
    if syscall(_CLONE[machine], _CLONE_PARENT | signal.SIGCHLD, None, None, None, None) != 0:
        os._exit(0)


def shut(readable: Iterable[str]) -> None:
    """Leave everything else that is shared with others: all files but ``readable``, the network, shared memory.

    Args:
        readable: files and folders that stay where they are and can be read; none lies in another.

    Raises:
        OSError: it is not allowed here.
    """
    call("unshare", _OTHERS)
    call("mount", None, b"/", None, _MS_REC | _MS_PRIVATE, None)
    call("mount", b"tmpfs", _ROOT.encode(), b"tmpfs", 0, b"mode=0755,size=1m")
    for path in readable:
        _bind(path, _ROOT + path)
    attributes = struct.pack("=QQQQ", _READ_ONLY_NO_SUID_NO_DEVICES, 0, 0, 0)
    syscall(_MOUNT_SETATTR, _AT_FDCWD, _ROOT.encode(), _AT_RECURSIVE, attributes, len(attributes))
    os.chdir(_ROOT)
    syscall(_PIVOT_ROOT[platform.machine()], b".", b".")
    call("umount2", b".", _MNT_DETACH)
    os.chdir("/")
    socket.sethostname(_HOST)


def _write(path: str, content: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(content)


def _bind(path: str, place: str) -> None:
    if os.path.isdir(path):
        os.makedirs(place, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        os.mknod(place)
    call("mount", os.fsencode(path), os.fsencode(place), None, _MS_BIND | _MS_REC, None)
