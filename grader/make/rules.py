"""The closed set of fairness rules: when a variant is one that a student can fairly be given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import numpy as np

from grader.exercise.vocabulary import (
    ActiveColumns,
    Avoids,
    Between,
    BothClasses,
    ColumnsApart,
    Distinct,
    LastAtLeast,
    Magnitude,
    MixedSigns,
    Rule,
    UnequalClasses,
)
from grader.records import Array


def kept(rules: Iterable[Rule], values: Mapping[str, Any]) -> bool:
    """Whether data and steps, by name, keep all the rules."""
    return all(_kept(rule, np.asarray(values[rule.of], dtype=np.float64)) for rule in rules)


def _kept(rule: Rule, value: Array) -> bool:
    size = np.abs(value)
    match rule:
        case BothClasses():
            return bool((value == 0).any() and (value == 1).any())
        case UnequalClasses():
            zeros, ones = int((value == 0).sum()), int((value == 1).sum())
            return 0 < zeros != ones > 0
        case Between(low=low, high=high):
            return bool(((value > low) & (value < high)).all())
        case Magnitude(above=above, below=below):
            return bool(((size > above) & (size < below)).all())
        case Avoids(values=values):
            return not np.isin(size, values).any()
        case MixedSigns(rows=rows):
            axis = -1 if rows else None
            return bool(((value > 0).any(axis=axis) & (value < 0).any(axis=axis)).all())
        case Distinct(gap=gap):
            return all(abs(a - b) > gap for a, b in combinations(size.ravel().tolist(), 2))
        case LastAtLeast(value=least):
            return bool(size.ravel()[-1] >= least)
        case ColumnsApart(gap=gap):
            return bool((np.abs(value[..., 0] - value[..., 1]) > gap).all())
        case ActiveColumns(at_least=least):
            return int((value > 0).any(axis=0).sum()) >= least
