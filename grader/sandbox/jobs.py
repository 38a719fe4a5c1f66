"""What goes into the box: a submission's cells and the questions to it, in frames as ``frames`` has them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader import records

from .inside.values import HEADER

_RESERVE = 2**24
"""Memory beyond every limit, with which the box can still tell that one was reached."""


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
        head = {
            "cells": [cell.source for cell in self._cells],
            "programs": [cell.program for cell in self._cells],
            "files": [cell.file for cell in self._cells],
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
