"""One question together with its exercise and solution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import msgspec

from grader.exercise.spec import Exercise, Extra, FunctionQuestion, Question
from grader.exercise.vocabulary import Rule, Sampler
from grader.solution import Solution
from grader.words import say


@dataclass(frozen=True)
class Problem:
    """One question together with its exercise and solution: what certifying, judging and printing need."""

    exercise: Exercise
    question: Question
    solution: Solution

    @cached_property
    def id(self) -> str:
        """The question's full id."""
        return self.exercise.full_id(self.question)

    @cached_property
    def returns(self) -> tuple[str, ...]:
        """The steps whose values are asked for."""
        question = self.question
        return question.returns if isinstance(question, FunctionQuestion) else (question.answer,)

    @property
    def starter(self) -> str:
        """The code cell that a student starts from; it runs as it is and is worth nothing."""
        question, todo = self.question, say("handout_write_here")
        comment = f"# {todo.ja} / {todo.en}"
        if isinstance(question, FunctionQuestion):
            head = f"def {question.name}({', '.join(question.arguments)}):\n"
            return f"{head}    {comment}\n    raise NotImplementedError\n"
        return f"{comment}\n{question.name} = None\n"

    @property
    def example(self) -> Problem:
        """The question on the exercise's own data, as by hand: what examples for students are drawn from."""
        return self.on({}, None)

    def beyond(self, extra: Extra) -> Problem:
        """The question on the data of one of its extra cases."""
        return self.on({**self.question.data, **extra.data}, extra.rules)

    def on(self, data: Mapping[str, Sampler], rules: tuple[Rule, ...] | None) -> Problem:
        """The question with other samplers and rules of its own."""
        return replace(self, question=msgspec.structs.replace(self.question, data=dict(data), rules=rules))

    @property
    def samplers(self) -> dict[str, Sampler]:
        """How the question's data are drawn."""
        return {**self.exercise.data, **self.question.data}

    def tied(self, mistake: str) -> frozenset[str]:
        """The mistakes that the question cannot tell from this one, itself included."""
        return frozenset({mistake}.union(*(tie for tie in self.question.ties if mistake in tie)))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The fairness rules that hold for the question."""
        return self.exercise.rules if self.question.rules is None else self.question.rules
