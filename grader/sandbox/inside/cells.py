"""Students' cells, run statement by statement, each program in a namespace of its own: what can run does run."""

from __future__ import annotations
import __future__

import ast
import builtins
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

import numpy as np

from . import awaiting, drawing
from .errors import described, filename, raised
from .own import ROOT, Own
from .streams import Sink
from .values import MAX_BROKEN, MAX_FUNCTIONS, MAX_NAME, text, type_name

WHOLE_CELL = 2**32 - 1
"""Number that stands for all statements of a cell, while it is being read."""

UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)
_LOOK_AHEAD = 20
_MANY_BLOCKS = 300
_CONTINUES = re.compile(r"(else|elif|except|finally)\b|[\s#)\]}]")
_FUTURE_FLAGS = sum(getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)

_COROUTINE = 0x80
"""``inspect.CO_COROUTINE``, whose module takes long to load."""
_VALUES = (int, float, complex, str, tuple, list, dict, np.ndarray, np.float64)
"""Types of answers by hand."""
_MAIN = "__main__"
_LAST_VALUE = "_"
_USES_LAST_VALUE = re.compile(r"(?<!\w)_(?!\w)")

Mark = Callable[[int, int, int], object]
Place = tuple[int, int, int]
"""Cell, line and number of a statement: the order in which errors are told."""


class Statement(NamedTuple):
    """A top-level statement and where it stands."""

    cell: int
    number: int
    line: int
    code: ast.stmt | CodeType


class _Space:
    """The namespace of a program or module, and the numbers of its cells."""

    def __init__(self, module: ModuleType, cells: Sequence[int]) -> None:
        self.module = module
        self.namespace: dict[str, Any] = module.__dict__
        self.cells = cells
        # What only a type hint needs is not needed here.
        self.flags = __future__.annotations.compiler_flag
        self.functions: dict[str, Any] = {}

    def note(self, names: Iterable[str]) -> None:
        """Keep those of some names that are functions now, whatever takes their place later."""
        for name in names:
            if type(self.namespace.get(name)) is FunctionType:
                self.functions[name] = self.namespace[name]


class Notebook:
    """The cells of one submission: programs, which are run in their order, and files, which those may import.

    Args:
        sources: Python text of the cells, in order.
        programs: for each cell, the number of its program; those that find a name first have the lowest. A negative
            one is that of a file which is run only when it is imported.
        files: for each cell, the path of its file; empty where nothing imports it.
        left_out: (cell, statement) pairs that ended an earlier process and are not run again.
        output: where cells print to; reset for each statement.
        mark: is told cell, statement and line before each statement, so that whoever watches knows what was running.
    """

    def __init__(
        self,
        sources: list[str],
        programs: list[int],
        files: list[str],
        left_out: set[tuple[int, int]],
        output: Sink,
        mark: Mark,
    ) -> None:
        self._sources = sources
        self._left_out = left_out
        self._output = output
        self._mark = mark
        self._errors: dict[Place, dict[str, Any]] = {}
        self._running: Place = (0, 0, 0)
        self._keeps_values = any(_USES_LAST_VALUE.search(source) for source in sources)
        self._programs: dict[int, list[int]] = {}
        self._files: dict[str, list[int]] = {}
        self._names = files
        for cell, (program, file) in enumerate(zip(programs, files, strict=True)):
            self._files.setdefault(file, []).append(cell)
            if program >= 0:
                self._programs.setdefault(program, []).append(cell)
        self._own = Own([file for file in self._files if file], self._run_module)
        self._main: list[_Space] = []
        self._imported: dict[str, _Space] = {}

    @property
    def broken(self) -> list[dict[str, Any]]:
        """The first errors, in the order of the cells."""
        return [self._errors[place] for place in sorted(self._errors)[:MAX_BROKEN]]

    @property
    def functions(self) -> list[str]:
        """Names of the functions that the cells define."""
        names = {
            text(name, MAX_NAME): None
            for space in self._spaces
            for name, value in space.namespace.items()
            if type(value) is FunctionType and value.__globals__ is space.namespace and type(name) is str
        }
        return list(names)[:MAX_FUNCTIONS]

    @property
    def variables(self) -> list[str]:
        """Names of the other values that they define."""
        names = {
            text(name, MAX_NAME): None
            for space in self._spaces
            for name, value in space.namespace.items()
            if type(name) is str and not name.startswith("_") and type(value) in _VALUES
        }
        return list(names)[:MAX_FUNCTIONS]

    @property
    def _spaces(self) -> list[_Space]:
        """Those of programs, then those of modules."""
        return [*self._main, *(space for space in self._imported.values() if space not in self._main)]

    def run(self) -> None:
        """Run all programs; one that was imported before is not run again unless it does more by itself."""
        drawing.install()
        builtins.exit = builtins.quit = sys.exit  # type: ignore[assignment] # as ``site`` has them, which is not loaded
        if any("asyncio" in source for source in self._sources):
            awaiting.install()
        builtins.__run__ = self._run_file  # type: ignore[attr-defined] # what ``%run`` becomes
        if any(self._names):
            sys.meta_path.insert(0, self._own)
        for number in sorted(self._programs):
            cells = self._programs[number]
            file = self._names[cells[0]]
            if file in self._imported and not any(_MAIN in self._sources[cell] for cell in cells):
                self._main.append(self._imported[file])
            else:
                self._run_program(cells, file)
        if self._main:
            sys.modules[_MAIN] = self._main[0].module

    def find(self, name: str) -> Iterator[Any]:
        """What has a name, that of the first program first; of a function that was overwritten, also the function."""
        spaces = [space for space in self._spaces if name in space.namespace]
        yield from (space.namespace[name] for space in spaces)
        yield from (space.functions[name] for space in spaces if name in space.functions)

    def _run_program(self, cells: Sequence[int], file: str) -> None:
        module = ModuleType(_MAIN)
        module.__file__ = file or "program.py"
        if file:
            folder, slash, _ = file.rpartition("/")
            self._own.folder = folder + slash
            module.__package__ = ".".join((ROOT, *folder.split("/"))) if folder else ROOT
            self._own.forget()
        if (own_first := self._own.importing(file)) is not None:
            module.__dict__["__builtins__"] = own_first
        sys.modules[_MAIN] = module
        space = _Space(module, cells)
        self._main.append(space)
        self._run_space(space)

    def _run_module(self, file: str, module: ModuleType) -> None:
        """Run a file for whoever imports it."""
        running = self._running
        space = self._imported[file] = _Space(module, self._files[file])
        self._run_space(space)
        self._place(running)

    def _run_file(self, path: str, here: bool = False) -> None:  # noqa: FBT001, FBT002 - the option -i of ``%run``
        """Run a file as ``%run`` does: as a program, whose names the caller then has; ``here`` with its own."""
        file = self._own.at(path)
        if not file:
            raise ImportError(f"there is no file {path!r}")
        module, caller = ModuleType(_MAIN), sys._getframe(1).f_globals  # noqa: SLF001 - the only way to see who asks
        if here:
            module.__dict__.update(caller)
        self._run_module(file, module)
        names = {name: value for name, value in module.__dict__.items() if not name.startswith("__")}
        caller.update(names)

    def _run_space(self, space: _Space) -> None:
        """Run its cells; statements that lacked a name are run once more after all others."""
        unnamed: list[Statement] = []
        for cell in space.cells:
            unnamed += [statement for statement in self._statements(cell, space) if not self._execute(statement, space)]
        for statement in unnamed:
            self._errors.pop(_place_of(statement), None)
            self._execute(statement, space)

    def _place(self, place: Place) -> None:
        self._running = place
        self._mark(*place)

    def _execute(self, statement: Statement, space: _Space) -> bool:
        """Run a statement and note its error; whether every name and module was there."""
        cell, number, line, code = statement
        if (cell, number) in self._left_out:
            return True
        self._place((cell, number, line))
        self._output.reset()
        try:
            if isinstance(code, ast.stmt):
                code = self._compiled_node(code, cell, space)
            value = eval(code, space.namespace)  # noqa: S307 - this is what the box is for
            if code.co_flags & _COROUTINE:
                value = awaiting.awaited(value)
            if value is not None:
                space.namespace[_LAST_VALUE] = value
            space.note(code.co_names)
        except BaseException as error:
            told = raised(error)
            if told["cell"] is None:
                told |= {"cell": cell, "line": line}
            self._errors[_place_of(statement)] = told
            return not issubclass(type(error), NameError | ImportError)
        return True

    def _compiled(self, source: str | ast.Module | ast.Expression, cell: int, space: _Space) -> CodeType:
        """The source as code; what it takes from ``__future__`` holds from here on."""
        flags = space.flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        if self._keeps_values and not isinstance(source, ast.Module):
            with suppress(SyntaxError):
                value: CodeType = compile(source, filename(cell), "eval", flags, dont_inherit=True)
                return value
        code: CodeType = compile(source, filename(cell), "exec", flags, dont_inherit=True)
        space.flags |= code.co_flags & _FUTURE_FLAGS
        return code

    def _compiled_node(self, node: ast.stmt, cell: int, space: _Space) -> CodeType:
        if self._keeps_values and isinstance(node, ast.Expr):
            return self._compiled(ast.Expression(node.value), cell, space)
        return self._compiled(ast.Module([node], []), cell, space)

    def _statements(self, cell: int, space: _Space) -> Iterator[Statement]:
        if (cell, WHOLE_CELL) in self._left_out:
            return
        self._place((cell, WHOLE_CELL, 0))
        source = self._sources[cell]
        lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        parts: Sequence[tuple[int, ast.stmt | CodeType]]
        try:
            parts = self._in_blocks(lines, cell, space)
        except UNREADABLE:
            parts = [(node.lineno, node) for node in self._nodes(source, lines, cell)]
        for number, (line, code) in enumerate(parts):
            yield Statement(cell, number, line, code)

    def _in_blocks(self, lines: list[str], cell: int, space: _Space) -> list[tuple[int, CodeType]]:
        """The line and the code of each statement, without a syntax tree: that would take three times as long.

        A block that can be compiled is one statement: only a semicolon or a form feed puts two into one.

        Raises:
            UNREADABLE: statements cannot be told apart by where they begin.
        """
        starts = _starts(lines)
        if len(starts) > _MANY_BLOCKS or any(";" in line or "\f" in line for line in lines):
            raise ValueError
        blocks = [(start, "\n" * start + "\n".join(lines[start:end])) for start, end in pairwise(starts)]
        return [(start + 1, self._compiled(block, cell, space)) for start, block in blocks]

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
        return described(type_name(error), error.msg, cell, error.lineno or start)
    return described("SyntaxError", str(error), cell, start)


def _place_of(statement: Statement) -> Place:
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
