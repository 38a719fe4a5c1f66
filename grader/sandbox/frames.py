"""What passes between the supervisor and the box, and the checks on everything that comes out of it.

A frame is two little-endian u32 (length of the JSON, length of the array bytes), the JSON, and the bytes of all
arrays in the order in which the JSON names them. Whatever arrives was possibly written by a student's code: it is
measured before it is stored, and believed only where it has one of the forms below.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
import numpy as np
from msgspec import Meta, Struct

from grader import records
from grader.words import printable

from .inside.values import (
    HEADER,
    MAX_BROKEN,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_FUNCTIONS,
    MAX_INTEGER,
    MAX_ITEMS,
    MAX_MESSAGE,
    MAX_NAME,
    MAX_TEXT,
    MIN_INTEGER,
    NODE_BYTES,
)

_SLACK = 2**16 + 2**18
"""Bytes that a frame may have beside the values: its envelope and the messages of errors."""
_RESERVE = 2**24
"""Memory beyond every limit, with which the box can still tell that one was reached."""

Number = Annotated[int, Meta(ge=0, lt=2**31)]
Line = Annotated[int, Meta(ge=1, lt=2**31)]
Name = Annotated[str, Meta(max_length=MAX_NAME)]
DType = Literal[
    "|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"
]  # fmt: skip


class FrameError(Exception):
    """The box sent something that it never sends by itself."""


class _Form(Struct, frozen=True, forbid_unknown_fields=True, tag_field="t"):
    pass


class Float(_Form, frozen=True, tag="float"):
    """A float that JSON has no word for."""

    value: Literal["nan", "inf", "-inf"]


class Complex(_Form, frozen=True, tag="complex"):
    """A complex number."""

    real: float | Float
    imag: float | Float


class Array(_Form, frozen=True, tag="array"):
    """An array whose bytes follow the JSON."""

    dtype: DType
    shape: Annotated[tuple[Number, ...], Meta(max_length=MAX_DIMENSIONS)]


class List(_Form, frozen=True, tag="list"):
    """A list."""

    items: Annotated[list[Value], Meta(max_length=MAX_ITEMS)]


class Tuple(_Form, frozen=True, tag="tuple"):
    """A tuple."""

    items: Annotated[list[Value], Meta(max_length=MAX_ITEMS)]


class Dict(_Form, frozen=True, tag="dict"):
    """A dict with text for keys."""

    items: Annotated[dict[Name, Value], Meta(max_length=MAX_ITEMS)]


class Opaque(_Form, frozen=True, tag="opaque"):
    """Anything else."""

    type: Name


Integer = Annotated[int, Meta(ge=MIN_INTEGER, le=MAX_INTEGER)]
String = Annotated[str, Meta(max_length=MAX_TEXT)]
Value: TypeAlias = bool | Integer | float | String | Float | Complex | Array | List | Tuple | Dict | Opaque | None


class Raised(_Form, frozen=True, tag="raised"):
    """An exception; ``cell`` counts the cells of the job."""

    type: Name
    message: Annotated[str, Meta(max_length=MAX_MESSAGE)]
    cell: Number | None
    line: Line | None
    refused: records.Refused


class Returned(_Form, frozen=True, tag="returned"):
    """A value; ``changed`` counts the arguments of the call."""

    value: Value
    changed: Annotated[list[Number], Meta(max_length=100)]
    printed: bool


class Ran(_Form, frozen=True, tag="ran"):
    """All cells were run."""

    broken: Annotated[list[Raised], Meta(max_length=MAX_BROKEN)]
    functions: Annotated[list[Name], Meta(max_length=MAX_FUNCTIONS)]


class Start(_Form, frozen=True, tag="start"):
    """A question is about to be answered."""

    ask: Number


class Answer(_Form, frozen=True, tag="answer"):
    """What came of a question."""

    ask: Number
    status: Literal["done", "missing", "memory", "output_limit"]
    results: Annotated[list[Returned | Raised], Meta(max_length=10_000)]
    raised: Raised | None = None


Message: TypeAlias = Ran | Start | Answer
_decoder: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)


class Reader:
    """Puts frames together from the bytes that arrive.

    Attributes:
        limit: bytes that the values in the next frame may take.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._data = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[Message, Values]]:
        """The frames that are complete now.

        Raises:
            FrameError: the bytes are no frames, or one that is too long.
        """
        self._data += data
        while len(self._data) >= HEADER.size:
            body, raw = HEADER.unpack_from(self._data)
            if body + raw > self.limit + _SLACK:
                raise FrameError(f"a frame of {body + raw} bytes")
            end = HEADER.size + body + raw
            if len(self._data) < end:
                return
            frame = bytes(self._data[HEADER.size : end])
            del self._data[:end]
            yield _decoded(frame[:body]), Values(frame[body:], self.limit)


def _decoded(body: bytes) -> Message:
    try:
        return _decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise FrameError(str(error)) from error


class Values:
    """Makes Python values of the forms in one frame; every byte after the JSON must be used exactly once.

    Args:
        raw: the bytes of the arrays.
        limit: bytes that one array may take.
    """

    def __init__(self, raw: bytes, limit: int) -> None:
        self._raw = raw
        self._limit = limit
        self._at = 0
        self._nodes = 0

    def take(self, form: Value, depth: int = 0) -> Any:
        """The value in ``form``; array bytes are taken in the order of the calls.

        Raises:
            FrameError: an array claims bytes that are not there, or the value is nested too deeply.
        """
        if depth > MAX_DEPTH:
            raise FrameError("a value nested too deeply")
        self._nodes += 1
        if self._nodes * NODE_BYTES > self._limit:
            raise FrameError("more values than may leave the box")
        match form:
            case Array():
                return self._array(form)
            case List(items):
                return [self.take(item, depth + 1) for item in items]
            case Tuple(items):
                return tuple(self.take(item, depth + 1) for item in items)
            case Dict(named):
                return {name: self.take(item, depth + 1) for name, item in named.items()}
            case Complex(real, imag):
                return complex(self.take(real), self.take(imag))
            case Float(value):
                return float(value)
            case Opaque(name):
                return records.Opaque(printable(name))
        return form

    def end(self) -> None:
        """Check that all bytes were used.

        Raises:
            FrameError: some were not.
        """
        if self._at != len(self._raw):
            raise FrameError(f"{len(self._raw) - self._at} bytes that belong to no array")

    def _array(self, form: Array) -> np.ndarray:
        dtype = np.dtype(form.dtype)
        if dtype.itemsize * math.prod(max(length, 1) for length in form.shape) > self._limit:
            raise FrameError(f"an array of shape {form.shape}")
        start = self._at
        self._at += math.prod(form.shape) * dtype.itemsize
        if self._at > len(self._raw):
            raise FrameError(f"an array of shape {form.shape} with too few bytes")
        if dtype.kind == "b":
            return np.ndarray(form.shape, np.uint8, self._raw, start).astype(np.bool_)
        return np.ndarray(form.shape, dtype, self._raw, start).copy()


class Jobs:
    """What the processes of one submission are told.

    Args:
        cells: all cells of the submission.
        limits: what the cells may use, and each question that has no limits of its own.
        asks: all that will be asked.
    """

    def __init__(self, cells: Sequence[records.Cell], limits: records.Limits, asks: Sequence[records.Ask]) -> None:
        self._cells = cells
        self._limits = limits
        some = [limits, *(ask.limits or limits for ask in asks)]
        reserve = _RESERVE + 3 * max(one.output_kb for one in some) * 2**10
        self._memory = max(one.memory_mb for one in some) * 2**20 + reserve

    def first(self, left_out: Sequence[tuple[int, int]], asks: Sequence[records.Ask], cpu_seconds: float) -> bytes:
        """The cells and what is asked before any hidden input is there.

        Args:
            left_out: (cell, statement) pairs that must not be run.
            asks: the questions to answer.
            cpu_seconds: what the whole process may use.

        Raises:
            ValueError: an argument of a call is no array of numbers or truth values.
        """
        names = (cell.label.removesuffix(".py") for cell in self._cells)
        head = {
            "cells": [cell.source for cell in self._cells],
            "modules": [name for name in names if name.isidentifier()],
            "left_out": left_out,
            "limits": _allowed(self._limits, self._memory),
            "cpu": math.ceil(cpu_seconds) + 2,
            "memory": self._memory,
        }
        return self._frame(head, asks)

    def more(self, asks: Sequence[records.Ask]) -> bytes:
        """What is asked of the same process after that.

        Raises:
            ValueError: an argument of a call is no array of numbers or truth values.
        """
        return self._frame({}, asks)

    def _frame(self, head: dict[str, Any], asks: Sequence[records.Ask]) -> bytes:
        arrays: list[bytes] = []
        forms = [_asked(ask, arrays) | {"limits": _allowed(ask.limits or self._limits, self._memory)} for ask in asks]
        body = json.dumps(head | {"asks": forms}).encode()
        raw = b"".join(arrays)
        return HEADER.pack(len(body), len(raw)) + body + raw


def _asked(ask: records.Ask, arrays: list[bytes]) -> dict[str, Any]:
    """A question, whose inputs are added to ``arrays``; a case that is called more than once is sent once."""
    distinct = {id(inputs): inputs for inputs in ask.calls}
    numbers = {case: number for number, case in enumerate(distinct)}
    sent = [_sent(inputs) for inputs in distinct.values()]
    arrays += [raw for _, raw in sent]
    return {
        "kind": ask.kind,
        "name": ask.name,
        "inputs": [forms for forms, _ in sent],
        "calls": [numbers[id(inputs)] for inputs in ask.calls],
    }


Sent = tuple[list[tuple[str, tuple[int, ...]]], bytes]
_MOST_KEPT = 10_000
_kept: dict[int, tuple[Mapping[str, np.ndarray], Sent]] = {}


def _sent(inputs: Mapping[str, np.ndarray]) -> Sent:
    """The arguments of a call as they are sent; made once for those of a key, which are the same for everybody."""
    kept = _kept.get(id(inputs))
    if kept is not None and kept[0] is inputs:
        return kept[1]
    forms, raw = [], []
    for array in inputs.values():
        if array.dtype.kind not in "biufc":
            raise ValueError(f"an argument has dtype {array.dtype}; only numbers and truth values enter the box")
        little = array.astype(array.dtype.newbyteorder("<")) if array.dtype.str[0] == ">" else array
        forms.append((little.dtype.str, little.shape))
        raw.append(little.tobytes())
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    sent = forms, b"".join(raw)
    _kept[id(inputs)] = inputs, sent
    return sent


def _allowed(limits: records.Limits, memory: int) -> dict[str, float]:
    """What may be used of ``memory`` bytes in all, and of the rest."""
    return {
        "cpu": limits.cpu_seconds,
        "wall": limits.wall_seconds,
        "less_memory": memory - limits.memory_mb * 2**20,
        "output": limits.output_kb * 2**10,
    }
