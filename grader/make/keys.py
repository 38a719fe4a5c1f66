"""Answer keys: derived from the course key, written to and read from JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from grader.compare import Layout, Piece
from grader.errors import KeysError
from grader.exercise.problem import Problem
from grader.exercise.problemset import ProblemSet
from grader.exercise.spec import FunctionQuestion, NumberQuestion
from grader.make import certify, choosing
from grader.make.sampling import Data, Stream, digest
from grader.records import Case, Key

PUBLIC = b"public cases of nn-grader"
"""Not a secret: visible cases, and hidden ones where there is no course key, are derived from it."""

FUNCTIONS = "functions.json"


def function_key(problem: Problem, secret: bytes | None) -> Key:
    """The key of a function question: examples that anyone may see, and hidden cases for the whole course.

    Without a secret the hidden cases are the public default ones.
    """
    hidden, tries = hidden_cases(problem, secret or PUBLIC)
    return _function_key(problem, (*visible_cases(problem), *hidden), tries)


def visible_key(problem: Problem) -> Key:
    """The part of a function question's key that anyone may see."""
    return _function_key(problem, visible_cases(problem), tries=1)


def visible_cases(problem: Problem) -> tuple[Case, ...]:
    """The examples that anyone may see."""
    question = problem.question
    assert isinstance(question, FunctionQuestion)  # noqa: S101 - for the type checker
    return certify.cases(Stream(PUBLIC, "visible", problem.id), problem.example, question.visible, visible=True)[0]


def _function_key(problem: Problem, cases: tuple[Case, ...], tries: int) -> Key:
    return Key(
        exercise=problem.exercise.id,
        question=problem.id,
        kind="function",
        name=problem.question.name,
        cases=cases,
        tries=tries,
        parameters=digest(
            {f"{i}.{name}": value for i, case in enumerate(cases) for name, value in case.inputs.items()}
        ),
        layout=_layout(problem, cases[0]),
    )


def _layout(problem: Problem, case: Case) -> Layout | None:
    question = problem.question
    if not isinstance(question, FunctionQuestion) or len(question.returns) == 1:
        return None
    parts = [
        Piece(name, question.returns.index(piece.of), piece.start, piece.shape)
        for name, piece in question.pieces.items()
    ]
    return Layout(question.returns, tuple(result.size for result in case.expected), tuple(parts))


def hidden_cases(problem: Problem, secret: bytes) -> tuple[tuple[Case, ...], int]:
    """The chosen cases of a function question, and how many draws the ordinary ones took.

    They are ordinary ones that separate all answers, the extra ones of the exercise, and as many more as it takes to
    find every two mistakes made together and every slip in the reference that can be found.
    """
    question = problem.question
    assert isinstance(question, FunctionQuestion)  # noqa: S101 - for the type checker
    ordinary, tries = ordinary_cases(problem, secret)
    extra = []
    for number, one in enumerate(question.extra):
        beyond = problem.beyond(one)
        data = certify.drawn(Stream(secret, "extra", problem.id, str(number)), beyond)
        extra.append(certify.case(beyond, data, group=one.group))
    chosen = (*ordinary, *extra)
    return (*chosen, *choosing.more(Stream(secret, "more", problem.id), problem, chosen)), tries


def ordinary_cases(problem: Problem, secret: bytes) -> tuple[tuple[Case, ...], int]:
    """The hidden cases with inputs as usual, which separate all answers, and how many draws they took."""
    question = problem.question
    assert isinstance(question, FunctionQuestion)  # noqa: S101 - for the type checker
    return certify.cases(Stream(secret, "hidden", problem.id), problem, question.hidden, visible=False)


def number_variant(problems: Sequence[Problem], secret: bytes, assignment: str, student: str) -> tuple[Data, int]:
    """The certified data that all questions by hand of one exercise share, for one student; and the tries it took."""
    stream = Stream(secret, "variant", assignment, problems[0].exercise.id, student)
    return certify.numbers(stream, problems)


def number_keys(problems: Sequence[Problem], data: Data, tries: int) -> list[Key]:
    """The keys of one exercise's questions by hand on certified data."""
    return [
        Key(
            exercise=problem.exercise.id,
            question=problem.id,
            kind="number",
            name=problem.question.name,
            cases=(certify.number_case(problem, data),),
            digits=problem.question.digits if isinstance(problem.question, NumberQuestion) else None,
            tries=tries,
            parameters=digest(data),
        )
        for problem in problems
    ]


def function_keys(problems: ProblemSet, secret: bytes | None) -> dict[str, Key]:
    """The keys of the function questions, by question."""
    return {problem.id: function_key(problem, secret) for problem in problems.functions}


def variant(problems: ProblemSet, secret: bytes, student: str) -> tuple[dict[str, Data], dict[str, Key]]:
    """One student's data by exercise, and the keys of their questions by hand."""
    data: dict[str, Data] = {}
    found: dict[str, Key] = {}
    for exercise, asked in problems.by_hand.items():
        data[exercise], tries = number_variant(asked, secret, problems.assignment.id, student)
        found |= {key.question: key for key in number_keys(asked, data[exercise], tries)}
    return data, found


def encode(keys: Sequence[Key]) -> bytes:
    """Keys as JSON."""
    return msgspec.json.format(msgspec.json.encode(list(keys), enc_hook=_encode), indent=1) + b"\n"


def read(path: Path) -> list[Key]:
    """Keys from JSON.

    Raises:
        KeysError: the file cannot be read or is damaged.
    """
    try:
        return _DECODER.decode(path.read_bytes())
    except OSError as error:
        raise KeysError(f"{path}: the keys cannot be read ({error}).") from error
    except (msgspec.MsgspecError, ValueError, KeyError, TypeError) as error:
        raise KeysError(f"{path}: the keys are damaged ({error}); make them again with grader make.") from error


def _encode(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        flat = [element if np.isfinite(element) else str(element) for element in value.ravel().tolist()]
        return {"dtype": value.dtype.str, "shape": value.shape, "values": flat}
    raise NotImplementedError(type(value).__name__)


def _decode(kind: type, value: Any) -> Any:
    if kind is np.ndarray:
        return np.array(value["values"], dtype=value["dtype"]).reshape(value["shape"])
    raise NotImplementedError(kind.__name__)


_DECODER = msgspec.json.Decoder(list[Key], dec_hook=_decode)
