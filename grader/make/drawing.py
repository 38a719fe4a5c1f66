"""Draws the picture of a question with a student's own numbers, once for all the pages on which it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, assert_never

import numpy as np

from grader.exercise.kinds.options import letters
from grader.exercise.pictures import Descents, LossCurve, NetworkPicture, Picture
from grader.make import pictures
from grader.make.canvas import Drawn

Numbers = tuple[float, ...]


def draw(picture: Picture, data: Mapping[str, Any], labels: Sequence[str]) -> Drawn:
    """The picture; ``labels`` are the options that it shows, in the order of their letters."""
    match picture:
        case LossCurve(w=w, slope=slope, curvature=curvature):
            return _loss_curve(float(data[w]), float(data[slope]), curvature)
        case Descents(rates=rates, start=start, curvature=curvature, steps=steps):
            lettered = zip(letters(len(labels)), (rates[name] for name in labels), strict=True)
            return _descents(tuple(lettered), start, curvature, steps)
        case NetworkPicture(x=x, w=w, b=b):
            return _network(_numbers(data[x]), _numbers(data[w]), _numbers(data[b]))
        case other:
            assert_never(other)


_loss_curve = lru_cache(maxsize=64)(pictures.loss_curve)


@lru_cache(maxsize=64)
def _descents(rates: tuple[tuple[str, float], ...], start: float, curvature: float, steps: int) -> Drawn:
    return pictures.descents(dict(rates), start=start, curvature=curvature, steps=steps)


@lru_cache(maxsize=64)
def _network(x: Numbers, w: Numbers, b: Numbers) -> Drawn:
    return pictures.network(*(np.array(some) for some in (x, w, b)))


def _numbers(value: Any) -> Numbers:
    return tuple(np.ravel(value).tolist())
