"""What the box costs, with every layer and without each: milliseconds per submission and memory per worker.

The floor (floor.py) is a bare ``fork`` with NumPy loaded, ``exec`` of the same source, the same 24 calls, the results
through a pipe, ``waitpid``. All take turns in one run, so that what else the machine does falls on all alike;
in each turn ten submissions follow each other without a pause. Memory is proportional: what several processes share
is divided by their number.

    python tests/benchmarks/box.py [--rounds 30]
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from floor import Floor

from grader.records import Ask, Cell, Limits
from grader.sandbox import LAYERS, Box

SOURCE = """
import numpy as np

def sse(y, t):
    return np.sum((y - t) ** 2)

def mse(y, t):
    return np.mean((y - t) ** 2)
"""
CALLS = [{"y": np.linspace(0, 1, 8 + number), "t": np.arange(8.0 + number) % 2} for number in range(12)]
ASKS = [Ask(name, "function", name, tuple(CALLS)) for name in ("sse", "mse")]
IN_A_ROW = 10
WORKERS = (2, 4, 8)
SETTLED_SECONDS = 1.0
"""After this the last job's process is gone and the next one waits."""


def main() -> None:
    """Print the ratios and the memory."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    boxes = {"every layer": Box()} | {f"without {layer}": Box(without=[layer]) for layer in LAYERS}
    tier = boxes["every layer"].tier
    print(f"{rounds} rounds of {IN_A_ROW} submissions, {len(ASKS)} questions of {len(CALLS)} calls; isolation {tier}")
    calls = [(ask.name, list(call.values())) for ask in ASKS for call in ask.calls]
    with Floor() as bare:
        actions = {"bare fork": lambda: bare.seconds(SOURCE, calls)}
        times = _times(actions | {name: lambda box=box: _timed(box) for name, box in boxes.items()}, rounds)
    floor = statistics.median(times["bare fork"])
    for name, took in times.items():
        median = statistics.median(took)
        print(f"{name:<20} {1000 * median:7.2f} ms   {median / floor:5.2f} × a bare fork")
    for box in boxes.values():
        box.close()
    each = ", ".join(f"{_memory(workers) / 2**20:.1f} with {workers}" for workers in WORKERS)
    print(f"memory of the box    MB per worker: {each} workers")


def _times(actions: dict[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in actions}
    for action in actions.values():
        action()
    for _ in range(rounds):
        for name, action in actions.items():
            times[name] += [action() for _ in range(IN_A_ROW)]
    return times


def _timed(box: Box) -> float:
    start = time.perf_counter()
    box.run([Cell(SOURCE, "work.py")], ASKS, Limits())
    return time.perf_counter() - start


def _memory(workers: int) -> float:
    """Bytes for each of so many workers' boxes."""
    boxes = [Box() for _ in range(workers)]
    for box in boxes:
        _timed(box)
    time.sleep(SETTLED_SECONDS)
    used = sum(_proportional(process) for process in _descendants(os.getpid()))
    for box in boxes:
        box.close()
    return used / workers


def _descendants(process: int) -> Iterator[int]:
    for child in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split():
        yield int(child)
        yield from _descendants(int(child))


def _proportional(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except ProcessLookupError:  # it was killed and is not collected yet
        return 0
    return next(int(line.split()[1]) * 2**10 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
