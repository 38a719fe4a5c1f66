"""What passes between the supervisor and the box, and the checks on everything that comes out of it.

A frame is two little-endian u32 (length of the JSON, length of the array bytes), the JSON, and the bytes of all
arrays in the order in which the JSON names them. Whatever arrives was possibly written by a student's code: it is
measured before it is stored, and believed only where it has one of the forms below.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeAlias, get_args

import msgspec
import numpy as np
from msgspec import Meta, Struct

from grader import records
from grader.words import printable

from .inside.kept import MAX_KEPT
from .inside.values import (
    HEADER,
    MAX_BROKEN,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_FUNCTIONS,
    MAX_INTEGER,
    MAX_ITEMS,
    MAX_LOCAL,
    MAX_MESSAGE,
    MAX_NAME,
    MAX_TEXT,
    MIN_INTEGER,
    NODE_BYTES,
)

_SLACK = 2**16 + 2**18
"""Bytes that a frame may have beside the values: its envelope and the messages of errors."""

Number = Annotated[int, Meta(ge=0, lt=2**31)]
Line = Annotated[int, Meta(ge=1, lt=2**31)]
Name = Annotated[str, Meta(max_length=MAX_NAME)]
DType = Literal[
    "|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"
]  # fmt: skip


_DTYPES = {name: np.dtype(name) for name in get_args(DType)}


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
    """An exception; ``cell`` counts the cells of the job, and ``outer`` is the cell and line that was outermost."""

    type: Name
    message: Annotated[str, Meta(max_length=MAX_MESSAGE)]
    cell: Number | None
    line: Line | None
    refused: records.Refused
    outer: tuple[Number, Line] | None = None
    local: Annotated[list[Name], Meta(max_length=MAX_LOCAL)] = []


class Returned(_Form, frozen=True, tag="returned"):
    """A value; ``changed`` counts the arguments of the call."""

    value: Value
    changed: Annotated[list[Number], Meta(max_length=100)]
    printed: bool


class Ran(_Form, frozen=True, tag="ran"):
    """All cells were run."""

    broken: Annotated[list[Raised], Meta(max_length=MAX_BROKEN)]
    functions: Annotated[list[Name], Meta(max_length=MAX_FUNCTIONS)]
    variables: Annotated[list[Name], Meta(max_length=MAX_FUNCTIONS)]


class Start(_Form, frozen=True, tag="start"):
    """A question is about to be answered."""

    ask: Number


class Answer(_Form, frozen=True, tag="answer"):
    """What came of a question; ``kept`` are names of what a call changed outside of the function."""

    ask: Number
    status: Literal["done", "missing", "memory", "output_limit"]
    results: Annotated[list[Returned | Raised], Meta(max_length=10_000)]
    raised: Raised | None = None
    kept: Annotated[list[Name], Meta(max_length=MAX_KEPT)] = []


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
        dtype = _DTYPES[form.dtype]
        size = math.prod(form.shape) * dtype.itemsize
        if (size or dtype.itemsize * math.prod(max(length, 1) for length in form.shape)) > self._limit:
            raise FrameError(f"an array of shape {form.shape}")
        start = self._at
        self._at += size
        if self._at > len(self._raw):
            raise FrameError(f"an array of shape {form.shape} with too few bytes")
        if dtype.kind == "b":
            return np.ndarray(form.shape, np.uint8, self._raw, start).astype(np.bool_)
        return np.ndarray(form.shape, dtype, self._raw, start).copy()
