"""Where the keys of a run come from: a folder that ``make`` wrote, the course key, or the public default cases."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from grader import files
from grader.errors import KeysError, TiedError, faults
from grader.exercise.problemset import ProblemSet
from grader.make import keys
from grader.records import Key, Told, encoded


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
        """The keys of the function questions, by question; those of questions that are not asked are passed over.

        Raises:
            KeysError: the folder lacks its function keys, or they are of other questions altogether.
        """
        if self.visible_only:
            return {problem.id: keys.visible_key(problem) for problem in self.problems.functions}
        if self.folder is None:
            return keys.function_keys(self.problems, self.secret)
        path = self.folder / keys.FUNCTIONS
        if not path.is_file() and (self.folder / keys.FUNCTIONS_BEFORE).is_file():
            path = self.folder / keys.FUNCTIONS_BEFORE
        held = {key.question: key for key in keys.read(path)}
        asked = {problem.id: problem for problem in self.problems.functions}
        found = {
            question: keys.completed(problem, held[question]) for question, problem in asked.items() if question in held
        }
        if asked and held and not found:
            raise KeysError(
                f"{path}: holds keys of {', '.join(held)} and none of this assignment ({', '.join(asked)}); "
                "give the keys of this assignment with --keys."
            )
        return found

    @property
    def lacking(self) -> tuple[str, ...]:
        """The function questions that have no key and stay ungraded."""
        return tuple(problem.id for problem in self.problems.functions if problem.id not in self.functions)

    def held(self, student: str) -> bytes:
        """The file of one student's keys, for whoever judges the work and has no folder; empty where there is none.

        Raises:
            KeysError: the file cannot be read.
        """
        if self.folder is None:
            return b""
        path = self._path(self.folder, student)
        try:
            content = files.read(path, keys.MOST)
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise KeysError(f"{path}: the keys cannot be read ({error.strerror}); make them readable.") from error
        if not content:
            raise KeysError(f"{path}: is empty; make the keys again with grader make.")
        return content

    def numbers(self, student: str, held: bytes | None = None) -> dict[str, Key]:
        """The keys of one student's questions by hand; those that nobody knows, or that tie, are not there.

        Args:
            student: the id.
            held: the file of the student's keys, where it was read elsewhere.

        Raises:
            KeysError: the student's keys are damaged or cannot be read.
        """
        if self.folder is None:
            return self._derived(student, self.secret) if self.secret is not None else {}
        content = self.held(student) if held is None else held
        found = {key.question: key for key in keys.decode(content, self._path(self.folder, student))} if content else {}
        return {
            question: replace(found[question], told=told) for question, told in self._told.items() if question in found
        }

    @cached_property
    def _told(self) -> dict[str, dict[str, Told]]:
        """What is told of mistakes in each question by hand."""
        asked = [problem for problems in self.problems.by_hand.values() for problem in problems]
        return {problem.id: keys.told(problem) for problem in asked}

    @staticmethod
    def _path(folder: Path, student: str) -> Path:
        return folder / f"{student}.json"

    def _derived(self, student: str, secret: bytes) -> dict[str, Key]:
        found: dict[str, Key] = {}
        for name in self.problems.by_hand:
            try:
                found |= keys.shared_variant(self.problems, name, secret, student)[1]
            except TiedError:
                faults.exception("keys of %s for %s", name, student)
        return found

    @property
    def origin(self) -> str:
        """One line for the header of a run."""
        if self.folder is not None:
            lacking = f"; no key of {', '.join(self.lacking)}: ungraded" if self.lacking else ""
            return f"keys: {self.folder}{lacking}"
        if self.secret is not None:
            return "keys: derived from the course key"
        return "keys: none: functions are tried on the public default cases, answers by hand stay ungraded"

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the function keys: grades made with other keys are not taken over when a run is resumed."""
        return hashlib.sha256(keys.encode([*self.functions.values()])).hexdigest()

    @cached_property
    def digest_by_hand(self) -> str:
        """The same of what decides answers by hand beside a student's file: what is told, the solution, the drawing.

        The keys of a student who does not exist stand for all.
        """
        sample: list[Key] = []
        for name in self.problems.by_hand:
            with suppress(TiedError):
                sample += keys.shared_variant(self.problems, name, self.secret or keys.PUBLIC, "")[1].values()
        return hashlib.sha256(encoded(self._told) + keys.encode(sample)).hexdigest()
