"""Compares a value with what is right and finds the known mistake that would give it.

This one file is all that class run, notebook, terminal and page need to judge a value: standard library and NumPy,
nothing else of ours. Arrays are float64; a *result* is a tuple of arrays, one for each thing returned.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Result = tuple[Array, ...]

Difference = Literal["right", "wrong_shape", "not_finite", "wrong"]

ROUNDOFF = {"float64": 1e-7, "float32": 1e-5, "float16": 0.0}
"""Allowed error in units of the summed terms, by the precision of what came back."""

_DECIMALS_MISSING = 2
"""With how many decimals too few an answer is still the true one, only rounded."""

_DECIMAL = 1e-12
"""How far a float may be from the decimal number that was written."""

NAMING = 1e-6
"""How closely, relative to its largest element, a value must follow a mistake's value to be called it."""

_quiet = np.errstate(all="ignore")
"""Infinite and huge values are compared like any other, without warnings."""


class Tolerance(NamedTuple):
    """What a right result may be off by: ``scale`` times roundoff plus ``slack``, element by element."""

    scale: Result
    slack: Result


@_quiet
def as_result(value: Any, count: int) -> tuple[Result, str] | None:
    """A returned value as ``count`` float64 arrays and the lowest float precision among them, or None.

    Numbers, lists, tuples and arrays are taken; bool and int count as float64.
    """
    parts: Sequence[Any]
    if count == 1:
        parts = (value,)
    elif isinstance(value, list | tuple) and len(value) == count:
        parts = value
    else:
        return None
    arrays, lowest = [], "float64"
    for part in parts:
        array = _as_array(part)
        if array is None:
            return None
        if array.dtype.name in {"float16", "float32"}:
            lowest = min(lowest, array.dtype.name)
        arrays.append(array.astype(np.float64))
    return tuple(arrays), lowest


@_quiet
def difference(result: Result, expected: Result, tolerance: Tolerance, precision: str = "float64") -> Difference:
    """Shape, then NaN and infinity, then values: the first of these in which a result is not right."""
    if any(not _same_shape(got, right) for got, right in zip(result, expected, strict=True)):
        return "wrong_shape"
    if any(not np.isfinite(got).all() for got in result):
        return "not_finite"
    for got, right, scale, slack in zip(result, expected, *tolerance, strict=True):
        allowed = ROUNDOFF[precision] * scale + slack
        if (np.abs(got.reshape(right.shape) - right) > allowed).any():
            return "wrong"
    return "right"


@_quiet
def same(result: Result, other: Result, slack: Result = (), closeness: float = NAMING) -> bool:
    """Whether two results agree to ``closeness`` relative to the largest element of each array, NaN equal to NaN.

    ``slack`` is what a right result may be off by beside that (its largest element counts).
    """
    allowed = max((float(array.max(initial=0.0)) for array in slack), default=0.0)
    return all(_same(a, b, closeness, allowed) for a, b in zip(result, other, strict=True))


def name_mistakes(
    results: Sequence[Result | None],
    expected: Sequence[Result],
    mistakes: Sequence[Mapping[Any, Result]],
    slacks: Sequence[Result],
) -> list[tuple[Any, int]]:
    """The mistakes that explain every result, each with the number of cases in which it shows.

    Args:
        results: what came back, case by case; None where a case gave no numbers and proves nothing.
        expected: what is right.
        mistakes: what each mistake gives.
        slacks: what a right result of each case may be off by.

    Returns:
        Mistake and count of distinguishing cases, the strongest evidence first, then in order of declaration.
    """
    found = []
    for mistake in mistakes[0] if mistakes else ():
        shows = 0
        for result, right, wrong, slack in zip(results, expected, mistakes, slacks, strict=True):
            if result is None:
                continue
            if not same(result, wrong[mistake], slack):
                break
            shows += not same(right, wrong[mistake], slack)
        else:
            if shows:
                found.append((mistake, shows))
    return sorted(found, key=lambda pair: -pair[1])


def as_number(value: Any) -> Array | None:
    """An answer by hand as a flat array: a number or a list of numbers, each perhaps a text such as '０．２５'."""
    array = _as_array(_read_texts(value))
    return None if array is None else array.astype(np.float64).ravel()


@_quiet
def rounds_to(answer: Array, true: Array, digits: int) -> bool:
    """Whether ``answer`` is what ``true`` gives when rounded to ``digits`` decimals, or is closer to it.

    A value halfway between two roundings may go either way.
    """
    half = 0.5 * 10.0**-digits
    return answer.size == true.size and bool((np.abs(answer - true.ravel()) <= half * (1 + 1e-9) + 1e-15).all())


def rounded_early(answer: Array, true: Array, digits: int, early: Iterable[Array]) -> bool:
    """Whether a wrong ``answer`` is the true one with fewer decimals, or comes from rounding on the way.

    Args:
        answer: flat array of what was answered.
        true: the exact answer.
        digits: decimals asked for.
        early: the answers that rounding steps on the way gives.
    """
    if answer.size != true.size:
        return False
    if any(rounds_to(answer, value, digits) for value in early):
        return True
    return bool(answer.any()) and any(
        rounds_to(answer, true, fewer) and _has_decimals(answer, fewer)
        for fewer in range(digits - 1, max(digits - 1 - _DECIMALS_MISSING, 0), -1)
    )


def _read_texts(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_read_texts(element) for element in value]
    if not isinstance(value, str):
        return value
    try:
        return float(unicodedata.normalize("NFKC", value).strip().replace("−", "-"))
    except ValueError:
        return value


def _has_decimals(answer: Array, digits: int) -> bool:
    return bool((np.abs(answer - np.round(answer, digits)) < _DECIMAL).all())


def _as_array(value: Any) -> npt.NDArray[Any] | None:
    if isinstance(value, str | bytes | dict) or value is None:
        return None
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return array if array.dtype.kind in "biuf" else None


def _same_shape(got: Array, right: Array) -> bool:
    return got.size == right.size and _without_ones(got.shape) == _without_ones(right.shape)


def _without_ones(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(length for length in shape if length != 1)


def _same(a: Array, b: Array, closeness: float, slack: float) -> bool:
    if not _same_shape(a, b):
        return False
    a = a.reshape(b.shape)
    finite = np.isfinite(b)
    if not finite.all():
        return bool(
            np.array_equal(a[~finite], b[~finite], equal_nan=True) and _same(a[finite], b[finite], closeness, slack)
        )
    return bool(b.size == 0 or (np.abs(a - b) <= closeness * np.abs(b).max() + slack).all())
