"""Where the keys of a run come from: a folder that ``make`` wrote, the course key, or the public default cases."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grader.errors import KeysError
from grader.exercise.problemset import ProblemSet
from grader.make import keys
from grader.records import Key


@dataclass(frozen=True)
class KeyRing:
    """The keys of one assignment.

    Attributes:
        problems: the assignment.
        folder: the ``keys`` folder of ``grader make``, if there is one.
        secret: the course key, used where there is no folder.
        visible_only: only the cases that students may see.
    """

    problems: ProblemSet
    folder: Path | None = None
    secret: bytes | None = None
    visible_only: bool = False

    @cached_property
    def functions(self) -> dict[str, Key]:
        """The keys of the function questions, by question.

        Raises:
            KeysError: the folder lacks them or they are of another assignment.
        """
        if self.visible_only:
            return {problem.id: keys.visible_key(problem) for problem in self.problems.functions}
        if self.folder is None:
            return keys.function_keys(self.problems, self.secret)
        path = self.folder / keys.FUNCTIONS
        found = {key.question: key for key in keys.read(path)}
        for problem in self.problems.functions:
            if problem.id not in found:
                raise KeysError(f"{path}: has no key of {problem.id}; give the keys of this assignment with --keys.")
        return found

    def numbers(self, student: str) -> dict[str, Key]:
        """The keys of one student's questions by hand; empty where nobody knows them.

        Raises:
            KeysError: the student's keys are damaged.
        """
        if self.folder is not None:
            path = self.folder / f"{student}.json"
            return {key.question: key for key in keys.read(path)} if path.is_file() else {}
        return keys.variant(self.problems, self.secret, student)[1] if self.secret is not None else {}

    @property
    def origin(self) -> str:
        """One line for the header of a run."""
        if self.folder is not None:
            return f"keys: {self.folder}"
        if self.secret is not None:
            return "keys: derived from the course key"
        return "keys: none: functions are tried on the public default cases, answers by hand stay ungraded"

    def digest_of(self, student: str) -> str:
        """SHA-256 of what decides one student's keys by hand."""
        if self.folder is not None:
            path = self.folder / f"{student}.json"
            return hashlib.sha256(path.read_bytes() if path.is_file() else b"").hexdigest()
        return hashlib.sha256(self.secret or b"").hexdigest()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the function keys: grades made with other keys are not taken over when a run is resumed."""
        return hashlib.sha256(keys.encode([*self.functions.values()])).hexdigest()
