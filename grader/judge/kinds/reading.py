"""What an answer by hand is read as: whether it can be, which a student's own check asks, and beside what is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from grader import notation
from grader.compare import Array, as_number, check_by_hand
from grader.exercise.kinds import ByHand, ChainQuestion, ChoiceQuestion, OrderingQuestion, PlotQuestion
from grader.exercise.kinds.options import OPTIONS
from grader.judge.diagnose import Examiner
from grader.judge.kinds import options
from grader.judge.kinds.parts import in_blanks
from grader.judge.texts import unread_text
from grader.records import Key, Text
from grader.words import say

State = Literal["there", "empty", "missing", "unreadable", "wrong_count"]

_SHOWN = 12
"""Decimals of right answers, fewer than where binary fractions show."""
_NUMBERS = 100
"""How many numbers of one answer are shown."""


def looked_over(question: ByHand, keys: Sequence[Key], value: object) -> tuple[State, Text | None]:
    """Whether an answer that is there can be read, and what to do about it if not; nobody says whether it is right.

    Args:
        question: what was asked.
        keys: of some variants, by which it is known how many numbers are asked for: as many in all, or not known.
        value: what was answered.
    """
    match question:
        case PlotQuestion():
            return looked_over(question.asked, keys, value)
        case ChoiceQuestion():
            return _choice(question, keys[0], value)
        case OrderingQuestion():
            return _ordering(question, keys[0], value)
        case ChainQuestion():
            return _numbers(keys, in_blanks(keys[0], value))
    return _numbers(keys, value)


def beside(examiner: Examiner, value: object) -> Iterator[str]:
    """What was answered beside what is right, number by number or letter by letter."""
    question, key = examiner.problem.question, examiner.key
    if isinstance(question, PlotQuestion):
        yield from beside(replace(examiner, problem=replace(examiner.problem, question=question.asked)), value)
        return
    if isinstance(question, ChoiceQuestion | OrderingQuestion):
        yield from _letters_beside(examiner, question, value)
        return
    value = in_blanks(key, value) if isinstance(question, ChainQuestion) else value
    names, digits = key.layout.names if key.layout is not None else ("",), key.digits or 0
    half = 0.5 * 10.0**-digits
    for name, right, written in zip(names, key.cases[0].expected, check_by_hand(key, value).written, strict=True):
        head = f"{name}: " if name else ""
        yield f"{head}right is {notation.vector(right.ravel().round(_SHOWN))}, asked to {digits} decimals"
        if written is not None:
            off = np.abs(written - right.ravel()).max() if written.size == right.size else np.inf
            shown = notation.vector(written[:_NUMBERS])
            yield f"{head}answered was {shown}, off by at most {off:.3g}; {half:.3g} is allowed"


def _letters_beside(examiner: Examiner, question: ChoiceQuestion | OrderingQuestion, value: object) -> Iterator[str]:
    right = examiner.key.cases[0].expected[0]
    places = np.flatnonzero(right) if isinstance(question, ChoiceQuestion) else right
    data = _data(examiner.key)
    yield f"right is {_told(question, data, [int(place) for place in places.tolist()])}"
    read = options.read(question, data, value)
    if read:
        yield f"answered was {_told(question, data, read)}"


def _told(question: ChoiceQuestion | OrderingQuestion, data: Mapping[str, Any], places: Sequence[int]) -> str:
    """Letters, with the options of a choice; those of an ordering are all the same ones."""
    is_choice = isinstance(question, ChoiceQuestion)
    return options.told(question, data, places).en if is_choice else options.written(places)


def _choice(question: ChoiceQuestion, key: Key, value: object) -> tuple[State, Text | None]:
    read = options.read(question, _data(key), value)
    if read is None and question.steps and _like_an_option(_data(key), value):
        # Its options have other values than those of this student, which nobody knows here.
        return "there", None
    if read is None:
        return "unreadable", options.unread(key.name, key.cases[0].expected[0].size, value).text
    if len(set(read)) > 1 and not question.several:
        return "wrong_count", say("too_many_letters", name=key.name, got=options.written(read))
    return "there", None


def _like_an_option(data: Mapping[str, Any], value: object) -> bool:
    """Whether as many numbers as an option has can be read."""
    size = np.asarray(data[OPTIONS])[0].size
    numbers = as_number(value, size)
    return numbers is not None and numbers.size == size and bool(np.isfinite(numbers).all())


def _ordering(question: OrderingQuestion, key: Key, value: object) -> tuple[State, Text | None]:
    read, count = options.read(question, _data(key), value), len(question.options)
    if read is None:
        return "unreadable", options.unread(key.name, count, value).text
    if sorted(read) != [*range(count)]:
        return "wrong_count", say("not_an_order", name=key.name, got=options.written(read), count=count)
    return "there", None


def _data(key: Key) -> Mapping[str, Any]:
    return key.cases[0].arguments


def _numbers(keys: Sequence[Key], value: object) -> tuple[State, Text | None]:
    key = keys[0]
    written = check_by_hand(key, value).written
    for part, one in enumerate(written):
        name = key.name if key.layout is None else f"{key.name}[{key.layout.names[part]!r}]"
        counts = {other.cases[0].expected[part].size for other in keys}
        if one is None or (key.layout is not None and np.isinf(one).any()):
            told = unread_text(name, value, max(counts)) if key.layout is None else say("check_unreadable", name=name)
            return "unreadable", told
        if key.layout is not None and not one.size:
            return "wrong_count", say("check_no_column", name=name)
        if len(counts) == 1 and one.size not in counts:
            return "wrong_count", say("wrong_count", name=name, got=one.size, expected=counts.pop())
    if key.layout is not None and (columns := _columns(keys, written)) is not None:
        return "wrong_count", columns
    blank = sum(int(np.isnan(one).sum()) for one in written if one is not None) if key.layout is not None else 0
    return ("empty", say("cells_missing", count=blank)) if blank else ("there", None)


def _columns(keys: Sequence[Key], written: Sequence[Array | None]) -> Text | None:
    """What is said of columns that are not there, or of different lengths although they have the same rows."""
    key = keys[0]
    names = key.layout.names if key.layout is not None else ()
    sizes = {name: one.size for name, one in zip(names, written, strict=True) if one is not None}
    lost = next((name for name, size in sizes.items() if not size), None)
    if lost is not None:
        return say("check_no_column", name=f"{key.name}[{lost!r}]")
    varies = [len({other.cases[0].expected[part].size for other in keys}) > 1 for part in range(len(names))]
    lengths = {name: sizes[name] for name, one in zip(names, varies, strict=True) if one and name in sizes}
    if len(set(lengths.values())) > 1:
        listed_sizes = ", ".join(f"{name} {size}" for name, size in lengths.items())
        return say("check_rows", name=key.name, sizes=listed_sizes)
    return None
