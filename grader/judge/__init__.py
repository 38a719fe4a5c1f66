"""Outputs and keys → verdicts, mistakes by name, and what the student is told."""

from grader.judge.calls import Calls, Order, order
from grader.judge.closer import closer_ask
from grader.judge.diagnose import Examiner
from grader.judge.judge import judge
from grader.judge.names import lost_to
from grader.judge.near import misspelt
from grader.judge.trouble import broken_parts, lost_answer

__all__ = [
    "Calls",
    "Examiner",
    "Order",
    "broken_parts",
    "closer_ask",
    "judge",
    "lost_answer",
    "lost_to",
    "misspelt",
    "order",
]
