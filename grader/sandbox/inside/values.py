"""Values as data, in both directions, without calling anything that a student wrote by himself.

A frame is two little-endian u32 (length of the JSON, length of the array bytes), the JSON, and the bytes of all
arrays in the order in which the JSON names them.
"""

from __future__ import annotations

import json
import math
import os
import struct
import sys
from typing import Any

import numpy as np

HEADER = struct.Struct("<II")
MAX_DEPTH = 8
MAX_ITEMS = 10_000
MAX_DIMENSIONS = 16
MAX_TEXT = 1000
MAX_NAME = 100
MAX_MESSAGE = 300
MAX_BROKEN = 50
MAX_LOCAL = 50
MAX_FUNCTIONS = 200
MIN_INTEGER, MAX_INTEGER = -(2**63), 2**63 - 1

NODE_BYTES = 16
_SENT = frozenset({"|b1", "<i4", "<i8", "<f4", "<f8"})
"""Usual types that leave as they are."""
_SCALARS = frozenset(np.sctypeDict.values())
_as_array, _dtype, _Array = np.asarray, np.dtype, np.ndarray
"""As NumPy has them: a submission may put something else in their place."""
_name_of_type = type.__dict__["__name__"].__get__
_module_of_type = type.__dict__["__module__"].__get__


class TooLargeError(Exception):
    """A value has more bytes or items than may leave the box."""


def text(value: str, length: int) -> str:
    """At most ``length`` characters, all of which can be written as UTF-8."""
    return value[:length].encode("utf-8", "replace").decode("utf-8")


def type_name(value: object) -> str:
    """Name of the value's class, past any metaclass that would answer in its own way."""
    return text(_name_of_type(type(value)), MAX_NAME)


def is_of_a_library(kind: type) -> bool:
    """Whether a class comes from a module that was imported from a file, as students' own are not."""
    name = _module_of_type(kind)
    module = sys.modules.get(name) if type(name) is str else None
    return getattr(getattr(module, "__spec__", None), "origin", None) is not None


def _is_name(key: object) -> bool:
    return type(key) is str or (type(key) is int and MIN_INTEGER <= key <= MAX_INTEGER)


def with_columns(value: Any) -> Any:
    """A table of a library with names for its columns as a dictionary of them; anything else as it is."""
    kind = type(value)
    if kind.__name__ != "DataFrame" or not is_of_a_library(kind):
        return value
    try:
        names = list(value.columns)
        return {name: value[name].to_numpy() for name in names} if all(type(name) is str for name in names) else value
    except Exception:
        return value


class Encoder:
    """Turns values into JSON and array bytes.

    Args:
        left: how many bytes the values may take together.
    """

    def __init__(self, left: int) -> None:
        self.left = left
        self.arrays: list[bytes] = []

    def encode(self, value: object, depth: int = 0) -> Any:
        """The JSON form of a value; the bytes of its arrays are added to ``arrays``.

        Raises:
            TooLargeError: the value does not fit.
        """
        self._spend(NODE_BYTES)
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is int:
            return _integer(value)  # type: ignore[arg-type]
        if kind is float:
            return _float(value)  # type: ignore[arg-type]
        if kind is complex:
            return {"t": "complex", "real": _float(value.real), "imag": _float(value.imag)}  # type: ignore[attr-defined]
        if kind is str:
            return self._text(value, MAX_TEXT)  # type: ignore[arg-type]
        if kind in _SCALARS or issubclass(kind, _Array):
            return self._array(_as_array(value), depth)
        return self._container(value, kind, depth)

    def _container(self, value: Any, kind: type, depth: int) -> Any:
        if depth < MAX_DEPTH:
            if issubclass(kind, list):
                return {"t": "list", "items": self._items(list.__len__(value), list.__iter__(value), depth)}
            if issubclass(kind, tuple):
                return {"t": "tuple", "items": self._items(tuple.__len__(value), tuple.__iter__(value), depth)}
            if issubclass(kind, dict) and all(map(_is_name, dict.keys(value))):
                if dict.__len__(value) > MAX_ITEMS:
                    raise TooLargeError
                items = [
                    (self._text(str(key), MAX_NAME), self.encode(item, depth + 1)) for key, item in dict.items(value)
                ]
                return {"t": "dict", "items": dict(items)}
            if is_of_a_library(kind):
                return self._of_a_library(value, kind, depth)
        return {"t": "opaque", "type": type_name(value)}

    def _of_a_library(self, value: Any, kind: type, depth: int) -> Any:
        """Fractions, decimals and what other libraries have for numbers and arrays."""
        try:
            if hasattr(kind, "__array__"):
                return self._array(_as_array(value), depth)
            if hasattr(kind, "__float__"):
                return _float(float(value))
        except (TooLargeError, MemoryError):
            raise
        except Exception:
            # A symbol, a day, a number beyond every float: no number for us either.
            return {"t": "opaque", "type": type_name(value)}
        return {"t": "opaque", "type": type_name(value)}

    def _items(self, length: int, items: Any, depth: int) -> list[Any]:
        if length > MAX_ITEMS:
            raise TooLargeError
        return [self.encode(item, depth + 1) for item in items]

    def _array(self, array: np.ndarray, depth: int) -> Any:
        if array.dtype.kind in "OU" and depth < MAX_DEPTH:
            if array.size > MAX_ITEMS:
                raise TooLargeError
            return self.encode(array.tolist(), depth + 1)
        if array.dtype.kind not in "biufc" or array.ndim > MAX_DIMENSIONS:
            return {"t": "opaque", "type": text(f"ndarray[{array.dtype.name}]", MAX_NAME)}
        dtype = array.dtype
        if dtype.str not in _SENT:
            dtype = _dtype({"g": "f8", "G": "c16"}.get(dtype.char, dtype)).newbyteorder("<")
        self._spend(dtype.itemsize * math.prod(max(length, 1) for length in array.shape))
        self.arrays.append(array.astype(dtype, copy=False).tobytes())
        return {"t": "array", "dtype": dtype.str, "shape": array.shape}

    def _text(self, value: str, length: int) -> str:
        short = text(value, length)
        self._spend(len(short))
        return short

    def _spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise TooLargeError


def _integer(value: int) -> Any:
    if MIN_INTEGER <= value <= MAX_INTEGER:
        return value
    try:
        return float(value)
    except OverflowError:
        return {"t": "opaque", "type": "int"}


def _float(value: float) -> Any:
    return value if math.isfinite(value) else {"t": "float", "value": repr(value)}


def frame(message: Any, arrays: list[bytes]) -> bytes:
    """One message as it goes over the wire."""
    body = json.dumps(message).encode()
    raw = b"".join(arrays)
    return HEADER.pack(len(body), len(raw)) + body + raw


def write(descriptor: int, data: bytes) -> None:
    """Write all of ``data``."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def read_job(descriptor: int) -> tuple[dict[str, Any], bytes]:
    """The job's JSON and its array bytes."""
    body, raw = HEADER.unpack(_read(descriptor, HEADER.size))
    return json.loads(_read(descriptor, body)), _read(descriptor, raw)


def _read(descriptor: int, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        more = os.read(descriptor, size - len(data))
        if not more:
            raise EOFError
        data += more
    return bytes(data)
