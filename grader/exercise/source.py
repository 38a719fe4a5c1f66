"""A solution's functions as source text that stands alone: what a student might write in their place."""

from __future__ import annotations

import ast
import builtins
import copy
import linecache
from collections.abc import Iterator
from functools import lru_cache
from importlib.abc import InspectLoader
from types import CodeType, FunctionType
from typing import cast

from grader import engine
from grader.errors import CourseError
from grader.solution import Function

_STUDENTS = {"sigmoid": "def sigmoid(x):\n    return 1.0 / (1.0 + np.exp(-x))\n"}
"""The lecture's formula, where the engine computes another that keeps more digits."""

_Node = ast.FunctionDef | ast.Lambda


def definition(function: Function, name: str, helpers: dict[str, str]) -> ast.FunctionDef:
    """A function of a solution, def or lambda, as a def of another name that calls no engine but a student's helpers.

    The helpers it needs are added to ``helpers``, each after those that it needs itself.

    Raises:
        CourseError: its source cannot be found, or it uses a function of the engine that no student has.
    """
    node = copy.deepcopy(_node(function))
    found = ast.FunctionDef(name, node.args, _statements(node), [])
    _WithoutEngine(helpers, f"{_place(function)}: {name!r}").visit(found)
    return ast.fix_missing_locations(found)


def body(function: Function) -> str:
    """The statements of a function, without its head: what no student may find in a handout."""
    return "\n".join(map(ast.unparse, _statements(_node(function))))


def _statements(node: _Node) -> list[ast.stmt]:
    return node.body if isinstance(node, ast.FunctionDef) else [ast.Return(node.body)]


def _node(function: Function) -> _Node:
    """Where a function is written: found in the text that it was compiled from, by line and column."""
    code = function.__code__
    found = [node for node in _written(_text(function)) if _starts(node) == code.co_firstlineno]
    same = [node for node in found if _called(node) == code.co_name]
    if len(same) > 1:
        places = _places(code)
        same = [node for node in same if _places(_compiled(node)) == places]
    if len(same) != 1:
        raise CourseError(f"{_place(function)}: the source of {code.co_name} cannot be found; write it in a file.")
    return same[0]


def _text(function: Function) -> str:
    """The text of a function's file: as it was loaded where its loader kept that, as it is now otherwise."""
    own = function.__globals__
    loader = own.get("__loader__")
    if isinstance(loader, InspectLoader) and own.get("__file__") == function.__code__.co_filename:
        return loader.get_source(own["__name__"]) or ""
    linecache.checkcache(function.__code__.co_filename)
    return "".join(linecache.getlines(function.__code__.co_filename, own))


@lru_cache(maxsize=32)
def _written(text: str) -> tuple[_Node, ...]:
    """Every function in a text; nobody may change them."""
    return tuple(node for node in ast.walk(ast.parse(text)) if isinstance(node, _Node))


def _starts(node: _Node) -> int:
    decorators = node.decorator_list if isinstance(node, ast.FunctionDef) else []
    return min([node.lineno, *(one.lineno for one in decorators)])


def _called(node: _Node) -> str:
    return node.name if isinstance(node, ast.FunctionDef) else "<lambda>"


def _compiled(node: _Node) -> CodeType:
    """The code of a function in a text, which lies in the same place but belongs to nothing."""
    statement = node if isinstance(node, ast.FunctionDef) else ast.copy_location(ast.Expr(node), node)
    constants = compile(ast.Module([statement], []), "", "exec").co_consts
    return next(one for one in constants if isinstance(one, CodeType) and one.co_name == _called(node))


def _places(code: CodeType) -> set[tuple[int | None, ...]]:
    """The lines and columns of all that a function does; what belongs to no column is left out."""
    return {place for place in code.co_positions() if place[2] != place[3]}


def _place(function: Function) -> str:
    return f"{function.__code__.co_filename}, line {function.__code__.co_firstlineno}"


class _WithoutEngine(ast.NodeTransformer):
    """Calls helpers of the student's own where a step calls the engine, and notes which."""

    def __init__(self, helpers: dict[str, str], where: str) -> None:
        self._helpers, self._where = helpers, where

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if not (isinstance(node.value, ast.Name) and node.value.id == "engine"):
            return self.generic_visit(node)
        _add_helper(node.attr, self._helpers, f"{self._where} uses engine.{node.attr}")
        return ast.Name(node.attr, node.ctx)


def _add_helper(name: str, helpers: dict[str, str], used: str) -> None:
    """Add a function of the engine as a student would write it, from its own source, and what it calls itself.

    ``used`` says who needs it.
    """
    if name in helpers:
        return
    written = _STUDENTS.get(name)
    if written is None:
        function = getattr(engine, name, None)
        if not isinstance(function, FunctionType):
            raise CourseError(f"{used}, which is no function of the engine.")
        node = cast("ast.FunctionDef", copy.deepcopy(_node(function)))
        node = _AsStudent().visit(node)
        for other in _names_from_outside(node):
            if getattr(engine, other, None) is not function.__globals__.get(other, ...):
                raise CourseError(
                    f"{used}, which needs {other}: only what the engine computes in plain NumPy can be written out for "
                    "students; write the formula into the step."
                )
            _add_helper(other, helpers, f"{used}, which needs {other}")
        written = ast.unparse(ast.fix_missing_locations(node)) + "\n"
    helpers[name] = written


class _AsStudent(ast.NodeTransformer):
    """Takes from a function of the engine what only the engine needs: docstring, annotations, ``as_array``."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        if ast.get_docstring(node) is not None:
            del node.body[0]
        node.returns = None
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        return node.args[0] if isinstance(node.func, ast.Name) and node.func.id == "as_array" else node

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        self.generic_visit(node)
        return None if [ast.unparse(target) for target in node.targets] == [ast.unparse(node.value)] else node


def _names_from_outside(node: ast.FunctionDef) -> Iterator[str]:
    """Names that a function takes from its module, but for NumPy, in alphabetical order."""
    names = [one for one in ast.walk(node) if isinstance(one, ast.Name)]
    own = {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}
    own |= {one.id for one in names if isinstance(one.ctx, ast.Store)}
    yield from sorted({one.id for one in names} - own - {"np"} - vars(builtins).keys())
