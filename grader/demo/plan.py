"""Who of the class hands in what: a seeded mix, written by the program from the catalogue of mistakes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np

from grader.compare import same
from grader.demo.odd import BROKEN, HOSTILE, Odd
from grader.exercise.kinds import HandIn, Question
from grader.exercise.problem import Problem
from grader.exercise.problemset import ProblemSet, is_by_hand
from grader.make.sampling import Data, Stream
from grader.records import Key, QuestionGrade, Text, Verdict
from grader.solution import Mistake

KINDS = (
    "right", "mistakes", "mistakes", "broken", "composed", "hostile", "mistakes", "rounded", "carried", "mistakes",
    "composed", "mistakes", "hostile", "unreadable", "mistakes", "carried", "missing", "broken", "mistakes", "composed",
)  # fmt: skip
"""One after the other over the class."""
WRONG, COMPOSED, CARRIED = 3, 2, 2
"""How many questions of a pupil have mistakes, have two together, or follow from an early mistake."""


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
        turn = (number // len(KINDS)) * KINDS.count(kind) + KINDS[: number % len(KINDS)].count(kind)
        for problem in self.problems.problems:
            pupil.sources[problem.id] = problem.written(data.get(problem.id))
        match pupil.kind:
            case "mistakes":
                self._with_mistakes(pupil, data, stream, turn)
            case "composed":
                self._with_composed(pupil, data, stream, turn)
            case "carried":
                self._with_carried(pupil, data, turn)
            case "rounded":
                self._with_rounding(pupil, data)
            case "broken":
                self._with_odd(pupil, BROKEN[number % len(BROKEN)], stream)
            case "hostile":
                self._with_odd(pupil, HOSTILE[number % len(HOSTILE)], stream)
        return pupil

    def _with_mistakes(self, pupil: Pupil, data: dict[str, Data], stream: Stream, turn: int) -> None:
        """Some questions wrong, by the pupil's turn, so that every question has its turn."""
        problems = self.problems.problems
        for place in range(WRONG * turn, WRONG * (turn + 1)):
            problem = problems[place % len(problems)]
            wrong = self._wrong(problem, data)
            _hand_in(pupil, problem, wrong[stream.below(len(wrong))])

    def _with_composed(self, pupil: Pupil, data: dict[str, Data], stream: Stream, turn: int) -> None:
        """Two mistakes together, in a question of each kind that can show them in its turn."""
        kinds: dict[type, list[Problem[Question]]] = {}
        for problem in self.problems.problems:
            kinds.setdefault(type(problem.question), []).append(problem)
        able = [some for some in kinds.values() if any(True for problem in some for _ in self._composed(problem, data))]
        for place in range(COMPOSED * turn, COMPOSED * (turn + 1)):
            some = able[place % len(able)]
            self._with_one_composed(pupil, data, stream, some)

    def _with_one_composed(
        self, pupil: Pupil, data: dict[str, Data], stream: Stream, some: Sequence[Problem[Question]]
    ) -> None:
        composed = [(problem, one) for problem in some for one in self._composed(problem, data)]
        while True:
            problem, one = composed.pop(stream.below(len(composed)))
            if isinstance(one, HandIn):
                break
            if self._shows_both(problem, data, one):
                ids = tuple(mistake.id for mistake in one)
                one = HandIn(" + ".join(ids), problem.written(data.get(problem.id), one), "wrong", ids)
                break
        _hand_in(pupil, problem, one)

    def _with_carried(self, pupil: Pupil, data: dict[str, Data], turn: int) -> None:
        """Early values wrong, from which everything after them follows, in the same question or the next one."""
        able = [*((one, None) for one in self.problems.problems if one.question.parts), *self._followed()]
        for place in range(CARRIED * turn, CARRIED * (turn + 1)):
            self._with_one_carried(pupil, data, *able[place % len(able)])

    def _with_one_carried(
        self, pupil: Pupil, data: dict[str, Data], earlier: Problem[Question], later: Problem[Question] | None
    ) -> None:
        if later is None:
            first = earlier.steps[0]
            slip = Mistake("", first, _first_off, (first,), Text("", ""))
            source = earlier.written(data[earlier.id], (slip,))
            _hand_in(pupil, earlier, HandIn("an early number off, the rest follows", source, "partly"))
            return
        mistakes = earlier.solution.mistakes_of(earlier.steps)
        mistake = next(one for one in mistakes if _can_show(earlier, one, data[earlier.id]))
        source = earlier.written(data[earlier.id], (mistake,))
        _hand_in(pupil, earlier, HandIn(mistake.id, source, "wrong", (mistake.id,)))
        _hand_in(pupil, later, HandIn("follows from it", later.written(data[later.id], (mistake,)), "carried"))

    def _followed(self) -> Iterator[tuple[Problem[Question], Problem[Question]]]:
        """Two questions by hand on the same numbers of which the second is computed from the first."""
        for shared in self.problems.by_hand.values():
            for earlier, later in pairwise(shared):
                if set(earlier.steps) < later.solution.ancestors(later.steps):
                    yield earlier, later

    def _with_rounding(self, pupil: Pupil, data: dict[str, Data]) -> None:
        for problem in self.problems.problems:
            if is_by_hand(problem) and problem.question.digits > 1 and not problem.question.parts:
                fewer = problem.question.digits - 1
                values = problem.solution.answer(data[problem.id], problem.steps)
                if values[0].size == 1 and abs(np.round(values[0], fewer) - values[0]) > 10.0**-problem.question.digits:
                    break
        question = msgspec.structs.replace(problem.question, digits=fewer)
        source = question.written(problem.solution, data[problem.id])
        _hand_in(pupil, problem, HandIn("one decimal too few", source, "rounded"))

    def _with_odd(self, pupil: Pupil, odd: Odd, stream: Stream) -> None:
        problem = self.problems.functions[stream.below(len(self.problems.functions))]
        head = f"import numpy as np\n\n\ndef {problem.question.call}:\n"
        pupil.sources[problem.id] = head + textwrap.indent(odd.body, "    ") + "\n"
        pupil.expected[problem.id] = Expected(odd.verdict)
        pupil.told.append(f"{problem.id}: {odd.told}")

    def _wrong(self, problem: Problem[Question], data: dict[str, Data]) -> list[HandIn]:
        """The question with one mistake, in every way."""
        inputs = self._inputs(problem, data)
        wrong = [one for one in problem.question.tries(problem.solution, inputs) if len(one.mistakes) == 1]
        if problem.question.is_by_letter:
            return wrong
        return wrong + [
            HandIn(mistake.id, problem.written(data.get(problem.id), (mistake,)), "wrong", (mistake.id,))
            for mistake in problem.solution.mistakes_of(problem.steps)
            if _can_show(problem, mistake, inputs)
        ]

    def _composed(self, problem: Problem[Question], data: dict[str, Data]) -> Iterator[HandIn | tuple[Mistake, ...]]:
        """The question with several mistakes, or the mistakes with which it is to be written."""
        yield from (
            one for one in problem.question.tries(problem.solution, self._inputs(problem, data)) if one.mistakes[1:]
        )
        if not problem.question.is_by_letter:
            yield from problem.solution.composed(problem.steps, 2)

    def _inputs(self, problem: Problem[Question], data: dict[str, Data]) -> Data:
        key = self.functions.get(problem.id)
        return key.cases[-1].arguments if key is not None else data[problem.id]

    def _shows_both(self, problem: Problem[Question], data: dict[str, Data], pair: Sequence[Mistake]) -> bool:
        """Whether two mistakes together give numbers that neither a single one nor the right solution gives."""
        if is_by_hand(problem):
            question, solution, inputs = problem.question, problem.solution, data[problem.id]
            right, single = question.answers(solution, inputs)
            value = solution.answer(inputs, problem.steps, replaced=pair)
            both = all(mistake.id in single for mistake in pair) and question.can_show(right, value)
            one, other = (_part(problem, mistake) for mistake in pair)
            if not both or (one == other and question.parts):
                return False
            known = [mistake for mistake in solution.mistakes_of(problem.steps) if mistake not in pair]
            like = [
                (a, b) for mistake in known for a, b in ((pair[0], mistake), (mistake, pair[1])) if a.step != b.step
            ]
            others = [solution.answer(inputs, problem.steps, replaced=two) for two in like]
            return all(question.apart(value, known) for known in (right, *single.values(), *others))
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


def _part(problem: Problem[Question], mistake: Mistake) -> int:
    """In which part of an answer a mistake shows first."""
    reached = (problem.solution.ancestors((step,)) for step in problem.steps)
    return next(number for number, steps in enumerate(reached) if mistake.step in steps)


def _first_off(value: Any) -> Any:
    """The same with its first number off."""
    moved = np.array(value, dtype=np.float64)
    moved.flat[0] += 1 / 4
    return moved


def _hand_in(pupil: Pupil, problem: Problem[Question], handed: HandIn) -> None:
    pupil.sources[problem.id] = handed.source
    pupil.expected[problem.id] = Expected(handed.verdict, handed.mistakes)
    pupil.told.append(f"{problem.id}: {' + '.join(handed.mistakes) or handed.told}")
