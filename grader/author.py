"""Writes the submissions that a class might hand in, right or with known mistakes, from a solution's own steps.

Used where expected verdicts must be known beforehand: the demonstration, the gate and the tests.
"""

from __future__ import annotations

import ast
import json
import textwrap
from collections.abc import Mapping, Sequence

import numpy as np

from grader.exercise.problem import Problem
from grader.exercise.source import definition
from grader.exercise.spec import FunctionQuestion, NumberQuestion
from grader.make.sampling import Data
from grader.solution import Mistake


def function_source(problem: Problem, mistakes: Sequence[Mistake] = ()) -> str:
    """A function as a student might write it, one helper for each step, with the given mistakes in it.

    Raises:
        CourseError: a step uses a function of the engine that no student has.
    """
    question, solution = problem.question, problem.solution
    assert isinstance(question, FunctionQuestion)  # noqa: S101 - for the type checker
    reach = solution.ancestors(problem.returns, mistakes)
    helpers: dict[str, str] = {}
    definitions, lines = [], []
    for name, step in solution.steps.items():
        if name in reach:
            wrong = [mistake for mistake in mistakes if mistake.step == name]
            how = next((mistake for mistake in wrong if not mistake.on_top), step)
            for number, one in enumerate([how, *(mistake for mistake in wrong if mistake.on_top)]):
                helper = f"{question.name}_{name}" + number * "_again"
                definitions.append(ast.unparse(definition(one.function, helper, helpers)) + "\n")
                lines.append(f"{name} = {helper}({', '.join(one.needs)})")
    lines.append(f"return {', '.join(problem.returns)}")
    head = f"def {question.name}({', '.join(question.arguments)}):\n"
    parts = [
        "import numpy as np\n",
        *helpers.values(),
        *definitions,
        head + textwrap.indent("\n".join(lines), "    ") + "\n",
    ]
    return "\n\n".join(parts)


def number_source(problem: Problem, data: Data, mistakes: Sequence[Mistake] = (), digits: int | None = None) -> str:
    """An answer by hand as an assignment, rounded to the digits that were asked for."""
    question = problem.question
    assert isinstance(question, NumberQuestion)  # noqa: S101 - for the type checker
    (value,) = problem.solution.answer(data, problem.returns, replaced=mistakes)
    rounded = np.round(value.ravel(), question.digits if digits is None else digits) + 0.0
    shown = str(rounded.tolist() if rounded.size > 1 else rounded.item())
    literal = shown.replace("nan", "float('nan')").replace("inf", "float('inf')")
    return f"{question.name} = {literal}\n"


def filled_notebook(handout: str, answers: Mapping[str, str]) -> str:
    """A handout with the given sources in the cells of their questions."""
    document = json.loads(handout)
    for cell in document["cells"]:
        question = cell["metadata"].get("grader", {}).get("question")
        if question in answers:
            cell["source"] = answers[question]
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
