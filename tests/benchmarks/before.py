"""CPU time per submission of this tree, as a ratio to that of an older commit, for right, wrong and mixed classes.

Each class is graded by the command line of both, in turns in one run; what a class of one takes is taken off, so that
starting is not counted. The time is that of all processes together.

    python tests/benchmarks/before.py [COMMIT] [--students 60] [--rounds 3]
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from grader import course
from grader.exercise import problemset

HERE = Path(__file__).resolve().parent.parent.parent
BEFORE = "c5a8976"
"""The last commit in which hidden inputs came together with the others."""


def main() -> None:
    """Print milliseconds for each tree, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("commit", nargs="?", default=BEFORE)
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tree, place = Path(folder, "before"), Path(folder)
        _git("worktree", "add", "--detach", tree, chosen.commit)
        try:
            _make_keys(place, (tree, HERE), chosen.students)
            for name, share in (("right", 0.0), ("half of them wrong", 0.5), ("wrong", 1.0)):
                _class(place / name, chosen.students, share)
                _class(place / f"{name} alone", 1, share)
                times = [
                    [_each(one, place, name, chosen.students) for one in (tree, HERE)] for _ in range(chosen.rounds)
                ]
                before, now = (statistics.median(took) for took in zip(*times, strict=True))
                print(f"{name:18}  {before:5.1f} ms before  {now:5.1f} ms now   {now / before:.2f} ×")
        finally:
            _git("worktree", "remove", "--force", tree)


def _git(*arguments: object) -> None:
    subprocess.run(["git", *map(str, arguments)], cwd=HERE, check=True, capture_output=True)


def _make_keys(place: Path, trees: Sequence[Path], students: int) -> None:
    """Each tree reads keys that it made itself."""
    (place / "course.key").touch(mode=0o600)
    (place / "course.key").write_text("ab" * 32, encoding="ascii")
    roster = "\n".join(["student", *(f"s{number:03}" for number in range(students))])
    (place / "roster.csv").write_text(roster, encoding="utf-8")
    for tree in trees:
        options = ("--roster", "roster.csv", "--course-key", "course.key", "--out", place / f"made by {tree.name}")
        _grader(tree, place, "make", "homework6", *options)


def _class(folder: Path, students: int, share: float) -> None:
    """Functions as the reference has them, or each with its first mistake."""
    folder.mkdir()
    problems = problemset.load(course.find(HERE), "homework6")
    for number in range(students):
        wrong = number < share * students
        sources = [
            problem.written(mistakes=problem.solution.mistakes_of(problem.steps)[:1] if wrong else [])
            for problem in problems.functions
        ]
        (folder / f"s{number:03}.py").write_text("\n\n".join(sources), encoding="utf-8")


def _each(tree: Path, place: Path, name: str, students: int) -> float:
    """Milliseconds of CPU time that one more submission takes."""
    return 1000 * (_seconds(tree, place, name) - _seconds(tree, place, f"{name} alone")) / (students - 1)


def _seconds(tree: Path, place: Path, name: str) -> float:
    shutil.rmtree(place / "out", ignore_errors=True)
    keys = place / f"made by {tree.name}" / "keys"
    options = ("--assignment", "homework6", "--keys", keys, "--jobs", "1", "--out", place / "out")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _grader(tree, place, "grade", place / name, *options)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _grader(tree: Path, place: Path, *arguments: object) -> None:
    environment = os.environ | {"PYTHONPATH": str(tree), "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "grader", *map(str, arguments)]
    subprocess.run(command, cwd=place, env=environment, check=True, capture_output=True)


if __name__ == "__main__":
    main()
