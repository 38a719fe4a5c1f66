"""A kind of question that nobody thought of: two files, two registrations, and every room knows it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

ASKED = '''
"""Answer with a percentage, as a text."""

from collections.abc import Sequence

import numpy as np

from grader.compare import Result, apart_by_digits
from grader.exercise.kinds.asked import AskedByHand
from grader.records import Text
from grader.solution import Mistake, Solution, Values
from grader.words import say


class PercentQuestion(AskedByHand, frozen=True, tag="percent"):
    answer: str

    @property
    def steps(self) -> tuple[str, ...]:
        return (self.answer,)

    @property
    def label(self) -> Text:
        return say("report_variable", name=self.name)

    def starter(self, comment: str) -> str:
        return f"{comment}\\n{self.name} = None\\n"

    def apart(self, one: Result, other: Result) -> bool:
        return apart_by_digits(one, other, self.digits)

    def can_show(self, right: Result, wrong: Result) -> bool:
        return wrong[0].size == 1 and bool(np.isfinite(wrong[0]).all())

    def written(self, solution: Solution, data: Values, mistakes: Sequence[Mistake] = ()) -> str:
        (value,) = solution.answer(data, self.steps, replaced=mistakes)
        return f"{self.name} = {f'{100 * value.item():.{self.digits - 2}f} %'!r}\\n"
'''

JUDGED = '''
"""Judges a percentage."""

from grader.compare import check_by_hand
from grader.judge.came import Came
from grader.judge.diagnose import Examiner
from grader.judge.findings import Finding, line


def judge(examiner: Examiner, came: Came) -> Finding:
    assert came.returned is not None
    text = str(came.returned.value)
    seen = check_by_hand(examiner.key, float(text.removesuffix("%")) / 100)
    if seen.verdict == "right":
        return Finding("right", (line("fact", "right"),))
    return Finding("wrong", (line("fact", "wrong_number", got=text),), diagnosis=examiner.by_hand(seen))
'''

IMPORT = "from grader.exercise.kinds.percent import PercentQuestion"
JUDGES = "from grader.judge.kinds import chain, choice, debug, function, number, ordering, table"
WITH_PERCENT = f"{IMPORT}\n{JUDGES.replace('table', 'percent, table')}"
CASE = "        case TableQuestion():"
WITH_CASE = f"        case PercentQuestion():\n            return percent.judge(examiner, came)\n{CASE}"
TABLE = "from grader.exercise.kinds.table import"
WITH_TABLE = f"{IMPORT}\n{TABLE}"
UNION = "ByHand = NumberQuestion | TableQuestion"

REGISTERED = {
    "grader/exercise/kinds/__init__.py": [(TABLE, WITH_TABLE), (UNION, f"{UNION} | PercentQuestion")],
    "grader/judge/kinds/__init__.py": [(JUDGES, WITH_PERCENT), (CASE, WITH_CASE)],
}

QUESTION = """
  - id: percent
    kind: percent
    name: mse_percent
    variant: own
    answer: mse
    digits: 4
    prompt:
      ja: "誤差は何パーセントですか。出力は {{ vector(y) }}、正解は {{ vector(t) }} です。"
      en: "How many per cent is the loss of the outputs {{ vector(y) }} for the targets {{ vector(t) }}?"
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with the new kind, asked in the exercise mse."""
    root = tmp_path_factory.mktemp("program")
    for name in ("grader", "exercises", "solutions", "templates"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "grader/exercise/kinds/percent.py").write_text(ASKED, encoding="utf-8")
    (root / "grader/judge/kinds/percent.py").write_text(JUDGED, encoding="utf-8")
    for file, changes in REGISTERED.items():
        text = (root / file).read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1
            text = text.replace(old, new)
        (root / file).write_text(text, encoding="utf-8")
    with (root / "exercises/mse.yaml").open("a", encoding="utf-8") as exercise:
        exercise.write(QUESTION.lstrip("\n"))
    return root


def run(program: Path, *arguments: str, status: int = 0) -> str:
    environment = os.environ | {"PYTHONPATH": str(program), "GRADER_COURSE_KEY": str(program / "course.key")}
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=program, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_gate_certifies_hands_out_and_judges_it(program: Path) -> None:
    assert "Every check passed." in run(program, "grader", "verify", "mse", "--variants", "3")


def test_it_has_its_place_on_sheets_pages_and_in_the_report(program: Path) -> None:
    (program / "week.yaml").write_text(
        "id: week\ntitle: {ja: 週, en: Week}\nexercises:\n  - {exercise: mse, points: {percent: 2}}\n", encoding="utf-8"
    )
    (program / "roster.csv").write_text("student\ns01\n", encoding="utf-8")
    (program / "in").mkdir()
    (program / "in" / "s01.py").write_text("mse_percent = '12 %'\n", encoding="utf-8")
    run(program, "grader", "make", "week.yaml", "--roster", "roster.csv", "--out", "made")
    grading = ("grade", "in", "--assignment", "week.yaml", "--roster", "roster.csv", "--keys", "made/keys")
    run(program, "grader", *grading, "--out", "out")
    assert "How many per cent" in (program / "made/handouts/s01/week.html").read_text(encoding="utf-8")
    assert "mse_percent" in (program / "out/feedback/s01.html").read_text(encoding="utf-8")
    assert "mse.percent" in (program / "out/gradebook.csv").read_text(encoding="utf-8")
    assert "same record" in run(program, "grader", "explain", "out", "s01")


def test_until_it_has_a_skeleton_new_names_the_file_to_write(program: Path, tmp_path: Path) -> None:
    told = run(program, "grader", "new", "share", "--kind", "percent", "--course", str(tmp_path), status=2)
    assert f"{program / 'templates/new/percent.yaml.j2'}: is missing" in told
    assert not list(tmp_path.iterdir())
