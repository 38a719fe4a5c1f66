"""Outputs and keys → verdicts, mistakes by name, and what the student is told."""

from grader.judge.diagnose import Examiner
from grader.judge.judge import judge

__all__ = ["Examiner", "judge"]
