"""How a process that runs jobs begins and ends, whether or not there are layers around it."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

LAYERS = ("namespaces", "landlock", "uid", "seccomp", "limits", "descriptors")
"""What lies around students' code, by name."""

MARK = struct.Struct("<III")
"""Cell, statement and line that are about to be run, as they are noted for the supervisor."""

NUMBER = struct.Struct("<Q")
"""A child's number, by which the zygote is asked how it ended."""
NUMBERS = 4
"""How many numbers there are, used in turn: the zygote has three children at most."""
STATUS = struct.Struct("<i")
"""The answer, as ``os.waitpid`` has it."""

IN_A_CALL = 2**32 - 2
"""Stands for the statement while a question is answered: no cell is being run any more."""


def forget_other_code(added: Sequence[str]) -> None:
    """Leave nothing to import but the standard library and, through their own paths, the packages that are loaded.

    Args:
        added: the entries of ``sys.path`` that the start-up command added.
    """
    sys.path[:] = [os.path.realpath(place) for place in sys.path if place not in added]
    sys.path_importer_cache.clear()
    sys.argv[:] = [""]
    for name in [name for name in sys.modules if name.partition(".")[0] == __package__]:
        del sys.modules[name]


def leave_after(work: Callable[[], object]) -> NoReturn:
    """Do the work and end the process there and then, with nothing that code could have left for its end."""
    status = 70
    try:
        work()
        status = 0
    finally:
        os._exit(status)
