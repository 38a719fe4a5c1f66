"""Students' cells, run statement by statement in one namespace: what can run does run."""

from __future__ import annotations
import __future__

import ast
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

from . import drawing
from .errors import described, filename, raised
from .streams import Sink
from .values import MAX_BROKEN, MAX_FUNCTIONS, MAX_NAME, text

WHOLE_CELL = 2**32 - 1
"""Number that stands for all statements of a cell, while it is being read."""

UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)
_LOOK_AHEAD = 20
_MANY_BLOCKS = 300
_CONTINUES = re.compile(r"(else|elif|except|finally)\b|[\s#)\]}]")
_FUTURE_FLAGS = sum(getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)

Mark = Callable[[int, int, int], object]
Place = tuple[int, int, int]
"""Cell, line and number of a statement: the order in which errors are told."""


class Statement(NamedTuple):
    """A top-level statement and where it stands."""

    cell: int
    number: int
    line: int
    code: ast.stmt | CodeType


class Notebook:
    """The cells of one submission and the namespace that they share.

    Args:
        sources: Python text of the cells, in order.
        modules: names of the submission's own files, which its other files may import.
        left_out: (cell, statement) pairs that ended an earlier process and are not run again.
        output: where cells print to; reset for each statement.
        mark: is told cell, statement and line before each statement, so that whoever watches knows what was running.
    """

    def __init__(
        self, sources: list[str], modules: list[str], left_out: set[tuple[int, int]], output: Sink, mark: Mark
    ) -> None:
        self.module = ModuleType("__main__")
        self.namespace = self.module.__dict__
        self._sources = sources
        self._modules = modules
        self._left_out = left_out
        self._output = output
        self._mark = mark
        self._errors: dict[Place, dict[str, Any]] = {}
        self._flags = 0

    @property
    def broken(self) -> list[dict[str, Any]]:
        """The first errors, in the order of the cells."""
        return [self._errors[place] for place in sorted(self._errors)[:MAX_BROKEN]]

    @property
    def functions(self) -> list[str]:
        """Names of the functions that the cells define."""
        names = [
            text(name, MAX_NAME)
            for name, value in self.namespace.items()
            if type(value) is FunctionType and value.__globals__ is self.namespace and type(name) is str
        ]
        return names[:MAX_FUNCTIONS]

    def run(self) -> None:
        """Run all cells; statements that lacked a name are run once more after all others.

        All files share one namespace, so that a file imported by another is this very namespace.
        """
        drawing.install()
        sys.modules["__main__"] = self.module
        for name in self._modules:
            if name not in sys.stdlib_module_names:
                sys.modules.setdefault(name, self.module)
        unnamed: list[Statement] = []
        for cell in range(len(self._sources)):
            unnamed += [statement for statement in self._statements(cell) if not self._execute(statement)]
        for statement in unnamed:
            self._errors.pop(_place(statement), None)
            self._execute(statement)

    def _execute(self, statement: Statement) -> bool:
        """Run a statement and note its error; whether every name and module was there."""
        cell, number, line, code = statement
        if (cell, number) in self._left_out:
            return True
        self._mark(cell, number, line)
        self._output.reset()
        try:
            if isinstance(code, ast.stmt):
                code = self._compiled(ast.Module([code], []), cell)
            exec(code, self.namespace)  # noqa: S102 - this is what the box is for
        except BaseException as error:
            told = raised(error)
            if told["cell"] is None:
                told |= {"cell": cell, "line": line}
            self._errors[_place(statement)] = told
            return not issubclass(type(error), NameError | ImportError)
        return True

    def _compiled(self, source: str | ast.Module, cell: int) -> CodeType:
        """The source as code; what it takes from ``__future__`` holds from here on."""
        code: CodeType = compile(source, filename(cell), "exec", self._flags, dont_inherit=True)
        self._flags |= code.co_flags & _FUTURE_FLAGS
        return code

    def _statements(self, cell: int) -> Iterator[Statement]:
        if (cell, WHOLE_CELL) in self._left_out:
            return
        self._mark(cell, WHOLE_CELL, 0)
        source = self._sources[cell]
        lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        parts: Sequence[tuple[int, ast.stmt | CodeType]]
        try:
            parts = self._in_blocks(lines, cell)
        except UNREADABLE:
            parts = [(node.lineno, node) for node in self._nodes(source, lines, cell)]
        for number, (line, code) in enumerate(parts):
            yield Statement(cell, number, line, code)

    def _in_blocks(self, lines: list[str], cell: int) -> list[tuple[int, CodeType]]:
        """The line and the code of each statement, without a syntax tree: that would take three times as long.

        A block that can be compiled is one statement: only a semicolon or a form feed puts two into one.

        Raises:
            UNREADABLE: statements cannot be told apart by where they begin.
        """
        starts = _starts(lines)
        if len(starts) > _MANY_BLOCKS or any(";" in line or "\f" in line for line in lines):
            raise ValueError
        blocks = [(start, "\n" * start + "\n".join(lines[start:end])) for start, end in pairwise(starts)]
        return [(start + 1, self._compiled(block, cell)) for start, block in blocks]

    def _nodes(self, source: str, lines: list[str], cell: int) -> list[ast.stmt]:
        try:
            return _parse(source, cell)
        except UNREADABLE:
            return self._salvaged(lines, cell)

    def _salvaged(self, lines: list[str], cell: int) -> list[ast.stmt]:
        """The statements of those blocks that can be read; the other blocks are noted as broken."""
        starts = _starts(lines)
        nodes: list[ast.stmt] = []
        at = 0
        while at < len(starts) - 1:
            for end in range(at + 1, min(at + 1 + _LOOK_AHEAD, len(starts))):
                try:
                    block = "\n" * starts[at] + "\n".join(lines[starts[at] : starts[end]])
                    nodes += _parse(block, cell)
                    at = end
                    break
                except UNREADABLE as error:
                    if end == at + 1:
                        first = error
            else:
                self._errors[cell, starts[at] + 1, WHOLE_CELL] = _unreadable(first, cell, starts[at] + 1)
                at += 1
        return nodes


def _unreadable(error: Exception, cell: int, start: int) -> dict[str, Any]:
    if isinstance(error, SyntaxError):
        return described("SyntaxError", error.msg, cell, error.lineno or start)
    return described("SyntaxError", str(error), cell, start)


def _place(statement: Statement) -> Place:
    return statement.cell, statement.line, statement.number


def _parse(source: str, cell: int) -> list[ast.stmt]:
    return ast.parse(source, filename(cell)).body


def _starts(lines: list[str]) -> list[int]:
    """Lines at which a block may begin (those that start in column 0), and the end of the text."""
    starts = [0]
    decorated = False
    for number, line in enumerate(lines):
        if line and not _CONTINUES.match(line):
            if number and not decorated:
                starts.append(number)
            decorated = line[0] == "@"
    return [*starts, len(lines)]
