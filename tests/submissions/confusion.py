"""Grades every submission here with the public command and compares what each got with what it must get.

    python tests/submissions/confusion.py

prints how often right work is called wrong, wrong work is called right, and the mistake is named. What each must get
is data in expected/: one file for the class in handed_in/, and one for each exercise in functions/.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import Struct

HERE = Path(__file__).parent
COURSE_KEY = b"nn-grader-tests-submissions-key!".hex()
"""The answers by hand in the submissions fit the variants that follow from this key."""
RIGHT = {"right", "carried"}
KINDS = ("right", "one mistake", "several mistakes", "wrong in its own way", "no values")
_NO_VALUES = {"missing", "unreadable", "ungraded", "timeout", "memory", "output_limit"}

Row = dict[str, Any]


class Expected(Struct, frozen=True, forbid_unknown_fields=True):
    """What one hand-in must get; expected/class.yaml says what the fields mean."""

    why: str
    status: str = "graded"
    default: str = "missing"
    questions: dict[str, str] = {}
    says: dict[str, str] = {}
    remarks: tuple[str, ...] = ()
    late: bool = False
    known: bool | None = None
    points: dict[str, float] = {}

    def of(self, question: str) -> str:
        """Verdict and mistakes that a question must get, as one text."""
        fit = [told for pattern, told in self.questions.items() if fnmatchcase(question, pattern)]
        return fit[-1] if fit else self.default


class Judged(Struct, frozen=True):
    """One question of one submission: what it must get and what it got, as verdict and mistakes."""

    student: str
    question: str
    must: str
    got: str

    @property
    def kind(self) -> str:
        """What it truly is."""
        verdict, *mistakes = self.must.split()
        if verdict in RIGHT:
            return "right"
        if verdict in _NO_VALUES:
            return "no values"
        known = [one for one in mistakes if one != "?"]
        return "one mistake" if len(known) == 1 else "several mistakes" if known else "wrong in its own way"

    @property
    def called_right(self) -> bool:
        """Whether it was called right."""
        return self.got.split()[0] in RIGHT

    @property
    def verdict_fits(self) -> bool:
        """Whether verdict and mistakes are what they must be; of a mistake that is its own, nothing need be named."""
        return self.got.split()[0] == self.must.split()[0] if self.must.endswith(" ?") else self.got == self.must


def expected() -> dict[str, Expected]:
    """What each student must get, by student."""
    found: dict[str, Expected] = {}
    for path in sorted((HERE / "expected").glob("*.yaml")):
        read = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), dict[str, Expected], strict=False)
        twice = found.keys() & read.keys()
        if twice:
            raise SystemExit(f"{path}: {min(twice)} is expected in another file, too; rename one.")
        found |= read
    return found


def grade(folder: Path, *options: str) -> list[Row]:
    """The grades of the whole class from one run of ``grader grade``; what it writes goes to ``folder``."""
    key = folder / "course.key"
    key.touch(mode=0o600)
    key.write_text(COURSE_KEY, encoding="ascii")
    huge = folder / "huge.py"
    huge.write_bytes(b"# " + b"x" * 76 + b"\n")
    with huge.open("r+b") as file:
        file.truncate(50_000_000)
    paths = sorted(path for path in (HERE / "functions").glob("*") if path.is_dir())
    roster = folder / "roster.csv"
    others = sorted(file.stem for path in paths for file in path.iterdir())
    roster.write_text((HERE / "roster.csv").read_text(encoding="utf-8") + "\n".join(others) + "\n", encoding="utf-8")
    command: list[str | Path] = [sys.executable, "-m", "grader", "grade", HERE / "handed_in", huge, *paths]
    command += ["--assignment", "homework6", "--roster", roster, "--times", HERE / "times.csv"]
    command += ["--course-key", key, "--out", folder / "out", "--json", *options]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    rows: list[Row] = json.loads(done.stdout)
    return rows


def judged(rows: list[Row], must: Mapping[str, Expected]) -> Iterator[Judged]:
    """Every question of every submission that is not merely absent."""
    for row in rows:
        for question in row["questions"]:
            want = must[row["student"]].of(question["id"])
            got = " ".join([question["verdict"], *sorted(question["mistakes"])])
            if not want == got == "missing":
                yield Judged(row["student"], question["id"], want, got)


def main() -> None:
    """Print the confusion table; exit with 1 where right is called wrong or wrong right."""
    with tempfile.TemporaryDirectory() as folder:
        all_judged = list(judged(grade(Path(folder)), expected()))
    counts = Counter((one.kind, one.called_right) for one in all_judged)
    fits = Counter(one.kind for one in all_judged if one.verdict_fits)
    print(f"{len(expected())} submissions, {len(all_judged)} questions with an answer\n")
    print(f"{'truly':<22}{'called right':>14}{'called wrong':>14}{'verdict and mistakes as they must be':>40}")
    for kind in KINDS:
        total = counts[kind, True] + counts[kind, False]
        share = f"{fits[kind]} of {total} ({fits[kind] / total:.1%})" if total else ""
        print(f"{kind:<22}{counts[kind, True]:>14}{counts[kind, False]:>14}{share:>40}")
    for one in all_judged:
        if not one.verdict_fits:
            print(f"{one.student}: {one.question} must get {one.must!r}, got {one.got!r}")
    confused = counts["right", False] + sum(counts[kind, True] for kind in KINDS[1:])
    sys.exit(int(confused > 0))


if __name__ == "__main__":
    main()
