"""The gradebook as tables for people and other programs: CSV and JSON lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from grader.records import Grade, encoded

COLUMNS = ("student", "score", "max_score", "status", "submitted_at", "late", "digest")


def gradebook_csv(grades: Iterable[Grade]) -> str:
    """The gradebook as CSV; a cell that a spreadsheet would take for a formula is made inert."""
    text = io.StringIO()
    # Where a locale separates cells by semicolons, an id with one in it would else make two of one cell.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    for grade in grades:
        writer.writerow(
            [
                inert(grade.student),
                f"{grade.score:.12g}",
                f"{grade.max_score:.12g}",
                grade.status,
                _time(grade),
                "yes" if grade.late else "no",
                grade.digest,
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
