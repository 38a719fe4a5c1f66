"""A solution's functions as source text that stands alone: what a student might write in their place."""

from __future__ import annotations

import ast
import inspect
import textwrap

from grader.errors import CourseError
from grader.solution import Function

HELPERS = {
    "relu": "def relu(x):\n    return np.maximum(x, 0.0)\n",
    "sigmoid": "def sigmoid(x):\n    return 1.0 / (1.0 + np.exp(-x))\n",
}
"""What a student writes where a step uses the engine."""


def definition(function: Function, name: str, helpers: dict[str, str]) -> ast.FunctionDef:
    """A function of a solution under another name, with helpers of the student's own instead of the engine.

    The helpers it needs are added to ``helpers``.

    Raises:
        CourseError: it uses a function of the engine that no student has.
    """
    parsed = ast.parse(textwrap.dedent(inspect.getsource(function)))
    found = _WithoutEngine(helpers).visit(parsed).body[0]
    assert isinstance(found, ast.FunctionDef)  # noqa: S101 - for the type checker
    found.decorator_list, found.name = [], name
    return ast.fix_missing_locations(found)


def body(function: Function) -> str:
    """The statements of a function, without its head: what no student may find in a handout."""
    (found,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(found, ast.FunctionDef)  # noqa: S101 - for the type checker
    return "\n".join(ast.unparse(statement) for statement in found.body)


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
