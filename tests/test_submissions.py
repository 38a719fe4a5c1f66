"""A class of hand-written submissions, graded all at once through the public command, against what each must get."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from msgspec import Struct

HERE = Path(__file__).parent / "submissions"
COURSE_KEY = b"nn-grader-tests-submissions-key!".hex()
"""The answers by hand in the submissions fit the variants that follow from this key."""

Row = dict[str, Any]


class Expected(Struct, frozen=True, forbid_unknown_fields=True):
    """What one hand-in must get; expected.yaml says what the fields mean."""

    why: str
    status: str = "graded"
    default: str = "missing"
    questions: dict[str, str] = {}
    says: dict[str, str] = {}
    remarks: tuple[str, ...] = ()
    late: bool = False
    known: bool | None = None

    def of(self, question: str) -> str:
        """Verdict and mistakes that a question must get, as one text."""
        fit = [told for pattern, told in self.questions.items() if fnmatchcase(question, pattern)]
        return fit[-1] if fit else self.default


EXPECTED = msgspec.convert(
    yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8")), dict[str, Expected], strict=False
)


@pytest.fixture(scope="session")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Row]:
    """The grades of the whole class by student, from one run of ``grader grade``."""
    folder = tmp_path_factory.mktemp("class")
    key = folder / "course.key"
    key.touch(mode=0o600)
    key.write_text(COURSE_KEY, encoding="ascii")
    huge = folder / "huge.py"
    huge.write_bytes(b"# " + b"x" * 76 + b"\n")
    with huge.open("r+b") as file:
        file.truncate(50_000_000)
    command: list[str | Path] = [sys.executable, "-m", "grader", "grade", HERE / "handed_in", huge]
    command += ["--assignment", "homework6", "--roster", HERE / "roster.csv", "--times", HERE / "times.csv"]
    command += ["--course-key", key, "--out", folder / "out", "--json"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return {row["student"]: row for row in json.loads(done.stdout)}


def test_everybody_on_the_roster_or_with_a_hand_in_gets_one_row(rows: Mapping[str, Row]) -> None:
    assert sorted(rows) == sorted(EXPECTED)


@pytest.mark.parametrize("student", EXPECTED)
def test_submission_gets_what_it_must_get(student: str, rows: Mapping[str, Row]) -> None:
    expected, row = EXPECTED[student], rows[student]
    found = {each["id"]: " ".join([each["verdict"], *sorted(each.get("mistakes", ()))]) for each in row["questions"]}
    assert (row["status"], row["late"]) == (expected.status, expected.late)
    assert found == {question: expected.of(question) for question in found}
    assert expected.known is None or expected.known == (row["submitted_at"] is not None)


@pytest.mark.parametrize("student", [name for name, expected in EXPECTED.items() if expected.says or expected.remarks])
def test_student_is_told_what_helps(student: str, rows: Mapping[str, Row]) -> None:
    expected, row = EXPECTED[student], rows[student]
    told = {each["id"]: each["message"]["en"] for each in row["questions"]}
    assert {question: words for question, words in expected.says.items() if words not in told[question]} == {}
    remarks = "\n".join(remark["en"] for remark in row["remarks"])
    assert [words for words in expected.remarks if words not in remarks] == []


def test_points_follow_from_the_verdicts(rows: Mapping[str, Row]) -> None:
    share = {"right": 1.0, "carried": 1.0, "rounded": 0.5}
    for row in rows.values():
        points = [each["max_points"] * share.get(each["verdict"], 0.0) for each in row["questions"]]
        assert row["score"] == sum(points), row["student"]
        assert row["max_score"] == sum(each["max_points"] for each in row["questions"])
