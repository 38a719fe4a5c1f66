"""Slips in a reference solution: its source with one operator, constant, axis, term or name changed.

What mutation testing does to programs (DeMillo, Lipton, Sayward, *Hints on test data selection*, 1978), done to the
steps of a solution: cases that let such a slip pass are not good enough for grading.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from grader.exercise.source import definition
from grader.records import Text
from grader.solution import Function, Mistake, Solution, Step

_OPERATORS: dict[type[ast.operator], list[ast.operator]] = {
    ast.Add: [ast.Sub(), ast.Mult()],
    ast.Sub: [ast.Add(), ast.Mult()],
    ast.Mult: [ast.Div(), ast.Add()],
    ast.Div: [ast.Mult(), ast.Sub()],
    ast.Pow: [ast.Mult()],
}
_COMPARISONS: dict[type[ast.cmpop], list[ast.cmpop]] = {
    ast.Gt: [ast.GtE(), ast.Lt()],
    ast.GtE: [ast.Gt(), ast.Lt()],
    ast.Lt: [ast.LtE(), ast.Gt()],
    ast.LtE: [ast.Lt(), ast.Gt()],
    ast.Eq: [ast.NotEq()],
}
_FUNCTIONS = {
    "sum": ["mean", "max"], "mean": ["sum"], "maximum": ["minimum"], "exp": ["expm1", "exp2"], "log": ["log10", "log1p"]
}  # fmt: skip


@cache
def mutants(solution: Solution, returns: tuple[str, ...], arguments: tuple[str, ...]) -> tuple[Mistake, ...]:
    """Every slip in the steps that lead to ``returns``, as a mistake whose id says what was changed.

    Args:
        solution: the reference.
        returns: the steps that are asked for.
        arguments: the data that the function is given.
    """
    reach = solution.ancestors(returns)
    found: list[Mistake] = []
    known = list(arguments)
    for name, step in solution.steps.items():
        if name in reach:
            found += _of_step(step, known)
            known.append(name)
    return tuple(found)


def without_engine(solution: Solution) -> Solution:
    """The same solution with a student's helpers instead of the engine: it works in any precision."""
    found = copy.copy(solution)
    found.steps = {name: replace(step, function=_inlined(step)) for name, step in solution.steps.items()}
    found.mistakes = {name: replace(one, function=_inlined(one)) for name, one in solution.mistakes.items()}
    found.also_right = [replace(one, function=_inlined(one)) for one in solution.also_right]
    return found


def _inlined(one: Step | Mistake) -> Function:
    helpers: dict[str, str] = {}
    tree = definition(one.function, "inlined", helpers)
    return _compiled(tree, _namespace(one, helpers))


def _of_step(step: Step, known: Sequence[str]) -> Iterator[Mistake]:
    helpers: dict[str, str] = {}
    tree = definition(step.function, step.name, helpers)
    namespace = _namespace(step, helpers)
    before = ast.unparse(tree.body[-1]).removeprefix("return ")
    for changed in _changed(tree, known):
        used = {node.id for node in ast.walk(changed) if isinstance(node, ast.Name)}
        needs = tuple(name for name in known if name in used)
        changed.args.args = [ast.arg(name) for name in needs]
        after = ast.unparse(changed.body[-1]).removeprefix("return ")
        yield _mistake(f"{step.name}: {before} → {after}", step, _compiled(changed, namespace), needs)
    for name, written in helpers.items():
        (helper,) = ast.parse(written).body
        assert isinstance(helper, ast.FunctionDef)  # noqa: S101 - for the type checker
        before = ast.unparse(helper.body[-1]).removeprefix("return ")
        for changed in _changed(helper, [one.arg for one in helper.args.args]):
            after = ast.unparse(changed.body[-1]).removeprefix("return ")
            other = _namespace(step, {**helpers, name: ast.unparse(ast.fix_missing_locations(changed))})
            yield _mistake(f"{step.name}: {name}: {before} → {after}", step, _compiled(tree, other), step.needs)


def _mistake(text: str, step: Step, function: Function, needs: tuple[str, ...]) -> Mistake:
    return Mistake(text, step.name, function, needs, Text("", ""))


def _namespace(step: Step | Mistake, helpers: dict[str, str]) -> dict[str, Any]:
    namespace = dict(step.function.__globals__)
    for source in helpers.values():
        exec(source, namespace)  # noqa: S102 - our own helpers
    return namespace


def _compiled(tree: ast.FunctionDef, namespace: dict[str, Any]) -> Function:
    own = dict(namespace)
    module = ast.fix_missing_locations(ast.Module([tree], []))
    exec(compile(module, "<mutant>", "exec"), own)  # noqa: S102 - made from the course's own solution
    function: Function = own[tree.name]
    return function


def _changed(tree: ast.FunctionDef, known: Sequence[str]) -> Iterator[ast.FunctionDef]:
    """The function with one place after another changed in every way that there is."""
    for place, node in enumerate(_expressions(tree)):
        for other in _variants(node, known):
            changed = copy.deepcopy(tree)
            _Replace(_expressions(changed)[place], other).visit(changed)
            yield changed


def _expressions(tree: ast.FunctionDef) -> list[ast.expr]:
    return [node for statement in tree.body for node in ast.walk(statement) if isinstance(node, ast.expr)]


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> Any:
        return self._new if node is self._old else super().visit(node)


def _variants(node: ast.expr, known: Sequence[str]) -> Iterator[ast.expr]:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            yield from (ast.BinOp(left, other, right) for other in _OPERATORS.get(type(op), ()))
            if isinstance(op, ast.Sub | ast.Div | ast.MatMult):
                yield ast.BinOp(right, op, left)
            yield from (left, right)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield operand
        case ast.Compare(left=left, ops=[op], comparators=comparators):
            yield from (ast.Compare(left, [other], comparators) for other in _COMPARISONS.get(type(op), ()))
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            yield from (ast.Constant(other) for other in (value + 1, value - 1))
        case ast.Name(id=name, ctx=ast.Load()) if name in known:
            yield from (ast.Name(other, ast.Load()) for other in known if other != name)
            yield from (ast.Subscript(node, ast.Slice(*ends), ast.Load()) for ends in _ONE_LESS)
        case ast.Attribute(value=value, attr="T"):
            yield value
        case ast.Call():
            yield from _other_calls(node)


_ONE_LESS = ((ast.Constant(1), None), (None, ast.UnaryOp(ast.USub(), ast.Constant(1))))


def _other_calls(node: ast.Call) -> Iterator[ast.expr]:
    arguments = node.args
    if node.keywords:
        yield ast.Call(node.func, arguments, [])
    if len(arguments) > 1:
        yield ast.Call(node.func, [*arguments[:-2], arguments[-1], arguments[-2]], node.keywords)
    elif len(arguments) == 1:
        yield arguments[0]
    if isinstance(node.func, ast.Attribute):
        others = _FUNCTIONS.get(node.func.attr, [])
        yield from (
            ast.Call(ast.Attribute(node.func.value, other, ast.Load()), arguments, node.keywords) for other in others
        )
        if not arguments:
            yield node.func.value
