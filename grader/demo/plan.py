"""Who of the class hands in what: a seeded mix, written by the program from the catalogue of mistakes."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec
import numpy as np

from grader.compare import same
from grader.demo.odd import BROKEN, HOSTILE, Odd
from grader.exercise.kinds import Question
from grader.exercise.problem import Problem
from grader.exercise.problemset import ProblemSet, is_by_hand
from grader.make.sampling import Data, Stream
from grader.records import Key, QuestionGrade, Verdict
from grader.solution import Mistake

KINDS = (
    "right", "mistakes", "mistakes", "broken", "composed", "hostile", "mistakes", "rounded", "broken", "mistakes",
    "composed", "right", "hostile", "unreadable", "missing",
)  # fmt: skip
"""One after the other over the class."""


@dataclass(frozen=True)
class Expected:
    """What must be found for one question; where the verdict says all, there are no mistakes."""

    verdict: Verdict
    mistakes: tuple[str, ...] = ()


@dataclass
class Pupil:
    """One student of the class: what they hand in, and what must be found where it is not simply right."""

    student: str
    kind: str
    sources: dict[str, str] = field(default_factory=dict)
    expected: dict[str, Expected] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Classroom:
    """Writes pupils' work on one assignment; without ``hostile``, those who would mean harm do all right."""

    problems: ProblemSet
    functions: dict[str, Key]
    hostile: bool

    def pupil(self, number: int, student: str, data: dict[str, Data]) -> Pupil:
        """The work of one student whose variant is ``data``."""
        stream = Stream(b"a class for demonstration", student)
        kind = KINDS[number % len(KINDS)]
        pupil = Pupil(student, kind if self.hostile or kind != "hostile" else "right")
        for problem in self.problems.problems:
            pupil.sources[problem.id] = problem.written(data.get(problem.id))
        match pupil.kind:
            case "mistakes":
                self._with_mistakes(pupil, data, stream)
            case "composed":
                self._with_composed(pupil, stream)
            case "rounded":
                self._with_rounding(pupil, data)
            case "broken":
                self._with_odd(pupil, BROKEN[number % len(BROKEN)], stream)
            case "hostile":
                self._with_odd(pupil, HOSTILE[number % len(HOSTILE)], stream)
        return pupil

    def _with_mistakes(self, pupil: Pupil, data: dict[str, Data], stream: Stream) -> None:
        problems = list(self.problems.problems)
        for _ in range(3):
            problem = problems.pop(stream.below(len(problems)))
            inputs = self._inputs(problem, data)
            mistakes = [
                mistake
                for mistake in problem.solution.mistakes_of(problem.steps)
                if _can_show(problem, mistake, inputs)
            ]
            mistake = mistakes[stream.below(len(mistakes))]
            pupil.sources[problem.id] = problem.written(data.get(problem.id), (mistake,))
            _expect(pupil, problem, (mistake,))

    def _with_composed(self, pupil: Pupil, stream: Stream) -> None:
        problem = self.problems.functions[stream.below(len(self.problems.functions))]
        pairs = list(problem.solution.composed(problem.steps, 2))
        pair = pairs.pop(stream.below(len(pairs)))
        while not self._shows_both(problem, pair):
            pair = pairs.pop(stream.below(len(pairs)))
        pupil.sources[problem.id] = problem.written(mistakes=pair)
        _expect(pupil, problem, pair)

    def _with_rounding(self, pupil: Pupil, data: dict[str, Data]) -> None:
        for problem in self.problems.problems:
            if is_by_hand(problem):
                fewer = problem.question.digits - 1
                values = problem.solution.answer(data[problem.id], problem.steps)
                if values[0].size == 1 and abs(np.round(values[0], fewer) - values[0]) > 10.0**-problem.question.digits:
                    break
        question = msgspec.structs.replace(problem.question, digits=fewer)
        pupil.sources[problem.id] = question.written(problem.solution, data[problem.id])
        pupil.expected[problem.id] = Expected("rounded")
        pupil.told.append(f"{problem.id}: one decimal too few")

    def _with_odd(self, pupil: Pupil, odd: Odd, stream: Stream) -> None:
        problem = self.problems.functions[stream.below(len(self.problems.functions))]
        head = f"import numpy as np\n\n\ndef {problem.question.call}:\n"
        pupil.sources[problem.id] = head + textwrap.indent(odd.body, "    ") + "\n"
        pupil.expected[problem.id] = Expected(odd.verdict)
        pupil.told.append(f"{problem.id}: {odd.told}")

    def _inputs(self, problem: Problem[Question], data: dict[str, Data]) -> Data:
        key = self.functions.get(problem.id)
        return key.cases[-1].arguments if key is not None else data[problem.id]

    def _shows_both(self, problem: Problem[Question], pair: Sequence[Mistake]) -> bool:
        """Whether two mistakes together give numbers that neither a single one nor the right solution gives."""
        for case in self.functions[problem.id].cases:
            value = problem.solution.answer(case.arguments, problem.steps, replaced=pair)
            if not all(np.isfinite(array).all() for array in value):
                return False
            if any(same(value, other) for other in (case.expected, *case.mistakes.values())):
                return False
        return True


def as_expected(expected: Expected, found: QuestionGrade) -> bool:
    """Whether a question got what it must get."""
    if expected.mistakes:
        return set(found.mistakes) == set(expected.mistakes) and found.points < found.max_points
    return found.verdict == expected.verdict


def _can_show(problem: Problem[Question], mistake: Mistake, inputs: Data) -> bool:
    """Whether a mistake gives numbers that can be handed in as an answer, and are its own alone."""
    right = problem.solution.answer(inputs, problem.steps)
    wrong = problem.solution.answer(inputs, problem.steps, replaced=[mistake])
    alone = not any(mistake.id in tie for tie in problem.question.ties)
    return alone and all(np.isfinite(array).all() for array in wrong) and problem.question.can_show(right, wrong)


def _expect(pupil: Pupil, problem: Problem[Question], mistakes: Sequence[Mistake]) -> None:
    ids = tuple(mistake.id for mistake in mistakes)
    pupil.expected[problem.id] = Expected("wrong", ids)
    pupil.told.append(f"{problem.id}: {' + '.join(ids)}")
