"""Numbers and arrays as text: how prompts, examples and feedback write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.records import Case

SHOWN = 6
"""Significant digits of values in examples and feedback."""


def call(name: str, inputs: Mapping[str, Any]) -> str:
    """A call that can be pasted."""
    return f"{name}({', '.join(map(literal, inputs.values()))})"


def example(name: str, case: Case) -> str:
    """A case as a call that can be pasted, with what it must return."""
    returned = ", ".join(literal(value, SHOWN) for value in case.expected)
    return f"{call(name, case.inputs)}  # → {returned}"


def literal(value: Any, digits: int | None = None) -> str:
    """A value as NumPy source text: ``np.array([0.5, 1])`` or ``0.5``."""
    array = np.asarray(value)
    return f"np.array({_nested(array.tolist(), digits)})" if array.shape else number(array.item(), digits)


def number(value: float, digits: int | None = None) -> str:
    """A number as short as it can be written, whole numbers without a point."""
    plain = f"{value:.{digits}g}" if digits else repr(float(value))
    return plain.removesuffix(".0")


def vector(value: Any) -> str:
    """A list of numbers in brackets."""
    return _nested(np.asarray(value).tolist(), None)


def _nested(value: Any, digits: int | None) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_nested(element, digits) for element in value)}]"
    return number(value, digits)
