"""One question together with its exercise and solution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic, TypeVar

import msgspec

from grader.exercise.kinds import Extra, Question
from grader.exercise.spec import Exercise
from grader.exercise.vocabulary import Rule, Sampler
from grader.records import Text
from grader.solution import Mistake, Solution, Values
from grader.words import say

Kind_co = TypeVar("Kind_co", bound=Question, covariant=True)


@dataclass(frozen=True)
class Problem(Generic[Kind_co]):
    """One question together with its exercise and solution: what certifying, judging and printing need."""

    exercise: Exercise
    question: Kind_co
    solution: Solution

    @cached_property
    def id(self) -> str:
        """The question's full id."""
        return self.exercise.full_id(self.question)

    @property
    def title(self) -> Text:
        """What students and staff see it called."""
        return self.question.title or self.exercise.title

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps whose values are asked for."""
        return self.question.steps

    @property
    def starter(self) -> str:
        """The code cell that a student starts from."""
        todo = say("handout_write_here")
        return self.question.starter(f"# {todo.ja} / {todo.en}")

    def written(self, data: Values | None = None, mistakes: Sequence[Mistake] = ()) -> str:
        """What a student hands in, right or with mistakes, as Python source; ``data`` where it is done by hand."""
        return self.question.written(self.solution, data or {}, mistakes)

    @property
    def example(self) -> Problem[Kind_co]:
        """The question on the exercise's own data, as by hand: what examples for students are drawn from."""
        return self.on({}, None)

    def beyond(self, extra: Extra) -> Problem[Kind_co]:
        """The question on the data of one of its extra cases."""
        return self.on({**self.question.data, **extra.data}, extra.rules)

    def on(self, data: Mapping[str, Sampler], rules: tuple[Rule, ...] | None) -> Problem[Kind_co]:
        """The question with other samplers and rules of its own."""
        return replace(self, question=msgspec.structs.replace(self.question, data=dict(data), rules=rules))

    @property
    def samplers(self) -> dict[str, Sampler]:
        """How the question's data are drawn."""
        return {**self.exercise.data, **self.question.data}

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The fairness rules that hold for the question."""
        return self.exercise.rules if self.question.rules is None else self.question.rules
