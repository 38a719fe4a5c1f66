"""Outputs and keys → verdicts, mistakes by name, and what the student is told."""

from grader.judge.calls import Calls, order
from grader.judge.diagnose import Examiner
from grader.judge.judge import judge
from grader.judge.trouble import broken_parts

__all__ = ["Calls", "Examiner", "broken_parts", "judge", "order"]
