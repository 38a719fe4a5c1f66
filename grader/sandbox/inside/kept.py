"""What a call changed outside of the function: global names and default arguments, which later calls see."""

from __future__ import annotations

from collections.abc import Iterator
from types import FunctionType
from typing import Any

import numpy as np

MAX_KEPT = 3
"""So many names are told."""

_MOST_ELEMENTS = 1000
"""Of larger arrays it is not seen that their elements changed."""

State = list[tuple[str, Any, Any]]
"""Names, what they stand for, and what of that can change without another value being there."""


def state(function: Any) -> State:
    """What a function could keep something in."""
    return list(_places(function)) if type(function) is FunctionType else []


def kept(before: State, function: Any) -> list[str]:
    """The names of what was changed since."""
    after = {name: (value, content) for name, value, content in state(function)}
    gone = (None, None)
    changed = [
        name
        for name, value, content in before
        if after.get(name, gone)[0] is not value or after.get(name, gone)[1] != content
    ]
    known = {name for name, _, _ in before}
    return [*changed, *(name for name in after if name not in known)][:MAX_KEPT]


def _places(function: FunctionType) -> Iterator[tuple[str, Any, Any]]:
    code = function.__code__
    for name, value in [*function.__globals__.items()]:
        if type(name) is str and not name.startswith("_"):
            yield name, value, _content(value)
    defaults = function.__defaults__ or ()
    for name, value in zip(
        code.co_varnames[code.co_argcount - len(defaults) : code.co_argcount], defaults, strict=False
    ):
        yield name, value, _content(value)


def _content(value: Any) -> Any:
    if type(value) in (list, dict, set):
        return len(value)
    return value.tobytes() if type(value) is np.ndarray and value.size <= _MOST_ELEMENTS else None
