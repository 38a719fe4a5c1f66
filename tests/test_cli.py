"""The commands through the public door: exit status, what is printed where, and what bad input does."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PATIENCE_SECONDS, Command, wait_for

from grader import course
from grader.grade import Grader, Trace
from grader.records import Submission
from grader.sandbox import Box

MSE = "import numpy as np\n\n\ndef mse(y, t):\n    return np.mean((y - t) ** 2)\n"
SUMMED = MSE.replace("np.mean", "np.sum")
CONTRACT = {"student", "assignment", "submission", "digest", "status", "score", "max_score", "questions"}
QUESTION = {"id", "verdict", "points", "max_points", "mistakes", "message"}


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    folder = tmp_path / "handed_in"
    folder.mkdir()
    (folder / "s01.py").write_text(MSE, encoding="utf-8")
    (folder / "s02.py").write_text(SUMMED, encoding="utf-8")
    return folder


def test_grade_prints_one_json_document_of_contract_records(grader: Command, handed_in: Path, tmp_path: Path) -> None:
    ended = grader("grade", handed_in, "--exercise", "mse", "--out", tmp_path / "out", "--json")
    assert ended.status == 0
    records = json.loads(ended.out)
    assert [record["student"] for record in records] == ["s01", "s02"]
    for record in records:
        assert record.keys() >= CONTRACT
        for question in record["questions"]:
            assert question.keys() >= QUESTION
            assert question["message"].keys() == {"ja", "en"}
    right, wrong = (record["questions"][0] for record in records)
    assert (right["verdict"], right["points"], right["mistakes"]) == ("right", 1.0, [])
    assert (wrong["verdict"], wrong["points"], wrong["mistakes"]) == ("wrong", 0.0, ["MSE01"])


def test_results_are_what_the_contract_names(grader: Command, handed_in: Path, roster: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert grader("grade", handed_in, "--exercise", "mse", "--roster", roster, "--out", out).status == 0
    rows = list(csv.reader((out / "gradebook.csv").read_text(encoding="utf-8").splitlines()))
    before = ["student", "score", "max_score", "status", "submitted_at", "late", "digest"]
    assert rows[0] == [*before, "name", "mse.function", "mse.number", "mse.table"]
    assert [(row[0], *row[3:6], *row[7:]) for row in rows[1:]] == [
        ("s01", "graded", "unknown", "", "", "1", "0", "0"),
        ("s02", "graded", "unknown", "", "", "0", "0", "0"),
        ("s03", "missing", "", "", "", "0", "0", "0"),
    ]
    lines = (out / "grades.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["student"] for line in lines] == ["s01", "s02", "s03"]
    assert sorted(path.name for path in (out / "feedback").iterdir()) == ["s01.html", "s02.html", "s03.html"]
    assert (out / "report.html").is_file()
    assert (out / "gradebook.sqlite").is_file()


def test_without_any_key_functions_are_graded_and_numbers_are_not(
    grader: Command, handed_in: Path, tmp_path: Path
) -> None:
    (handed_in / "s01.py").write_text(f"{MSE}\nmse_value = 0.5\n", encoding="utf-8")
    ended = grader("grade", handed_in / "s01.py", "--exercise", "mse", "--out", tmp_path / "out", "--json")
    assert "public default cases" in ended.err
    (record,) = json.loads(ended.out)
    assert [question["verdict"] for question in record["questions"]] == ["right", "ungraded", "ungraded"]


def test_keys_are_made_once_kept_secret_and_derived_again(
    grader: Command, roster: Path, handed_in: Path, tmp_path: Path
) -> None:
    made = tmp_path / "made"
    assert grader("make", "homework6", "--roster", roster, "--out", made).status == 0
    key = tmp_path / "course.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    answers = json.loads((made / "keys" / "s01.json").read_text(encoding="utf-8"))
    (value,) = next(one for one in answers if one["question"] == "mse.number")["cases"][0]["expected"][0]["values"]
    (handed_in / "s01.py").write_text(f"mse_value = {value:.4f}\n", encoding="utf-8")
    verdicts = []
    for options in (["--keys", made / "keys"], []):
        ended = grader("grade", handed_in / "s01.py", *options, "--out", tmp_path / f"out{len(options)}", "--json")
        (record,) = json.loads(ended.out)
        verdicts.append({question["id"]: question["verdict"] for question in record["questions"]})
    assert verdicts[0] == verdicts[1]
    assert verdicts[0]["mse.number"] == "right"


def test_handout_and_worked_solution_say_when_solutions_are_shown(
    grader: Command, roster: Path, tmp_path: Path
) -> None:
    out = tmp_path / "made"
    assert grader("make", "homework6", "--roster", roster, "--year", 2030, "--out", out).status == 0
    for page in ("handouts/s01/homework6.html", "handouts/s01/homework6.ipynb", "keys/s01.html"):
        assert "2030-05-31 00:00 (Asia/Tokyo)" in (out / page).read_text(encoding="utf-8"), page


def test_a_fault_in_a_students_own_check_is_kept_in_a_file(
    grader: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> object:
        raise RuntimeError("a fault made by the test")

    monkeypatch.setattr("grader.judge.kinds.function.judge", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "work.py").write_text(MSE, encoding="utf-8")
    ended = grader("check", tmp_path / "work.py")
    assert "Traceback" not in ended.err
    (log,) = tmp_path.glob("grader-faults-*.log")
    assert str(log) in ended.err
    assert "a fault made by the test" in log.read_text(encoding="utf-8")


def test_verify_ends_with_one_where_an_exercise_fails(grader: Command, tmp_path: Path) -> None:
    grader("new", "huber", "--course", tmp_path)
    path = tmp_path / "solutions" / "huber.py"
    path.write_text(path.read_text(encoding="utf-8").replace("size.sum()", "size.mean()"), "utf-8")
    ended = grader("verify", "huber", "--course", tmp_path, "--variants", 2)
    assert ended.status == 1
    assert "HUBER01" in ended.err


ASSIGNMENT = """
id: week
title: {{ja: 週, en: Week}}
exercises:
  - {{exercise: thing, points: {{{question}: 1}}}}
"""
FITS = "exercises, points and rules fit together"


@pytest.fixture
def own_course(grader: Command, tmp_path: Path) -> Path:
    """A course of one exercise, which one assignment asks for."""
    grader("new", "thing", "--kind", "number", "--course", tmp_path)
    (tmp_path / "exercises" / "assignments").mkdir()
    week = tmp_path / "exercises" / "assignments" / "week.yaml"
    week.write_text(ASSIGNMENT.format(question="number"), encoding="utf-8")
    return tmp_path


def test_verify_checks_exercises_and_assignments(grader: Command, own_course: Path) -> None:
    ended = grader("verify", "--course", own_course, "--variants", 2)
    assert ended.status == 0, ended.err
    lines = ended.err.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == ["thing", "week", "Every check passed."]
    assert lines[-2].split(maxsplit=1) == ["ok", FITS]


def test_verify_says_what_does_not_fit_in_an_assignment(grader: Command, own_course: Path) -> None:
    week = own_course / "exercises" / "assignments" / "week.yaml"
    week.write_text(ASSIGNMENT.format(question="table"), encoding="utf-8")
    ended = grader("verify", "week", "--course", own_course)
    assert ended.status == 1
    subject, check, fault, _ = ended.err.splitlines()
    assert (subject, check.split(maxsplit=1)) == ("week", ["failed", FITS])
    assert "points.table" in fault


def test_verify_takes_the_year_of_a_deadline_that_has_none(grader: Command, own_course: Path) -> None:
    with (own_course / "exercises" / "assignments" / "week.yaml").open("a", encoding="utf-8") as week:
        week.write('due: "02-29 23:59"\n')
    assert [grader("verify", "week", "--course", own_course, "--year", year).status for year in (2027, 2028)] == [1, 0]


GIVEN_AWAY = {
    "mse.debug": ["{exercise: mse, points: {function: 1, debug: 1}}", "mse.function"],
    "backprop.debug": [
        "{exercise: fwd, points: {function: 1}}\n  - {exercise: backprop, points: {debug: 1}}",
        "fwd.function",
    ],
}
"""Code that is handed out, and an assignment that also asks to write what it computes."""


@pytest.mark.parametrize("given", GIVEN_AWAY)
def test_no_assignment_hands_out_the_code_of_a_function_that_it_asks_for(
    given: str, grader: Command, handed_in: Path, roster: Path, tmp_path: Path
) -> None:
    exercises, function = GIVEN_AWAY[given]
    root = tmp_path / "course"
    for name in ("exercises", "solutions"):
        shutil.copytree(course.find().exercises.parent / name, root / name)
    path = root / "exercises" / "assignments" / "week.yaml"
    path.write_text(f"id: week\ntitle: {{ja: 週, en: Week}}\nexercises:\n  - {exercises}\n", encoding="utf-8")
    rest = ("--roster", roster, "--course", root, "--out", tmp_path / "out")
    ends = {
        "verify": (grader("verify", "week", "--course", root), 1),
        "make": (grader("make", "week", *rest), 2),
        "grade": (grader("grade", handed_in, "--assignment", "week", *rest), 2),
    }
    for command, (ended, status) in ends.items():
        assert ended.status == status, command
        assert f"week.yaml: {given} hands out code that computes what {function} asks" in ended.err, command
    assert not (tmp_path / "out").exists()


def test_demo_finds_what_was_handed_in(grader: Command, tmp_path: Path) -> None:
    out = tmp_path / "demo"
    ended = grader("demo", "--students", 15, "--out", out)
    assert ended.status == 0, ended.err
    assert "15 of 15" in ended.err
    assert (out / "results" / "report.html").is_file()
    (out / "made by grader demo.txt").unlink()
    assert grader("demo", "--students", 2, "--out", out).status == 2


BAD_INPUT = {
    "path not there": (["grade", "{tmp}/nowhere", "--out", "{tmp}/out"], "nowhere"),
    "output is a file": (["grade", "{tmp}/s01.py", "--out", "{tmp}/s01.py"], "s01.py"),
    "unknown exercise": (["grade", "{tmp}/s01.py", "--exercise", "mmse", "--out", "{tmp}/out"], "mmse"),
    "unknown assignment": (["make", "homework7", "--roster", "{tmp}/roster.csv", "--out", "{tmp}/out"], "homework7"),
    "no such roster": (["make", "homework6", "--roster", "{tmp}/no.csv", "--out", "{tmp}/out"], "no.csv"),
    "ids twice": (["make", "homework6", "--roster", "{tmp}/twice.csv", "--out", "{tmp}/out"], "line 2"),
    "no student column": (["make", "homework6", "--roster", "{tmp}/s01.py", "--out", "{tmp}/out"], "student"),
    "unknown key in YAML": (
        ["grade", "{tmp}/s01.py", "--assignment", "{tmp}/odd.yaml", "--out", "{tmp}/out"],
        "`latte`. Correct or remove",
    ),
    "bad time": (["grade", "{tmp}/s01.py", "--times", "{tmp}/times.csv", "--out", "{tmp}/out"], "yesterday"),
    "keys not there": (["grade", "{tmp}/s01.py", "--keys", "{tmp}/nokeys", "--out", "{tmp}/out"], "functions.keys"),
    "unknown option": (["grade", "{tmp}/s01.py", "--fast", "--out", "{tmp}/out"], "--fast"),
    "unknown exercise in verify": (["verify", "mse", "mmse"], "mmse"),
    "no course there": (["verify", "--course", "{tmp}"], "exercises"),
    "no name for an exercise": (["new", "../mse", "--course", "{tmp}"], "../mse"),
    "check of nothing": (["check", "{tmp}/nowhere.py", "--language", "en"], "nowhere.py is not there"),
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_ends_with_two_and_one_clear_message(
    name: str, grader: Command, roster: Path, tmp_path: Path
) -> None:
    (tmp_path / "s01.py").write_text(MSE, encoding="utf-8")
    (tmp_path / "twice.csv").write_text("student\ns01\ns01\n", encoding="utf-8")
    (tmp_path / "odd.yaml").write_text("id: odd\ntitle: {ja: a, en: b}\nexercises: []\nlatte: 1\n", encoding="utf-8")
    (tmp_path / "times.csv").write_text("student,submitted_at\ns01,yesterday\n", encoding="utf-8")
    arguments, named = BAD_INPUT[name]
    ended = grader(*[argument.format(tmp=tmp_path) for argument in arguments])
    assert ended.status == 2
    assert named in ended.err
    assert ended.out == ""
    assert "Traceback" not in ended.err
    assert roster.is_file()


def test_the_same_work_gets_the_same_bytes_whatever_the_workers(
    grader: Command, roster: Path, handed_in: Path, tmp_path: Path
) -> None:
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        assert grader("grade", handed_in, "--roster", roster, "--jobs", jobs, "--out", out).status == 0
    for name in ("gradebook.csv", "grades.jsonl", "report.html", "feedback/s01.html", "feedback/s02.html"):
        assert (tmp_path / "out1" / name).read_bytes() == (tmp_path / "out2" / name).read_bytes(), name


def test_a_spreadsheet_sees_no_formula(grader: Command, tmp_path: Path) -> None:
    (tmp_path / "=1+1.py").write_text(MSE, encoding="utf-8")
    assert grader("grade", tmp_path / "=1+1.py", "--exercise", "mse", "--out", tmp_path / "out").status == 0
    assert '\n"\'=1+1",' in (tmp_path / "out" / "gradebook.csv").read_text(encoding="utf-8")


def test_a_fault_of_the_grader_is_never_the_students(
    grader: Command, handed_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> object:
        raise RuntimeError("a fault made by the test")

    monkeypatch.setattr("grader.judge.kinds.function.judge", broken)
    out = tmp_path / "out"
    ended = grader("grade", handed_in, "--exercise", "mse", "--out", out, "--json")
    assert ended.status == 1
    assert {question["verdict"] for record in json.loads(ended.out) for question in record["questions"][:1]} == {
        "grader_error"
    }
    assert "THE GRADER FAILED on 2 of 2" in ended.err.splitlines()[-1]
    assert "s01, s02" in ended.err.splitlines()[-1]
    assert "a fault made by the test" in (out / "faults.log").read_text(encoding="utf-8")


def test_a_fault_of_the_program_shows_no_traceback(
    grader: Command, handed_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> object:
        raise RuntimeError("a fault made by the test")

    monkeypatch.setattr("grader.collect.discover", broken)
    ended = grader("grade", handed_in, "--exercise", "mse", "--out", tmp_path / "out")
    assert ended.status == os.EX_SOFTWARE
    assert "Traceback" not in ended.err
    log = Path(ended.err.split("report it with ")[1].strip().rstrip("."))
    assert "a fault made by the test" in log.read_text(encoding="utf-8")
    log.unlink()


def test_a_worker_that_dies_loses_nobody_else(
    grader: Command, handed_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = Grader.safely

    def deadly(self: Grader, submission: Submission, box: Box, held: bytes) -> Trace:
        if submission.student == "s02":
            os.kill(os.getpid(), signal.SIGKILL)
        return right(self, submission, box, held)

    monkeypatch.setattr(Grader, "safely", deadly)
    others = [f"s{number:02}" for number in range(3, 9)]
    for student in others:
        (handed_in / f"{student}.py").write_text(MSE, encoding="utf-8")
    ended = grader("grade", handed_in, "--exercise", "mse", "--jobs", 2, "--out", tmp_path / "out", "--json")
    assert {record["student"]: record["status"] for record in json.loads(ended.out)} == {
        "s01": "graded",
        "s02": "grader_error",
        **dict.fromkeys(others, "graded"),
    }


@pytest.fixture
def listening_to_interrupts() -> Iterator[None]:
    """What a shell starts in the background ignores them, with all that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("listening_to_interrupts")
def test_an_interrupted_run_keeps_its_grades_and_goes_on(grader: Command, tmp_path: Path) -> None:
    folder, out = tmp_path / "handed_in", tmp_path / "out"
    folder.mkdir()
    for number in range(12):
        (folder / f"s{number:02}.py").write_text(f"{MSE}\nimport time\ntime.sleep(0.5)\n", encoding="utf-8")
    command = ["grade", str(folder), "--exercise", "mse", "--jobs", "1", "--out", str(out)]
    with subprocess.Popen([sys.executable, "-m", "grader", *command], stderr=subprocess.PIPE, text=True) as process:
        _wait_for_a_grade(out / "gradebook.sqlite")
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 130
    assert "the same command goes on" in told
    assert "Traceback" not in told
    ended = grader(*command, "--json")
    assert [record["score"] for record in json.loads(ended.out)] == [1.0] * 12
    assert "unchanged since an earlier run" in ended.err


def _wait_for_a_grade(path: Path) -> None:
    def is_there() -> bool:
        if not path.is_file():
            return False
        with contextlib.closing(sqlite3.connect(path)) as connection:
            try:
                return bool(connection.execute("SELECT count(*) FROM grades").fetchone()[0])
            except sqlite3.OperationalError:
                return False

    wait_for(is_there, "a grade")
