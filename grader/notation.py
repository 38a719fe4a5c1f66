"""Numbers and arrays as text: how prompts, examples and feedback write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def fixed(value: Any, digits: int) -> str:
    """A number, or a list of numbers in brackets, each with so many decimals."""
    array = np.asarray(value, dtype=np.float64)
    if array.shape:
        return f"[{', '.join(fixed(one, digits) for one in array)}]"
    return f"{array.item():.{digits}f}".replace("-", "−")


def python_list(value: Any, digits: int) -> str:
    """Numbers rounded to ``digits`` decimals as Python source; NaN and infinity as what makes them."""
    text = str((np.round(np.asarray(value, dtype=np.float64), digits) + 0.0).tolist())
    return text.replace("nan", "float('nan')").replace("inf", "float('inf')")


def table(*, empty: Sequence[str] = (), **columns: Any) -> str:
    """A Markdown table with a numbered row for each sample, and ``empty`` columns to be filled in.

    A single list of numbers lies on its side instead.
    """
    arrays = {name: np.asarray(value) for name, value in columns.items()}
    if len(arrays) == 1 and not empty:
        ((name, only),) = arrays.items()
        if only.ndim == 1:
            return _markdown_table([f"{name}{i}" for i in range(1, len(only) + 1)], [_aligned(only.tolist())])
    names: list[str] = ["No."]
    texts: list[list[str]] = []
    for name, array in arrays.items():
        for index, column in enumerate(array.T if array.ndim > 1 else [array], start=1):
            names.append(f"{name}{index}" if array.ndim > 1 else name)
            texts.append(_aligned(column.tolist()))
    rows = [[str(i), *row, *("" for _ in empty)] for i, row in enumerate(zip(*texts, strict=True), start=1)]
    return _markdown_table([*names, *empty], rows)


def _nested(value: Any, digits: int | None) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_nested(element, digits) for element in value)}]"
    return number(value, digits)


def _aligned(column: list[float]) -> list[str]:
    """Numbers of one column with as many decimals as the longest of them."""
    decimals = max(len(number(value).partition(".")[2]) for value in column)
    return [f"{value:.{decimals}f}" for value in column]


def _markdown_table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---:"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
