"""Worked solutions with a student's own numbers: every step, its formula and its value. Secret until released."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader import notation, typeset
from grader.exercise.problemset import is_by_hand
from grader.make import asking
from grader.make.handout import Sheet
from grader.make.sampling import Data
from grader.solution import Solution

DECIMALS = 6
"""How many decimals intermediate values are shown with."""


def page(sheet: Sheet) -> str:
    """The worked solution of one student's questions by hand as a self-contained HTML page."""
    questions = [
        {
            "id": problem.id,
            "title": problem.exercise.title,
            "prompts": {
                language: asking.as_html(problem, sheet.data[problem.id], (), language) for language in sheet.languages
            },
            "steps": steps(problem.solution, sheet.data[problem.id], problem.steps),
            "answer": problem.question.written(problem.solution, sheet.data[problem.id]),
        }
        for problem in filter(is_by_hand, sheet.problems.problems)
    ]
    template = typeset.environment(sheet.problems.course.templates).get_template("worked.html.j2")
    return template.render(sheet=sheet, questions=questions)


def steps(solution: Solution, data: Data, returns: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows of a worked solution: title, formula as MathML, value as text."""
    return [
        {"title": step.title, "formula": typeset.to_mathml(step.formula), "value": _shown(value, DECIMALS)}
        for step, value in solution.worked(data, returns)
    ]


def _shown(value: Any, decimals: int) -> str:
    rounded = np.round(np.asarray(value, dtype=np.float64), decimals) + 0.0
    return notation.vector(rounded) if rounded.shape else notation.number(rounded.item())
