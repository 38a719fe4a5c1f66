"""What a whole submission may use: whoever loops or sleeps in every question does not hold up a class."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Command

from grader.records import Budget, Limits
from grader.sandbox.stopwatch import Spent, Stopwatch

ASSIGNMENT = """
id: spent
title: {{ja: 試し, en: A trial}}
exercises:
  - {{exercise: sse, points: {{function: 1}}}}
  - {{exercise: mse, points: {{function: 1}}}}
  - {{exercise: bce, points: {{function: 1}}}}
limits: {{cpu_seconds: 0.5, wall_seconds: 20}}
{budget}
"""
RIGHT = "import numpy as np\ndef mse(y, t):\n    return np.mean((y - t) ** 2)\n"
QUESTIONS = ("sse.function", "mse.function", "bce.function")


def graded(grader: Command, folder: Path, source: str, budget: str = "") -> dict[str, dict[str, Any]]:
    """The questions by id."""
    (folder / "spent.yaml").write_text(ASSIGNMENT.format(budget=budget), encoding="utf-8")
    (folder / "s01.py").write_text(source, encoding="utf-8")
    asked = ("--assignment", folder / "spent.yaml", "--out", folder / "out", "--json")
    ended = grader("grade", folder / "s01.py", *asked)
    assert ended.status == 0, ended.err
    return {each["id"]: each for each in json.loads(ended.out)[0]["questions"]}


def loops(*names: str) -> str:
    return "".join(f"def {name}(*_):\n    while True: pass\n" for name in names)


def test_questions_after_the_budget_is_used_up_are_told_so(grader: Command, tmp_path: Path) -> None:
    source = loops("sse", "mse", "binary_cross_entropy")
    questions = graded(grader, tmp_path, source, "budget: {cpu_seconds: 0.8, wall_seconds: 60}")
    told = [questions[name]["message"]["en"] for name in QUESTIONS]
    assert [questions[name]["verdict"] for name in QUESTIONS] == ["timeout"] * 3
    assert "0.5 s of computing time and was stopped" in told[0]
    assert all("the submission as a whole used more than 0.8 s of computing time" in text for text in told[1:])
    assert "提出物全体で計算時間 0.8 秒" in questions["bce.function"]["message"]["ja"]


def test_cells_that_use_up_the_budget_leave_nothing_for_the_questions(grader: Command, tmp_path: Path) -> None:
    source = f"{RIGHT}while True: pass\n" * 3
    questions = graded(grader, tmp_path, source, "budget: {cpu_seconds: 0.8, wall_seconds: 60}")
    assert "the submission as a whole" in questions["mse.function"]["message"]["en"]


def test_whoever_sleeps_is_ended_early_and_the_other_questions_are_answered(grader: Command, tmp_path: Path) -> None:
    source = f"import time\n{RIGHT}def sse(y, t):\n    time.sleep(10**6)\n"
    questions = graded(grader, tmp_path, source)
    assert [questions[name]["verdict"] for name in QUESTIONS] == ["timeout", "right", "missing"]
    assert "used more than 5 s of waiting" in questions["sse.function"]["message"]["en"]
    assert "line 6" in questions["sse.function"]["message"]["en"]
    assert "待ち時間 5 秒" in questions["sse.function"]["message"]["ja"]


def test_whoever_sleeps_everywhere_is_ended_for_good(grader: Command, tmp_path: Path) -> None:
    source = loops("sse", "mse", "binary_cross_entropy").replace("while True: pass", "import time; time.sleep(10**6)")
    questions = graded(grader, tmp_path, source)
    assert [questions[name]["verdict"] for name in QUESTIONS] == ["timeout"] * 3
    assert "the submission as a whole used more than 5 s of waiting" in questions["bce.function"]["message"]["en"]


class Still:
    """A process of which nothing is heard."""

    def __init__(self, *queued: float | None) -> None:
        self._queued = list(queued)

    def cpu_seconds(self) -> float:
        return 0.0

    def queued_seconds(self) -> float | None:
        return self._queued.pop(0)


@pytest.mark.parametrize(
    ("queued", "sleeps"), [(0.0, True), (10**6, False), (None, False)], ids=["asleep", "starved", "nobody knows"]
)
def test_a_process_that_waits_for_a_processor_is_not_asleep(
    queued: float | None, *, sleeps: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    spent = Spent(Budget(100.0, 100.0))
    watch = Stopwatch(Still(queued), Limits(cpu_seconds=50.0, wall_seconds=50.0), spent)
    watch.left()
    now[0] = 6.0
    assert watch.slept() is sleeps
    assert (watch.left() == (0.0, "asleep")) is sleeps


def test_sleep_in_small_pieces_is_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    watch = Stopwatch(Still(*[0.0] * 1000), Limits(cpu_seconds=50.0, wall_seconds=50.0), Spent(Budget(100.0, 100.0)))
    sleeps = []
    while watch.left()[0] > 0:
        now[0] += 0.03
        sleeps.append(watch.slept())
        now[0] += 0.01
    assert watch.left() == (0.0, "asleep")
    assert len(sleeps) == pytest.approx(5.0 / 0.03, rel=0.02)
    assert sleeps.index(True) < 12


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        ("budget: {cpu_seconds: 0.1}", "budget: cpu_seconds is 0.1 for a whole submission"),
        ("budget: {cpu_seconds: 50, wall_seconds: 40}", "can never be used in its 40 wall_seconds; raise wall_seconds"),
        ("budget: {cpu: 5}", "cpu"),
    ],
)
def test_a_budget_that_cannot_be_is_refused(grader: Command, tmp_path: Path, budget: str, said: str) -> None:
    (tmp_path / "spent.yaml").write_text(ASSIGNMENT.format(budget=budget), encoding="utf-8")
    (tmp_path / "s01.py").write_text(RIGHT, encoding="utf-8")
    ended = grader("grade", tmp_path / "s01.py", "--assignment", tmp_path / "spent.yaml", "--out", tmp_path / "out")
    assert ended.status == 2
    assert "spent.yaml" in ended.err
    assert said in ended.err
