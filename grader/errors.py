"""Everything that can go wrong through no fault of the program, as one tree.

    GraderError
    ├── CourseError         the course folder or one of its YAML or Python files is not as it must be
    │   └── TiedError       a variant could not be certified: two answers cannot be told apart
    ├── RosterError         the roster or the list of hand-in times is not as it must be
    ├── KeysError           the answer keys or the course key cannot be used
    ├── SubmissionError     a path handed to ``grade`` or ``check`` holds nothing that can be read
    ├── OutputError         results cannot be written where they were asked for
    └── SandboxError        the box could not be started or kept alive

Each carries one message for the person at the terminal: the file, the key, the value and the remedy.
What is wrong *inside* one student's submission is never an error of this tree: it is a verdict.
"""

from __future__ import annotations

import logging

faults = logging.getLogger("grader.faults")
"""Faults of the grader itself, with their tracebacks, for the staff."""


class GraderError(Exception):
    """Base of all errors that end a command with exit status 2 and one clear message."""


class CourseError(GraderError):
    """An exercise, assignment, template or solution is not as it must be."""


class TiedError(CourseError):
    """No variant could be drawn in which the right answer and all known mistakes differ."""


class RosterError(GraderError):
    """The roster or the table of hand-in times cannot be used."""


class KeysError(GraderError):
    """Answer keys or the course key are missing, damaged or readable by others."""


class SubmissionError(GraderError):
    """A path given on the command line holds no submission."""


class OutputError(GraderError):
    """Results cannot be written to the folder that was asked for."""


class SandboxError(GraderError):
    """The box in which students' code runs could not be started."""
