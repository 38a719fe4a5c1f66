"""The gradebook as tables for people and other programs: CSV and JSON lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from grader.records import Grade, encoded, plain

COLUMNS = ("student", "score", "max_score", "status", "submitted_at", "late", "digest", "name")
"""The columns before those of the questions, each of which has its points under its id."""


def gradebook_csv(grades: Iterable[Grade], questions: Sequence[str]) -> str:
    """The gradebook as CSV; a cell that a spreadsheet would take for a formula is made inert.

    Args:
        grades: one for each row.
        questions: the ids of the questions that have a column.
    """
    text = io.StringIO()
    # Where a locale separates cells by semicolons, an id with one in it would else make two of one cell.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow([*COLUMNS, *questions])
    for grade in grades:
        points = {question.id: plain(question.points) for question in grade.questions}
        writer.writerow(
            [
                inert(grade.student),
                plain(grade.score),
                plain(grade.max_score),
                grade.status,
                _time(grade),
                _late(grade),
                grade.digest,
                inert(grade.name),
                *(points.get(question, "") for question in questions),
            ]
        )
    return text.getvalue()


def grades_jsonl(grades: Iterable[Grade]) -> bytes:
    """The grade records, one JSON document on each line."""
    return b"".join(encoded(grade) + b"\n" for grade in grades)


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _time(grade: Grade) -> str:
    if grade.submitted_at is not None:
        return grade.submitted_at.isoformat()
    return "" if grade.status == "missing" else "unknown"


def _late(grade: Grade) -> str:
    if grade.submitted_at is None:
        return ""
    return "yes" if grade.late else "no"
