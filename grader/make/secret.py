"""The course key: one secret from which every variant and every hidden case is derived."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from grader import files
from grader.errors import KeysError

LENGTH = 32
_MOST = 1024
"""Bytes of the file of a course key."""


def read(path: Path) -> bytes | None:
    """The course key, or None where there is none.

    Raises:
        KeysError: the file is damaged, unreadable, or readable by others than its owner.
    """
    try:
        mode = path.stat().st_mode
        text = files.read(path, _MOST).decode("ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise KeysError(f"{path}: the course key cannot be read ({error}).") from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeysError(f"{path}: others may read the course key (mode {stat.S_IMODE(mode):o}); run: chmod 600 {path}")
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != LENGTH:
        raise KeysError(f"{path}: is not a course key ({2 * LENGTH} hexadecimal digits); restore it from your backup.")
    return key


def read_or_create(path: Path) -> bytes:
    """The course key, made on first use and kept with mode 0600.

    Raises:
        KeysError: it can be neither read nor written.
    """
    key = read(path)
    if key is not None:
        return key
    key = secrets.token_bytes(LENGTH)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(key.hex() + "\n")
    except OSError as error:
        raise KeysError(
            f"{path}: the course key cannot be written ({error}); name another file with --course-key."
        ) from error
    return key
