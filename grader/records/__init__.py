"""Frozen records that pass from room to room; nothing in here computes.

``make`` writes keys, ``collect`` writes submissions, ``sandbox`` turns a job into outputs, ``judge`` turns outputs
and keys into question grades, ``batch`` keeps grades. Arrays are float64 unless said otherwise.
"""

from grader.records.grades import Grade, Line, QuestionGrade, Role, Status, Verdict, encoded, plain
from grader.records.handed import Cell, Handout, Submission, Wanted
from grader.records.keys import Case, Group, Key, Told
from grader.records.outputs import (
    Answer,
    AnswerStatus,
    Ask,
    Box,
    Kilobytes,
    Limits,
    Megabytes,
    Opaque,
    Outputs,
    Raised,
    Refused,
    Returned,
    Seconds,
)
from grader.records.sheets import Evidence, Foreign, Parts
from grader.records.texts import LANGUAGES, Array, Language, Text

__all__ = [
    "LANGUAGES",
    "Answer",
    "AnswerStatus",
    "Array",
    "Ask",
    "Box",
    "Case",
    "Cell",
    "Evidence",
    "Foreign",
    "Grade",
    "Group",
    "Handout",
    "Key",
    "Kilobytes",
    "Language",
    "Limits",
    "Line",
    "Megabytes",
    "Opaque",
    "Outputs",
    "Parts",
    "QuestionGrade",
    "Raised",
    "Refused",
    "Returned",
    "Role",
    "Seconds",
    "Status",
    "Submission",
    "Text",
    "Told",
    "Verdict",
    "Wanted",
    "encoded",
    "plain",
]
