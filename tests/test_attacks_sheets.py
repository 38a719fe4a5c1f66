"""Work made on another student's sheet: staff are told, students are not, and no mark depends on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import yaml
from msgspec import Struct

from grader import course
from grader.author import filled_notebook
from grader.exercise import problemset
from grader.make.ring import KeyRing
from grader.records import Key
from grader.words import is_unprintable

HERE = Path(__file__).parent / "attacks" / "files" / "sheets"
BYSTANDERS = ["the-owner", "the-absent", *(f"the-other-{number}" for number in range(6))]
LINE = "another student's sheet? "


class Attack(Struct, frozen=True, forbid_unknown_fields=True, rename={"form": "as"}):
    """What is handed in, and what staff must be told: nothing by default."""

    handouts: tuple[str, ...] = ()
    answers: dict[str, str] = {}
    assignment: str = "homework6"
    form: str = "numbers"
    says: str | None = None


ATTACKS = msgspec.convert(yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8")), dict[str, Attack])


class Graded(Struct, frozen=True):
    """A class that was graded once."""

    place: Path
    rows: dict[str, Any]
    told: dict[str, str]


def written(key: Key, whose: str, form: str) -> str:
    """An answer by hand as a line of Python."""
    digits = key.digits or 0
    arrays = key.cases[0].expected
    if whose == "mistake" and key.cases[0].mistakes:
        arrays = key.cases[0].mistakes[min(key.cases[0].mistakes)]
    if whose in {"zero", "one"}:
        arrays = tuple(np.full(array.shape, float(whose == "one")) for array in arrays)
    columns: list[Any] = [[f"{one:.{digits}f}" for one in array.ravel()] for array in arrays]
    if form != "text":
        columns = [[float(one) for one in column] for column in columns]
    if form == "first":
        columns[1:] = [[] for _ in columns[1:]]
    plain = [column[0] if len(column) == 1 else column for column in columns]
    value = dict(zip(key.layout.names, plain, strict=True)) if key.layout is not None else plain[0]
    return f"{key.name} = {value!r}\n"


def sources(student: str, attack: Attack, ring: KeyRing) -> dict[str, str]:
    """The answers of one attack, by question."""
    found = {}
    for question in ring.numbers(student):
        names = (question, question.partition(".")[0], "all")
        whose = next((attack.answers[name] for name in names if name in attack.answers), None)
        if whose is not None:
            key = ring.numbers(whose if whose in BYSTANDERS else student)[question]
            found[question] = written(key, whose, attack.form)
    return found


def hand_in(place: Path, student: str, attack: Attack, ring: KeyRing) -> None:
    answers = sources(student, attack, ring)
    if not attack.handouts:
        (place / "in" / f"{student}.py").write_text("".join(answers.values()), encoding="utf-8")
        return
    (place / "in" / student).mkdir()
    handout = (place / "made" / "handouts" / student / "homework6.ipynb").read_text(encoding="utf-8")
    for number, name in enumerate(attack.handouts):
        notebook = json.loads(filled_notebook(handout, answers))
        notebook["metadata"]["grader"] = {"assignment": attack.assignment, "student": name}
        (place / "in" / student / f"{number}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def run(place: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"GRADER_COURSE_KEY": str(place / "course.key"), "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "grader", *map(str, arguments)]
    return subprocess.run(command, cwd=place, env=environment, check=True, capture_output=True, encoding="utf-8")


def told(stderr: str) -> dict[str, str]:
    lines = [line.removeprefix(LINE) for line in stderr.splitlines() if line.startswith(LINE)]
    return dict(line.split(": ", 1) for line in lines)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    place = tmp_path_factory.mktemp("sheets")
    (place / "in").mkdir()
    (place / "course.key").touch(mode=0o600)
    (place / "course.key").write_text(bytes(32).hex(), encoding="ascii")
    (place / "roster.csv").write_text("\n".join(["student", *BYSTANDERS, *ATTACKS]), encoding="utf-8")
    run(place, "make", "homework6", "--roster", "roster.csv", "--out", "made")
    ring = KeyRing(problemset.load(course.find(), "homework6"), place / "made" / "keys")
    for student in BYSTANDERS:
        if student != "the-absent":
            hand_in(place, student, Attack(answers={"all": "own"}), ring)
    for student, attack in ATTACKS.items():
        hand_in(place, student, attack, ring)
    ended = run(place, "grade", "in", "--roster", "roster.csv", "--keys", "made/keys", "--out", "out", "--json")
    rows = {row["student"]: row for row in json.loads(ended.stdout)}
    return Graded(place, rows, told(ended.stderr))


@pytest.mark.parametrize("name", ATTACKS)
def test_staff_are_told_of_anothers_sheet_where_there_is_evidence(graded: Graded, name: str) -> None:
    says, report = ATTACKS[name].says, (graded.place / "out" / "report.html").read_text(encoding="utf-8")
    assert (says or "") in graded.told.get(name, "")
    assert (name in graded.told) == (says is not None)
    assert (f'<li><a href="feedback/{name}.html"><bdi>{name}</bdi></a>: ' in report) == (says is not None)


def test_honest_work_is_not_suspected(graded: Graded) -> None:
    assert [student for student in BYSTANDERS if student in graded.told] == []
    assert {graded.rows[student]["score"] for student in BYSTANDERS if student != "the-absent"} == {11}


def test_no_student_and_no_mark_knows_of_it(graded: Graded) -> None:
    for name in ATTACKS:
        page = (graded.place / "out" / "feedback" / f"{name}.html").read_text(encoding="utf-8")
        assert [other for other in [*BYSTANDERS, "the-stranger", "sheet of"] if other in page] == []
    record = (graded.place / "out" / "grades.jsonl").read_text(encoding="utf-8")
    assert "right for" not in record
    assert {graded.rows[name]["score"] for name in ("handout_of_another", "handout_of_own")} == {11}
    assert {row["status"] for student, row in graded.rows.items() if student != "the-absent"} == {"graded"}


@pytest.mark.parametrize("name", ["all_answers_of_another", "answers_of_one_who_handed_in_nothing", "table_of_another"])
def test_nothing_follows_from_what_another_computed(graded: Graded, name: str) -> None:
    verdicts = {question["id"]: question["verdict"] for question in graded.rows[name]["questions"]}
    assert graded.rows[name]["score"] == 0, verdicts


def test_nothing_in_it_disturbs_a_terminal_or_a_page(graded: Graded) -> None:
    report = (graded.place / "out" / "report.html").read_text(encoding="utf-8")
    assert [c for text in graded.told.values() for c in text if is_unprintable(c)] == []
    assert "onclick=x>" not in report


@pytest.mark.parametrize("options", [("--keys", "made/keys", "--out", "out"), ("--out", "derived", "--jobs", 1)])
def test_it_is_the_same_when_resumed_with_derived_keys_or_in_one_process(
    graded: Graded, options: tuple[object, ...]
) -> None:
    ended = run(graded.place, "grade", "in", "--roster", "roster.csv", *options)
    assert told(ended.stderr) == graded.told
