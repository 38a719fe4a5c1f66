"""What choices and orderings have in common: options by letter, in an order that is drawn for each student."""

from __future__ import annotations

import string
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

import numpy as np
from msgspec import Meta

from grader.compare import Result
from grader.exercise.kinds.asked import AskedByHand, Id, Lots
from grader.exercise.vocabulary import Sampler
from grader.letters import reads_as_letters
from grader.records import LANGUAGES, Language, Text
from grader.solution import Solution, Values
from grader.words import say

OPTIONS = "options"
"""The datum under which a variant holds which options stand where."""
MOST = 10
"""So many options can be read and compared."""

Options = Annotated[dict[Id, Text], Meta(max_length=MOST)]
"""Sentences by names that no student sees."""


class OptionsQuestion(AskedByHand, frozen=True):
    """Base of the kinds that are answered by letters.

    Attributes:
        options: the sentences, by their names; ``{letter}`` in one is the letter that it has.
    """

    options: Options = {}
    digits: int = 0
    variant: Literal["own"] = "own"

    @property
    def steps(self) -> tuple[str, ...]:
        """None: sentences are no values."""
        return ()

    @property
    def label(self) -> Text:
        """The variable."""
        return say("report_variable", name=self.name)

    def dealt(self, solution: Solution, data: Values, lots: Lots) -> Values:  # noqa: ARG002 - sentences are always the same
        """The data with the places of the options in the order of their names, as the student gets them.

        Whoever knows a variant's hash can try out every order: it may tell nothing of how they stand in the YAML.
        """
        return {**data, OPTIONS: np.array(shuffled(range(len(self.options)), lots), dtype=np.float64)}

    def dealt_names(self, data: Mapping[str, Any]) -> tuple[str, ...]:
        """The names of the options in the student's order."""
        names = sorted(self.options)
        return tuple(names[int(place)] for place in np.asarray(data[OPTIONS]).tolist())

    def dealt_texts(self, data: Mapping[str, Any]) -> tuple[Text, ...]:
        """The options in the student's order."""
        dealt = zip(letters(len(self.options)), self.dealt_names(data), strict=True)
        return tuple(_with_letter(self.options[name], letter) for letter, name in dealt)

    @property
    def texts(self) -> Mapping[str, Text]:
        """The prompt and the options."""
        return {**super().texts, **{f"the option {name!r}": text for name, text in self.options.items()}}

    @property
    def is_by_letter(self) -> bool:
        """It is."""
        return True

    def starter(self, comment: str) -> str:
        """The variable without a value."""
        return f"{comment}\n{self.name} = None\n"

    def listed(self, data: Mapping[str, Any], language: Language, places: Sequence[int] | None = None) -> str:
        """The options with their letters, as Markdown: all, or those at the places, in their order."""
        texts = self.dealt_texts(data)
        names = letters(len(texts))
        chosen = range(len(texts)) if places is None else places
        return "\n".join(f"- **{names[place]}.** {texts[place].get(language)}" for place in chosen)

    @abstractmethod
    def right_places(self, solution: Solution, data: Mapping[str, Any]) -> tuple[int, ...]:
        """Where the options stand that are right, in the order in which they are to be named."""

    def in_words(self, solution: Solution, data: Values, language: Language) -> str:
        """The right options."""
        return self.listed(data, language, self.right_places(solution, data))

    def apart(self, one: Result, other: Result) -> bool:  # noqa: ARG002 - sentences differ by their letters
        """Always."""
        return True

    def faults(self, data: Mapping[str, Sampler]) -> Iterator[str]:
        """A datum whose name is needed here, digits of sentences, and sentences that are none or the same."""
        if self.options and self.digits:
            yield f"digits: is {self.digits}, and sentences have none; leave it out."
        if OPTIONS in data:
            yield f"data: {OPTIONS!r} is the name of what is dealt to students here; give the datum another one."
        for language in LANGUAGES:
            texts = [text.get(language) for text in self.options.values()]
            for name, text in zip(self.options, texts, strict=True):
                if not text.strip():
                    yield f"options.{name}.{language}: is empty; write what the option says."
                elif "{letter}" in text:
                    continue
                elif texts.count(text) > 1:
                    yield f"options: {text!r} stands there twice; leave one out."
                elif reads_as_letters(text, MOST):
                    yield f"options.{name}.{language}: {text!r} reads like letters of options; use other words."

    def _unknown(self, where: str, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            if name not in self.options:
                yield f"{where} names the option {name!r}; the question has {', '.join(self.options)}."


def letters(count: int) -> str:
    """The letters of so many options."""
    return string.ascii_uppercase[:count]


def shuffled(places: range | list[Any], lots: Lots) -> list[Any]:
    """The same in an order of which every one is as likely."""
    left = list(places)
    return [left.pop(lots.below(len(left))) for _ in range(len(left))]


def _with_letter(text: Text, letter: str) -> Text:
    return Text(text.ja.replace("{letter}", letter), text.en.replace("{letter}", letter))
