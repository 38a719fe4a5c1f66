"""How the Python that runs students' code is started, so that the same code finds the same memory in every run.

An array of ``np.empty`` shows what lay there before. That is no secret, but it gets into results: with addresses of
the heap in it, the same submission would have another record each time.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
from collections.abc import Iterator

FLAGS = ("-s", "-S", "-P", "-B", "-Wignore")
ENVIRONMENT = {
    # glibc fills all memory that it gives out, as long as it keeps no blocks at hand. Its bytes are the complement of
    # 63: as a float they are -8577.5, which passes for no result and is small enough to leave others beside it visible.
    "GLIBC_TUNABLES": "glibc.malloc.perturb=63:glibc.malloc.tcache_count=0",
    "LC_ALL": "C.UTF-8",
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
}

_ASK = 0xFFFFFFFF
_ADDR_NO_RANDOMIZE = 0x0040000


@contextlib.contextmanager
def fixed_addresses() -> Iterator[None]:
    """Programs started in here by this thread lie at the same addresses each time, on a Linux that allows it.

    A container's default profile does not: there, ``id`` and what follows from it differ between runs. The box loses
    nothing by it: students' code may read all of its own process anyway, and what holds it is the kernel.
    """
    if sys.platform != "linux":
        yield
        return
    personality = ctypes.CDLL(None).personality
    before = personality(_ASK)
    personality(before | _ADDR_NO_RANDOMIZE)
    try:
        yield
    finally:
        personality(before)
