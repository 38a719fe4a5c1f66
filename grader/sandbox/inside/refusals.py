"""Tells what the box refused from the exception that a refusal became.

Only what Python itself keeps is looked at (the real class, the error number, the code that was running), so that
nothing of a student's is called. Who forges such an exception changes the words of their own message.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from types import CodeType
from typing import Any

_NO_THREAD = "can't start new thread"
_THREAD_POOL = "ThreadPool.__init__"
_NETWORK = frozenset({"ftplib", "http", "poplib", "smtplib", "socket", "ssl", "urllib"})
_PROCESSES = frozenset({"multiprocessing", "pty", "subprocess"})
_NO_NETWORK = frozenset({errno.EAFNOSUPPORT, errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTUNREACH})
_NO_PROCESS = frozenset({errno.EPERM, errno.EAGAIN, errno.ENOSYS})
_NO_FILE = frozenset({errno.EACCES, errno.EFBIG, errno.ENOENT, errno.EROFS})

_arguments: Any = BaseException.__dict__["args"].__get__
_number: Any = OSError.__dict__["errno"].__get__
_file: Any = OSError.__dict__["filename"].__get__


def refused(error: BaseException, called: Iterable[CodeType]) -> str:
    """What the box does not allow that the exception speaks of; empty where it speaks of something else.

    Args:
        error: the exception.
        called: the code of the libraries in which it was raised, outermost first.
    """
    kind = type(error)
    if kind is ModuleNotFoundError:
        return "module"
    if kind is RuntimeError:
        said = _arguments(error)
        return "threads" if len(said) == 1 and type(said[0]) is str and said[0] == _NO_THREAD else ""
    if not issubclass(kind, OSError):
        return ""
    number = _number(error)
    number = number if type(number) is int else 0
    running = [code for code in called if type(code.co_filename) is str]
    libraries = {part for code in running for part in code.co_filename.removesuffix(".py").split("/")[-2:]}
    if libraries & _NETWORK or number in _NO_NETWORK:
        return "network"
    if libraries & _PROCESSES:
        return "threads" if any(str.__eq__(code.co_qualname, _THREAD_POOL) for code in running) else "processes"
    if number in _NO_PROCESS:
        return "processes"
    if number in _NO_FILE or kind is FileNotFoundError or _file(error) is not None:
        return "files"
    return ""
