"""Compares a value with what is right and finds the known mistakes that would give it.

This one file is all that class run, notebook, terminal and page need to judge a value: standard library and NumPy,
nothing else of ours. Arrays are float64; a *result* is a tuple of arrays, one for each thing returned.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Generic, Literal, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Result = tuple[Array, ...]

Difference = Literal["right", "wrong_shape", "not_finite", "wrong"]
Precision = Literal["float64", "float32", "float16"]

ROUNDOFF: dict[Precision, float] = {"float64": 2.0**-53, "float32": 2.0**-24, "float16": 2.0**-11}
"""Unit roundoff (IEEE 754): the largest relative error of one rounding."""

_BYTES: dict[Precision, int] = {"float64": 8, "float32": 4, "float16": 2}

_DECIMALS_MISSING = 2
"""With how many decimals too few an answer is still the true one, only rounded."""

_DECIMAL = 1e-12
"""How far a float may be from the decimal number that was written."""

NAMING = 2e-6
"""How closely, relative to its largest element, a value must follow a mistake's value to be called it."""

_quiet = np.errstate(all="ignore")
"""Infinite and huge values are compared like any other, without warnings."""


class Tolerance(NamedTuple):
    """What a right result may be off by: ``scale`` unit roundoffs plus ``slack``, element by element."""

    scale: Result
    slack: Result


class Comparison(NamedTuple):
    """How a result differs from what is right.

    ``units`` is its largest error as a unit roundoff that would excuse it: up to 2⁻⁵³ the work was done in float64,
    up to 2⁻²⁴ at least in float32.
    """

    seen: Difference
    units: float = np.inf

    @property
    def precision(self) -> Precision | None:
        """The finest precision in which a right computation may err by as much; None if there is none."""
        return next((name for name, unit in ROUNDOFF.items() if self.units <= unit), None)


class Piece(NamedTuple):
    """A named piece of what is returned: elements from ``start`` of the result number ``result``, in this shape."""

    name: str
    result: int
    start: int
    shape: tuple[int, ...]


class Layout(NamedTuple):
    """In which other forms several results may come.

    Attributes:
        names: of the results.
        sizes: how many elements each has.
        parts: the pieces into which they may be cut, in their order in a tuple.
    """

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    parts: tuple[Piece, ...] = ()


@_quiet
def as_result(value: Any, count: int, layout: Layout | None = None) -> tuple[Result, Precision] | None:
    """A returned value as ``count`` float64 arrays and the lowest float precision among them, or None.

    Numbers, lists, tuples and arrays are taken; bool and int count as float64. With a layout, so are dictionaries by
    name, the pieces of the layout, and all elements in one vector.
    """
    if layout is not None:
        value = _in_order(value, layout)
    parts: Sequence[Any]
    if count == 1:
        parts = (value,)
    elif isinstance(value, list | tuple) and len(value) == count:
        parts = value
    else:
        return None
    arrays = []
    lowest: Precision = "float64"
    for part in parts:
        array = _as_array(part)
        if array is None:
            return None
        if array.dtype.kind == "f" and array.dtype.itemsize < _BYTES[lowest]:
            lowest = "float32" if array.dtype.itemsize == _BYTES["float32"] else "float16"
        arrays.append(array.astype(np.float64))
    return tuple(arrays), lowest


@_quiet
def difference(result: Result, expected: Result, tolerance: Tolerance) -> Comparison:
    """Shape, then NaN and infinity, then values: the first of these in which a result is not right.

    What single precision excuses is right.
    """
    if any(not _same_shape(got, right) for got, right in zip(result, expected, strict=True)):
        return Comparison("wrong_shape")
    if any(not np.isfinite(got).all() for got in result):
        return Comparison("not_finite")
    units = 0.0
    for got, right, scale, slack in zip(result, expected, *tolerance, strict=True):
        error = np.abs(got.reshape(right.shape) - right) - slack
        needed = np.where(error <= 0, 0.0, error / scale)
        units = max(units, float(needed.max(initial=0.0)))
    return Comparison("right" if units <= ROUNDOFF["float32"] else "wrong", units)


@_quiet
def same(result: Result, other: Result, slack: Result = (), closeness: float = NAMING) -> bool:
    """Whether two results agree to ``closeness`` relative to the largest element of each array, NaN equal to NaN.

    ``slack`` is what a right result may be off by beside that (its largest element counts).
    """
    allowed = max((float(array.max(initial=0.0)) for array in slack), default=0.0)
    return all(_same(a, b, closeness, allowed) for a, b in zip(result, other, strict=True))


Way = TypeVar("Way", bound=Hashable)


class Ways(Generic[Way]):
    """What each of several wrong ways gives in every case, laid out so that few array comparisons find those that fit.

    Args:
        expected: what is right, case by case.
        slacks: what a right result of each case may be off by beside roundoff.
        answers: for each way, its results case by case.
    """

    def __init__(
        self, expected: Sequence[Result], slacks: Sequence[Result], answers: Mapping[Way, Sequence[Result]]
    ) -> None:
        self.ways = list(answers)
        self._rows: dict[_Shapes, _Rows] = {}
        by_shapes: dict[_Shapes, list[int]] = {}
        for row, results in enumerate(answers.values()):
            by_shapes.setdefault(tuple(map(_shapes, results)), []).append(row)
        listed = list(answers.values())
        for shapes, rows in by_shapes.items():
            self._rows[shapes] = _Rows(rows, [listed[row] for row in rows], slacks)
        self.shows = ~self.fit(expected)
        """For each way and case, whether its result differs from what is right."""

    @_quiet
    def fit(self, results: Sequence[Result | None]) -> npt.NDArray[np.bool_]:
        """For each way and case, whether the result is what the way gives; None fits every way."""
        found = np.zeros((len(self.ways), len(results)), dtype=bool)
        shapes = [None if result is None else _shapes(result) for result in results]
        for wanted, rows in self._rows.items():
            alike = [got == want for got, want in zip(shapes, wanted, strict=True)]
            found[rows.numbers] = rows.fit([r if a else None for r, a in zip(results, alike, strict=True)]) & alike
        return found | [result is None for result in results]


_Shapes = tuple[tuple[tuple[int, ...], ...], ...]


class _Rows:
    """The results of ways whose shapes are alike, one way a row, all cases side by side."""

    def __init__(self, numbers: list[int], results: Sequence[Sequence[Result]], slacks: Sequence[Result]) -> None:
        self.numbers = numbers
        self._values = np.array([_chain(row) for row in results])
        sizes = [sum(array.size for array in result) + 1 for result in results[0]]
        self._starts = np.cumsum([0, *sizes[:-1]])
        self._sizes = sizes
        self._allowed = np.array(
            [_chain([_allowed(*pair) for pair in zip(row, slacks, strict=True)]) for row in results]
        )

    def fit(self, results: Sequence[Result | None]) -> npt.NDArray[np.bool_]:
        pairs = zip(results, self._sizes, strict=True)
        came = np.concatenate([np.zeros(size) if one is None else _chain([one]) for one, size in pairs])
        close = np.abs(came - self._values) <= self._allowed
        close |= (came == self._values) | (np.isnan(came) & np.isnan(self._values))
        fits: npt.NDArray[np.bool_] = np.logical_and.reduceat(close, self._starts, axis=1)
        return fits


def _chain(results: Sequence[Result]) -> Array:
    """All elements of several results, with a zero after each result: none is empty."""
    return np.concatenate([np.append(array.ravel(), ()) for one in results for array in (*one, np.zeros(1))])


def _allowed(result: Result, slack: Result) -> Result:
    more = max((float(array.max(initial=0.0)) for array in slack), default=0.0)
    return tuple(
        np.full(array.shape, NAMING * float(np.abs(array).max(initial=0.0, where=np.isfinite(array))) + more)
        for array in result
    )


def _shapes(result: Result) -> tuple[tuple[int, ...], ...]:
    return tuple(_without_ones(array.shape) for array in result)


def as_number(value: Any, count: int = 1) -> Array | None:
    """An answer by hand as a flat array: a number or a list of them, each perhaps a text such as '０．２５' or '1/4'.

    Args:
        value: what was answered.
        count: how many numbers were asked for: a comma in a text is a decimal comma where there is but one.
    """
    array = _as_array(_read_texts(value, count))
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


_MINUS = str.maketrans(dict.fromkeys("−‐‑‒–—―ー", "-"))
_DIGITS = r"(\d+\.?\d*|\.\d+)"
_NUMBER = re.compile(
    rf"(?P<number>[+-]? ?{_DIGITS}(e[+-]?\d+)?)( ?[×x*] ?10 ?(\^|\*\*) ?\(?(?P<power>[+-]?\d+)\)?|"
    rf" ?/ ?(?P<divisor>{_DIGITS}))?( ?(?!e$)[^\W\d_]+\.?)?",
    re.IGNORECASE,
)
"""A number with an exponent, a power of ten or a divisor, and a unit of letters."""


def _read_texts(value: Any, count: int) -> Any:
    if isinstance(value, list | tuple):
        return [_read_texts(element, 1) for element in value]
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFKC", value).translate(_MINUS).strip().strip("[]()").strip()
    if count == 1:
        return _read_text(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    pieces = re.split(r"\s*;\s*" if ";" in text else r"\s*[,、]\s*|\s+", text)
    return [_read_texts(piece, 1) for piece in pieces]


def _read_text(text: str) -> float | str:
    found = _NUMBER.fullmatch(text)
    if found is None:
        return text
    number = float(found["number"].replace(" ", "")) * float(f"1e{found['power'] or 0}")
    divisor = float(found["divisor"] or 1)
    return number / divisor if divisor else text


def _has_decimals(answer: Array, digits: int) -> bool:
    return bool((np.abs(answer - np.round(answer, digits)) < _DECIMAL).all())


def _in_order(value: Any, layout: Layout) -> Any:
    """What a layout allows, as the results in their order; anything else as it is."""
    if isinstance(value, dict):
        named = {_plain_name(name): part for name, part in value.items()}
        for names in (layout.names, [part.name for part in layout.parts]):
            if names and named.keys() == {_plain_name(name) for name in names}:
                return _in_order([named[_plain_name(name)] for name in names], layout)
        each = [
            f"{_plain_name(name)}{i}"
            for name, size in zip(layout.names, layout.sizes, strict=True)
            for i in range(1, size + 1)
        ]
        return _in_order([named[name] for name in each], layout) if named.keys() == set(each) else value
    if isinstance(value, list | tuple) and len(value) == len(layout.names):
        return value
    if isinstance(value, list | tuple) and layout.parts and len(value) == len(layout.parts):
        return _joined(value, layout) or value
    array = _as_array(value)
    if array is None or array.size != sum(layout.sizes) or max(array.shape, default=0) != array.size:
        return value
    return np.split(array.ravel(), np.cumsum(layout.sizes)[:-1])


def _joined(pieces: Sequence[Any], layout: Layout) -> list[Any] | None:
    """The results that pieces are of; a matrix may come transposed, as only one way round has its shape."""
    arrays = [_as_array(piece) for piece in pieces]
    results = [np.zeros(size) for size in layout.sizes]
    for array, part in zip(arrays, layout.parts, strict=True):
        if array is None or array.size != int(np.prod(part.shape)):
            return None
        turned = len(part.shape) > 1 and array.shape == part.shape[::-1] != part.shape
        flat = (array.T if turned else array).ravel()
        results[part.result][part.start : part.start + flat.size] = flat
    return results


def _plain_name(name: str) -> str:
    """``W1`` for ``dW1``, ``grad_W1`` or ``dL_dW1``, in small letters."""
    return re.sub(r"^(dl_?/?|grad(ient)?s?_?)?d?_?(?=.)", "", name.lower())


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
