"""``grader explain``: how a mark came about, and that the same work gets the same mark again, to the byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Command

WRONG = "import numpy as np\n\n\ndef mse(y, t):\n    return np.sum((y - t) ** 2)\n"
RIGHT = "def sse(y, t):\n    return ((y - t) ** 2).sum()\n"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a class: one with a mistake, one with a number by hand, one who handed in nothing."""
    folder = tmp_path_factory.mktemp("graded")
    (folder / "roster.csv").write_text("student\ns01\ns02\ns03\n", encoding="utf-8")
    (folder / "in").mkdir()
    (folder / "in" / "s01.py").write_text(WRONG + "\n\n" + RIGHT, encoding="utf-8")
    (folder / "in" / "s02.py").write_text("mse_value = '1/4'\n", encoding="utf-8")
    environment = os.environ | {"GRADER_COURSE_KEY": str(folder / "course.key")}
    for command in (
        ("make", "homework6", "--roster", "roster.csv", "--out", "made"),
        ("grade", "in", "--keys", "made/keys", "--roster", "roster.csv", "--out", "out"),
    ):
        subprocess.run([sys.executable, "-m", "grader", *command], cwd=folder, env=environment, check=True)
    return folder


@pytest.fixture
def results(graded: Path, tmp_path: Path) -> Path:
    """The results of that class, to be spoilt."""
    shutil.copytree(graded, tmp_path, dirs_exist_ok=True)
    return tmp_path / "out"


def test_a_mark_is_explained_case_by_case_and_replayed(grader: Command, results: Path) -> None:
    ended = grader("explain", results, "s01", "--question", "mse.function", "--language", "en")
    assert ended.status == 0
    assert "mse.function: wrong, 0.5 of 1 points" in ended.err
    assert "named: MSE01" in ended.err
    assert "0.5 of 1 points: this mistake is all that is wrong." in ended.err
    for kind in ("basic   shown   wrong", "basic   hidden  wrong", "shapes  hidden  right", "edges   hidden  wrong"):
        assert kind in ended.err
    assert "sse.function" not in ended.err
    assert "the same record, byte for byte" in ended.err


def test_an_answer_by_hand_is_shown_beside_what_is_right(grader: Command, results: Path) -> None:
    ended = grader("explain", results / "grades.jsonl", "s02", "--question", "mse.number")
    assert ended.status == 0
    assert "right is [" in ended.err
    assert "answered was [0.25], off by at most" in ended.err
    assert "5e-05 is allowed" in ended.err


def test_who_handed_in_nothing_is_replayed_too(grader: Command, results: Path) -> None:
    assert grader("explain", results, "s03").status == 0


def test_the_hand_ins_are_not_needed_and_one_record_is_enough(grader: Command, results: Path, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "in")
    record = results / "one.json"
    record.write_bytes((results / "grades.jsonl").read_bytes().splitlines()[0])
    assert grader("explain", record).status == 0


def test_a_resumed_run_can_be_explained(grader: Command, results: Path, roster: Path, tmp_path: Path) -> None:
    again = ("grade", tmp_path / "in", "--keys", tmp_path / "made" / "keys", "--roster", roster, "--out", results)
    assert "unchanged since an earlier run" in grader(*again).err
    assert grader("explain", results, "s01").status == 0


def test_a_record_that_was_changed_is_seen(grader: Command, results: Path) -> None:
    lines = (results / "grades.jsonl").read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[0])
    record["score"] = 20.0
    record["questions"][3]["verdict"] = "right"
    (results / "grades.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    ended = grader("explain", results)
    assert ended.status == 1
    assert "another record: score, mse.function differ" in ended.err


def test_other_keys_are_refused(grader: Command, results: Path, roster: Path, tmp_path: Path) -> None:
    other = (
        "make",
        "homework6",
        "--roster",
        roster,
        "--out",
        tmp_path / "other",
        "--course-key",
        tmp_path / "other.key",
    )
    assert grader(*other).status == 0
    ended = grader("explain", results, "s01", "--keys", tmp_path / "other" / "keys")
    assert ended.status == 2
    assert "not the keys that s01 was graded with" in ended.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["s99"], "none of 's99'. Students in it: s01, s02, s03"),
        ([], "has 3 records; say whose"),
    ],
)
def test_a_student_must_be_named_as_in_the_record(
    grader: Command, results: Path, arguments: list[str], told: str
) -> None:
    ended = grader("explain", results, *arguments)
    assert ended.status == 2
    assert told in ended.err


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda out: (out / "grades.jsonl").unlink(), "give a folder of results"),
        (lambda out: (out / "grades.jsonl").write_text("{}\n"), "holds no grade records"),
        (lambda out: (out / "gradebook.sqlite").unlink(), "must lie in the folder"),
        (lambda out: (out / "gradebook.sqlite").write_bytes(b"x" * 5000), "no gradebook that can be read"),
    ],
)
def test_what_is_missing_is_told(grader: Command, results: Path, spoil: object, told: str) -> None:
    for left in results.glob("gradebook.sqlite-*"):
        left.unlink()
    spoil(results)  # type: ignore[operator]
    ended = grader("explain", results, "s01")
    assert ended.status == 2
    assert told in ended.err
    assert ended.err.count("\n") == 1


def test_grades_and_pages_do_not_depend_on_the_machine_s_settings(tmp_path: Path) -> None:
    """Worker count, hash seed, locale and time zone."""
    (tmp_path / "in").mkdir()
    for number, source in enumerate([WRONG, RIGHT, WRONG.replace("**", "*"), "def sse(t, y):\n    return {1, 2}\n"]):
        (tmp_path / "in" / f"s0{number}.py").write_text(source, encoding="utf-8")
    settings = [
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "ja_JP.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONUTF8": "0"},
    ]
    found = []
    for jobs, setting in enumerate(settings, start=1):
        out = tmp_path / f"out{jobs}"
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "grader",
            "grade",
            tmp_path / "in",
            "--out",
            out,
            "--json",
            "--jobs",
            str(jobs),
        ]
        done = subprocess.run(command, capture_output=True, check=True, env=os.environ | setting)
        pages = {page.name: page.read_bytes() for page in sorted((out / "feedback").iterdir())}
        found.append((done.stdout, pages, (out / "grades.jsonl").read_bytes(), (out / "gradebook.csv").read_bytes()))
    assert found[0] == found[1] == found[2]
