"""Judges a table by hand, cell by cell: what follows from an earlier wrong cell earns its points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np

from grader.compare import EVIDENCE, Array, Explained, check_by_hand, is_empty, other_columns, rounded_early
from grader.judge.came import Came
from grader.judge.carry import PAIR, Follows, follow, kept, plausible
from grader.judge.diagnose import Examiner
from grader.judge.findings import Diagnosis, Finding, Written, line
from grader.judge.texts import type_text
from grader.judge.trouble import not_written
from grader.records import Line, Verdict
from grader.words import listed, printable

Cell = Literal["right", "carried", "rounded", "wrong", "missing"]


@dataclass(frozen=True)
class Part:
    """One column, or one cell that follows: its step and what each of its cells is."""

    name: str
    step: str
    cells: tuple[Cell, ...]
    diagnosis: Diagnosis

    @property
    def first_wrong(self) -> int | None:
        """The place of the first cell that is wrong; None if there is none."""
        return next((place for place, cell in enumerate(self.cells) if cell == "wrong"), None)


def judge(examiner: Examiner, came: Came) -> Finding:
    """What a table is worth: the share of its cells that are right or follow from earlier ones."""
    key, returned = examiner.key, came.returned
    assert returned is not None and key.layout is not None  # noqa: S101, PT018 - raised was told before; tables have names
    if is_empty(returned.value):
        return not_written(examiner.problem, came.outputs)
    seen = check_by_hand(key, returned.value)
    if not any(one is not None and np.isfinite(one).any() for one in seen.written):
        names = ", ".join(key.layout.names)
        fact = line("fact", "not_a_table", name=key.name, type=type_text(returned.value), parts=names)
        return Finding("wrong", (fact,))
    pairs = zip(seen.written, key.cases[0].expected, strict=True)
    written = [_in_rows(one, right.size) for one, right in pairs]
    parts = _parts(examiner, written, dict(came.earlier))
    cells = [cell for part in parts for cell in part.cells]
    worth: dict[Cell, Decimal] = {"right": Decimal(1), "carried": Decimal(1), "rounded": came.rounded_credit}
    share = sum((worth.get(cell, Decimal(0)) for cell in cells), Decimal(0)) / len(cells)
    verdict = _verdict(cells)
    if verdict == "right":
        return Finding("right", (line("fact", "right"),))
    first = next((part for part in parts if part.first_wrong is not None), None)
    unread = sum(int(np.isinf(one).sum()) for one in written)
    others = [f"`{printable(name)}`" for name in other_columns(returned.value, key.layout)]
    lines = [*_first_wrong(examiner, first), *_counted(cells, unread), *_sizes(examiner, seen.written)]
    if others:
        lines.append(line("fact", "other_columns", others=listed(others), names=", ".join(key.layout.names)))
    diagnosis = first.diagnosis if first is not None else Diagnosis()
    return Finding(verdict, tuple(lines), diagnosis=diagnosis, share=share)


def _in_rows(written: Array | None, size: int) -> Array:
    """A column from its first row on: what is missing at its end is empty, what is too much is passed over."""
    rows = np.full(size, np.nan)
    there = np.zeros(0) if written is None else written[:size]
    rows[: there.size] = there
    return rows


def _parts(examiner: Examiner, written: Sequence[Array], given: dict[str, Written]) -> list[Part]:
    """Each part in its order; ``given`` takes up those that are not right as the following ones are looked at."""
    key, steps = examiner.key, examiner.problem.steps
    names = key.layout.names if key.layout is not None else ()
    half_unit = 0.5 * 10.0 ** -(key.digits or 0)
    known: dict[str, Array] = {}
    parts, is_own = list[Part](), True
    for name, step, one, right in zip(names, steps, written, key.cases[0].expected, strict=True):
        follows = follow(examiner.problem.solution, key.cases[0].arguments, given, step)
        value = follows.value
        cells = _cells(one, right, follows, key.digits or 0)
        diagnosis = Diagnosis()
        if "wrong" in cells:
            diagnosis = _diagnosis(examiner, step, one, known, cells)
        is_own = (is_own or len(cells) > PAIR) and _is_own(cells, diagnosis)
        # A zero makes zeros of what follows, whatever was computed.
        stands = np.isfinite(one) & ((one != 0) | (right.ravel() == 0) | bool(diagnosis.best))
        whole = np.where(stands, one, value.ravel())
        likely = (plausible(whole, goal, diagnosis, half_unit) for goal in (right, value))
        if not set(cells) <= {"right", "missing"} and is_own and any(likely):
            given[step] = kept(whole, right, diagnosis, half_unit)
        known[step] = given[step].value if step in given else right
        parts.append(Part(name, step, cells, diagnosis))
    return parts


def _is_own(cells: Sequence[Cell], diagnosis: Diagnosis) -> bool:
    """Whether a part is work on the student's own sheet: a mistake explains it, or at least half of it is right.

    A whole column that nothing explains may be another student's, of whose numbers everything after it follows, or
    invented; so may a single cell after such a column.
    """
    good = sum(cell in ("right", "carried", "rounded") for cell in cells)
    return bool(diagnosis.best) or len(cells) <= PAIR or 2 * good >= len(cells)


def _cells(written: Array, right: Array, from_earlier: Follows, digits: int) -> tuple[Cell, ...]:
    """What each cell of a part is.

    Args:
        written: what stands there.
        right: what is right.
        from_earlier: what follows from the parts before it, as they are written.
        digits: decimals asked for.
    """
    value, half_unit = from_earlier.value, 0.5 * 10.0**-digits
    is_right = np.abs(written - right.ravel()) <= half_unit * (1 + 1e-9)
    follows = np.abs(written - value.ravel()) <= (half_unit + from_earlier.unsure.ravel()) * (1 + 1e-9)
    if not (from_earlier.moves.ravel()[follows & ~is_right] > half_unit).any():
        follows[:] = False
    others = ~(is_right | follows | np.isnan(written))
    # A small number that was rounded to 0 is known by those beside it.
    together = rounded_early(written[others], right.ravel()[others], digits, ())
    goals = right.ravel(), value.ravel()
    found: list[Cell] = []
    for place, one in enumerate(written):
        if np.isnan(one):
            found.append("missing")
        elif is_right[place]:
            found.append("right")
        elif follows[place]:
            found.append("carried")
        else:
            at = slice(place, place + 1)
            early = together or any(rounded_early(written[at], goal[at], digits, ()) for goal in goals)
            found.append("rounded" if early else "wrong")
    return tuple(found)


def _diagnosis(
    examiner: Examiner, step: str, written: Array, known: Mapping[str, Array], cells: Sequence[Cell]
) -> Diagnosis:
    """The mistakes that would give this part from the parts before it, in all its cells or in those that are wrong."""
    solution, key = examiner.problem.solution, examiner.key
    inputs, unit = key.cases[0].arguments, 10.0 ** -(key.digits or 0)
    reach = solution.ancestors((step,), given=known) - known.keys()
    (right,) = solution.answer(inputs, (step,), given=known)
    wrong = np.array([cell == "wrong" for cell in cells])
    everywhere: list[tuple[str, int]] = []
    slips: list[tuple[str, int]] = []
    for mistake in solution.mistakes_of((step,)):
        if mistake.step not in reach or mistake.id not in key.told:
            continue
        (value,) = solution.answer(inputs, (step,), given=known, replaced=[mistake])
        if value.size != written.size:
            continue
        fits = np.abs(written - value.ravel()) <= unit / 2 * (1 + 1e-9)
        shows = int((np.abs(value.ravel() - right.ravel()) > unit).sum())
        if fits.all():
            everywhere.append((mistake.id, shows))
        elif fits[wrong].all():
            slips.append((mistake.id, shows))
    if everywhere:
        best = sorted(everywhere, key=lambda one: -one[1])
        return Diagnosis.of(Explained(tuple((name,) for name, _ in best), best[0][1] >= EVIDENCE))
    made = int(wrong.sum())
    if not slips or made == len(cells):
        return Diagnosis()
    return Diagnosis.of(Explained(tuple((name,) for name, _ in slips), made >= EVIDENCE, (made, slips[0][1])))


def _verdict(cells: Sequence[Cell]) -> Verdict:
    kinds = set(cells)
    if kinds == {"right"}:
        return "right"
    if kinds <= {"right", "carried"}:
        return "carried"
    if kinds <= {"right", "carried", "rounded"}:
        return "rounded"
    return "wrong" if kinds <= {"wrong", "missing"} else "partly"


def _first_wrong(examiner: Examiner, first: Part | None) -> list[Line]:
    """Which step went wrong first, and in which row."""
    if first is None or first.first_wrong is None:
        return []
    title = examiner.problem.solution.steps[first.step].title
    if len(first.cells) == 1:
        return [line("hint", "table_first_wrong_cell", name=first.name, step=title)]
    return [line("hint", "table_first_wrong", name=first.name, step=title, row=first.first_wrong + 1)]


def _counted(cells: Sequence[Cell], unread: int) -> list[Line]:
    counts: Counter[str] = Counter(cells) + Counter(unread=unread)
    others = ("carried", "rounded", "missing", "unread")
    return [
        line("counted", "right_cells", right=counts["right"], total=len(cells)),
        *(line("counted", f"cells_{kind}", count=counts[kind]) for kind in others if counts[kind]),
    ]


def _sizes(examiner: Examiner, written: Sequence[Array | None]) -> list[Line]:
    """Columns with another number of values than there are rows."""
    key = examiner.key
    names = key.layout.names if key.layout is not None else ()
    return [
        line("fact", "wrong_count", name=name, got=one.size, expected=right.size)
        for name, one, right in zip(names, written, key.cases[0].expected, strict=True)
        if one is not None and one.size not in (0, right.size)
    ]
