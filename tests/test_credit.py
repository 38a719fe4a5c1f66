"""Partial credit: what a declared rubric gives, that it is bounded, told and exact, and mistakes in it are seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Command, Ended

ASSIGNMENT = """
id: credited
title: {{ja: 試し, en: A trial}}
exercises:
  - {{exercise: mse, points: {{function: {points}, number: 1}}, credit: {credit}}}
"""
SUMMED = "def mse(y, t):\n    return ((y - t) ** 2).sum()\n"
ROOT_OF_SUM = "def mse(y, t):\n    return ((y - t) ** 2).sum() ** 0.5\n"
NOT_ONE_ROW = "def mse(y, t):\n    return ((y - t) ** 2).mean() if len(y) > 1 else 0\n"
FEW_ROWS = "def mse(y, t):\n    return ((y - t) ** 2).sum() / (len(y) if len(y) < 100 else 1)\n"
OWN = "def mse(y, t):\n    return ((y - t) ** 2).mean() + 1\n"

Credited = Callable[..., Ended]


@pytest.fixture
def credited(grader: Command, tmp_path: Path) -> Credited:
    """Grades a source with a rubric."""

    def grade(source: str, credit: str, points: str = "2") -> Ended:
        text = ASSIGNMENT.format(credit=credit, points=points)
        (tmp_path / "credited.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "s01.py").write_text(source, encoding="utf-8")
        out = tmp_path / "out"
        return grader("grade", tmp_path / "s01.py", "--assignment", tmp_path / "credited.yaml", "--out", out, "--json")

    return grade


def first(ended: Ended) -> dict[str, Any]:
    assert ended.status == 0, ended.err
    question: dict[str, Any] = json.loads(ended.out)[0]["questions"][0]
    return question


TWINS = "{function: {groups: {basic: 0.5, shapes: 0.25, edges: 0.25}}}"
GROUPS = "{function: {groups: {basic: 0.6, shapes: 0.25, edges: 0.15}}}"


@pytest.mark.parametrize(
    ("source", "credit", "points", "why"),
    [
        (SUMMED, "{}", 0, None),
        (SUMMED, "{function: {mistakes: {MSE01: 0.5}}}", 1, "this mistake is all that is wrong"),
        (SUMMED, "{function: {mistakes: {MSE02: 0.5}}}", 0, None),
        (SUMMED, "{function: {mistakes: {MSE01: 0}}}", 0, None),
        (ROOT_OF_SUM, "{function: {mistakes: {MSE01: 0.5, MSE07: 0.5}}}", 0.5, "this mistake is all"),
        (ROOT_OF_SUM, "{function: {mistakes: {MSE01: 0.5}}}", 0, None),
        (NOT_ONE_ROW, GROUPS, 1.5, "all cases of these kinds are right: ordinary inputs, values at the edge"),
        (NOT_ONE_ROW, TWINS, 1.5, "all cases of some kinds are right"),
        (FEW_ROWS, GROUPS, 1.5, "ordinary inputs"),
        (FEW_ROWS, "{function: {mistakes: {MSE01: 1.0}}}", 0, None),
        (OWN, GROUPS, 0, None),
        (SUMMED, GROUPS, 0, None),
        (SUMMED, "{function: {steps: {residual: 0.25, square: 0.25, mse: 0.5}}}", 1, "these steps are right"),
        (OWN, "{function: {steps: {residual: 0.25, square: 0.25, mse: 0.5}}}", 0, None),
        (SUMMED, "{function: {mistakes: {MSE01: 0.2}, steps: {square: 0.3}}}", 0.6, "the squares"),
        ("def mse(y, t):\n    return ((y - t) ** 2).mean()\n", GROUPS, 2, None),
        ("", GROUPS, 0, None),
    ],
)
def test_the_rubric_decides(credited: Credited, source: str, credit: str, points: float, why: str | None) -> None:
    question = first(credited(source or "x = 1\n", credit))
    assert question["points"] == points
    if why is not None:
        assert f"{points:g} of 2 points: " in question["message"]["en"]
        assert why in question["message"]["en"]
        assert f"2 点中 {points:g} 点" in question["message"]["ja"]
    else:
        assert "of 2 points" not in question["message"]["en"]


def test_points_are_exact_in_decimals(credited: Credited) -> None:
    question = first(credited(SUMMED, "{function: {mistakes: {MSE01: 0.1}}}", points="0.3"))
    assert repr(question["points"]) == "0.03"


@pytest.mark.parametrize(
    ("credit", "told"),
    [
        ("{function: {mistakes: {MSE99: 0.5}}}", "credit.function.mistakes: has 'MSE99'; known are MSE01"),
        ("{function: {steps: {squared: 0.5}}}", "credit.function.steps: has 'squared'; known are residual, square"),
        ("{function: {groups: {easy: 0.5}}}", "easy"),
        ("{function: {mistakes: {MSE01: 1.5}}}", "1.0"),
        ("{function: {mistakes: {MSE01: -0.5}}}", "0.0"),
        ("{function: {groups: {basic: 0.6, edges: 0.5}}}", "sum to 1.1; they may not sum to more than 1"),
        ("{number: {groups: {basic: 0.6}}}", "only functions have several kinds of cases"),
        ("{formula: {mistakes: {MSE01: 0.5}}}", "credit.formula: only questions with points have a rubric"),
    ],
)
def test_a_rubric_that_cannot_be_meant_is_refused(credited: Credited, credit: str, told: str) -> None:
    ended = credited(SUMMED, credit)
    assert ended.status == 2
    assert "credited.yaml" in ended.err
    assert told in ended.err
