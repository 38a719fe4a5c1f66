"""Draws the picture of a question with a student's own numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

import numpy as np

from grader.exercise.kinds.options import letters
from grader.exercise.pictures import Descents, LossCurve, NetworkPicture, Picture
from grader.make import pictures


def draw(picture: Picture, data: Mapping[str, Any], labels: Sequence[str]) -> str:
    """The picture as SVG; ``labels`` are the options that it shows, in the order of their letters."""
    match picture:
        case LossCurve(w=w, slope=slope, curvature=curvature):
            return pictures.loss_curve(float(data[w]), float(data[slope]), curvature)
        case Descents(rates=rates, start=start, curvature=curvature, steps=steps):
            lettered = {letter: rates[name] for letter, name in zip(letters(len(labels)), labels, strict=True)}
            return pictures.descents(lettered, start=start, curvature=curvature, steps=steps)
        case NetworkPicture(x=x, w=w, b=b):
            return pictures.network(np.ravel(data[x]), np.asarray(data[w]), np.asarray(data[b]))
        case other:
            assert_never(other)
