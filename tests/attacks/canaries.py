"""Secrets laid out where hostile code would look for them, and doors that notice whoever knocks."""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import secrets
import selectors
import shutil
import socket
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

FOLDER = Path("/tmp/nn-grader-canary")  # noqa: S108 - attacks know the place
SECRET = FOLDER / "secret.txt"
OPEN = FOLDER / "open.txt"
DOOR = FOLDER / "socket"
SHARED = Path("/dev/shm/nn-grader-canary")  # noqa: S108 - POSIX shared memory is this folder
PORT = 45671
ABSTRACT = "\0nn-grader-canary"
VARIABLE = "NN_GRADER_CANARY"
KEY = "nn-grader-canary"
SEGMENT = 0x6E6E6772

_PORT_SECONDS = 900.0
_SIZE = 4096
_IPC_CREAT, _IPC_RMID = 0o1000, 0
_SESSION_KEYRING, _INVALIDATE = -3, 21
_CALLS = {"x86_64": (248, 250), "aarch64": (217, 219)}
"""Numbers of add_key and keyctl, for which the C library has no functions."""

_libc = ctypes.CDLL(None, use_errno=True)
_libc.shmat.restype = ctypes.c_void_p
_libc.shmdt.argtypes = [ctypes.c_void_p]


class Canaries:
    """Plants the canaries; a context manager that takes them away again.

    The TCP port is taken first: of two suites on one machine the second waits for it.

    Attributes:
        sibling: source of a submission that holds a canary and leaves it wherever its own process lets it.
        visits: the doors (TCP port, abstract socket, socket in a folder) to which somebody came.
    """

    def __init__(self) -> None:
        mark = secrets.token_hex(8)
        self._texts = {
            kind: f"CANARY-{kind}-{mark}"
            for kind in ("FILE", "VARIABLE", "MEMORY", "SIBLING", "DOOR", "SEGMENT", "SHARED", "KEY")
        }
        self._memory = bytes(self._texts["MEMORY"], "ascii")
        self.sibling = _SIBLING.format(text=self._texts["SIBLING"])
        self.visits: list[str] = []

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            doors = {"TCP port": _listen(socket.AF_INET, ("127.0.0.1", PORT))}
            stack.callback(doors["TCP port"].close)
            stack.callback(_empty)
            self._plant_files(stack)
            doors["abstract socket"] = stack.enter_context(_listen(socket.AF_UNIX, ABSTRACT))
            doors["socket in a folder"] = stack.enter_context(_listen(socket.AF_UNIX, str(DOOR)))
            DOOR.chmod(0o777)
            stack.enter_context(_Porter(doors, self._texts["DOOR"].encode(), self.visits))
            os.environ[VARIABLE] = self._texts["VARIABLE"]
            stack.callback(os.environ.pop, VARIABLE, None)
            stack.callback(_segment(self._texts["SEGMENT"].encode()))
            stack.callback(_key(self._texts["KEY"].encode()))
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stack.close()

    def found_in(self, data: bytes) -> list[str]:
        """The canaries whose text is in ``data``."""
        return [kind for kind, text in self._texts.items() if text.encode() in data]

    def harmed(self) -> list[str]:
        """The planted files that are no longer what they were; they are put back."""
        texts = {SECRET: self._texts["FILE"], OPEN: "open\n", SHARED: self._texts["SHARED"]}
        harmed = []
        for path, text in texts.items():
            if not path.is_file() or path.read_text(encoding="ascii", errors="replace") != text:
                harmed.append(str(path))
                path.write_text(text, encoding="ascii")
        return harmed

    def _plant_files(self, stack: ExitStack) -> None:
        prepare()
        DOOR.unlink(missing_ok=True)
        for path, text, mode in (
            (SECRET, self._texts["FILE"], 0o644),
            (OPEN, "open\n", 0o666),
            (SHARED, self._texts["SHARED"], 0o666),
        ):
            path.write_text(text, encoding="ascii")
            path.chmod(mode)
            stack.callback(path.unlink, missing_ok=True)


def prepare() -> None:
    """Make the folder, open to everybody. It stays: taking it away would undo what another suite mounted over it."""
    FOLDER.mkdir(exist_ok=True)
    if FOLDER.stat().st_uid == os.geteuid():
        FOLDER.chmod(0o777)


def _empty() -> None:
    for path in FOLDER.iterdir():
        with contextlib.suppress(OSError):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


class _Porter:
    """Answers at all doors with a canary, in a thread of its own."""

    def __init__(self, doors: dict[str, socket.socket], text: bytes, visits: list[str]) -> None:
        self._text, self._visits = text, visits
        self._selector = selectors.DefaultSelector()
        for name, door in doors.items():
            self._selector.register(door, selectors.EVENT_READ, name)
        self._end, end = socket.socketpair()
        self._selector.register(end, selectors.EVENT_READ, None)
        self._thread = threading.Thread(target=self._serve, args=(end,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._end.close()
        self._thread.join()
        self._selector.close()

    def _serve(self, end: socket.socket) -> None:
        with end:
            while True:
                for key, _ in self._selector.select():
                    if key.data is None:
                        return
                    self._visits.append(key.data)
                    visitor, _ = key.fileobj.accept()  # type: ignore[union-attr]
                    with visitor:
                        visitor.send(self._text)


def _listen(family: int, address: str | tuple[str, int]) -> socket.socket:
    door = socket.socket(family)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    deadline = time.monotonic() + _PORT_SECONDS
    while True:
        try:
            door.bind(address)
            door.listen()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return door


def _segment(text: bytes) -> Callable[[], None]:
    """Put the text into System V shared memory that anybody may read; what takes it away."""
    number = _libc.shmget(SEGMENT, _SIZE, _IPC_CREAT | 0o666)
    address = _libc.shmat(number, None, 0)
    ctypes.memmove(address, text, len(text) + 1)
    _libc.shmdt(address)

    def remove() -> None:
        _libc.shmctl(number, _IPC_RMID, None)

    return remove


def _key(text: bytes) -> Callable[[], None]:
    """Put the text into the session keyring, which children inherit; what takes it away."""
    add, control = _CALLS[platform.machine()]
    number = _libc.syscall(add, b"user", KEY.encode(), text, len(text), _SESSION_KEYRING)

    def remove() -> None:
        _libc.syscall(control, _INVALIDATE, number)

    return remove


_SIBLING = """
import builtins
import os
import sys

import numpy as np

mark = "{text}"
os.environ["SIBLING"] = builtins.sibling = np.sibling = sys.sibling = mark


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
"""
