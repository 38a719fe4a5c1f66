"""Runs a command as an ordinary user, although the interpreter may lie where only root can look.

    python tests/attacks/ordinary.py COMMAND ...

It needs root. The command gets mount, network and IPC namespaces of its own, in which the folders that it needs can
be reached; neither the machine's mounts nor its canaries change.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from canaries import FOLDER, SHARED, prepare

USER = 60123
"""A uid that nobody has, so that every process and file of it is the command's."""

_NEEDED = tuple(
    dict.fromkeys(Path(name) for name in (sys.base_prefix, sys.prefix, np.__path__[0], Path(__file__).parents[2]))
)
_CLONE_NEWNS, _CLONE_NEWIPC, _CLONE_NEWNET = 0x00020000, 0x08000000, 0x40000000
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 1


def run(arguments: Sequence[str | Path], *, capture: bool = False) -> subprocess.CompletedProcess[str]:
    """Run ``arguments`` as an ordinary user and wait for the end."""
    return subprocess.run(
        [sys.executable, __file__, *map(str, arguments)], check=False, capture_output=capture, text=True
    )


def why_not() -> str:
    """Why this machine cannot do it; empty if it can."""
    if os.geteuid() != 0:
        return "needs root, to become an ordinary user"
    if not all(map(shutil.which, ("setpriv", "mount"))):
        return "needs setpriv and mount (Debian: util-linux and mount)"
    tried = run(["true"], capture=True)
    return f"cannot make a view for an ordinary user: {tried.stderr.strip()[-200:]}" if tried.returncode else ""


def main(arguments: Sequence[str]) -> None:
    """Prepare the view, become the ordinary user and go over to the command.

    Raises:
        OSError: no namespaces of its own could be had; then nothing was mounted.
    """
    prepare()
    _go_apart()
    for folder in (FOLDER, SHARED.parent):
        _mount("-t", "tmpfs", "-o", f"mode=1777,uid={USER}", "tmpfs", folder)
    _open_up(_NEEDED)
    _loopback()
    os.chdir(Path(__file__).parents[2])
    identity = [f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    os.execvpe("setpriv", ["setpriv", *identity, *arguments], environment)  # noqa: S606


def _go_apart() -> None:
    """Leave the machine's namespaces before the first mount: everybody else's folders must stay as they are."""
    if ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWNS | _CLONE_NEWIPC | _CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "namespaces of its own are needed and could not be had")
    _mount("--make-rprivate", "/")


def _open_up(needed: Sequence[Path]) -> None:
    """Put an open folder over each closed one on the way to ``needed``, with only what is needed inside."""
    closed = list(dict.fromkeys(folder for path in needed if (folder := _closed(path)) is not None))
    with tempfile.TemporaryDirectory() as aside:
        kept = {path: Path(aside) / str(number) for number, path in enumerate(needed) if _closed(path) is not None}
        for path, place in kept.items():
            place.mkdir()
            _mount("--rbind", path, place)
        for folder in closed:
            _mount("-t", "tmpfs", "-o", "mode=755", "tmpfs", folder)
        for path, place in kept.items():
            path.mkdir(parents=True, exist_ok=True)
            _mount("--rbind", place, path)
            subprocess.run(["umount", "--lazy", place], check=True)


def _closed(path: Path) -> Path | None:
    """The outermost folder above ``path`` that others may not pass."""
    return next((folder for folder in reversed([path, *path.parents]) if not folder.stat().st_mode & 0o001), None)


def _mount(*arguments: str | Path) -> None:
    subprocess.run(["mount", *arguments], check=True)


def _loopback() -> None:
    """Switch on the new network namespace's only interface, so that the canary's port can be reached."""
    with socket.socket() as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        name, flags = struct.unpack("16sh14x", fcntl.ioctl(any_socket, _SIOCGIFFLAGS, request))
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", name, flags | _IFF_UP))


if __name__ == "__main__":
    main(sys.argv[1:])
