"""Draws the data of a variant from a secret, by an integer-to-parameter mapping of our own.

Nothing here uses NumPy's or Python's generators: their streams may change with a version, homework may not.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.exercise.vocabulary import (
    Choice,
    Decimals,
    Distribution,
    Fixed,
    Integer,
    Labels,
    OneHot,
    Sampler,
    Size,
)

Data = dict[str, Any]
"""Drawn values by name: int, float or float64 array."""

_WORD = 8


class Stream:
    """Endless uniform integers: HMAC-SHA256 in counter mode, keyed by a secret and a list of names."""

    def __init__(self, secret: bytes, *names: str) -> None:
        self._key = hmac.digest(secret, json.dumps(names).encode(), "sha256")
        self._counter = 0
        self._words: list[int] = []

    def below(self, bound: int) -> int:
        """A uniform integer in 0 … bound − 1, without modulo bias."""
        limit = (1 << 8 * _WORD) // bound * bound
        while True:
            word = self._word()
            if word < limit:
                return word % bound

    def between(self, low: int, high: int) -> int:
        """A uniform integer in low … high."""
        return low + self.below(high - low + 1)

    def _word(self) -> int:
        if not self._words:
            block = hmac.digest(self._key, self._counter.to_bytes(_WORD, "big"), "sha256")
            self._counter += 1
            self._words = [int.from_bytes(block[i : i + _WORD], "big") for i in range(0, len(block), _WORD)]
        return self._words.pop()


def draw(stream: Stream, samplers: Mapping[str, Sampler]) -> Data:
    """One value for each sampler, in the order of declaration; sizes may name integers drawn before."""
    data: Data = {}
    for name, sampler in samplers.items():
        data[name] = _draw(stream, sampler, data)
    return data


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 of drawn data in a canonical form."""
    plain = {name: np.asarray(value).tolist() for name, value in data.items()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def _draw(stream: Stream, sampler: Sampler, data: Data) -> Any:
    match sampler:
        case Integer(low=low, high=high):
            return stream.between(low, high)
        case Fixed(value=value):
            return value
        case Choice(of=choices, shape=shape):
            chosen = [choices[stream.below(len(choices))] for _ in range(_size(shape, data))]
            return np.array(chosen, dtype=np.float64).reshape(_lengths(shape, data)) if shape else chosen[0]
        case Decimals(shape=shape):
            values = [_decimal(stream, sampler) for _ in range(_size(shape, data))]
            return np.array(values).reshape(_lengths(shape, data)) if shape else values[0]
        case Labels(shape=shape):
            return np.array([float(stream.below(2)) for _ in range(_size(shape, data))]).reshape(_lengths(shape, data))
        case OneHot(shape=shape, column=column):
            rows, columns = _lengths(shape, data)
            return np.eye(columns)[[stream.below(columns) if column is None else column for _ in range(rows)]]
        case Distribution(shape=shape):
            rows, columns = _lengths(shape, data)
            return np.array([_distribution(stream, sampler, columns) for _ in range(rows)])


def _decimal(stream: Stream, sampler: Decimals) -> float:
    unit: int = 10**sampler.digits
    return stream.between(round(sampler.low * unit), round(sampler.high * unit)) / unit


def _distribution(stream: Stream, sampler: Distribution, columns: int) -> list[float]:
    unit = 10**sampler.digits
    least = round(sampler.least * unit)
    free = unit - least * columns
    cuts = sorted(stream.between(0, free) for _ in range(columns - 1))
    return [(least + high - low) / unit for low, high in zip([0, *cuts], [*cuts, free], strict=True)]


def _lengths(shape: tuple[Size, ...], data: Data) -> tuple[int, ...]:
    return tuple(data[size] if isinstance(size, str) else size for size in shape)


def _size(shape: tuple[Size, ...], data: Data) -> int:
    size = 1
    for length in _lengths(shape, data):
        size *= length
    return size
