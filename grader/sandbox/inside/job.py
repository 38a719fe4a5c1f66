"""One job: run the cells, then answer the questions put to them, and write down what came."""

from __future__ import annotations

import errno
import io
import math
import sys
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from . import chance
from .allowance import Allowance
from .cells import Mark, Notebook
from .errors import raised
from .kept import kept, state
from .streams import OutputLimitError, Sink
from .values import MAX_NAME, Encoder, TooLargeError, frame, text, with_columns

Write = Callable[[bytes], object]
Asks = tuple[dict[str, Any], bytes]
"""Questions as JSON, and the bytes of the arrays in it."""

_MISSING = object()
_ENVELOPE = 1024


class Input(NamedTuple):
    """One argument as it came: enough to make fresh copies and to see what was changed."""

    array: np.ndarray
    raw: bytes

    def fresh(self) -> Any:
        """A copy that may be overwritten; a Python number where there are no dimensions."""
        return self.array.copy() if self.array.ndim else self.array.item()

    def changed(self, value: Any) -> bool:
        """Whether a copy is no longer what it was."""
        if type(value) is not np.ndarray:
            return False
        same = value.shape == self.array.shape and value.dtype == self.array.dtype
        return not (same and value.tobytes() == self.raw)


Asked = tuple[dict[str, Any], list[list[Input]]]
"""A question, and the arguments of its different calls."""


class Job:
    """A submission's cells and questions.

    Args:
        job: the job's JSON as ``grader.sandbox.frames`` writes it.
        raw: the bytes of all input arrays, in order.
        mark: see :class:`Allowance`.
    """

    def __init__(self, job: dict[str, Any], raw: bytes, mark: Mark) -> None:
        self.limits: dict[str, Any] = job["limits"]
        self.allowance = Allowance(mark, job["cells"])
        self.output = Sink(self.limits["output"])
        left_out = {(cell, statement) for cell, statement in job["left_out"]}
        cells = job["cells"], job["programs"], job["files"]
        self.notebook = Notebook(*cells, left_out, self.output, self.allowance.statement)
        self.asks = _asks(job, raw)
        self.asked = 0

    def run(self, write: Write, more: Iterable[Asks]) -> None:
        """Run everything, or up to the question that left no memory for those after it.

        Each question is announced before it starts, so that a crash can be laid to it.

        Args:
            write: sends what there is to say.
            more: waits for further questions, as JSON and the bytes of their arrays. Inputs that must not be shown
                come when all that may be shown was sent.
        """
        sys.stdin, sys.stdout, sys.stderr = io.StringIO(), self.output, self.output
        chance.seed()
        self.allowance.begin(self.limits)
        self.notebook.run()
        self.allowance.end()
        names = {"functions": self.notebook.functions, "variables": self.notebook.variables}
        ready = frame({"t": "ran", "broken": self.notebook.broken} | names, [])
        self._answer_all(write, self.asks, ready)
        for job, raw in more:
            self._answer_all(write, _asks(job, raw), b"")

    def _answer_all(self, write: Write, asks: list[Asked], ready: bytes) -> None:
        for number, (ask, cases) in enumerate(asks, start=self.asked):
            write(ready + frame({"t": "start", "ask": number}, []))
            status, ready = self._answer(number, ask, [cases[case] for case in ask["calls"]])
            if status == "memory":
                break
        self.asked += len(asks)
        write(ready)

    def _answer(self, number: int, ask: dict[str, Any], calls: list[list[Input]]) -> tuple[str, bytes]:
        limit = ask["limits"]["output"]
        encoder = Encoder(limit)
        results: list[Any] = []
        changed: list[str] = []
        stopped = None
        try:
            status = self._fill(results, changed, ask, calls, encoder)
        except MemoryError as error:
            status, stopped = "memory", raised(error)
        except (TooLargeError, OutputLimitError) as error:
            status, stopped = "output_limit", raised(error)
        answer = {"t": "answer", "ask": number, "status": status, "results": results, "raised": stopped}
        whole = frame(answer | {"kept": changed}, encoder.arrays)
        if len(whole) <= limit + _ENVELOPE:
            return status, whole
        return status, frame(answer | {"status": "output_limit", "results": []}, [])

    def _fill(
        self, results: list[Any], changed: list[str], ask: dict[str, Any], calls: list[list[Input]], encoder: Encoder
    ) -> str:
        """Add the results one by one, and what the first call changed outside of the function; return the status.

        Raises:
            MemoryError: a call, or writing down what it returned, took too much memory.
            TooLargeError: what was returned cannot be sent.
            OutputLimitError: too much was printed.
        """
        self.output.reset(ask["limits"]["output"])
        self.allowance.begin(ask["limits"])
        try:
            found = self._find(ask["kind"], ask["name"])
            if found is _MISSING:
                return "missing"
            if ask["kind"] == "variable":
                results.append(_returned(encoder.encode(with_columns(found))))
            before = state(found)
            for inputs in calls:
                results.append(self._called(found, inputs, encoder))
                if before:
                    changed += [text(name, MAX_NAME) for name in kept(before, found)]
                    before = []
        finally:
            self.allowance.end()
        return "done"

    def _find(self, kind: str, name: str) -> Any:
        found = self.notebook.find(name)
        if kind == "function":
            return next((value for value in found if callable(value)), _MISSING)
        answers = (dict.get(one, name, _MISSING) for one in self.notebook.find("answers") if type(one) is dict)
        return next((value for value in chain(found, answers) if value is not _MISSING), _MISSING)

    def _called(self, function: Any, inputs: list[Input], encoder: Encoder) -> dict[str, Any]:
        """The result of one call.

        Raises:
            MemoryError: the call, or writing down what it returned, took too much memory.
            TooLargeError: what it returned cannot be sent.
            OutputLimitError: it printed too much.
        """
        arguments = [given.fresh() for given in inputs]
        printed = self.output.count
        try:
            value = function(*arguments)
        except MemoryError:
            raise
        except BaseException as error:
            if _is_about_memory(error):
                raise MemoryError().with_traceback(sys.exc_info()[2]) from None
            if not self.output.full:
                return raised(error)
            raise OutputLimitError().with_traceback(sys.exc_info()[2]) from None
        if self.output.full:
            raise OutputLimitError
        arrays = len(encoder.arrays)
        try:
            encoded = encoder.encode(value)
        except (TooLargeError, MemoryError):
            del encoder.arrays[arrays:]
            raise
        changed = [number for number, given in enumerate(inputs) if given.changed(arguments[number])]
        return _returned(encoded, changed, printed=self.output.count > printed)


def _is_about_memory(error: BaseException) -> bool:
    """Whether an exception stands for a lack of memory, as some functions of C raise it."""
    if type(error) is OSError:
        return error.errno == errno.ENOMEM
    return type(error) is SystemError and error.args == ("error return without exception set",)


def _returned(value: Any, changed: list[int] | None = None, *, printed: bool = False) -> dict[str, Any]:
    return {"t": "returned", "value": value, "changed": changed or [], "printed": printed}


def _asks(job: dict[str, Any], raw: bytes) -> list[Asked]:
    inputs = _inputs(raw)
    return [(ask, [[inputs(*form) for form in case] for case in ask["inputs"]]) for ask in job["asks"]]


def _inputs(raw: bytes) -> Callable[[str, list[int]], Input]:
    at = 0

    def take(dtype: str, shape: list[int]) -> Input:
        nonlocal at
        kind = np.dtype(dtype)
        start, at = at, at + math.prod(shape) * kind.itemsize
        return Input(np.ndarray(shape, kind, raw, start), raw[start:at])

    return take
