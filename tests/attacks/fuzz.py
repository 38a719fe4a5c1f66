"""Mutated and combined attacks, each graded through the whole way beside an honest neighbour.

    python tests/attacks/fuzz.py --count N [--seed S] [--number FIRST] [--keep FOLDER]

The same seed and numbers make the same mutants: ``--seed S --number K --count 1`` runs one again. The exit code is 1
if there was an alarm.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import oracle
import suite
from mutate import Mutant, mutant
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from suite import Suite
from traces import descendants

from grader.collect import Handed, Source, load, read
from grader.collect.names import kind_of
from grader.records import Submission

HONEST = """
def binary_cross_entropy(y, t):
    with np.errstate(all="ignore"):
        losses = np.where(t == 0, 0.0, t * np.log(y)) + np.where(t == 1, 0.0, (1 - t) * np.log(1 - y))
    return -np.mean(losses)
"""
TICKS = os.sysconf("SC_CLK_TCK")
KEPT = Path("fuzz-alarms")


class Fuzz:
    """Mutants of one seed and the box they are graded in; a context manager.

    Args:
        seed: of all mutants.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._sources = {name: path.read_text(encoding="utf-8") for name, path in suite.files().items()}
        self._suite = Suite(assignment="fuzz.yaml", honest=HONEST)
        self._hidden = oracle.hidden_numbers(tuple(self._suite.ring.functions.values()))

    def __enter__(self) -> Self:
        self._suite.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._suite.__exit__(kind, error, traceback)

    def run(self, number: int) -> tuple[Mutant, list[str]]:
        """Grade one mutant; what of it must not be."""
        made = mutant(self._seed, number, self._sources)
        return made, self.alarms(_read(made))

    def alarms(self, submission: Submission) -> list[str]:
        """Grade a submission that answers nothing of the target; what of it must not be."""
        cpu, began = _cpu(), time.monotonic()
        grade, breaches, _ = self._suite.run(submission)
        spent = time.monotonic() - began, _cpu() - cpu
        return list(oracle.alarms(grade, breaches, self._hidden, wall=spent[0], cpu=spent[1]))


def keep(folder: Path, seed: int, made: Mutant, alarms: Sequence[str]) -> Path:
    """Write down a mutant that raised alarms, and what they were."""
    place = folder / f"{seed}-{made.number}"
    place.mkdir(parents=True, exist_ok=True)
    (place / made.name).write_bytes(made.data)
    (place / "alarms.txt").write_text("\n".join([", ".join(made.made), *alarms, ""]), encoding="utf-8")
    return place


def _read(made: Mutant) -> Submission:
    with tempfile.TemporaryDirectory(prefix="grader-fuzz-") as folder:
        path = Path(folder, made.name)
        path.write_bytes(made.data)
        source = Source(str(path), path.name, path.name, kind_of(path.name))
        return read(load(Handed("student", (source,))), ())


def _cpu() -> float:
    """CPU time of this process and all that came of it, as far as they are still there or were waited for."""
    ticks = 0
    for process in (os.getpid(), *descendants()):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{process}/stat").read_text(errors="replace").rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
    return ticks / TICKS


def main(arguments: Sequence[str]) -> int:
    """Run mutants and keep those that raise an alarm; 1 if there was one."""
    parser = argparse.ArgumentParser(description="Run mutants of the attacks against the box.")
    parser.add_argument("--count", type=int, default=100, help="how many (100)")
    parser.add_argument("--seed", type=int, default=0, help="what they are made from (0)")
    parser.add_argument("--number", type=int, default=0, help="the first of them (0)")
    parser.add_argument("--keep", type=Path, default=KEPT, help=f"folder for those that raise an alarm ({KEPT})")
    chosen = parser.parse_args(arguments)
    columns = (TextColumn("mutants"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console, failed, began = Console(), 0, time.monotonic()
    with Fuzz(chosen.seed) as fuzz, Progress(*columns, console=console) as progress:
        for number in progress.track(range(chosen.number, chosen.number + chosen.count)):
            made, alarms = fuzz.run(number)
            if alarms:
                failed += 1
                console.print(f"{keep(chosen.keep, chosen.seed, made, alarms)}: {'; '.join(alarms)}", markup=False)
    rate = chosen.count / (time.monotonic() - began)
    console.print(f"seed {chosen.seed}: {chosen.count} mutants, {failed} with alarms, {rate:.1f} a second")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
