"""Compares values with a key and finds the known mistakes that would give them: ``check`` is what every door asks.

This one file is all that class run, notebook, terminal and page need to judge an answer: standard library and NumPy,
nothing else of ours. Arrays are float64; a *result* is a tuple of arrays, one for each thing returned.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import Any, Generic, Literal, NamedTuple, Protocol, TypeVar

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

EVIDENCE = 2
"""How many cases must tell a mistake from what is right before it is called by its name."""

MOST_CELLS = 100
"""How many cells of one column of a table are looked at."""

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


class Case(Protocol):
    """One call of a function, or the one set of numbers of a question by hand, as keys have it."""

    @property
    def expected(self) -> Result:
        """What is right."""

    @property
    def scale(self) -> Result:
        """How many unit roundoffs each element may be off."""

    @property
    def slack(self) -> Result:
        """What each element may be off beside that."""

    @property
    def mistakes(self) -> Mapping[str, Result]:
        """What each known mistake gives."""

    @property
    def also(self) -> Sequence[Result]:
        """What is right by another convention."""

    @property
    def group(self) -> str:
        """``basic`` for ordinary inputs."""


class Key(Protocol):
    """What an answer is checked against."""

    @property
    def cases(self) -> Sequence[Case]:
        """One for each result."""

    @property
    def digits(self) -> int | None:
        """Decimals of an answer by hand; None for a function."""

    @property
    def layout(self) -> Layout | None:
        """Names of several results, and in which forms they may come."""

    @property
    def told(self) -> Mapping[str, Any]:
        """What is told of each mistake that may be named."""


Way = TypeVar("Way", bound=Hashable)


class Explained(NamedTuple, Generic[Way]):
    """The wrong ways that would give exactly what came, the best first; several are alternatives.

    Attributes:
        ways: those that fit.
        certain: whether the first rests on enough cases; otherwise the work is only consistent with it.
        slip: where it went wrong in a few places only: in how many, and in how many it could have.
    """

    ways: tuple[Way, ...] = ()
    certain: bool = True
    slip: tuple[int, int] | None = None


class Numbers:
    """What came for the cases of a key, all elements in one vector, each case's followed by a zero.

    Attributes:
        vector: as long as the expected values; what is not there, or of another shape, is NaN.
        read: for each case, whether numbers came.
        shaped: for each case, whether they have the shape that is right, axes of length one aside.
        precision: for each case, the lowest float precision among the arrays that came.
    """

    def __init__(self, laid: Laid, values: Sequence[Any]) -> None:
        self._laid = laid
        count = len(laid.shapes)
        self.precision: list[Precision] = ["float64"] * count
        self.vector = laid.expected.copy()
        self._results: list[Result | None] | None = None
        whole = _whole(laid, values)
        if whole is not None:
            self.read = self.shaped = np.ones(count, dtype=bool)
            self.vector[laid.places] = whole
            return
        self._results = [None] * count
        self.read, self.shaped = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
        for number, value in enumerate(values):
            found = as_result(value, len(laid.shapes[number]), laid.layout)
            if found is not None:
                self._results[number], self.precision[number] = found
                self.read[number] = True
                self.shaped[number] = _shapes(found[0]) == laid.plain[number]
            part = laid.part(number)
            self.vector[part] = np.concatenate([a.ravel() for a in found[0]]) if self.shaped[number] else np.nan  # type: ignore[index]

    def result(self, number: int) -> Result | None:
        """What came for one case; None where it was no numbers."""
        if self._results is not None:
            return self._results[number]
        return tuple(self.vector[places].reshape(shape) for places, shape in self._laid.pieces[number])

    def same_as(self, other: Numbers) -> bool:
        """Whether just the same came, in the plainest form."""
        plain = self._results is None and other._results is None
        return plain and np.array_equal(self.vector, other.vector)

    @cached_property
    def results(self) -> list[Result | None]:
        """What came for each case."""
        return [self.result(number) for number in range(len(self._laid.shapes))]


def _whole(laid: Laid, values: Sequence[Any]) -> Array | None:
    """All elements one after another, where every value is float64 and shaped as the right one; None elsewhere."""
    parts: Sequence[Any] = values
    if not laid.alone:
        counts = [len(value) if type(value) is tuple else None for value in values]
        if counts != [len(shapes) for shapes in laid.shapes]:
            return None
        parts = [part for value in values for part in value]
    kinds = set(map(type, parts))
    if kinds == {float}:
        return np.array(parts) if laid.scalars else None
    if kinds != {np.ndarray} or any(p.dtype != np.float64 for p in parts):
        return None
    return np.concatenate([p.ravel() for p in parts]) if [p.shape for p in parts] == laid.shaped_like else None


def _pieces(shapes: Sequence[tuple[int, ...]], start: int) -> list[tuple[slice, tuple[int, ...]]]:
    """Where in a vector the arrays of one case are, and their shapes."""
    ends = np.cumsum([start, *(math.prod(shape) for shape in shapes)]).tolist()
    return [(slice(*pair), shape) for pair, shape in zip(pairwise(ends), shapes, strict=True)]


class Laid:
    """The key of a function laid out flat, so that one array operation compares what came for all its cases.

    Args:
        key: what is right, and what known mistakes give.
    """

    def __init__(self, key: Key) -> None:
        self.cases, self.layout, self._told = key.cases, key.layout, key.told
        self.shapes = [tuple(array.shape for array in case.expected) for case in self.cases]
        self.plain = [_shapes(case.expected) for case in self.cases]
        self.shaped_like = [shape for shapes in self.shapes for shape in shapes]
        self.alone = all(len(shapes) == 1 for shapes in self.shapes)
        self.scalars = all(shape == () for shape in self.shaped_like)
        self.expected = _chain([case.expected for case in self.cases])
        sizes = [sum(array.size for array in case.expected) for case in self.cases]
        self.starts = np.cumsum([0, *(size + 1 for size in sizes[:-1])])
        self._ends = self.starts + sizes
        self.pieces = [_pieces(shapes, int(start)) for shapes, start in zip(self.shapes, self.starts, strict=True)]
        self.places = np.concatenate([np.arange(*ends) for ends in zip(self.starts, self._ends, strict=True)])
        self._scale = _chain([case.scale for case in self.cases])
        self._slack = _chain([case.slack for case in self.cases])
        self._with_others = [(number, case) for number, case in enumerate(self.cases) if case.also]
        self._basic = [case.group == "basic" for case in self.cases]

    def part(self, number: int) -> slice:
        """Where in a vector the elements of one case are."""
        return slice(self.starts[number], self._ends[number])

    @cached_property
    def mistakes(self) -> Ways[str]:
        """What each known mistake gives."""
        answers = {
            name: [case.mistakes[name] for case in self.cases]
            for name in self.cases[0].mistakes
            if name in self._told and all(name in case.mistakes for case in self.cases)
        }
        return Ways([case.expected for case in self.cases], [case.slack for case in self.cases], answers)

    def ordinary(self, results: Sequence[Result | None]) -> list[Result | None]:
        """Only the results for ordinary inputs."""
        return [one if basic else None for one, basic in zip(results, self._basic, strict=True)]

    @_quiet
    def compared(self, values: Sequence[Any], before: SeenCalls | None = None) -> SeenCalls:
        """What came for each case beside what is right; half precision is never right.

        What is just as it came ``before`` is not compared again.
        """
        numbers = Numbers(self, values)
        if before is not None and numbers.same_as(before.numbers):
            return SeenCalls(before.cases, Explained(), numbers, before.units)
        units = self._units(numbers)
        finite = np.logical_and.reduceat(np.isfinite(numbers.vector), self.starts)
        right = units <= ROUNDOFF["float32"]
        rows = zip(numbers.read, numbers.shaped, finite, right, numbers.precision, strict=True)
        return SeenCalls(tuple(_difference(*row) for row in rows), Explained(), numbers, units)

    def check(self, values: Sequence[Any]) -> SeenCalls:
        """The same, with the single mistakes that explain what came.

        They explain every case; or the ordinary ones, where others are treated in a way of their own; or just those
        that went wrong. A case for which no numbers came is passed over.
        """
        seen = self.compared(values)
        if seen.verdict == "right":
            return seen
        results = seen.numbers.results
        for scope, some in (("all", results), ("ordinary", self.ordinary(results))):
            explained = self.mistakes.everywhere(some)
            if explained.ways:
                return SeenCalls(seen.cases, explained, seen.numbers, seen.units, scope)
        explained = self.mistakes.slip(results, [case == "right" for case in seen.cases])
        return SeenCalls(seen.cases, explained, seen.numbers, seen.units, "slip" if explained.ways else "")

    def _units(self, numbers: Numbers) -> Array:
        error = np.abs(numbers.vector - self.expected) - self._slack
        units = np.maximum.reduceat(np.where(error <= 0, 0.0, error / self._scale), self.starts)
        units[~numbers.shaped | np.isnan(units)] = np.inf
        for number, case in self._with_others:
            result = numbers.result(number) if numbers.shaped[number] else None
            for right in case.also if result is not None else ():
                other = difference(result or (), right, Tolerance(case.scale, case.slack))
                units[number] = min(units[number], other.units)
        return units


@dataclass(frozen=True, eq=False)
class Seen:
    """What came, compared with a key.

    Attributes:
        cases: how each case of a function, or each part of an answer by hand, differs from what is right; None where
            no numbers came.
        explained: the single mistakes that would give what came.
    """

    cases: tuple[Difference | None, ...]
    explained: Explained[str]

    @property
    def verdict(self) -> Difference | None:
        """The worst that was seen; None where no numbers came at all."""
        return next((one for one in _WORST_FIRST if one in self.cases), None)

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The ids of those that explain it, the best first."""
        return self.explained.ways


@dataclass(frozen=True, eq=False)
class SeenCalls(Seen):
    """What a function returned, compared with a key.

    Attributes:
        numbers: what came.
        units: for each case the largest error, as a unit roundoff that would excuse it; infinite where none would.
        scope: what the mistakes explain: every case, the ordinary ones, or those that went wrong.
    """

    numbers: Numbers
    units: Array
    scope: str = ""


@dataclass(frozen=True, eq=False)
class SeenByHand(Seen):
    """An answer by hand, compared with a key.

    Attributes:
        written: what stands there for each part; None where it is no numbers.
        off: how many numbers are off by more than a unit of the last digit.
    """

    written: tuple[Array | None, ...]
    off: int = 0


def check(key: Key, results: Sequence[Any]) -> Seen:
    """Compare with a key what came for each of its cases, and name the mistake if it is a known one.

    Args:
        key: a key, or the part of it that students may see.
        results: of a function what each call returned, None where a call gave nothing; by hand the one answer.
    """
    return Laid(key).check(results) if key.digits is None else check_by_hand(key, results[0])


def check_by_hand(key: Key, value: Any) -> SeenByHand:
    """The same for an answer by hand: it is right in the digits that were asked for, part by part."""
    expected, digits = key.cases[0].expected, key.digits or 0
    written = read_by_hand(key, value)
    cases = tuple(_by_digits(one, right, digits) for one, right in zip(written, expected, strict=True))
    if all(case in ("right", None) for case in cases):
        return SeenByHand(cases, Explained(), written)
    known = {name: wrong for name, wrong in key.cases[0].mistakes.items() if name in key.told}
    off = sum(int((np.abs(a - b.ravel()) > 10.0**-digits).sum()) for a, b in _alike(written, expected))
    ways = reads_as(written, known, digits)
    explained = Explained(ways, off >= EVIDENCE) if ways else _slip_by_hand(written, expected, known, digits)
    return SeenByHand(cases, explained, written, off)


def read_by_hand(key: Key, value: Any) -> tuple[Array | None, ...]:
    """What stands in each part of an answer by hand; None where it is no numbers."""
    return _written(value, [array.size for array in key.cases[0].expected], key.layout)


def _slip_by_hand(
    written: Sequence[Array | None], expected: Result, known: Mapping[str, Result], digits: int
) -> Explained[str]:
    """The mistakes that explain just the numbers that are wrong, where they would show in others, too."""
    if any(one is None or one.size != right.size for one, right in zip(written, expected, strict=True)):
        return Explained()
    came, right = (np.concatenate([np.ravel(a) for a in some if a is not None]) for some in (written, expected))
    wrong = np.abs(came - right) > 10.0**-digits / 2 * (1 + 1e-9)
    if came.size == 1 or not np.isfinite(came).all():
        return Explained()
    ways, could = [], 0
    for name, result in known.items():
        other = np.concatenate([array.ravel() for array in result])
        if other.size == came.size and rounds_to(came[wrong], other[wrong], digits):
            could = could or int((np.abs(other - right) > 10.0**-digits).sum())
            ways.append(name)
    made = int(wrong.sum())
    return Explained(tuple(ways), made >= EVIDENCE, (made, could)) if ways else Explained()


def _by_digits(written: Array | None, right: Array, digits: int) -> Difference | None:
    if written is None:
        return None
    if written.size != right.size:
        return "wrong_shape"
    if not np.isfinite(written).all():
        return "not_finite"
    return "right" if rounds_to(written, right, digits) else "wrong"


def _alike(written: Sequence[Array | None], expected: Result) -> list[tuple[Array, Array]]:
    pairs = zip(written, expected, strict=True)
    return [(one, right) for one, right in pairs if one is not None and one.size == right.size]


@_quiet
def reads_as(written: Sequence[Array | None], known: Mapping[Way, Result], digits: int) -> tuple[Way, ...]:
    """The wrong ways that give everything that stands there, rounded to ``digits`` decimals."""
    there = [(number, one.size) for number, one in enumerate(written) if one is not None]
    alike = [way for way, wrong in known.items() if all(wrong[number].size == size for number, size in there)]
    if not there or not alike:
        return ()
    came = np.concatenate([one for one in written if one is not None])
    gives = np.concatenate([known[way][number].ravel() for way in alike for number, _ in there])
    fits = _rounds_to(came, gives.reshape(len(alike), came.size), digits).all(axis=1)
    return tuple(alike[row] for row in np.flatnonzero(fits).tolist())


def _written(value: Any, sizes: Sequence[int], layout: Layout | None) -> tuple[Array | None, ...]:
    """What stands in each part of an answer by hand: parts by name in a dictionary, or in their order.

    In a part of several, NaN stands for a place where nothing is written, infinity for what is no number.
    """
    if layout is None:
        return (as_number(value, sizes[0]),)
    if isinstance(value, dict):
        if len(value) > _MORE * len(layout.names):
            return (None,) * len(sizes)
        named = {folded_name(name): part for name, part in value.items()}
        value = [named.get(folded_name(name)) for name in layout.names]
    if not isinstance(value, list | tuple) or len(value) != len(sizes):
        return (None,) * len(sizes)
    return tuple(_column(part, size) for part, size in zip(value, sizes, strict=True))


def other_columns(value: Any, layout: Layout) -> list[str]:
    """The names in a table that none of its columns has."""
    known = {folded_name(name) for name in layout.names}
    names = islice(value, MOST_CELLS) if isinstance(value, dict) else ()
    return [str(name)[:_LETTERS] for name in names if folded_name(name) not in known]


def folded_name(name: Any) -> str:
    """The name of a part without what people write in different ways: capitals, spaces, ^ and _."""
    # Cut first: to order many combining marks takes quadratic time.
    return _IN_NAMES.sub("", unicodedata.normalize("NFKC", str(name)[:_LETTERS])).casefold()


def _column(part: Any, size: int) -> Array:
    if part is None or (isinstance(part, str) and not part.strip()):
        return np.zeros(0)
    if isinstance(part, str) and size > 1:
        read = as_number(part, size)
        part = np.full(size, np.inf) if read is None else read
    if isinstance(part, dict):
        part = [*islice(part.values(), MOST_CELLS)]
    cells = np.ravel(part).tolist() if isinstance(part, np.ndarray) else part
    if isinstance(cells, list | tuple) and cells and all(isinstance(row, list | tuple | np.ndarray) for row in cells):
        # A row for each sample: what is asked for is read row by row, like any other array.
        rows = (np.ravel(row).tolist() if isinstance(row, np.ndarray) else row for row in cells[:MOST_CELLS])
        cells = [*islice((cell for row in rows for cell in row), MOST_CELLS)]
    if not isinstance(cells, list | tuple):
        return np.array([_cell(cells)])
    read = np.array([_cell(cell) for cell in cells[:MOST_CELLS]])
    if size == 1 and len(cells) > 1:
        # Which of several is meant nobody can say; a library's table has the same in each row.
        return read[:1] if np.ptp(read) == 0 else np.full(read.size, np.inf)
    return read


def _cell(cell: Any) -> float:
    if type(cell) is float:
        return cell if math.isfinite(cell) else np.inf
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return np.nan
    number = as_number(cell)
    return float(number[0]) if number is not None and number.size == 1 and np.isfinite(number[0]) else np.inf


_WORST_FIRST: tuple[Difference, ...] = ("wrong_shape", "not_finite", "wrong", "right")


def _difference(read: bool, shaped: bool, finite: bool, right: bool, precision: Precision) -> Difference | None:  # noqa: FBT001 - one row of a table
    if not read:
        return None
    if not shaped:
        return "wrong_shape"
    if not finite:
        return "not_finite"
    return "right" if right and precision != "float16" else "wrong"


class Ways(Generic[Way]):
    """What each of several wrong ways gives in every case, laid out so that few array comparisons find those that fit.

    Args:
        expected: what is right, case by case.
        slacks: what a right result of each case may be off by beside roundoff.
        answers: for each way, its results case by case; of ways that fit alike the first is the best.
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
        shapes = tuple(None if result is None else _shapes(result) for result in results)
        for wanted, rows in self._rows.items():
            if shapes == wanted:
                found[rows.numbers] = rows.fit(results)
                continue
            alike = [got == want for got, want in zip(shapes, wanted, strict=True)]
            found[rows.numbers] = rows.fit([r if a else None for r, a in zip(results, alike, strict=True)]) & alike
        return found | [result is None for result in results] if None in shapes else found

    def everywhere(self, results: Sequence[Result | None], mistakes: int = 1) -> Explained[Way]:
        """The ways that fit all results, those first that show in the most cases.

        Args:
            results: case by case; None where nothing came.
            mistakes: how many mistakes each way is; each more needs one more case as evidence.
        """
        shows = (self.shows & [result is not None for result in results]).sum(axis=1)
        fitting = np.flatnonzero(self.fit(results).all(axis=1) & (shows > 0))
        if not fitting.size:
            return Explained()
        ranked = sorted(fitting.tolist(), key=lambda row: -shows[row])
        certain = bool(shows[ranked[0]] >= EVIDENCE + mistakes - 1)
        return Explained(tuple(self.ways[row] for row in ranked), certain)

    def slip(self, results: Sequence[Result | None], right: Sequence[bool]) -> Explained[Way]:
        """The ways that explain every wrong result, while other results in which they would show are right."""
        wrong = np.array([result is not None and not ok for result, ok in zip(results, right, strict=True)])
        if not wrong.any() or all(result is None or not ok for result, ok in zip(results, right, strict=True)):
            return Explained()
        found = np.flatnonzero((self.fit(results) & self.shows)[:, wrong].all(axis=1)).tolist()
        if not found:
            return Explained()
        made, could = int(wrong.sum()), int(self.shows[found[0]].sum())
        return Explained(tuple(self.ways[row] for row in found), made >= EVIDENCE, (made, could))


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
        came = _chain([(np.zeros(size - 1),) if one is None else one for one, size in pairs])
        close = np.abs(came - self._values) <= self._allowed
        close |= (came == self._values) | (np.isnan(came) & np.isnan(self._values))
        fits: npt.NDArray[np.bool_] = np.logical_and.reduceat(close, self._starts, axis=1)
        return fits


_ZERO = np.zeros(1)


def _chain(results: Sequence[Result]) -> Array:
    """All elements of several results, with a zero after each result: none is empty."""
    return np.concatenate([array.ravel() for one in results for array in (*one, _ZERO)], dtype=np.float64)


def _allowed(result: Result, slack: Result) -> Result:
    more = max((float(array.max(initial=0.0)) for array in slack), default=0.0)
    return tuple(
        np.full(array.shape, NAMING * float(np.abs(array).max(initial=0.0, where=np.isfinite(array))) + more)
        for array in result
    )


def _shapes(result: Result) -> tuple[tuple[int, ...], ...]:
    return tuple(_without_ones(array.shape) for array in result)


def is_empty(value: Any) -> bool:
    """Whether nothing is written anywhere in an answer by hand, as in the starter."""
    if isinstance(value, dict):
        return all(map(is_empty, value.values()))
    if isinstance(value, list | tuple):
        return all(map(is_empty, value))
    return value is None or (isinstance(value, str) and not value.strip())


def as_number(value: Any, count: int = 1) -> Array | None:
    """An answer by hand as a flat array: a number or a list of them, each perhaps a text such as '０．２５' or '1/4'.

    Args:
        value: what was answered.
        count: how many numbers were asked for: a comma in a text is a decimal comma where there is but one.
    """
    most = _MORE * count
    texts = (leaf for leaf in _leaves(value) if isinstance(leaf, str))
    if next(islice(texts, most, None), None) is not None:
        return None
    if next(islice(_leaves(value), most, None), None) is not None:
        # Of so many only how many they are is told: they need not be read for that.
        return np.full(sum(np.size(leaf) if isinstance(leaf, np.ndarray) else 1 for leaf in _leaves(value)), np.nan)
    array = _as_array(_read_texts(value, count))
    return None if array is None else array.astype(np.float64).ravel()


def unread_part(value: Any, count: int = 1) -> str:
    """What in the texts of an answer by hand cannot be read, beside a number that can; empty where there is no number.

    Args:
        value: what was answered.
        count: how many numbers were asked for.
    """
    for leaf in islice(_leaves(value), _MORE * count):
        text = _plain(leaf) if isinstance(leaf, str) and len(leaf) <= _LETTERS * count else None
        for piece in [] if text is None else [text] if count == 1 else _pieces_of(text)[: _MORE * count]:
            rest = _unlabelled(piece)
            found = _NUMBER.search(rest) if _read_text(piece) is None else None
            if found is not None:
                after = found.end() if found["unit"] is None else found.start("unit")
                before = rest[: found.start()].strip()
                return before if before and not before.endswith("=") else rest[after:].strip()
    return ""


def unread_place(value: Any, count: int) -> tuple[int, Any] | None:
    """Of several values in a list the first that is no number: its place, from 1 on, and what stands there."""
    if not isinstance(value, list | tuple) or not value[1:]:
        return None
    leaves = islice(_leaves(value), _MORE * count)
    return next(((place, leaf) for place, leaf in enumerate(leaves, start=1) if as_number(leaf) is None), None)


def right_in_case(result: Result, case: Case) -> bool:
    """Whether a result counts as right, by the usual or another convention."""
    tolerance = Tolerance(case.scale, case.slack)
    return any(difference(result, right, tolerance).seen == "right" for right in (case.expected, *case.also))


def apart_by_digits(one: Result, other: Result, digits: int) -> bool:
    """Whether two answers by hand still differ after both are rounded to ``digits`` decimals, either way."""
    # What is done wrong early shows in everything after it: the last parts differ most often.
    return any(
        a.size != b.size
        or bool((~np.isfinite(a.ravel()) | ~np.isfinite(b.ravel())).any())
        or bool((np.abs(a.ravel() - b.ravel()) > 10.0**-digits * (1 + 1e-6)).any())
        for a, b in zip(reversed(one), reversed(other), strict=True)
    )


@_quiet
def rounds_to(answer: Array, true: Array, digits: int) -> bool:
    """Whether ``answer`` is what ``true`` gives when rounded to ``digits`` decimals, or is closer to it.

    A value halfway between two roundings may go either way.
    """
    return answer.size == true.size and bool(_rounds_to(answer, true.ravel(), digits).all())


def _rounds_to(answer: Array, true: Array, digits: int) -> npt.NDArray[np.bool_]:
    half = 0.5 * 10.0**-digits
    return np.abs(answer - true) <= half * (1 + 1e-9) + 1e-15


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


_LETTERS = 60
"""How many letters the text of one number may have: a longer one is not read."""
_MORE = 10
"""How many times as many texts, numbers or names as were asked for are read."""
_STANDS_FOR = 6
"""For how many letters one may stand: ㌶ stands for five, and what stands for eighteen is in no number."""
_WRAPPED = 3
"""How many types may be around a number: np.array([np.float64(0.25)]) has two."""
_IN_NAMES = re.compile(r"[\s^*_]+")
"""What may stand in the name of a column: r^2 is r2."""
_AROUND = " \t\n\r\v\f\x85\u2028\u2029[](){}'\"`"
"""What may stand around a number, or around several."""
_BRACKETS = str.maketrans(dict.fromkeys("[]{}", " "))
_DEPTH = 16
"""How deeply lists may be nested: more is no list of numbers."""

_SIGNS = str.maketrans(
    dict.fromkeys("−‐‑‒–—―", "-")
    | dict.fromkeys("⁄∕÷", "/")
    | dict.fromkeys("×✕⋅·・", "*")
    | {"。": ".", "≈": "=", "≒": "="}
    | dict.fromkeys("\u200b\u200e\u200f\u2060\ufeff")
)
_LONG_MARK = re.compile("(?<![ァ-ヺ])ー")
"""Typed for a minus; in パーセント it makes a vowel long."""
_CIRCLED = re.compile(r"^(?:[①-⑳㉑-㉟㊱-㊿❶-❿⓪] *[.:)]?|[(（]\d{1,2}[)）] +(?=[-+.\d]))")
"""What stands before an answer in a list."""
_SPLIT_DIGITS = re.compile("(?<=[0-9.])[¹²³⁴⁵⁶⁷⁸⁹⁰①-⑳❶-❿]|[①-⑳❶-❿](?=[0-9.])")
"""0.5² would become 0.52."""
_RAISED = re.compile("(?<=10)[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_POWER_IN_WORDS = re.compile(r" ?の ?([+-]?\d++) ?乗")
"""10の-3乗: ten to the power of -3."""
_FRACTION = re.compile(r"\b(?:Fraction|Rational)\((-?\d++), ?(\d++)\)")
_MADE_BY = re.compile(
    r"\b(?:(?:np|numpy)\.)?(?:array|asarray|str_?|float\d*_?|u?int\d*_?|Decimal|Fraction|Float|Integer|Rational)"
    r"\(([^()]*+)\)"
)
"""np.float64(0.25): a number as Python shows it."""
_DTYPE = re.compile(r", ?dtype=[\w.]++")
_ABOUT = re.compile(
    r"(?:約|およそ|おおよそ|ほぼ|だいたい|大体|~|(?:about|approx(?:imately)?|ca)\b\.?) *+", re.IGNORECASE
)
_DIGITS = r"(\d++(\.\d*+)?|\.\d++)"
_NUMBER = re.compile(
    rf"(?P<number>[+-]? ?{_DIGITS}(e[+-]?\d++)?)( ?[x*] ?10 ?(\^|\*\*) ?\(?(?P<power>[+-]?\d++)\)?|"
    rf" ?/ ?(?P<divisor>{_DIGITS})|(?P<percent> ?(?:%|percent\b|per cent\b|パーセント))|(?P<tenths> ?割))?"
    r"(?P<unit> ?(?!e$|i$|j$|(?-i:[kM]$)|wrong$)"
    r"(?:[A-Za-zµμΩ]{1,5}|[点個円人回倍度秒本]|です|だ|くらい|ぐらい|程度|ほど|となる|になる))?(?:\.(?!\d))?",
    re.IGNORECASE,
)
"""A number with an exponent, a power of ten, a divisor or a percent sign, and a unit that changes nothing."""
_OTHER = re.compile(rf"^\s*[-+]?{_DIGITS}[^=]*?[,、;\s]\s*[^\W\d_]")
"""Between two equals signs: a number, and the name of another."""
_REMARK = re.compile(r"(?<=[\w%.)\]]) *+\((?P<said>[^()]*+)\)?$|(?<=\d) *+#.*$|(?<=\d)\.{2,}$")
"""What is said of a number after it, in brackets, of which the last is cut off with all that is around; and dots."""
_CHOICE = re.compile(r"[!<>≠≤≥;]|\bor\b|\bnot\b|または|又は|もしくは|あるいは|か(?=[\s\d.=-]|$)", re.IGNORECASE)
"""What is not said to be the value before an equals sign, but something else, or one of several."""


def _leaves(value: Any) -> Iterator[Any]:
    """What is in a list that may hold lists; a value that is none by itself."""
    waiting = [iter((value,))]
    while waiting:
        for element in waiting[-1]:
            if isinstance(element, list | tuple):
                waiting.append(iter(element))
                break
            yield element
        else:
            waiting.pop()


def _read_texts(value: Any, count: int, depth: int = 0) -> Any:
    """The numbers that texts stand for; a text too long for what was asked for stays a text, and so do those deep."""
    if isinstance(value, list | tuple):
        each = max(1, count // len(value)) if value else 1
        return [_read_texts(element, each, depth + 1) for element in value] if depth < _DEPTH else None
    if not isinstance(value, str) or len(value) > _LETTERS * count:
        return value
    text = _plain(value)
    if text is None:
        return value
    if count == 1:
        decimal_comma = text.count(",") == 1 and not set("./") & set(text)
        number = _read_text(text.replace(",", ".") if decimal_comma else text)
        return value if number is None else number
    pieces = _pieces_of(text)
    return [_read_texts(piece, 1) for piece in pieces] if len(pieces) <= _MORE * count else value


def _plain(value: str) -> str | None:
    """A text in plain letters, without brackets around it and without what Python shows of types; None if unread."""
    if not value.isascii():
        forms = {letter: unicodedata.normalize("NFKC", letter) for letter in set(value)}
        if any(len(form) > _STANDS_FOR for form in forms.values()):
            return None
        # 1½ would become 11/2.
        if any("⁄" in forms[after] and before.isdigit() for before, after in pairwise(value) if after != "⁄"):
            return None
    text = _RAISED.sub(lambda power: f"^{power[0]}", _LONG_MARK.sub("-", _CIRCLED.sub("", value)))
    if _SPLIT_DIGITS.search(text.replace("^", "x")):
        return None
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    text = _POWER_IN_WORDS.sub(r"^\1", text)
    text = _DTYPE.sub("", _FRACTION.sub(r"\1/\2", text))
    for _ in range(_WRAPPED):
        text = _MADE_BY.sub(r"\1", text)
    return text.strip(_AROUND)


def _pieces_of(text: str) -> list[str]:
    text = _REMARK.sub("", text).translate(_BRACKETS).strip().rstrip(",;、").rstrip()
    apart = next((sign for sign in ";|" if sign in text), "") or (", " if ", " in text else "")
    if apart:
        return text.replace("、", ", ").split(apart)
    return re.split(r"\s*+[,、]\s*+|(?<![=:*/^+-])\s++(?![=:*/^%])", text)


def _read_text(text: str) -> float | None:
    found = _NUMBER.fullmatch(_unlabelled(text))
    return None if found is None else _value(found)


def _value(found: re.Match[str]) -> float | None:
    """The number that a match stands for; None where it is divided by 0."""
    exponent = -2 if found["percent"] else -1 if found["tenths"] else found["power"] or 0
    number = float(found["number"].replace(" ", "")) * float(f"1e{exponent}")
    divisor = float(found["divisor"] or 1)
    return number / divisor if divisor else None


def _unlabelled(text: str) -> str:
    """What is said to be the value: after "L =", "MSE:", "約". All of it where the rest says something else."""
    remark = _REMARK.search(text)
    if remark and remark["said"] and _NUMBER.fullmatch(remark["said"].strip(" =")):
        return text
    text = text[: remark.start()] if remark else text
    others, _, last = text.rpartition("=")
    between = others.split("=")
    if others and (_CHOICE.search(others) or any(map(_OTHER.search, between[1:]))):
        return text
    if others and not all(_rounds(other, last) for other in between):
        return text
    text = last
    label, _, value = text.rpartition(":")
    if any(letter.isalpha() for letter in label):
        text = value
    return _ABOUT.sub("", text.strip(_AROUND), count=1).strip(_AROUND)


def _rounds(other: str, last: str) -> bool:
    """Whether what stands before an equals sign is no other number: at most one that is rounded after it."""
    number, rounded = (_NUMBER.fullmatch(_ABOUT.sub("", text.strip(_AROUND), count=1)) for text in (other, last))
    if number is None or rounded is None:
        return True
    before, after = _value(number), _value(rounded)
    half_unit = 0.5000001 * 10.0 ** -len(rounded["number"].partition(".")[2])
    return before is not None and after is not None and abs(before - after) <= half_unit


def _has_decimals(answer: Array, digits: int) -> bool:
    return bool((np.abs(answer - np.round(answer, digits)) < _DECIMAL).all())


def _in_order(value: Any, layout: Layout) -> Any:
    """What a layout allows, as the results in their order; anything else as it is."""
    if isinstance(value, dict):
        if len(value) > _MORE * sum(layout.sizes):
            return value
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
    # NumPy would make each element of a list as large as the longest text in it.
    if value is None or any(isinstance(leaf, str | bytes | dict) for leaf in _leaves(value)):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError):
        return None
    if array.dtype.kind == "c" and not array.imag.any():
        array = array.real
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
