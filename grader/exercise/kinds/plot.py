"""Read something off a picture that is drawn for the variant; it is answered with a number or as a choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Literal

from grader.compare import Result
from grader.exercise.kinds.asked import AskedByHand, HandIn, Lots
from grader.exercise.kinds.choice import LEAST_VALUES, ChoiceQuestion
from grader.exercise.kinds.number import NumberQuestion
from grader.exercise.kinds.options import MOST, Options, letters
from grader.exercise.pictures import Descents, Illustration, LossCurve, NetworkPicture, Picture
from grader.exercise.vocabulary import Sampler
from grader.records import LANGUAGES, Case, Language, Text
from grader.solution import Mistake, Solution, Values

APART = 0.01
"""By how much less or more two curves must shrink in a step to be seen apart."""
NUMBERS = {"x": 2, "w": 12, "b": 5}
"""How many inputs, weights and biases the network has."""


class PlotQuestion(AskedByHand, frozen=True, tag="plot", kw_only=True):
    """Read something off a picture.

    Attributes:
        picture: what is drawn.
        alt: what it shows, in words, for those who cannot see it; Jinja2 like the prompt.
        answer: the step that is asked for.
        count: among how many values of it is to be chosen; 0 where it is to be computed.
        options: sentences of which the right one is to be chosen, in the place of a value.
    """

    picture: Picture
    alt: Text
    answer: str = ""
    count: int = 0
    options: Options = {}
    digits: int = 0
    variant: Literal["own"] = "own"

    @property
    def asked(self) -> NumberQuestion | ChoiceQuestion:
        """What is asked of the picture, as a question of its own kind."""
        shared: dict[str, Any] = {name: getattr(self, name) for name in (*AskedByHand.__struct_fields__, "answer")}
        if self.answer and not self.count:
            return NumberQuestion(**shared)
        return ChoiceQuestion(**shared, options=self.options, count=max(self.count, LEAST_VALUES))

    @property
    def illustration(self) -> Illustration:
        """The picture."""
        return Illustration(self.picture, self.alt)

    @property
    def steps(self) -> tuple[str, ...]:
        """The step that is asked for."""
        return self.asked.steps

    @property
    def label(self) -> Text:
        """The variable."""
        return self.asked.label

    @property
    def texts(self) -> Mapping[str, Text]:
        """What is asked, and what the picture shows."""
        return {**self.asked.texts, "alt": self.alt}

    @property
    def is_by_letter(self) -> bool:
        """Whether options are to be chosen."""
        return self.asked.is_by_letter

    def labels(self, data: Mapping[str, Any]) -> tuple[str, ...]:
        """The options that the picture shows, in the student's order."""
        asked = self.asked
        return asked.dealt_names(data) if isinstance(asked, ChoiceQuestion) and asked.options else ()

    def names(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Beside what any question by hand may name, ``curves``: each letter and the option that is drawn."""
        labels = self.labels(data)
        return {**super().names(data), "curves": tuple(zip(letters(len(labels)), labels, strict=True))}

    def starter(self, comment: str) -> str:
        """The variable without a value."""
        return self.asked.starter(comment)

    def shown(self, visible: Sequence[Case], data: Mapping[str, Any], language: Language) -> str:
        """The options, if there are any."""
        return self.asked.shown(visible, data, language)

    def shows(self, solution: Solution) -> tuple[str, ...]:
        """The mistakes that can show in the answer."""
        return self.asked.shows(solution)

    def apart(self, one: Result, other: Result) -> bool:
        """Whether two answers differ as they are written."""
        return self.asked.apart(one, other)

    def can_show(self, right: Result, wrong: Result) -> bool:
        """Whether the answer can have the value of a mistake."""
        return self.asked.can_show(right, wrong)

    def dealt(self, solution: Solution, data: Values, lots: Lots) -> Values:
        """The data, with the options where there are any."""
        return self.asked.dealt(solution, data, lots)

    def answers(self, solution: Solution, data: Values) -> tuple[Result, dict[str, Result]]:
        """What is right, and what each mistake gives."""
        return self.asked.answers(solution, data)

    def in_words(self, solution: Solution, data: Values, language: Language) -> str:
        """The right options, where there are any."""
        return self.asked.in_words(solution, data, language)

    def written(self, solution: Solution, data: Values, mistakes: Sequence[Mistake] = ()) -> str:
        """The number or the letter."""
        return self.asked.written(solution, data, mistakes)

    def tries(self, solution: Solution, data: Values) -> Iterator[HandIn]:
        """Every wrong option."""
        return self.asked.tries(solution, data)

    def unsaid(self, solution: Solution) -> Iterator[str]:
        """Options of which the solution does not say whether they are right."""
        return self.asked.unsaid(solution)

    def faults(self, data: Mapping[str, Sampler]) -> Iterator[str]:
        """A picture of what is not there, and what its answer lacks."""
        yield from self.asked.faults(data)
        if self.count and not LEAST_VALUES <= self.count <= MOST:
            yield f"count: is {self.count}; offer {LEAST_VALUES} to {MOST} values, or leave it out to ask for a number."
        if self.answer and self.options:
            yield "options: give either sentences there, or a step as answer."
        for language in LANGUAGES:
            if not self.alt.get(language).strip():
                yield f"alt.{language}: is empty; say what the picture shows."
        if isinstance(self.picture, Descents):
            # A parabola's loss shrinks by the square of 1 − rate · curvature in each step.
            shrinks = {name: abs(1 - rate * self.picture.curvature) for name, rate in self.picture.rates.items()}
            for one, other in combinations(shrinks, 2):
                if abs(shrinks[one] - shrinks[other]) < APART:
                    yield f"picture.rates: {one} and {other} give the same curve; give one of them another rate."
            if set(self.picture.rates) != set(self.options):
                yield f"picture.rates: has {', '.join(self.picture.rates)}; give each of the options a learning rate."
            return
        drawn = (
            {"w": self.picture.w, "slope": self.picture.slope}
            if isinstance(self.picture, LossCurve)
            else {"x": self.picture.x, "w": self.picture.w, "b": self.picture.b}
        )
        for key, name in drawn.items():
            if name not in data:
                yield f"picture.{key}: {name!r} is not in data ({', '.join(data)})."
            elif isinstance(self.picture, LossCurve) and getattr(data[name], "shape", None):
                yield f"picture.{key}: {name!r} has a shape; declare a single number in data."
            elif isinstance(self.picture, NetworkPicture) and _last(data[name]) != NUMBERS[key]:
                yield f"picture.{key}: {name!r} must have {NUMBERS[key]} numbers; say so in its shape."


def _last(sampler: Sampler) -> object:
    shape: tuple[object, ...] = getattr(sampler, "shape", None) or (None,)
    return shape[-1]
