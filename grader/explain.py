"""How a mark came about: the kept submission is graded once more, and what was seen on the way is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec.structs import replace

from grader import batch, notation
from grader.collect import disk
from grader.collect.refused import Refused
from grader.compare import ROUNDOFF
from grader.errors import CourseError, KeysError, OutputError
from grader.grade import Grader, Trace
from grader.judge import Calls, Examiner
from grader.judge.kinds.reading import beside
from grader.records import Answer, Grade, QuestionGrade, Raised, Returned, Submission, encoded
from grader.sandbox import Box

_MOST = 1 << 26
"""Bytes of a file of grade records: a class of a thousand has a fifth."""
_MOST_RECORD = 1 << 20
"""Bytes of one record: one of forty questions has a tenth."""


@dataclass(frozen=True)
class Kept:
    """One student's grade as it was recorded, the work that it is of, and a grader like the one that gave it."""

    grade: Grade
    submission: Submission | None
    grader: Grader
    same_keys: bool


@dataclass(frozen=True)
class Row:
    """One case of a function: what kind it is, whether students see it, and what the function made of it.

    ``off`` is the largest error in units of what float32 work excuses: up to 1 the case is right.
    """

    number: int
    group: str
    shown: bool
    seen: str
    off: float | None
    call: str


def load(
    record: Path,
    student: str | None,
    keys: Path | None = None,
    course_key: Path | None = None,
    course: Path | None = None,
) -> Kept:
    """Find a recorded grade and what it followed from.

    The results may come from elsewhere: the Python of a course that they name is not run unless it was given.

    Args:
        record: the folder of results, its grades.jsonl, or a file beside them with one grade record.
        student: whose, where there are several.
        keys: the folder of keys, if it is not where it was.
        course_key: the file of the course key, likewise.
        course: the folder of the course that they were graded with, if it is not the one of the program.

    Raises:
        OutputError: there is no such record, or the gradebook beside it does not hold the work.
        KeysError: the keys cannot be read.
        CourseError: the assignment cannot be read.
    """
    grade = _recorded(record / "grades.jsonl" if record.is_dir() else record, student)
    book = (record if record.is_dir() else record.parent) / "gradebook.sqlite"
    if not book.exists():
        raise OutputError(f"{book}: is not there; the record must lie in the folder that grader grade --out wrote.")
    with batch.Store(book, reading=True) as store:
        origin, submission = store.origin(grade.assignment), store.work(grade.student, grade.assignment)
    if origin is None:
        raise OutputError(f"{book}: does not say how {grade.assignment} was graded; grade it again with this version.")
    if origin.course is not None and course is None:
        raise CourseError(
            f"{book}: was graded with the course in {origin.course}, whose Python would be run to explain it; if you "
            f"trust it, give --course {origin.course}."
        )
    if course is not None:
        origin = replace(origin, course=str(course.absolute()))
    if course_key is not None:
        origin = replace(origin, course_key=str(course_key), keys=None)
    if keys is not None:
        origin = replace(origin, keys=str(keys))
    grader = origin.grader()
    return Kept(grade, submission, grader, grader.ring.digest == origin.ring)


def replay(kept: Kept, box: Box) -> Trace:
    """The same work graded once more.

    Raises:
        KeysError: the keys are not those of the record.
        OutputError: the work was not kept.
    """
    if not kept.same_keys:
        raise KeysError(
            f"{kept.grader.ring.origin}: these are not the keys that {kept.grade.student} was graded with; give those "
            "with --keys or --course-key."
        )
    if kept.submission is None and kept.grade.status != "missing":
        raise OutputError(f"the work of {kept.grade.student} was not kept; grade it again with this version.")
    if kept.submission is None:
        return Trace(kept.grader.missing(kept.grade.student))
    return kept.grader.trace(kept.submission, box)


def differences(recorded: Grade, replayed: Grade) -> list[str]:
    """In which fields two grades differ, byte by byte of their records; none if they are the same."""
    if encoded(recorded) == encoded(replayed):
        return []
    one, other = msgspec.to_builtins(recorded), msgspec.to_builtins(replayed)
    found = [name for name in one if name != "questions" and one[name] != other[name]]
    pairs = zip(recorded.questions, replayed.questions, strict=False)
    return [*found, *(question.id for question, again in pairs if question != again)]


def cases(trace: Trace, question: QuestionGrade) -> list[Row]:
    """What a function made of each case; empty where no case was judged."""
    examiner, answer = _asked(trace, question)
    if examiner is None or answer is None or examiner.key.digits is not None or answer.status != "done":
        return []
    hidden = trace.outputs.hidden.get(question.id) if trace.outputs is not None else None
    results = hidden.results if hidden is not None else ()
    calls = Calls(examiner.laid, answer.results, results, trace.orders[question.id])
    return [_row(examiner, calls, number) for number in range(len(calls.cases))]


def by_hand(trace: Trace, question: QuestionGrade) -> Iterator[str]:
    """What was answered by hand beside what is right."""
    examiner, answer = _asked(trace, question)
    if examiner is None or examiner.key.digits is None or answer is None:
        return
    value = answer.results[0].value if answer.results and isinstance(answer.results[0], Returned) else None
    yield from beside(examiner, value)


def _asked(trace: Trace, question: QuestionGrade) -> tuple[Examiner | None, Answer | None]:
    answers = trace.outputs.answers if trace.outputs is not None else {}
    return trace.examiners.get(question.id), answers.get(question.id)


def _row(examiner: Examiner, calls: Calls, number: int) -> Row:
    case, came = examiner.key.cases[number], calls.first[number]
    seen = f"raised {came.type}" if isinstance(came, Raised) else calls.seen.cases[number] or "no numbers"
    off = calls.seen.units[number] / ROUNDOFF["float32"] if calls.seen.numbers.read[number] else None
    shown = notation.example(examiner.key.name, case)
    return Row(number + 1, case.group, case.visible, seen.replace("_", " "), off, shown)


def _recorded(path: Path, student: str | None) -> Grade:
    try:
        lines = disk.read_file(str(path), _MOST).splitlines()
    except Refused as refused:
        why = "has too many bytes" if refused.code == "collect_too_large" else "is no ordinary file that can be read"
        raise OutputError(f"{path}: {why}; give a folder of results.") from refused
    try:
        grades = [_decoded(line) for line in lines if line.strip()]
    except (msgspec.MsgspecError, RecursionError) as error:
        raise OutputError(f"{path}: holds no grade records, one on each line ({error}).") from error
    names: Sequence[str] = [grade.student for grade in grades]
    found = [grade for grade in grades if student in (None, grade.student)]
    if len(found) != 1:
        which = f"has none of {student!r}" if student else f"has {len(found)} records; say whose"
        raise OutputError(f"{path}: {which}. Students in it: {', '.join(names[:10])}{' …' if names[10:] else ''}.")
    return found[0]


def _decoded(line: bytes) -> Grade:
    if len(line) > _MOST_RECORD:
        raise msgspec.ValidationError(f"a record of {len(line)} bytes")
    return msgspec.json.decode(line, type=Grade)
