"""What people really hand in: cases that follow public reports of graders and notebooks, and what must come of them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from conftest import Command
from msgspec import Struct

from grader import course
from grader.exercise import problemset
from grader.make.writing import write

HERE = Path(__file__).parent / "submissions" / "cases"
ASSIGNMENT = HERE / "homework6.yaml"


class Student(Struct, frozen=True, forbid_unknown_fields=True):
    """What must come of one student's work."""

    right: tuple[str, ...] | str
    status: str = "graded"
    not_graded: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


CASES = msgspec.convert(
    yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8")), dict[str, dict[str, Student]]
)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The keys of the answers by hand that were handed in, with those of the functions."""
    out = tmp_path_factory.mktemp("made")
    write(problemset.load(course.find(), str(ASSIGNMENT)), [], b"cases", out)
    for path in (HERE / "keys").glob("a*.json"):
        shutil.copy(path, out / "keys")
    return out / "keys"


@pytest.mark.parametrize("name", CASES)
def test_what_people_hand_in_comes_out_as_they_expect(name: str, keys: Path, grader: Command, tmp_path: Path) -> None:
    folder, out = HERE / name, tmp_path / "out"
    options = ("--assignment", ASSIGNMENT, "--roster", folder / "roster.csv", "--keys", keys, "--jobs", 1, "--out", out)
    ended = grader("grade", folder / "in", *options, "--json")
    assert ended.status == 0, ended.err
    rows = {row["student"]: row for row in json.loads(ended.out)}
    assert {student for student, row in rows.items() if row["status"] != "missing"} == CASES[name].keys()
    for student, expected in CASES[name].items():
        row = rows[student]
        right = [question["id"] for question in row["questions"] if question["verdict"] == "right"]
        assert row["status"] == expected.status
        assert right == [*expected.right] if expected.right != "all" else len(right) >= 14, told(row)
        assert tuple(row["not_graded"]) == expected.not_graded
        assert [words for words in expected.says if words not in told(row)] == []
        page = (out / "feedback" / f"{student}.html").read_text(encoding="utf-8")
        assert [name for name in (*row["submission"], *expected.not_graded) if name not in page] == []


def test_staff_are_told_of_a_choice(grader: Command, keys: Path, tmp_path: Path) -> None:
    folder, out = HERE / "two-downloads-of-the-notebook", tmp_path / "out"
    options = ("--assignment", ASSIGNMENT, "--roster", folder / "roster.csv", "--keys", keys, "--out", out)
    ended = grader("grade", folder / "in", *options)
    assert "not all programs graded, see the report: a01" in ended.err
    report = (out / "report.html").read_text(encoding="utf-8")
    assert re.search(r"homework6 \(1\)\.ipynb.*</td><td.*homework6\.ipynb", report)


def told(row: dict[str, Any]) -> str:
    """All that a student is told."""
    return "\n".join(text["en"] for text in (*row["remarks"], *(one["message"] for one in row["questions"])))


def test_a_deadline_that_clocks_leave_out_is_refused(grader: Command, tmp_path: Path) -> None:
    folder = HERE / "deadline-in-the-missing-hour"
    ended = grader("grade", folder / "in", "--assignment", folder / "homework6.yaml", "--out", tmp_path / "out")
    assert ended.status == 2
    assert "no clock in Europe/Berlin shows" in ended.err


def test_a_row_of_the_times_with_the_id_in_capitals_makes_work_late(
    grader: Command, keys: Path, tmp_path: Path
) -> None:
    folder = HERE / "times-row-that-fits-nobody"
    options = ("--assignment", ASSIGNMENT, "--roster", folder / "roster.csv", "--times", folder / "times.csv")
    ended = grader("grade", folder / "in", *options, "--keys", keys, "--out", tmp_path / "out", "--json")
    (row, *_) = json.loads(ended.out)
    assert row["status"] == "late", ended.err


@pytest.mark.parametrize(("name", "status"), [("ids-that-a-spreadsheet-spoilt", 2), ("sep-line-of-excel", 0)])
def test_a_roster_of_a_spreadsheet_is_read_or_refused(name: str, status: int, grader: Command, tmp_path: Path) -> None:
    ended = grader("make", ASSIGNMENT, "--roster", HERE / name / "roster.csv", "--out", tmp_path / "made")
    assert ended.status == status, ended.err
    assert status == 0 or "line 2" in ended.err


def test_a_class_of_all_of_them_loses_no_file_without_a_word(grader: Command, keys: Path, tmp_path: Path) -> None:
    """Placed, passed over and refused together are every file."""
    students, files = 0, set[str]()
    for case in 2 * sorted(CASES):
        for folder in sorted((HERE / case / "in").iterdir()):
            students += 1
            name = f"p{students:02}"
            if folder.is_dir():
                shutil.copytree(folder, tmp_path / "in" / name)
            else:
                (tmp_path / "in" / name).mkdir(parents=True)
                shutil.copy(folder, tmp_path / "in" / name)
            files |= {
                f"{name}/{one.relative_to(tmp_path / 'in' / name)}" for one in (tmp_path / "in" / name).rglob("*.*")
            }
    (tmp_path / "roster.csv").write_text("\n".join(["student", *(f"p{n + 1:02}" for n in range(students))]), "utf-8")
    options = (
        "--assignment",
        ASSIGNMENT,
        "--roster",
        tmp_path / "roster.csv",
        "--keys",
        keys,
        "--out",
        tmp_path / "out",
    )
    ended = grader("grade", tmp_path / "in", *options, "--json")
    rows = json.loads(ended.out)
    assert ended.status == 0, ended.err
    assert len(rows) == students >= 60
    named = {f"{row['student']}/{name}" for row in rows for name in (*row["submission"], *row["not_graded"])}
    assert named == files
    assert f"files: {sum(len(row['submission']) for row in rows if row['status'] == 'graded')} graded" in ended.err
