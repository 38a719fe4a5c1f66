"""Frozen records that pass from room to room; nothing in here computes.

``make`` writes keys, ``collect`` writes submissions, ``sandbox`` turns a job into outputs, ``judge`` turns outputs
and keys into question grades, ``batch`` keeps grades. Arrays are float64 unless said otherwise.
"""

from grader.records.grades import Grade, Line, QuestionGrade, Role, Status, Verdict, encoded, plain
from grader.records.handed import Cell, Handout, Submission, Wanted
from grader.records.keys import Case, Group, Key, Told
from grader.records.outputs import (
    ASLEEP_SECONDS,
    USUAL_BUDGET,
    Answer,
    AnswerStatus,
    Ask,
    Box,
    Budget,
    Kilobytes,
    Limits,
    Megabytes,
    Opaque,
    Outputs,
    Part,
    Raised,
    Refused,
    Returned,
    Seconds,
)
from grader.records.sheets import Evidence, Foreign, Parts
from grader.records.texts import LANGUAGES, Array, Language, Text

__all__ = [
    "ASLEEP_SECONDS",
    "LANGUAGES",
    "USUAL_BUDGET",
    "Answer",
    "AnswerStatus",
    "Array",
    "Ask",
    "Box",
    "Budget",
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
    "Part",
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
