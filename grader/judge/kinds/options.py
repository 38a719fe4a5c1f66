"""Reads answers by letter, and says what stands in the way where they cannot be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader import letters, typeset
from grader.compare import as_number
from grader.exercise.kinds.options import OPTIONS, OptionsQuestion
from grader.exercise.kinds.options import letters as letters_of
from grader.judge.findings import line
from grader.judge.texts import type_text
from grader.records import LANGUAGES, Line, Text
from grader.words import printable

_SHOWN = 40
"""Characters of an answer that are shown."""


def read(question: OptionsQuestion, data: Mapping[str, Any], value: object) -> tuple[int, ...] | None:
    """The places of the options that an answer names: by letter, by text, or by the number that an option is."""
    texts = question.dealt_texts(data)
    found = letters.read(value, [(text.ja, text.en) for text in texts])
    return found if found is not None or not question.steps else _by_number(question.digits, data, value)


def unread(name: str, count: int, value: object) -> Line:
    """That an answer names no options."""
    is_plain = isinstance(value, str | int | float)
    got = printable(str(value)[:_SHOWN]) if is_plain else type_text(value)
    return line("fact", "not_a_letter", name=name, got=got, letters=", ".join(letters_of(count)))


def written(places: Sequence[int]) -> str:
    """The letters of places."""
    return ", ".join(letters_of(max(places) + 1)[place] for place in places)


def _by_number(digits: int, data: Mapping[str, Any], value: object) -> tuple[int, ...] | None:
    options = np.asarray(data[OPTIONS])
    number = as_number(value, options[0].size)
    if number is None or number.size != options[0].size:
        return None
    near = [int(place) for place, one in enumerate(options) if np.abs(one.ravel() - number).max() <= 10.0**-digits / 2]
    return tuple(near) if len(near) == 1 else None


def told(question: OptionsQuestion, data: Mapping[str, Any], places: Sequence[int]) -> Text:
    """Options with their letters, as text without formulas."""
    texts = question.dealt_texts(data)
    names = letters_of(len(texts))
    return Text(
        *(
            " / ".join(f"{names[place]}. {typeset.to_text(texts[place].get(language))}" for place in places)
            for language in LANGUAGES
        )
    )
