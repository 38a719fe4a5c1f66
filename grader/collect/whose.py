"""Which student a name means: exactly one's own name always does, one that nearly is it only where no other can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from grader import words
from grader.collect.layout import Attempt
from grader.collect.names import likeness, shown_name, spelling, student_id
from grader.collect.roster import Times
from grader.words import first


class Roll:
    """The ids of a class."""

    def __init__(self, known: Iterable[str]) -> None:
        self.ids = frozenset(known)
        self._alike: dict[str, list[str]] = {}
        for student in sorted(self.ids):
            self._alike.setdefault(likeness(student), []).append(student)

    def __bool__(self) -> bool:
        return bool(self.ids)

    def meant(self, name: str) -> tuple[str, ...]:
        """The ids that a name can mean: one where it is exact, all that look like it where it is not."""
        exact = spelling(name)
        if exact in self.ids:
            return (exact,)
        seen = "".join(c for c in exact if not words.is_unprintable(c))
        return tuple(sorted({i for text in (exact, seen) for i in self._alike.get(likeness(student_id(text)), ())}))

    @property
    def twins(self) -> list[tuple[str, ...]]:
        """The ids that look like one another."""
        return [tuple(ids) for ids in self._alike.values() if len(ids) > 1]


class Settled(Struct, frozen=True):
    """Whose the hand-ins are.

    Attributes:
        by_student: those that count, by id.
        near: those whose name is not quite the id of the only one it can mean, safe to print.
        unplaced: those that could be several students', or only look like one who is there himself, safe to print.
    """

    by_student: Mapping[str, Sequence[Attempt]]
    near: tuple[str, ...]
    unplaced: tuple[str, ...]


def settle(tried: Iterable[Attempt], roll: Roll) -> Settled:
    """Give every hand-in to the student it means, without letting a look-alike take the place of a name."""
    claims: dict[str, list[Attempt]] = {}
    by_student: dict[str, list[Attempt]] = {}
    near: list[str] = []
    unplaced: list[str] = []
    for attempt in tried:
        meant = roll.meant(attempt.called) or (student_id(attempt.called),)
        if len(meant) > 1:
            unplaced.append(f"{attempt.where} (could be {' or '.join(meant)})")
        else:
            claims.setdefault(meant[0], []).append(attempt)
    for student, claiming in claims.items():
        # What a path is called by itself counts before all names that are found in a class.
        own = [attempt for attempt in claiming if attempt.own]
        inside = [attempt for attempt in claiming if own and not attempt.own]
        unplaced += [f"{attempt.where} ({own[0].where} was given as the work of {student})" for attempt in inside]
        exact = [attempt for attempt in own or claiming if spelling(attempt.called) == student]
        alike = [attempt for attempt in own or claiming if spelling(attempt.called) != student]
        if not exact and len({spelling(attempt.called) for attempt in alike}) == 1:
            by_student[student] = alike
            near += [f"{attempt.where} for {student}" for attempt in alike if roll.meant(attempt.called)]
            continue
        if exact:
            by_student[student] = exact
        why = f"{exact[0].where} is there" if exact else "others do, too"
        unplaced += [f"{attempt.where} (looks like {student}, but {why})" for attempt in alike]
    return Settled(by_student, tuple(near), tuple(unplaced))


class Fitted(Struct, frozen=True):
    """Hand-in times of the students there are, and what of the table was not used or not quite meant so."""

    times: Times
    warnings: tuple[str, ...]


def fit(times: Times, by_student: Mapping[str, Sequence[Attempt]], roll: Roll) -> Fitted:
    """Give every row of the hand-in times to the student it means."""
    everybody = Roll({*roll.ids, *by_student})
    meant = {row: everybody.meant(row) for row in times.rows}
    means = Counter(ids[0] for row, ids in meant.items() if len(ids) == 1 and ids[0] not in times.rows)
    rows = {}
    near, nobodys = [], []
    for row, ids in meant.items():
        if row in ids:
            rows[row] = times.rows[row]
        elif len(ids) == 1 and means[ids[0]] == 1:
            rows[ids[0]] = times.rows[row]
            near.append(f"{shown_name(row)} for {ids[0]}")
        else:
            nobodys.append(shown_name(row))
    idle = sorted(rows.keys() - by_student.keys())
    for student, tried in by_student.items():
        files = [f"/{file}" for attempt in tried for file in attempt.files]
        for name, _ in rows.get(student, ()):
            if name and not any(file.endswith(f"/{name}") for file in files):
                nobodys.append(f"{student} {shown_name(name)}")
    warnings = []
    if near:
        warnings.append(f"rows of --times taken for the only student whose id is nearly that: {first(near)}.")
    if nobodys:
        warnings.append(f"rows of --times that fit nobody's work: {first(nobodys)}.")
    if idle:
        warnings.append(f"rows of --times for students of whom nothing was handed in: {first(idle)}.")
    return Fitted(Times(rows), tuple(warnings))
