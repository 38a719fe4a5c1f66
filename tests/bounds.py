"""Bounds that must hold for whatever is done within them."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def memory(most: int) -> Iterator[None]:
    """Whatever is done in here never has more than this allocated."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak <= most


@contextmanager
def cpu(seconds: float) -> Iterator[None]:
    """Whatever is done in here takes less CPU time; many times what it needs is allowed."""
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds
