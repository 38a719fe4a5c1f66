"""An exception in students' code as data: its type, its message and the place in their own source."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

from .streams import OutputLimitError
from .values import text, type_name

MAX_MESSAGE = 300
_PREFIX, _SUFFIX = "<cell ", ">"


def filename(cell: int) -> str:
    """The name under which a cell is compiled, by which :func:`raised` knows its frames again."""
    return f"{_PREFIX}{cell}{_SUFFIX}"


def raised(error: BaseException) -> dict[str, Any]:
    """The exception being handled, with the innermost frame that lies in a cell."""
    cell, line = _place(sys.exc_info()[2])
    if type(error) is OutputLimitError:
        return described("OutputLimit", "", cell, line)
    return described(type_name(error), _message(error), cell, line)


def described(kind: str, message: str, cell: int | None, line: int | None) -> dict[str, Any]:
    """One error in the form in which it leaves the box."""
    return {"t": "raised", "type": kind, "message": text(message, MAX_MESSAGE), "cell": cell, "line": line}


def _place(traceback: TracebackType | None) -> tuple[int | None, int | None]:
    place: tuple[int | None, int | None] = (None, None)
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        if name.startswith(_PREFIX):
            place = (int(name[len(_PREFIX) : -len(_SUFFIX)]), traceback.tb_lineno)
        traceback = traceback.tb_next
    return place


def _message(error: BaseException) -> str:
    try:
        message = error.msg if type(error) is SyntaxError else str(error)
    except BaseException:
        return ""
    return str.__str__(message)
