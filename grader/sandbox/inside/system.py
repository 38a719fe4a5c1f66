"""System calls and C functions that Python has no name for."""

from __future__ import annotations

import ctypes
import os

_libc = ctypes.CDLL(None, use_errno=True)


def call(function: str, *arguments: int | bytes | ctypes.Array[ctypes.c_uint32] | None) -> int:
    """Call a function of the C library that says -1 on failure; integers are passed as C longs.

    Raises:
        OSError: it failed.
    """
    values = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    result = int(_libc[function](*values))
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), function)
    return result


def syscall(number: int, *arguments: int | bytes | None) -> int:
    """Make a system call.

    Raises:
        OSError: it failed.
    """
    return call("syscall", number, *arguments)
