"""What each number of a table or chain is: right, right for those before it, rounded or wrong, and by what mistake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from grader.compare import EVIDENCE, Array, Explained, rounded_early
from grader.judge.carry import PAIR, Follows, in_zero_rows, is_filled_in, kept, plausible
from grader.judge.diagnose import Examiner
from grader.judge.findings import Diagnosis, Explanation, Written

MOST_TOGETHER = 2
"""How many mistakes are looked for in one part."""
NEAR = 10.0
"""How many units of the last digit an answer may be off because those before it have so many digits only."""

Cell = Literal["right", "carried", "rounded", "wrong", "missing"]

_RIGHT: Cell = "right"


@dataclass(frozen=True)
class Part:
    """One column, or one cell that follows: its step and what each of its cells is.

    Attributes:
        name: of the column or the blank.
        step: whose value it is.
        cells: each number in its place.
        diagnosis: what explains it.
        filled_in: whether the same number stands everywhere, and others should.
    """

    name: str
    step: str
    cells: tuple[Cell, ...]
    diagnosis: Diagnosis
    filled_in: bool = False

    @property
    def earning(self) -> tuple[Cell, ...]:
        """The cells that points are given for: none of a part that was filled in, whichever happen to be right."""
        return tuple("wrong" for _ in self.cells) if self.filled_in else self.cells

    @property
    def first_wrong(self) -> int | None:
        """The place of the first cell that is wrong; None if there is none."""
        return next((place for place, cell in enumerate(self.cells) if cell == "wrong"), None)


class Before(NamedTuple):
    """What is known of the parts before one.

    Attributes:
        known: the value from which each is taken to have been used.
        given: those that the student wrote, with their digits.
    """

    known: Mapping[str, Array]
    given: Mapping[str, Written]


class Work:
    """What is known of an answer while its parts are looked at in their order.

    Args:
        examiner: the question with its key.
        given: earlier answers that were not right, by step; it takes up the parts as they stand there.
    """

    def __init__(self, examiner: Examiner, given: dict[str, Written]) -> None:
        self.parts: list[Part] = []
        self._examiner, self._given = examiner, given
        self._known: dict[str, Array] = {}
        self._filled_in: set[float] = set()
        self._any_zeros = self._is_invented = False
        self._is_own, self._all_right = True, not given
        self._half_unit = 0.5 * 10.0 ** -(examiner.key.digits or 0)

    def look_at(self, name: str, step: str, written: Array, right: Array) -> None:
        """One part, after those before it."""
        repeats, filled_in = _is_made_of(written, self._filled_in), is_filled_in(written, right, self._half_unit)
        cells, follows = self._cells(step, written, right)
        diagnosis = Diagnosis()
        if repeats:
            cells = tuple("missing" if np.isnan(cell) else "wrong" for cell in written)
        elif not written.any() and right.any():
            # Zeros follow from zeros without any computation.
            cells = tuple("wrong" if cell == "carried" else cell for cell in cells)
        if "wrong" in cells and not repeats and (written.any() or not self._any_zeros):
            diagnosis = _diagnosis(self._examiner, step, written, Before(self._known, self._given), cells)
        was_own = self._is_own
        self._is_own = (was_own or len(cells) > PAIR) and not repeats
        self._is_own &= (self._is_after_right and not filled_in) or _is_own(cells, right, diagnosis)
        if not was_own and not self._is_own:
            # Of what is somebody else's, zeros are right by chance.
            pairs = zip(cells, written, strict=True)
            cells = tuple("wrong" if cell == "right" and not at else cell for cell, at in pairs)
        self._any_zeros |= filled_in and not written.any()
        if filled_in and not diagnosis.best:
            self._filled_in.add(float(written[0]))
        self._go_on_from(step, written, right, follows, Part(name, step, cells, diagnosis, filled_in))

    @property
    def _is_after_right(self) -> bool:
        """Whether what comes next is the first that may be wrong, after parts that were computed."""
        return self._all_right and any(len(part.cells) > PAIR and "right" in part.cells for part in self.parts)

    def _cells(self, step: str, written: Array, right: Array) -> tuple[tuple[Cell, ...], Array]:
        """What each number is, and what would follow from the parts before it."""
        if bool((np.abs(written - right.ravel()) <= self._half_unit * (1 + 1e-9)).all()):
            return (_RIGHT,) * written.size, right
        key = self._examiner.key
        follows = Follows(self._examiner.problem.solution, key.cases[0].arguments, self._given, step)
        return _cells(written, right, follows, key.digits or 0, all_right=self._all_right), follows.value

    def _go_on_from(self, step: str, written: Array, right: Array, follows: Array, part: Part) -> None:
        """Keep a part for those after it: a right one as it is written, a wrong one where they may follow from it."""
        if set(part.cells) == {"right"}:
            # Who goes on from it takes it as it is written, or as it was before it was rounded.
            value = written.reshape(right.shape)
            self._given[step] = Written(value, float(np.abs(value - right).max()), np.zeros(right.shape, dtype=bool))
        elif self._merely_follows(written, part):
            self._given[step] = Written(
                written.reshape(right.shape), self._half_unit, np.zeros(right.shape, dtype=bool)
            )
        elif not set(part.cells) <= {"right", "missing"} and self._is_own:
            # A zero makes zeros of what follows, whatever was computed.
            empty = in_zero_rows(written, right)
            is_zero = (written == 0) & (right.ravel() != 0) & (empty | (not part.diagnosis.best))
            whole = np.where(np.isfinite(written) & ~is_zero, written, follows.ravel())
            why = Diagnosis() if empty.any() else part.diagnosis
            likely = any(plausible(whole, goal, why, self._half_unit) for goal in (right, follows))
            if likely and (whole.any() or not right.any()):
                self._given[step] = kept(whole, right, why, self._half_unit)
        self._is_invented |= "wrong" in part.cells and not part.diagnosis.best
        self._known[step] = self._given[step].value if step in self._given else right
        self._all_right = self._all_right and set(part.cells) <= {"right", "missing"}
        self.parts.append(part)

    def _merely_follows(self, written: Array, part: Part) -> bool:
        """Whether a part follows from what mistakes explain, so that nothing in it can be invented or trivial."""
        follows = self._is_own and set(part.cells) <= {"right", "carried", "rounded"}
        return follows and not self._is_invented and not part.filled_in and bool(written.all())


def _is_made_of(written: Array, filled_in: set[float]) -> bool:
    """Whether nothing stands in a part but what earlier parts are filled in with."""
    there = written[~np.isnan(written)]
    return there.size > 0 and filled_in.issuperset(there.tolist())


def _is_own(cells: Sequence[Cell], right: Array, diagnosis: Diagnosis) -> bool:
    """Whether a part is work on the student's own sheet: a mistake explains all of it, or at least half of it is right.

    Zeros that are right, as behind relu, are easily guessed and count for nothing here. A whole column that nothing
    explains may be another student's, of whose numbers everything after it follows, or invented; so may a single cell
    after such a column.
    """
    telling = [cell for cell, goal in zip(cells, right.ravel().tolist(), strict=True) if goal]
    good = sum(cell in ("right", "carried", "rounded") for cell in telling)
    everywhere = bool(diagnosis.best) and diagnosis.slip is None
    return everywhere or len(cells) <= PAIR or 2 * good >= len(telling)


def _cells(written: Array, right: Array, from_earlier: Follows, digits: int, *, all_right: bool) -> tuple[Cell, ...]:
    """What each cell of a part is.

    Args:
        written: what stands there.
        right: what is right.
        from_earlier: what follows from the parts before it, as they are written.
        digits: decimals asked for.
        all_right: whether those before it are right, so that what follows from them is.
    """
    value, half_unit = from_earlier.value, 0.5 * 10.0**-digits
    is_right = np.abs(written - right.ravel()) <= half_unit * (1 + 1e-9)
    follows = np.abs(written - value.ravel()) <= half_unit * (1 + 1e-9)
    if not (follows | is_right | np.isnan(written)).all():
        follows = np.abs(written - value.ravel()) <= (half_unit + from_earlier.unsure.ravel()) * (1 + 1e-9)
    if not (from_earlier.moves.ravel()[follows & ~is_right] > half_unit).any():
        follows[:] = False
    found: list[Cell] = [
        "right" if one or (all_right and other) else "carried"
        for one, other in zip(is_right.tolist(), follows.tolist(), strict=True)
    ]
    for place in np.flatnonzero(np.isnan(written)).tolist():
        found[place] = "missing"
    others = np.flatnonzero(~(is_right | follows | np.isnan(written)))
    if others.size:
        # A small number that was rounded to 0 is known by those beside it.
        together = rounded_early(written[others], right.ravel()[others], digits, ())
        moving = from_earlier.moves.ravel() > half_unit
        for place in others.tolist():
            at = slice(place, place + 1)
            goals = (right.ravel(), value.ravel()) if moving[place] else (right.ravel(),)
            early = together or any(rounded_early(written[at], goal[at], digits, ()) for goal in goals)
            found[place] = "rounded" if early else "wrong"
    return tuple(found)


def _diagnosis(examiner: Examiner, step: str, written: Array, before: Before, cells: Sequence[Cell]) -> Diagnosis:
    """The mistakes that would give this part from the parts before it, in all its cells or in those that are wrong."""
    solution, key, known = examiner.problem.solution, examiner.key, before.known
    inputs, unit = key.cases[0].arguments, 10.0 ** -(key.digits or 0)
    reach = solution.ancestors((step,), given=known) - known.keys()
    runs = solution.runs(inputs, known)
    right = runs.answers([()], (step,))[()][0]
    wrong = np.array([cell == "wrong" for cell in cells])
    slips: list[tuple[Explanation, int]] = []
    for count in (1, MOST_TOGETHER):
        everywhere: list[tuple[Explanation, int]] = []
        ways = runs.answers(solution.composed(examiner.problem.steps, count, of=reach), (step,))
        for made, (value,) in ways.items():
            ids = tuple(mistake.id for mistake in made)
            if value.size != written.size or not key.told.keys() >= set(ids):
                continue
            away, allowed = np.abs(written - value.ravel()), np.full(written.size, unit / 2)
            if (away > unit / 2).any() and (away[wrong] <= NEAR * unit).all():
                allowed = allowed + Follows(solution, inputs, before.given, step, made).unsure.ravel()
            fits = away <= allowed * (1 + 1e-9)
            shows = int((np.abs(value.ravel() - right.ravel()) > unit).sum())
            if fits.all() and shows:
                everywhere.append((ids, shows))
            elif count == 1 and fits[wrong].all():
                slips.append((ids, shows))
        if everywhere:
            best = sorted(everywhere, key=lambda one: -one[1])
            return Diagnosis.of(Explained(tuple(ids for ids, _ in best), best[0][1] >= EVIDENCE + count - 1))
        if slips or written.size < EVIDENCE:
            break
    off = int(wrong.sum())
    if not slips or off == len(cells):
        return Diagnosis()
    return Diagnosis.of(Explained(tuple(ids for ids, _ in slips), off >= EVIDENCE, (off, slips[0][1])))
