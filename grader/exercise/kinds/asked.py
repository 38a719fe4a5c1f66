"""What every kind of question can say about itself; a kind is a class of its own in a file of its own."""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, NamedTuple, Protocol

from msgspec import Meta, Struct, StructMeta

from grader.compare import Layout, Result
from grader.exercise.pictures import Illustration
from grader.exercise.vocabulary import Rule, Sampler
from grader.records import Case, Language, Text, Verdict
from grader.solution import Mistake, Repairs, Solution, Values

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=28)]
"""Part of the ids of notebook cells, which may have 64 characters."""

MOST_DIGITS = 12
"""Decimals that an answer by hand can be asked to; a float holds no more of numbers around 1000."""


class Extra(Struct, frozen=True, forbid_unknown_fields=True):
    """A hidden case beside the ordinary ones: other numbers of samples, values at the edge of what may come.

    Attributes:
        data: samplers that replace the question's.
        group: under which a rubric counts it.
        rules: what must hold for it; nothing by default.
    """

    data: dict[str, Sampler]
    group: Literal["shapes", "edges"] = "edges"
    rules: tuple[Rule, ...] = ()


class Lots(Protocol):
    """What lots are drawn from."""

    def below(self, bound: int) -> int:
        """A uniform integer in 0 … bound − 1."""


class HandIn(NamedTuple):
    """What a student hands in for one question, and what must be found.

    Attributes:
        told: what it is, in a few words.
        source: Python.
        verdict: the contract's.
        mistakes: which ones, and no others.
    """

    told: str
    source: str
    verdict: Verdict
    mistakes: tuple[str, ...] = ()


class _AbstractStruct(StructMeta, ABCMeta):
    """A struct may have abstract methods: a kind that lacks one cannot be made."""


class Asked(Struct, metaclass=_AbstractStruct, frozen=True, forbid_unknown_fields=True, tag_field="kind", kw_only=True):
    """Base of the kinds of questions.

    Attributes:
        id: short, unique in the exercise; ``exercise.id`` is the question's full id.
        name: the function's or the variable's name asked of students.
        title: what tells it from the other questions of its exercise; without one it has the exercise's.
        prompt: Markdown with Jinja2 and ``$…$`` formulas; the drawn data are its variables.
        data: samplers that replace the exercise's for this question.
        rules: fairness rules instead of the exercise's.
        ties: groups of mistakes that give the same here, so that one cannot be told from another.
    """

    id: Id
    name: Name
    title: Text | None = None
    prompt: Text
    data: dict[str, Sampler] = {}
    rules: tuple[Rule, ...] | None = None
    ties: tuple[tuple[str, ...], ...] = ()

    @property
    @abstractmethod
    def steps(self) -> tuple[str, ...]:
        """The steps of the solution whose values are asked for."""

    @property
    @abstractmethod
    def label(self) -> Text:
        """What a page calls that which was asked for: a function with its arguments, a variable."""

    @property
    def texts(self) -> Mapping[str, Text]:
        """Everything in it that a student reads."""
        return {"the prompt": self.prompt}

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of what an answer has several of."""
        return ()

    @property
    def adds_data(self) -> bool:
        """Whether it may have data that the exercise has not."""
        return False

    @property
    def is_by_letter(self) -> bool:
        """Whether it is answered with letters."""
        return False

    @property
    def is_given(self) -> bool:
        """Whether the starter is not to be filled in, but to be changed."""
        return False

    @property
    def spaces(self) -> tuple[str, ...]:
        """What a printed sheet has room for an answer to, by name; one room without a name where it is one answer."""
        return ("",)

    @property
    def illustration(self) -> Illustration | None:
        """The picture that belongs to it."""
        return None

    def labels(self, data: Mapping[str, Any]) -> tuple[str, ...]:  # noqa: ARG002 - most kinds have no picture
        """The names of the options that its picture shows, in the student's order."""
        return ()

    @property
    def extras(self) -> tuple[Extra, ...]:
        """Cases on other data than the question's own."""
        return ()

    def given(self, data: Sequence[str]) -> tuple[str, ...]:
        """Which of the drawn data the student has."""
        return tuple(data)

    def names(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the prompt may name: the drawn data, and what the kind adds."""
        return data

    @abstractmethod
    def starter(self, comment: str) -> str:
        """The code cell that a student starts from; it runs as it is and is worth nothing."""

    def shown(self, visible: Sequence[Case], data: Mapping[str, Any], language: Language) -> str:  # noqa: ARG002 - most kinds show nothing
        """What stands beneath the prompt, as Markdown: examples from the cases that students may see, options."""
        return ""

    def shows(self, solution: Solution) -> tuple[str, ...]:
        """The ids of the mistakes that can show in it."""
        return tuple(mistake.id for mistake in solution.mistakes_of(self.steps))

    def can_show(self, right: Result, wrong: Result) -> bool:  # noqa: ARG002 - most kinds can show every mistake
        """Whether an answer of this kind can have the value of a mistake; if not, it is bound to be otherwise."""
        return True

    def values(self, solution: Solution, data: Values) -> tuple[Result, dict[str, Result]]:
        """The values of the steps that are asked for: those that are right, and those of each mistake that can show."""
        ways = solution.runs(data).answers([(), *((one,) for one in solution.mistakes_of(self.steps))], self.steps)
        (_, right), *others = ways.items()
        return right, {way[0].id: wrong for way, wrong in others if self.can_show(right, wrong)}

    @abstractmethod
    def written(self, solution: Solution, data: Values, mistakes: Sequence[Mistake] = ()) -> str:
        """What a student hands in, right or with mistakes, as Python source."""

    def tries(self, solution: Solution, data: Values) -> Iterator[HandIn]:  # noqa: ARG002 - most kinds have none
        """What else can be handed in that only this kind knows, and what must be found in it."""
        yield from ()

    def repairs(self, solution: Solution) -> Repairs:  # noqa: ARG002 - most kinds hand out nothing that is wrong
        """What must be changed in the code that is handed out, by the mistakes in it."""
        return {}

    def unsaid(self, solution: Solution) -> Iterator[str]:  # noqa: ARG002 - steps say it for most kinds
        """What the solution does not say of the question, or says of something else: where, and the remedy."""
        yield from ()

    @abstractmethod
    def faults(self, data: Mapping[str, Sampler]) -> Iterator[str]:
        """What is wrong with the kind's own part of the YAML: the key, the value and the remedy."""


class AskedByHand(Asked, frozen=True, kw_only=True):
    """Base of the kinds that are answered with values, by each student for numbers of their own.

    Attributes:
        digits: decimals asked for.
        variant: whether the questions by hand of the exercise share their data with this one, or it has its own.
    """

    digits: int
    variant: Literal["shared", "own"] = "shared"

    @property
    def adds_data(self) -> bool:
        """Nobody else uses them where they are its own."""
        return self.variant == "own"

    def names(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """The drawn data, the digits and the variable's name."""
        return {**data, "digits": self.digits, "name": self.name}

    def dealt(self, solution: Solution, data: Values, lots: Lots) -> Values:  # noqa: ARG002 - most kinds deal nothing
        """The drawn data with what the kind draws for a student beside them, by lots of its own."""
        return data

    def answers(self, solution: Solution, data: Values) -> tuple[Result, dict[str, Result]]:
        """What is right, and what each mistake gives that can show, as the key holds it."""
        return self.values(solution, data)

    def in_words(self, solution: Solution, data: Values, language: Language) -> str:  # noqa: ARG002 - numbers say it all for most kinds
        """What the right answer stands for, as Markdown; nothing where it is numbers."""
        return ""

    def layout(self, sizes: tuple[int, ...]) -> Layout | None:  # noqa: ARG002 - most kinds ask for one thing
        """The names of the parts of an answer, which have so many numbers; None where it has but one part."""
        return None

    @abstractmethod
    def apart(self, one: Result, other: Result) -> bool:
        """Whether two answers still differ as they are written."""

    def faults(self, data: Mapping[str, Sampler]) -> Iterator[str]:  # noqa: ARG002 - all data are the student's
        """Digits that nobody can write, and data that other questions would not share."""
        if not 0 < self.digits <= MOST_DIGITS:
            yield f"digits: is {self.digits}; ask for 1 to {MOST_DIGITS} decimals."
        if self.data and self.variant == "shared":
            yield "data: questions by hand share the exercise's data; declare them there, or add variant: own."
