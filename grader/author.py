"""Writes the submissions that a class might hand in, right or with known mistakes, from a solution's own steps.

Used where expected verdicts must be known beforehand: the demonstration, the gate and the tests.
"""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from collections.abc import Mapping, Sequence

import numpy as np

from grader.errors import CourseError
from grader.make.exercises import Problem
from grader.make.sampling import Data
from grader.make.spec import FunctionQuestion, NumberQuestion
from grader.solution import Function, Mistake

HELPERS = {
    "relu": "def relu(x):\n    return np.maximum(x, 0.0)\n",
    "sigmoid": "def sigmoid(x):\n    return 1.0 / (1.0 + np.exp(-x))\n",
}
"""What a student writes where a step uses the engine."""


def function_source(problem: Problem, mistakes: Sequence[Mistake] = ()) -> str:
    """A function as a student might write it, one helper for each step, with the given mistakes in it.

    Raises:
        CourseError: a step uses a function of the engine that no student has.
    """
    question, solution = problem.question, problem.solution
    assert isinstance(question, FunctionQuestion)  # noqa: S101 - for the type checker
    wrong = {mistake.step: mistake for mistake in mistakes}
    reach = solution.ancestors(problem.returns, mistakes)
    helpers: dict[str, str] = {}
    definitions, lines = [], []
    for name, step in solution.steps.items():
        if name in reach:
            how = wrong.get(name, step)
            definitions.append(_definition(how.function, f"{question.name}_{name}", helpers))
            lines.append(f"{name} = {question.name}_{name}({', '.join(how.needs)})")
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


def body(function: Function) -> str:
    """The statements of a function, without its head: what no student may find in a handout."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(definition, ast.FunctionDef)  # noqa: S101 - for the type checker
    return "\n".join(ast.unparse(statement) for statement in definition.body)


class _WithoutEngine(ast.NodeTransformer):
    """Calls helpers of the student's own where a step calls the engine, and notes which."""

    def __init__(self, helpers: dict[str, str]) -> None:
        self._helpers = helpers

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if not (isinstance(node.value, ast.Name) and node.value.id == "engine"):
            return self.generic_visit(node)
        if node.attr not in HELPERS:
            raise CourseError(
                f"a step uses engine.{node.attr}; only {', '.join(HELPERS)} can be written out for students."
            )
        self._helpers[node.attr] = HELPERS[node.attr]
        return ast.Name(node.attr, node.ctx)


def _definition(function: Function, name: str, helpers: dict[str, str]) -> str:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = _WithoutEngine(helpers).visit(tree).body[0]
    definition.decorator_list, definition.name = [], name
    return ast.unparse(ast.fix_missing_locations(definition)) + "\n"
