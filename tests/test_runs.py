"""A folder of results: what may go into it, what one fault in it costs, and what is said at the end."""

from __future__ import annotations

import csv
import fcntl
import json
import shutil
import sqlite3
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Command, Ended

from grader import course, files
from grader.batch import Store
from grader.batch.store import Kept
from grader.errors import OutputError
from grader.exercise import problemset
from grader.grade import Grader
from grader.make.ring import KeyRing
from grader.records import Submission

MSE = "import numpy as np\n\n\ndef mse(y, t):\n    return np.mean((y - t) ** 2)\n"
SUMMED = MSE.replace("np.mean", "np.sum")
GD = "def gd_step(w, grad, lr):\n    return w - lr * grad\n"
ASSIGNMENT = course.find().assignment_file("homework6")


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    folder = tmp_path / "handed_in"
    folder.mkdir()
    (folder / "s01.py").write_text(MSE + "\n\n" + GD, encoding="utf-8")
    (folder / "s02.py").write_text(SUMMED + "\n\n" + GD, encoding="utf-8")
    return folder


def selection(path: Path, *exercises: str) -> Path:
    """homework6 with some of its exercises."""
    whole = yaml.safe_load(ASSIGNMENT.read_text(encoding="utf-8"))
    whole["exercises"] = [one for one in whole["exercises"] if one["exercise"] in exercises]
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")
    return path


def verdicts(ended: Ended) -> dict[str, dict[str, str]]:
    """By student, the verdict on each question."""
    return {
        record["student"]: {question["id"]: question["verdict"] for question in record["questions"]}
        for record in json.loads(ended.out)
    }


# --- keys and assignments that do not fit each other


@pytest.mark.parametrize("how", ["left out", "one exercise"])
def test_keys_that_are_not_needed_are_passed_over(
    how: str, grader: Command, handed_in: Path, roster: Path, tmp_path: Path
) -> None:
    whole = selection(tmp_path / "whole" / "homework6.yaml", "mse", "gd")
    assert grader("make", whole, "--roster", roster, "--out", tmp_path / "made").status == 0
    less = selection(tmp_path / "less" / "homework6.yaml", "gd")
    asked = ["--assignment", less] if how == "left out" else ["--exercise", "gd"]
    ended = grader(
        "grade", handed_in, *asked, "--keys", tmp_path / "made" / "keys", "--out", tmp_path / "out", "--json"
    )
    assert ended.status == 0, ended.err
    assert {student: found["gd.function"] for student, found in verdicts(ended).items()} == dict.fromkeys(
        ("s01", "s02"), "right"
    )


def test_a_question_whose_key_is_not_there_is_ungraded_and_costs_no_other(
    grader: Command, handed_in: Path, roster: Path, tmp_path: Path
) -> None:
    less = selection(tmp_path / "less" / "homework6.yaml", "mse")
    assert grader("make", less, "--roster", roster, "--out", tmp_path / "made").status == 0
    whole = selection(tmp_path / "whole" / "homework6.yaml", "mse", "gd")
    command = ["grade", handed_in, "--assignment", whole, "--keys", tmp_path / "made" / "keys", "--json"]
    ended = grader(*command, "--out", tmp_path / "out")
    assert ended.status == 0, ended.err
    assert [found["mse.function"] for found in verdicts(ended).values()] == ["right", "wrong"]
    assert {found["gd.function"] for found in verdicts(ended).values()} == {"ungraded"}
    assert {found["gd.number"] for found in verdicts(ended).values()} == {"ungraded"}
    assert "no key of gd.function: ungraded" in ended.err.splitlines()[1]
    assert ended.err.splitlines()[-1] == "ungraded, no key fits: gd.function, gd.number (everybody)"


def test_a_student_without_keys_is_named(grader: Command, handed_in: Path, roster: Path, tmp_path: Path) -> None:
    assert grader("make", "homework6", "--roster", roster, "--out", tmp_path / "made").status == 0
    (tmp_path / "made" / "keys" / "s02.json").unlink()
    ended = grader("grade", handed_in, "--keys", tmp_path / "made" / "keys", "--out", tmp_path / "out")
    line = ended.err.splitlines()[-1]
    assert line.startswith("ungraded, no key fits: sse.number, sse.table, mse.number, ")
    assert line.endswith(" (s02)")


@pytest.mark.parametrize("damage", ["cut off", "no file"])
def test_damaged_keys_of_one_student_are_said_last_and_cost_nobody_else(
    grader: Command, handed_in: Path, roster: Path, tmp_path: Path, damage: str
) -> None:
    assert grader("make", "homework6", "--roster", roster, "--out", tmp_path / "made").status == 0
    path = tmp_path / "made" / "keys" / "s02.json"
    content = path.read_bytes()
    path.unlink()
    if damage == "no file":
        path.mkdir()
    else:
        path.write_bytes(content[: len(content) // 2])
    command = ["grade", handed_in, "--keys", tmp_path / "made" / "keys", "--out", tmp_path / "out", "--json"]
    for _ in range(2):
        ended = grader(*command)
        assert ended.status == 1
        assert "THE GRADER FAILED on a part of 1 of 2, and their marks are not final: s02" in ended.err.splitlines()[-1]
        found = verdicts(ended)
        assert (found["s01"]["mse.number"], found["s02"]["mse.number"]) == ("missing", "ungraded")
        assert found["s02"]["mse.function"] == "wrong"


TIED = {
    "exercises/tied.yaml": """
id: tied
title: {ja: 合計, en: A sum}
data:
  a: {sampler: decimals, shape: [3], low: 1, high: 9, digits: 1}
questions:
  - id: function
    kind: function
    name: total
    arguments: [a]
    returns: [total]
    prompt: {ja: 合計, en: The sum}
  - id: number
    kind: number
    name: total_value
    answer: total
    digits: 2
    prompt: {ja: "{{ vector(a) }}", en: "{{ vector(a) }}"}
""",
    "exercises/even.yaml": """
id: even
title: {ja: 平均, en: A mean}
data:
  c: {sampler: decimals, shape: [3], low: 1, high: 9, digits: 1}
questions:
  - {id: number, kind: number, name: even_value, answer: even, digits: 2,
     prompt: {ja: "{{ vector(c) }}", en: "{{ vector(c) }}"}}
""",
    "exercises/assignments/week1.yaml": """
id: week1
title: {ja: 第1週, en: Week 1}
exercises:
  - {exercise: tied, points: {function: 1, number: 1}}
  - {exercise: even, points: {number: 1}}
""",
    "solutions/tied.py": """
from grader.solution import Solution
solution = Solution("tied")

@solution.step(formula="S", ja="合計", en="the sum")
def total(a):
    return a.sum()

solution.mistake("T01", total, lambda a: a.mean(), ja="平均です。", en="This is the mean.")
""",
    "solutions/even.py": """
from grader.solution import Solution
solution = Solution("even")

@solution.step(formula="M", ja="平均", en="the mean")
def even(c):
    return c.mean()

solution.mistake("E01", even, lambda c: c.sum(), ja="合計です。", en="This is the sum.")
""",
}


def test_a_question_by_hand_that_ties_spoils_only_itself(grader: Command, tmp_path: Path) -> None:
    for name, content in TIED.items():
        path = tmp_path / "course" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (tmp_path / "roster.csv").write_text("student\ns01\n", encoding="utf-8")
    where = ["--course", tmp_path / "course"]
    assert grader("make", "week1", "--roster", tmp_path / "roster.csv", "--out", tmp_path / "made", *where).status == 0
    asked = json.loads((tmp_path / "made" / "keys" / "s01.json").read_text(encoding="utf-8"))
    (mean,) = next(key for key in asked if key["question"] == "even.number")["cases"][0]["expected"][0]["values"]
    source = f"def total(a):\n    return sum(a)\n\n\ntotal_value = 1\neven_value = {mean:.2f}\n"
    (tmp_path / "s01.py").write_text(source, encoding="utf-8")
    path = tmp_path / "course" / "exercises" / "tied.yaml"
    changed = path.read_text(encoding="utf-8").replace("name: total_value", "name: total_value\n    data: {}")
    changed = changed.replace("digits: 2", "digits: 2\n    rules: [{rule: magnitude, of: total, above: 1000}]")
    path.write_text(changed, encoding="utf-8")
    ended = grader("grade", tmp_path / "s01.py", *where, "--out", tmp_path / "out", "--json")
    assert verdicts(ended) == {"s01": {"tied.function": "right", "tied.number": "ungraded", "even.number": "right"}}
    assert "ungraded, no key fits: tied.number" in ended.err
    assert ended.status == 1
    assert "THE GRADER FAILED on a part of 1 of 1, and their marks are not final: s01" in ended.err.splitlines()[-1]
    assert "tied.number: none of" in (tmp_path / "out" / "faults.log").read_text(encoding="utf-8")


def test_a_student_called_functions_has_keys_of_their_own(grader: Command, handed_in: Path, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("student\ns01\nfunctions\nmanifest\ngradebook\n", encoding="utf-8")
    assert grader("make", "homework6", "--roster", tmp_path / "roster.csv", "--out", tmp_path / "made").status == 0
    numbers = json.loads((tmp_path / "made" / "keys" / "functions.json").read_text(encoding="utf-8"))
    (value,) = next(key for key in numbers if key["question"] == "mse.number")["cases"][0]["expected"][0]["values"]
    for student in ("functions", "manifest", "gradebook"):
        (handed_in / f"{student}.py").write_text(f"{MSE}\nmse_value = {value:.4f}\n", encoding="utf-8")
    out = tmp_path / "out"
    ended = grader("grade", handed_in, "--keys", tmp_path / "made" / "keys", "--out", out, "--json")
    assert ended.status == 0, ended.err
    found = verdicts(ended)
    assert (found["functions"]["mse.function"], found["functions"]["mse.number"]) == ("right", "right")
    assert {found[student]["mse.function"] for student in ("manifest", "gradebook")} == {"right"}
    assert len(list((out / "feedback").iterdir())) == 5


# --- who it is


def test_names_are_on_sheets_pages_report_and_in_the_gradebook(
    grader: Command, handed_in: Path, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text('student,name\ns01,"佐藤 葵"\ns02,"=<b>$x$ _A_"\ns03,"欠席 者"\n', encoding="utf-8")
    made, out = tmp_path / "made", tmp_path / "out"
    assert grader("make", "homework6", "--roster", roster, "--out", made).status == 0
    command = ["grade", handed_in, "--keys", made / "keys", "--roster", roster, "--out", out, "--json"]
    assert [record["name"] for record in json.loads(grader(*command).out)] == ["佐藤 葵", "=<b>$x$ _A_", "欠席 者"]
    for page in (made / "handouts/s01/homework6.html", made / "handouts/s01/homework6.ipynb"):
        assert "佐藤 葵" in page.read_text(encoding="utf-8"), page
    for page in (out / "feedback/s01.html", out / "report.html"):
        assert "<bdi>佐藤 葵</bdi>" in page.read_text(encoding="utf-8"), page
    assert "欠席 者" in (out / "feedback/s03.html").read_text(encoding="utf-8")
    notebook = json.loads((made / "handouts/s02/homework6.ipynb").read_text(encoding="utf-8"))
    assert r"=\<b\>\$x\$ \_A\_" in "".join(notebook["cells"][0]["source"])
    for page in (made / "handouts/s02/homework6.html", out / "feedback/s02.html", out / "report.html"):
        assert "=&lt;b&gt;$x$ _A_" in page.read_text(encoding="utf-8"), page
    rows = list(csv.DictReader((out / "gradebook.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["name"] for row in rows] == ["佐藤 葵", "'=<b>$x$ _A_", "欠席 者"]
    assert [row["mse.function"] for row in rows] == ["1", "0.5", "0"]


def test_a_name_that_came_later_is_put_on_the_page_without_grading_again(
    grader: Command, handed_in: Path, tmp_path: Path
) -> None:
    roster, out = tmp_path / "roster.csv", tmp_path / "out"
    command = ["grade", handed_in, "--exercise", "mse", "--roster", roster, "--out", out]
    roster.write_text("student\ns01\ns02\n", encoding="utf-8")
    assert grader(*command).status == 0
    roster.write_text("student,name\ns01,Ann\ns02,\n", encoding="utf-8")
    assert "2 unchanged since an earlier run" in grader(*command).err
    assert "<bdi>Ann</bdi>" in (out / "feedback" / "s01.html").read_text(encoding="utf-8")
    assert grader("explain", out, "s01").status == 0


# --- what one fault costs


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59"])
def test_a_time_at_the_end_of_the_calendar_stops_no_run(
    moment: str, grader: Command, handed_in: Path, tmp_path: Path
) -> None:
    (tmp_path / "times.csv").write_text(f"student,submitted_at\ns01,{moment}\ns02,2027-05-01 10:00\n", encoding="utf-8")
    out = tmp_path / "out"
    for timezone in ("Asia/Tokyo", "America/New_York"):
        where = tmp_path / timezone / "homework6.yaml"
        where.parent.mkdir(parents=True)
        text = selection(tmp_path / "less" / "homework6.yaml", "mse").read_text(encoding="utf-8")
        where.write_text(text.replace("Asia/Tokyo", timezone), encoding="utf-8")
        ended = grader(
            "grade", handed_in, "--assignment", where, "--times", tmp_path / "times.csv", "--out", out, "--json"
        )
        assert ended.status == 0, ended.err
        late, _ = json.loads(ended.out)
        assert late["late"] == moment.startswith("9999")
        rows = list(csv.DictReader((out / "gradebook.csv").read_text(encoding="utf-8").splitlines()))
        assert [row["late"] for row in rows] == ["yes" if late["late"] else "no", "no"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_cannot_be_written_stops_no_other(
    jobs: int, grader: Command, handed_in: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (out / "feedback" / "s01.html").mkdir(parents=True)
    ended = grader("grade", handed_in, "--exercise", "mse", "--jobs", jobs, "--out", out, "--json")
    assert ended.status == 1
    assert [record["score"] for record in json.loads(ended.out)] == [1, 0]
    assert "NOT WRITTEN" in ended.err.splitlines()[-1]
    assert "s01.html" in ended.err.splitlines()[-1]
    assert (out / "feedback" / "s02.html").is_file()
    assert (out / "report.html").is_file()


def test_faults_are_said_last_by_name_and_tried_again(
    grader: Command, handed_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("student,name\ns01,Ann Lee\ns02,佐藤 葵\n", encoding="utf-8")
    command = ["grade", handed_in, "--exercise", "mse", "--roster", roster, "--out", tmp_path / "out", "--json"]
    right = Grader.trace

    def broken(self: Grader, submission: Submission, box: object, held: bytes) -> object:
        if submission.student == "s02":
            raise RuntimeError("a fault made by the test")
        return right(self, submission, box, held)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Grader, "trace", broken)
        ended = grader(*command)
    assert ended.status == 1
    assert "THE GRADER FAILED on 1 of 2" in ended.err.splitlines()[-1]
    assert "s02 (佐藤 葵)" in ended.err.splitlines()[-1]
    ended = grader(*command)
    assert ended.status == 0
    assert [record["status"] for record in json.loads(ended.out)] == ["graded", "graded"]
    assert "1 unchanged" in ended.err


def test_what_cannot_be_placed_is_listed_and_ends_with_one(grader: Command, tmp_path: Path, roster: Path) -> None:
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr("s01/work.py", MSE)
        archive.writestr("../s02.py", MSE)
        archive.writestr("../notes.txt", "nothing")
    (tmp_path / "broken.zip").write_bytes(b"no zip")
    paths = tmp_path / "class.zip", tmp_path / "broken.zip"
    options = ("--exercise", "mse", "--roster", roster, "--out", tmp_path / "out")
    ended = grader("grade", *paths, *options, "--json")
    assert ended.status == 1
    assert "NOT PLACED" in ended.err.splitlines()[-1]
    assert "s02.py" in ended.err.splitlines()[-1]
    assert "broken.zip" in ended.err.splitlines()[-1]
    assert "notes.txt" not in ended.err.splitlines()[-1]
    assert [record["status"] for record in json.loads(ended.out)] == ["graded", "missing", "missing"]


# --- one folder, several runs


def test_results_of_another_assignment_are_not_mixed_in(grader: Command, handed_in: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert grader("grade", handed_in, "--exercise", "gd", "--out", out).status == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.suffix in {".csv", ".html", ".jsonl"}}
    ended = grader("grade", handed_in, "--exercise", "mse", "--out", out)
    assert ended.status == 2
    assert "holds grades of gd, and this run is of mse" in ended.err
    assert "--replace" in ended.err
    assert {path: path.read_bytes() for path in before} == before


def test_results_of_a_class_of_whom_nobody_handed_in_are_not_mixed_in(
    grader: Command, handed_in: Path, tmp_path: Path
) -> None:
    out, others = tmp_path / "out", tmp_path / "others"
    others.mkdir()
    (others / "z01.py").write_text(MSE, encoding="utf-8")
    command = ["--exercise", "mse", "--out", out, "--json"]
    assert grader("grade", handed_in, *command).status == 0
    ended = grader("grade", others, *command)
    assert ended.status == 2
    assert "2 students (s01, s02) of whom none has handed in now" in ended.err
    ended = grader("grade", others, *command, "--replace")
    assert ended.status == 0
    assert [record["student"] for record in json.loads(ended.out)] == ["z01"]
    assert sorted(path.name for path in (out / "feedback").iterdir()) == ["z01.html"]
    assert "s01" not in (out / "report.html").read_text(encoding="utf-8")
    with Store(out / "gradebook.sqlite") as store:
        assert store.students() == {"mse": {"z01"}}


def test_the_same_command_and_resubmissions_go_on(grader: Command, handed_in: Path, tmp_path: Path) -> None:
    command = ["grade", handed_in, "--exercise", "mse", "--out", tmp_path / "out", "--json"]
    assert grader(*command).status == 0
    (handed_in / "s02.py").write_text(MSE, encoding="utf-8")
    (handed_in / "s03.py").write_text(MSE, encoding="utf-8")
    ended = grader(*command)
    assert ended.status == 0
    assert "1 unchanged since an earlier run" in ended.err
    assert [record["score"] for record in json.loads(ended.out)] == [1, 1, 1]


@pytest.mark.parametrize("listed", [True, False])
def test_whoever_hands_in_again_alone_costs_nobody_else_a_mark(
    grader: Command, handed_in: Path, roster: Path, tmp_path: Path, *, listed: bool
) -> None:
    options = ["--exercise", "mse", "--out", tmp_path / "out", "--json", *(["--roster", roster] if listed else [])]
    before = verdicts(grader("grade", handed_in, *options))
    page = (tmp_path / "out" / "feedback" / "s01.html").read_bytes()
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "s02.py").write_text(MSE, encoding="utf-8")
    ended = grader("grade", tmp_path / "again", *options)
    assert ended.status == 0
    assert "kept from an earlier run, nothing was handed in now: s01; --replace forgets them." in ended.err
    after = verdicts(ended)
    assert after["s01"] == before["s01"]
    assert (before["s02"]["mse.function"], after["s02"]["mse.function"]) == ("wrong", "right")
    assert list(after) == list(before)
    assert (tmp_path / "out" / "feedback" / "s01.html").read_bytes() == page
    assert grader("explain", tmp_path / "out", "s01").status == 0
    assert "s01" not in verdicts(grader("grade", tmp_path / "again", *options[:5], "--replace"))


def test_kept_grades_of_questions_no_longer_asked_stand(grader: Command, handed_in: Path, tmp_path: Path) -> None:
    path = selection(tmp_path / "homework6.yaml", "mse", "gd")
    command = ["--assignment", path, "--out", tmp_path / "out", "--json"]
    assert grader("grade", handed_in, *command).status == 0
    selection(path, "mse")
    ended = grader("grade", handed_in / "s02.py", *command)
    assert ended.status == 1
    assert {student: len(found) for student, found in verdicts(ended).items()} == {"s01": 5, "s02": 3}
    assert ended.err.splitlines()[-1].startswith("GRADED BY OTHER KEYS OR RULES than now: s01.")


def test_kept_grades_that_were_made_with_other_keys_are_named(grader: Command, handed_in: Path, tmp_path: Path) -> None:
    options = ["--exercise", "mse", "--out", tmp_path / "out", "--json", "--course-key"]
    for number in (1, 2):
        (tmp_path / f"{number}.key").write_text(f"{number}" * 64, encoding="ascii")
        (tmp_path / f"{number}.key").chmod(0o600)
    assert grader("grade", handed_in, *options, tmp_path / "1.key").status == 0
    ended = grader("grade", handed_in / "s02.py", *options, tmp_path / "2.key")
    assert ended.status == 1
    assert ended.err.splitlines()[-1].startswith("GRADED BY OTHER KEYS OR RULES than now: s01.")


def test_replacing_removes_nothing_that_no_run_made(grader: Command, handed_in: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = ["grade", handed_in, "--exercise", "mse", "--out", out]
    assert grader(*command).status == 0
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    (out / "feedback" / "s99.html").write_text("mine", encoding="utf-8")
    assert "unchanged" not in grader(*command, "--replace").err
    assert (out / "notes.txt").is_file()
    assert (out / "feedback" / "s99.html").is_file()


def test_two_runs_that_write_one_file_at_once_do_not_disturb_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, path = Path.replace, tmp_path / "page.html"

    def meanwhile(self: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "replace", right)
        files.put(path, "another run's")
        return right(self, target)

    monkeypatch.setattr(Path, "replace", meanwhile)
    files.put(path, "this run's")
    assert path.read_text(encoding="utf-8") == "this run's"
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]


LEFT = ".0123456789abcdef.part"


def test_what_a_killed_run_left_unfinished_is_removed_by_the_next(
    grader: Command, roster: Path, handed_in: Path, tmp_path: Path
) -> None:
    results, made = tmp_path / "out", tmp_path / "made"
    folders = [results, results / "feedback", made, made / "keys", made / "handouts" / "s01"]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LEFT).touch()
        (folder / ".mine.part").touch()
    assert grader("make", "homework6", "--roster", roster, "--out", made).status == 0
    assert grader("grade", handed_in, "--exercise", "mse", "--out", results).status == 0
    assert [(folder / LEFT).exists() for folder in folders] == [False] * 5
    assert [(folder / ".mine.part").exists() for folder in folders] == [True] * 5


@pytest.mark.parametrize("moment", ["before it is locked", "before it is put in its place"])
def test_what_a_living_run_writes_is_not_swept_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    path = tmp_path / "page.html"
    name = "pathlib.Path.replace" if "place" in moment else "fcntl.flock"
    right = Path.replace if "place" in moment else fcntl.flock

    def meanwhile(*arguments: Any) -> object:
        monkeypatch.setattr(name, right)
        files.sweep(tmp_path)
        return right(*arguments)

    monkeypatch.setattr(name, meanwhile)
    files.put(path, "whole")
    assert path.read_text(encoding="utf-8") == "whole"
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "page.html").mkdir()
    with pytest.raises(OutputError, match=r"page\.html"):
        files.put(tmp_path / "page.html", "text")
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]
    with pytest.raises(OutputError):
        files.put(tmp_path / f"{'n' * 300}.html", "text")
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]


def test_a_grade_and_its_work_are_kept_together_or_not_at_all(tmp_path: Path) -> None:
    problems = problemset.of_exercise(course.find(), "gd")
    one, other = Grader(KeyRing(problems)).missing("s01"), Grader(KeyRing(problems), {"s01": "Ann"}).missing("s01")
    with Store(tmp_path / "gradebook.sqlite") as store:
        store.put("first", one)
        with sqlite3.connect(tmp_path / "gradebook.sqlite") as connection:
            connection.execute(
                "CREATE TRIGGER full BEFORE INSERT ON submissions BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
            )
        connection.close()
        with pytest.raises(OutputError, match="the disk is full"):
            store.put("second", other)
        assert store.kept("gd") == {"s01": Kept("first", one)}


def test_results_can_be_moved_away_and_made_again(grader: Command, handed_in: Path, tmp_path: Path) -> None:
    command = ["grade", handed_in, "--exercise", "mse", "--out", tmp_path / "out", "--json"]
    first = grader(*command)
    shutil.rmtree(tmp_path / "out")
    assert grader(*command).out == first.out


@pytest.mark.parametrize(("before", "others"), [("nothing", False), ("results", False), ("something else", True)])
def test_a_folder_of_results_is_closed_to_others_unless_it_holds_more(
    grader: Command, handed_in: Path, tmp_path: Path, before: str, *, others: bool
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    if before == "something else":
        (out / "notes.txt").write_text("for all of us", encoding="utf-8")
    command = ("grade", handed_in, "--exercise", "mse", "--out", out)
    if before == "results":
        assert grader(*command).status == 0
    out.chmod(0o755)
    assert grader(*command).status == 0
    assert (stat.S_IMODE(out.stat().st_mode) == 0o755) is others
    assert stat.S_IMODE((out / "feedback").stat().st_mode) == 0o700
