"""An exercise that was changed after its handouts were made: answers by hand are never called wrong for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from conftest import Command, Ended

from grader import course
from grader.author import filled_notebook
from grader.exercise import problemset
from grader.make import keys, secret
from grader.make.ring import KeyRing

ASSIGNMENT = """
id: week
title: {ja: 週, en: Week}
exercises: [{exercise: mse, points: {function: 1, number: 1}}]
"""
MSE = "import numpy as np\n\n\ndef mse(y, t):\n    return np.mean((y - t) ** 2)\n"


@pytest.fixture
def made(grader: Command, roster: Path, tmp_path: Path) -> Path:
    """A course of one exercise whose handouts s01 … s03 have filled in rightly; then the exercise is changed."""
    own, shipped = tmp_path / "course", course.find()
    (own / "exercises" / "assignments").mkdir(parents=True)
    (own / "solutions").mkdir()
    exercise = own / "exercises" / "mse.yaml"
    exercise.write_bytes(shipped.exercise_file("mse").read_bytes())
    (own / "solutions" / "mse.py").write_bytes(shipped.solution_file("mse").read_bytes())
    (own / "exercises" / "assignments" / "week.yaml").write_text(ASSIGNMENT, encoding="utf-8")
    assert grader("make", "week", "--course", own, "--roster", roster, "--out", tmp_path / "made").status == 0
    problems = problemset.load(course.find(own), "week")
    (tmp_path / "in").mkdir()
    for student in ("s01", "s02", "s03"):
        (key,) = keys.read(tmp_path / "made" / "keys" / f"{student}.json")
        answer = f"mse_value = {key.cases[0].expected[0].item():.4f}\n"
        sources = {"mse.function": MSE, "mse.number": answer}
        handout = (tmp_path / "made" / "handouts" / student / "week.ipynb").read_text(encoding="utf-8")
        assert {problem.id for problem in problems.problems} == set(sources)
        (tmp_path / "in" / f"{student}.ipynb").write_text(filled_notebook(handout, sources), encoding="utf-8")
    text = exercise.read_text(encoding="utf-8")
    exercise.write_text(text.replace("low: 0.05, high: 0.95", "low: 0.05, high: 0.9", 1), encoding="utf-8")
    return tmp_path


def grade(grader: Command, made: Path, *options: object) -> tuple[dict[str, Any], Ended]:
    out = made / f"out{len(options)}"
    ended = grader("grade", made / "in", "--course", made / "course", *options, "--out", out, "--json")
    rows = json.loads(ended.out)
    return {row["student"]: {one["id"]: one for one in row["questions"]} for row in rows}, ended


def verdicts(questions: dict[str, Any]) -> list[str]:
    return [one["verdict"] for one in questions.values()]


def test_a_notebook_says_which_variants_it_holds(made: Path) -> None:
    for student in ("s01", "s02"):
        said = nbformat.read(made / "in" / f"{student}.ipynb", as_version=4).metadata["grader"]
        (key,) = keys.read(made / "made" / "keys" / f"{student}.json")
        assert said == {"assignment": "week", "student": student, "variants": {"mse.number": key.parameters}}


def test_what_was_changed_since_is_ungraded_and_said_to_student_and_staff(grader: Command, made: Path) -> None:
    graded, ended = grade(grader, made)
    for student in ("s01", "s02", "s03"):
        assert verdicts(graded[student]) == ["right", "ungraded"]
        assert "changed since your sheet was made" in graded[student]["mse.number"]["message"]["en"]
        page = (made / "out0" / "feedback" / f"{student}.html").read_text(encoding="utf-8")
        assert "担当者が確認します" in page
    assert "FAULTS OF THE GRADER" in ended.err
    assert "ungraded, no key fits: mse.number (everybody)" in ended.err
    log = (made / "out0" / "faults.log").read_text(encoding="utf-8")
    assert all(f"{student}: the handout was made with other data" in log for student in graded)
    assert "mse.number" in log
    assert "--keys" in log


def test_the_keys_that_were_made_with_the_handouts_still_fit(grader: Command, made: Path) -> None:
    graded, ended = grade(grader, made, "--keys", made / "made" / "keys")
    assert [verdicts(questions) for questions in graded.values()] == [["right", "right"]] * 3
    assert "FAULTS" not in ended.err


def test_what_a_notebook_says_of_another_student_is_passed_over(grader: Command, made: Path) -> None:
    work = (made / "in" / "s02.ipynb").read_text(encoding="utf-8")
    (made / "in" / "s01.ipynb").write_text(work, encoding="utf-8")
    graded, _ = grade(grader, made, "--keys", made / "made" / "keys")
    assert verdicts(graded["s01"]) == ["right", "wrong"]
    assert verdicts(graded["s02"]) == ["right", "right"]


def test_what_a_notebook_of_another_assignment_says_is_passed_over(grader: Command, made: Path) -> None:
    (made / "in" / "s01").mkdir()
    (made / "in" / "s01.ipynb").rename(made / "in" / "s01" / "week.ipynb")
    document = json.loads((made / "in" / "s02.ipynb").read_text(encoding="utf-8"))
    document["cells"] = []
    document["metadata"]["grader"] |= {"student": "s01", "assignment": "week0", "variants": {"mse.number": "0" * 64}}
    (made / "in" / "s01" / "before.ipynb").write_text(json.dumps(document), encoding="utf-8")
    graded, _ = grade(grader, made, "--keys", made / "made" / "keys")
    assert verdicts(graded["s01"]) == ["right", "right"]


def test_a_false_word_costs_only_the_question_and_the_student_it_is_of(grader: Command, made: Path) -> None:
    document = json.loads((made / "in" / "s01.ipynb").read_text(encoding="utf-8"))
    document["metadata"]["grader"]["variants"] = {"mse.number": "0" * 64, "mse.function": "1" * 64}
    (made / "in" / "s01.ipynb").write_text(json.dumps(document), encoding="utf-8")
    graded, _ = grade(grader, made, "--keys", made / "made" / "keys")
    assert verdicts(graded["s01"]) == ["right", "ungraded"]
    assert graded["s01"]["mse.number"]["points"] == 0
    assert [verdicts(graded[student]) for student in ("s02", "s03")] == [["right", "right"]] * 2


def test_answers_by_hand_are_judged_again_where_only_their_question_was_changed(grader: Command, made: Path) -> None:
    ring = KeyRing(problemset.load(course.find(made / "course"), "week"), secret=secret.read(made / "course.key"))
    right = ring.numbers("s01")["mse.number"].cases[0].expected[0].item()
    (made / "alone").mkdir()
    (made / "alone" / "s01.py").write_text(f"{MSE}\nmse_value = {right + 0.0003:.4f}\n", encoding="utf-8")
    command = ["grade", made / "alone", "--course", made / "course", "--out", made / "out", "--json"]
    (before,) = json.loads(grader(*command).out)
    exercise = made / "course" / "exercises" / "mse.yaml"
    text = exercise.read_text(encoding="utf-8")
    assert "\n    digits: 4" in text
    exercise.write_text(text.replace("\n    digits: 4", "\n    digits: 3"), encoding="utf-8")
    ended = grader(*command)
    assert "unchanged" not in ended.err
    assert ended.out == grader(*command[:-2], made / "fresh", "--json").out
    assert before["questions"][1]["verdict"] != "right"


def test_a_corrected_solution_judges_answers_by_hand_again_also_with_the_same_keys(grader: Command, made: Path) -> None:
    command = ["grade", made / "in", "--course", made / "course", "--keys", made / "made" / "keys", "--json"]
    command += ["--out", made / "out"]
    assert grader(*command).status == 0
    assert "3 unchanged" in grader(*command).err
    solution = made / "course" / "solutions" / "mse.py"
    text = solution.read_text(encoding="utf-8")
    solution.write_text(text.replace("residual.mean() ** 2", "2 * residual.mean() ** 2"), encoding="utf-8")
    assert solution.read_text(encoding="utf-8") != text
    assert "unchanged" not in grader(*command).err
