"""Files of our own: read within bounds, and written so that one is there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import sys
from itertools import chain
from pathlib import Path

from grader.errors import OutputError

if sys.platform != "win32":
    import fcntl

NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Without O_NONBLOCK, opening a pipe would wait for a writer for ever."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK
_PART = re.compile(r"\.[0-9a-f]{16}\.part")
_POSIX = sys.platform != "win32"


def read(path: Path, most: int) -> bytes:
    """The bytes of a file that is ours, or is said to be: an ordinary one of at most ``most`` bytes.

    Raises:
        OSError: it cannot be read, is a pipe or a device, or has more bytes.
    """
    with os.fdopen(os.open(path, _READ), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file")
        data: bytes = file.read(min(found.st_size, most) + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it has more than {most} bytes")
    return data


def put(path: Path, content: str | bytes, *, secret: bool = False) -> None:
    """Write a file at once, making its folder if need be; text is UTF-8, and a secret is for its owner only.

    Until it is whole it has a name that no other process writes to, and a file that fails leaves nothing behind. What
    a process left that was killed on the way is for ``sweep``.

    Raises:
        OutputError: it cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    mode = 0o600 if secret else 0o666
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _put(path, data, mode)
        except FileNotFoundError:
            # Somebody else's ``sweep`` can take it for a dead process's in the moment before it is locked.
            _put(path, data, mode)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); choose another folder with --out.") from error


def insist_own(*paths: Path) -> None:
    """See that nothing stands at these paths, or ordinary files that have no other name.

    Raises:
        OutputError: something else does, and what is written there would be written elsewhere.
    """
    for path in paths:
        try:
            found = path.lstat()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise OutputError(f"{path}: cannot be looked at ({error.strerror}); choose another folder.") from error
        if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
            raise OutputError(f"{path}: is a link or no ordinary file; remove it, or choose another folder.")


def _put(path: Path, data: bytes, mode: int) -> None:
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(os.open(temporary, _NEW, mode), "wb") as file:
            with contextlib.suppress(OSError):  # where a file system has no locks, nothing is swept
                _lock(file.fileno(), wait=True)
            file.write(data)
            file.flush()
            if _POSIX:
                temporary.replace(path)
        if not _POSIX:
            temporary.replace(path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def sweep(*folders: Path) -> None:
    """Remove the unfinished files of processes that were killed; what a living process writes stays."""
    for path in [*chain.from_iterable(folder.glob(".*.part") for folder in folders)]:
        if _PART.fullmatch(path.name):
            with contextlib.suppress(OSError), path.open("r+b") as file:
                _lock(file.fileno(), wait=False)
                path.unlink()


def _lock(handle: int, *, wait: bool) -> None:
    """Lock a file until it is closed; Windows never removes one that is open.

    Raises:
        OSError: another process has it, and it is not waited for; the file system has no locks.
    """
    if sys.platform != "win32":
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
