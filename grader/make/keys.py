"""Answer keys: derived from the course key, written to and read from JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec.structs import replace

from grader import files
from grader.compare import Layout, Piece
from grader.errors import KeysError
from grader.exercise.kinds import ByHand, Called, Question
from grader.exercise.problem import Problem
from grader.exercise.problemset import ProblemSet
from grader.make import certify, choosing, small
from grader.make.sampling import Data, Stream, digest
from grader.records import Case, Key, Told

MOST = 1 << 25
"""Bytes of a file of keys: that of twenty functions has a tenth."""
PUBLIC = b"public cases of nn-grader"
"""Not a secret: visible cases, and hidden ones where there is no course key, are derived from it."""

FUNCTIONS = "functions.keys"
"""The file of the function keys: a name that no student's file can have, which are all called ``<id>.json``."""
FUNCTIONS_BEFORE = "functions.json"
"""Its name in folders that version 0.1.0 made."""


def function_keys(problems: ProblemSet, secret: bytes | None) -> dict[str, Key]:
    """The keys of the function questions, by question."""
    return {problem.id: function_key(problem, secret) for problem in problems.functions}


def function_key(problem: Problem[Called], secret: bytes | None) -> Key:
    """The key of a function question: examples that anyone may see, and hidden cases for the whole course.

    Without a secret the hidden cases are the public default ones.
    """
    hidden, tries = hidden_cases(problem, secret or PUBLIC)
    return _function_key(problem, (*visible_cases(problem), *hidden), tries)


def visible_key(problem: Problem[Called]) -> Key:
    """The part of a function question's key that anyone may see; hidden cases are not even derived."""
    return _function_key(problem, visible_cases(problem), tries=1)


def visible_cases(problem: Problem[Called]) -> tuple[Case, ...]:
    """The examples that anyone may see."""
    stream = Stream(PUBLIC, "visible", problem.id)
    return certify.cases(stream, problem.example, problem.question.visible, visible=True)[0]


def _function_key(problem: Problem[Called], cases: tuple[Case, ...], tries: int) -> Key:
    return Key(
        question=problem.id,
        kind=tag(problem.question),
        name=problem.question.name,
        cases=cases,
        tries=tries,
        parameters=digest(
            {f"{i}.{name}": value for i, case in enumerate(cases) for name, value in case.inputs.items()}
        ),
        layout=_layout(problem.question, cases[0]),
        told=told(problem),
        small=small.ladder(problem),
    )


def _layout(question: Called, case: Case) -> Layout | None:
    if len(question.returns) == 1:
        return None
    pieces = [
        Piece(name, question.returns.index(piece.of), piece.start, piece.shape)
        for name, piece in question.pieces.items()
    ]
    return Layout(question.returns, tuple(result.size for result in case.expected), tuple(pieces))


def hidden_cases(problem: Problem[Called], secret: bytes) -> tuple[tuple[Case, ...], int]:
    """The chosen cases of a function question, and how many draws the ordinary ones took.

    They are ordinary ones that separate all answers, the extra ones of the exercise, and as many more as it takes to
    find every two mistakes made together and every slip in the reference that can be found.
    """
    ordinary, tries = ordinary_cases(problem, secret)
    extra = []
    for number, one in enumerate(problem.question.extra):
        beyond = problem.beyond(one)
        data = certify.drawn(Stream(secret, "extra", problem.id, str(number)), beyond)
        extra.append(certify.case(beyond, data, group=one.group))
    chosen = (*ordinary, *extra)
    return (*chosen, *choosing.more(Stream(secret, "more", problem.id), problem, chosen)), tries


def ordinary_cases(problem: Problem[Called], secret: bytes) -> tuple[tuple[Case, ...], int]:
    """The hidden cases with inputs as usual, which separate all answers, and how many draws they took."""
    return certify.cases(Stream(secret, "hidden", problem.id), problem, problem.question.hidden, visible=False)


def variant(problems: ProblemSet, secret: bytes, student: str) -> tuple[dict[str, Data], dict[str, Key]]:
    """One student's data and keys, for each question by hand."""
    data: dict[str, Data] = {}
    found: dict[str, Key] = {}
    for name in problems.by_hand:
        shared, own = shared_variant(problems, name, secret, student)
        data |= dict.fromkeys(own, shared)
        found |= own
    return data, found


def shared_variant(problems: ProblemSet, name: str, secret: bytes, student: str) -> tuple[Data, dict[str, Key]]:
    """One of a student's variants by the name it has in ``problems.by_hand``, and the keys of its questions.

    Raises:
        TiedError: none could be certified.
    """
    asked, names = problems.by_hand[name], (problems.assignment.id, name, student)
    shared, tries = certify.variant(Stream(secret, "variant", *names), asked)
    for problem in asked:
        shared = problem.question.dealt(problem.solution, shared, Stream(secret, "options", *names))
    return shared, {problem.id: key_by_hand(problem, shared, tries) for problem in asked}


def key_by_hand(problem: Problem[ByHand], data: Data, tries: int) -> Key:
    """The key of a question by hand on certified data."""
    case = certify.number_case(problem, data)
    return Key(
        question=problem.id,
        kind=tag(problem.question),
        name=problem.question.name,
        cases=(case,),
        digits=problem.question.digits,
        tries=tries,
        parameters=digest(data),
        layout=problem.question.layout(tuple(array.size for array in case.expected)),
        told=told(problem),
    )


def completed(problem: Problem[Called], key: Key) -> Key:
    """A function question's key with what version 0.1.0 did not write: what is told, and small inputs."""
    return replace(key, told=key.told or told(problem), small=key.small or small.ladder(problem))


def told(problem: Problem[Question]) -> dict[str, Told]:
    """What is told of each mistake that can show in a question."""
    solution = problem.solution
    names = list(solution.steps)
    found = {}
    for name in problem.question.shows(solution):
        if name in solution.notions:
            found[name] = Told(solution.notions[name], step="", title=solution.notions[name], place=(0, 0))
            continue
        mistake = solution.mistakes[name]
        step = solution.steps[mistake.step]
        place = names.index(mistake.step) + 1, len(names)
        found[name] = Told(mistake.text, mistake.step, step.title, place, step.formula, mistake.convention)
    return found


def tag(question: Question) -> str:
    """The kind of a question, as the YAML calls it."""
    return str(question.__struct_config__.tag)


def without_texts(keys: Sequence[Key]) -> list[Key]:
    """Keys without what is told of mistakes: as they are kept for each student, since it is the same for all."""
    return [replace(key, told={}) for key in keys]


def encode(keys: Sequence[Key]) -> bytes:
    """Keys as JSON."""
    keys = [replace(key, cases=tuple(replace(case, mistakes={**case.mistakes}) for case in key.cases)) for key in keys]
    return msgspec.json.format(msgspec.json.encode(keys, enc_hook=_encode), indent=1) + b"\n"


def read(path: Path) -> list[Key]:
    """Keys from JSON.

    Raises:
        KeysError: the file cannot be read or is damaged.
    """
    try:
        found = decode(files.read(path, MOST), path)
    except OSError as error:
        raise KeysError(
            f"{path}: the keys cannot be read ({error.strerror}); give the keys/ folder that grader make wrote."
        ) from error
    for case in (case for key in found for case in key.cases):
        len(case.mistakes)
    return found


def decode(content: bytes, path: Path) -> list[Key]:
    """The keys that a file holds; what mistakes give is read from it when it is first asked for.

    Raises:
        KeysError: it is damaged.
    """
    with _damage_told(path):
        return [_made(filed, path) for filed in _DECODER.decode(content)]


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    try:
        yield
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


class _Later(Mapping[str, tuple[np.ndarray, ...]]):
    """What mistakes give, still as it stands in a file: most work is right, and nobody asks for it."""

    def __init__(self, filed: msgspec.Raw, path: Path) -> None:
        self._filed, self._path = filed, path

    @cached_property
    def _read(self) -> dict[str, tuple[np.ndarray, ...]]:
        with _damage_told(self._path):
            return _MISTAKES.decode(self._filed)

    def __getitem__(self, name: str) -> tuple[np.ndarray, ...]:
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


class _FiledCase(Case, frozen=True):
    mistakes: msgspec.Raw  # type: ignore[assignment]  # until a case is made of it


class _FiledKey(Key, frozen=True):
    cases: tuple[_FiledCase, ...]


_DECODER = msgspec.json.Decoder(list[_FiledKey], dec_hook=_decode)
_MISTAKES = msgspec.json.Decoder(dict[str, tuple[np.ndarray, ...]], dec_hook=_decode)


def _made(filed: _FiledKey, path: Path) -> Key:
    """The key that a file holds."""
    return replace(filed, cases=tuple(replace(case, mistakes=_Later(case.mistakes, path)) for case in filed.cases))
