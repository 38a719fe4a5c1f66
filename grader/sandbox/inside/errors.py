"""An exception in students' code as data: its type, its message and the place in their own source."""

from __future__ import annotations

import sys
from types import CodeType, TracebackType
from typing import Any

from .refusals import refused
from .streams import OutputLimitError
from .values import MAX_LOCAL, MAX_MESSAGE, MAX_NAME, text, type_name

_PREFIX, _SUFFIX = "<cell ", ">"


def filename(cell: int) -> str:
    """The name under which a cell is compiled, by which :func:`raised` knows its frames again."""
    return f"{_PREFIX}{cell}{_SUFFIX}"


def cell_of(code: CodeType) -> int | None:
    """The cell that the code is from."""
    name = code.co_filename
    number = name[len(_PREFIX) : -len(_SUFFIX)] if type(name) is str and name.startswith(_PREFIX) else ""
    return int(number) if number.isdecimal() else None


def raised(error: BaseException) -> dict[str, Any]:
    """The exception being handled, with the innermost frame that lies in a cell, and the outermost."""
    cell, line, called = _place(sys.exc_info()[2])
    if type(error) is OutputLimitError:
        return described("OutputLimit", "", cell, line)
    told = described(type_name(error), _message(error), cell, line) | {"refused": refused(error, called)}
    told["outer"] = _outermost(sys.exc_info()[2])
    if issubclass(type(error), NameError | TypeError | AttributeError):
        told["local"] = _local(sys.exc_info()[2])
    return told


def described(kind: str, message: str, cell: int | None, line: int | None) -> dict[str, Any]:
    """One error in the form in which it leaves the box."""
    return {
        "t": "raised",
        "type": kind,
        "message": text(message, MAX_MESSAGE),
        "cell": cell,
        "line": line,
        "refused": "",
    }


def _place(traceback: TracebackType | None) -> tuple[int | None, int | None, list[CodeType]]:
    """Cell and line of the innermost frame that lies in a cell, and the code of the libraries that it called."""
    cell, line = None, None
    called: list[CodeType] = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        number = cell_of(code)
        if number is not None:
            cell, line = number, traceback.tb_lineno
            called.clear()
        called.append(code)
        traceback = traceback.tb_next
    return cell, line, called


def _outermost(traceback: TracebackType | None) -> tuple[int, int] | None:
    """Cell and line of the outermost frame that lies in a cell."""
    while traceback is not None:
        number = cell_of(traceback.tb_frame.f_code)
        if number is not None:
            line: int | None = traceback.tb_lineno
            return None if line is None else (number, line)
        traceback = traceback.tb_next
    return None


def _local(traceback: TracebackType | None) -> list[str]:
    """The names of their own that the innermost functions have: the last may be a comprehension in another."""
    codes: list[CodeType] = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        codes += [code] if cell_of(code) is not None else []
        traceback = traceback.tb_next
    names = (name for code in codes[:-3:-1] for name in (*code.co_varnames, *code.co_cellvars, *code.co_freevars))
    return [text(name, MAX_NAME) for name in names if type(name) is str][:MAX_LOCAL]


def _message(error: BaseException) -> str:
    try:
        message = error.msg if type(error) is SyntaxError else str(error)
    except BaseException:
        return ""
    return str.__str__(message)
