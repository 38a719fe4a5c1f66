"""Judges answers of several parts, tables and chains, number by number.

What follows from an earlier wrong number is right for the student, and the first step that went wrong is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np

from grader.compare import Array, is_empty, other_columns, read_by_hand
from grader.judge.came import Came
from grader.judge.diagnose import Examiner
from grader.judge.findings import Diagnosis, Finding, line
from grader.judge.kinds.cells import Cell, Part, Work
from grader.judge.texts import type_text
from grader.judge.trouble import not_written
from grader.records import Key, Line, Verdict
from grader.words import listed, printable


@dataclass(frozen=True)
class Judged:
    """An answer of several parts.

    Attributes:
        parts: each in its order.
        lines: what is told of places that are empty or cannot be read, of sizes and of names.
        sizes: what is told of parts that have too many numbers, or too few.
    """

    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    sizes: tuple[Line, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every number of every part."""
        return tuple(cell for part in self.parts for cell in part.cells)

    @property
    def earning(self) -> tuple[Cell, ...]:
        """The cells that points are given for."""
        return tuple(cell for part in self.parts for cell in part.earning)

    @property
    def first(self) -> Part | None:
        """The first part that went wrong."""
        return next((part for part in self.parts if part.first_wrong is not None), None)

    @property
    def diagnosis(self) -> Diagnosis:
        """The mistakes that explain the parts that went wrong, each from the parts before it."""
        known = [part.diagnosis for part in self.parts if part.diagnosis.best]
        if len(known) < 2:  # noqa: PLR2004 - what explains one part alone is told as it is
            return known[0] if known else Diagnosis()
        together = tuple(dict.fromkeys(mistake for one in known for mistake in one.best))
        return Diagnosis([together], all(one.certain and len(one.explanations) == 1 for one in known))


class Words(NamedTuple):
    """What a kind calls what it has several of.

    Attributes:
        right: says how many are right.
        others: says which names are none of them.
        unread: says that none of them can be read.
    """

    right: str
    others: str
    unread: str


def judge(
    examiner: Examiner,
    came: Came,
    value: object,
    words: Words,
    earning: Callable[[Judged], Sequence[Sequence[Cell]]],
    first_wrong: Callable[[Examiner, Judged], Sequence[Line]],
) -> Finding:
    """What an answer of several parts is worth.

    Args:
        examiner: the question with its key.
        came: what came for it.
        value: the answer, with its numbers in their parts.
        words: what the kind calls them.
        earning: which of them earn points together, each of these as much as the others.
        first_wrong: says what went wrong first.
    """
    if is_empty(came.value):
        return not_written(examiner.problem, came.outputs)
    judged = _judged(examiner, came, value, words)
    if judged is None:
        name, names = examiner.key.name, ", ".join(examiner.problem.question.parts)
        return Finding("wrong", (line("fact", words.unread, name=name, type=type_text(came.value), parts=names),))
    verdict = _verdict(judged.earning)
    if verdict == "right":
        return Finding("right", (line("fact", "right"), *judged.sizes))
    shares = [_share(cells, came.rounded_credit) for cells in earning(judged)]
    return Finding(
        verdict,
        (*first_wrong(examiner, judged), *judged.lines),
        diagnosis=judged.diagnosis,
        share=sum(shares, Decimal(0)) / len(shares),
    )


def _judged(examiner: Examiner, came: Came, value: object, words: Words) -> Judged | None:
    """An answer beside what is right, or what follows from the student's own earlier parts; None where none is read."""
    key = examiner.key
    assert key.layout is not None  # noqa: S101 - parts have names
    read = read_by_hand(key, value)
    if not any(one is not None and np.isfinite(one).any() for one in read):
        return None
    pairs = zip(read, key.cases[0].expected, strict=True)
    written = [_in_rows(one, right.size) for one, right in pairs]
    work = Work(examiner, dict(came.earlier))
    for name, step, one, right in zip(
        key.layout.names, examiner.problem.steps, written, key.cases[0].expected, strict=True
    ):
        work.look_at(name, step, one, right)
    parts = tuple(work.parts)
    unread = sum(int(np.isinf(one).sum()) for one in written)
    cells = [cell for part in parts for cell in part.cells]
    others = [f"`{printable(name)}`" for name in other_columns(value, key.layout)]
    sizes = _sizes(examiner, read)
    lines = [*_counted(words, cells, unread), *sizes]
    filled_in = [f"`{part.name}`" for part in parts if part.filled_in and "right" in part.cells]
    if filled_in:
        lines.append(line("fact", "filled_in", names=listed(filled_in)))
    if others:
        lines.append(line("fact", words.others, others=listed(others), names=", ".join(key.layout.names)))
    return Judged(parts, tuple(lines), tuple(sizes))


def _share(cells: Sequence[Cell], rounded_credit: Decimal) -> Decimal:
    """What share of numbers is right or follows from earlier ones."""
    worth: dict[Cell, Decimal] = {"right": Decimal(1), "carried": Decimal(1), "rounded": rounded_credit}
    return sum((worth.get(cell, Decimal(0)) for cell in cells), Decimal(0)) / len(cells)


def _in_rows(written: Array | None, size: int) -> Array:
    """A column from its first row on: what is missing at its end is empty, what is too much is passed over."""
    rows = np.full(size, np.nan)
    there = np.zeros(0) if written is None else written[:size]
    rows[: there.size] = there
    return rows


def _verdict(cells: Sequence[Cell]) -> Verdict:
    """The contract's verdict on all numbers together."""
    kinds = set(cells)
    if kinds == {"right"}:
        return "right"
    if kinds <= {"right", "carried"}:
        return "carried"
    if kinds <= {"right", "carried", "rounded"}:
        return "rounded"
    return "wrong" if kinds <= {"wrong", "missing"} else "partly"


def _counted(words: Words, cells: Sequence[Cell], unread: int) -> list[Line]:
    counts: Counter[str] = Counter(cells) + Counter(unread=unread)
    others = ("carried", "rounded", "missing", "unread")
    return [
        line("counted", words.right, right=counts["right"], total=len(cells)),
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


def in_blanks(key: Key, value: object) -> object:
    """An answer whose numbers all stand in one list, in the order of the blanks, with each blank its own."""
    sizes = [right.size for right in key.cases[0].expected]
    flat = [*islice(value, sum(sizes) + 1)] if isinstance(value, list | tuple) else value
    cells = np.ravel(flat).tolist() if isinstance(flat, np.ndarray) else flat
    if not isinstance(cells, list) or len(cells) != sum(sizes) or any(isinstance(one, list | tuple) for one in cells):
        return value
    ends = np.cumsum([0, *sizes]).tolist()
    return [cells[start:end] if end - start > 1 else cells[start] for start, end in pairwise(ends)]
