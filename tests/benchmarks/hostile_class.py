"""What sleepers cost a class: 300 students of whom 80 attack, with ten that sleep as long as they can and without them.

Both take turns in one run.

    python tests/benchmarks/hostile_class.py [--rounds 2]
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ATTACKS = Path(__file__).resolve().parent.parent / "attacks"
STUDENTS, HOSTILE, SLEEPERS = 300, 80, 10
HONEST = """
import numpy as np


def sse(y, t):
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
"""
SLEEPER = "import time\n\n\ndef sse(y, t):\n    time.sleep(10**6)\n\n\nmse = sse\n" + "time.sleep(10**6)\n" * 5


def main() -> None:
    """Print both times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=2)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        calm, all_of_them = Path(folder, "calm"), Path(folder, "all")
        _class(calm, sleepers=0)
        _class(all_of_them, sleepers=SLEEPERS)
        times = [(_seconds(calm), _seconds(all_of_them)) for _ in range(rounds)]
    one, other = (statistics.median(took) for took in zip(*times, strict=True))
    print(f"{STUDENTS - SLEEPERS} students, {HOSTILE} of them hostile  {one:6.1f} s")
    print(f"the same and {SLEEPERS} that sleep            {other:6.1f} s   {other / one:.2f} ×")


def _class(folder: Path, sleepers: int) -> None:
    """The honest ones, attacks evenly from all families, and sleepers."""
    folder.mkdir()
    attacks = sorted(ATTACKS.glob("[!f]*/*.py")) + sorted(ATTACKS.glob("f[!i]*/*.py"))
    chosen = attacks[:: len(attacks) // HOSTILE][:HOSTILE]
    for number, path in enumerate(chosen):
        shutil.copy(path, folder / f"h{number:03}.py")
    for number in range(STUDENTS - HOSTILE - SLEEPERS):
        (folder / f"a{number:03}.py").write_text(HONEST, encoding="utf-8")
    for number in range(sleepers):
        (folder / f"z{number:03}.py").write_text(SLEEPER, encoding="utf-8")


def _seconds(folder: Path) -> float:
    out = folder.with_name("out")
    shutil.rmtree(out, ignore_errors=True)
    start = time.perf_counter()
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "grader",
        "grade",
        folder,
        "--assignment",
        ATTACKS / "attacks.yaml",
        "--out",
        out,
    ]
    subprocess.run(command, check=False, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
