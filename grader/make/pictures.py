"""Pictures that a question asks about: the same numbers give the same bytes.

Labels are symbols and numbers, so that one picture serves both languages.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from grader.make.canvas import (
    BLUE,
    FINE,
    HEIGHT,
    INK,
    LETTER,
    LOOKS,
    RED,
    ROW,
    SOFT,
    WIDTH,
    Drawn,
    Look,
    apart,
    axes_for,
    drawing,
    marker,
    saved,
    sheet,
)
from grader.notation import number
from grader.records import Array


def loss_curve(w: float, slope: float, curvature: float) -> Drawn:
    """The loss over one weight with its tangent at ``w`` and a triangle under it that is one unit wide.

    The loss is a parabola that is nowhere negative. The grid is 0.1 wide and 0.5 high, so ``w`` can be read if it is a
    multiple of 0.1 and the slope if it is one of 0.5.

    Args:
        w: where the tangent touches.
        slope: the tangent's, from 0.5 to 5 upwards or downwards.
        curvature: the second derivative of the loss, greater than 0.
    """
    # A whole number, so that both ends of a slope in halves are on the grid; both must be clear of the axis, too.
    height = math.ceil(max(slope**2 / (2 * curvature) + 0.25, 1, 0.5 - slope))
    left, right = _beside(w, w - slope / curvature)
    inside = np.linspace(left, right, 101)
    losses = height + slope * (inside - w) + curvature / 2 * (inside - w) ** 2
    with drawing("loss_curve") as figure:
        axes = axes_for(figure, x="w", right=WIDTH - 22)
        low, high = _around(height, slope, losses.min())
        _grid(axes, (left, right), (low, high))
        axes.plot([w, w], [low, height], color=INK, linewidth=1.3, linestyle=(0, (1, 2)), gid="drop")
        axes.plot(inside, losses, color=BLUE, linewidth=2.6, gid="curve")
        ends = np.array([left, right])
        axes.plot(ends, height + slope * (ends - w), color=INK, linewidth=1.3, gid="tangent")
        dashes = {"color": RED, "linewidth": 2, "linestyle": (0, (3.5, 2))}
        axes.plot([w, w + 1, w + 1], [height, height, height + slope], gid="triangle", **dashes)
        dot = {"marker": "o", "markersize": 8, "markeredgecolor": INK, "markeredgewidth": 1.5, "linestyle": "none"}
        axes.plot([w], [height], markerfacecolor=INK, gid="point", **dot)
        axes.plot([w + 1], [height + slope], markerfacecolor="white", gid="end", **dot)
        return saved(figure)


def descents(rates: Mapping[str, float], *, start: float, curvature: float, steps: int) -> Drawn:
    """The loss L(w) = curvature/2 · w² after each step of gradient descent, one curve for each learning rate.

    The axis of the loss is linear: a run may reach 0. A run that climbs is cut off where it leaves the picture, at
    most at twice the loss of the start, and has its label there; the others have theirs on the right.

    Args:
        rates: learning rates by label, at most six.
        start: the weight before the first step, not 0.
        curvature: the second derivative of the loss, greater than 0.
        steps: how many steps are shown, at least 1.
    """
    first = curvature / 2 * start**2
    runs = {name: _run(first, (1 - rate * curvature) ** 2, steps) for name, rate in rates.items()}
    top = min(2 * first, 1.06 * max(run.max() for run in runs.values()))
    looks = dict(zip(rates, LOOKS[: len(rates)], strict=True))
    widest = LETTER * max(map(len, rates))
    with drawing("descents") as figure:
        axes = axes_for(figure, x="n", right=WIDTH - 38 - widest, top=HEIGHT - 34)
        axes.grid(visible=True, color=FINE, linewidth=0.8)
        axes.locator_params(axis="x", integer=True, nbins=10)
        axes.locator_params(axis="y", nbins=6)
        axes.set_xlim(0, steps)
        axes.set_ylim(0, top)
        for at, (name, run) in enumerate(runs.items(), start=1):
            _curve(axes, run, _end(run, top), looks[name], name=f"curve{at}", leaves=_end(run, top)[1] >= top)
        _name_ends(figure, axes, {name: _end(run, top) for name, run in runs.items()}, looks)
        return saved(figure)


def network(x: Array, w: Array, b: Array) -> Drawn:
    """The lecture's 2-4-1 network with the numbers that are given, and none that is computed from them.

    Each weight is written on its edge, each bias beside its neuron and each input beside its node.

    Args:
        x: the two inputs.
        w: the twelve weights: w[2j − 2] and w[2j − 1] lead from x1 and x2 to neuron j, w[8] … w[11] to the output.
        b: the five biases.
    """
    places = [*zip(_FROM_X1, reversed(_FROM_X1), strict=True)]
    edges = [
        (begin, end, along)
        for end, both in zip(_HIDDEN, places, strict=True)
        for begin, along in zip(_INPUTS, both, strict=True)
    ]
    edges += [(begin, _OUTPUT, _TO_OUTPUT) for begin in _HIDDEN]
    with drawing("network") as figure:
        paper = sheet(figure)
        for at, ((begin, end, along), value) in enumerate(zip(edges, w, strict=True), start=1):
            _edge(paper, begin, end, along=along, text=_text(value), name=f"w{at}")
        for node in (*_INPUTS, *_HIDDEN, _OUTPUT):
            _node(paper, node)
        for node, value in zip(_INPUTS, x, strict=True):
            _beside_node(paper, node, _text(value))
        for node, index, value in zip((*_HIDDEN, _OUTPUT), "₁₂₃₄₅", b, strict=True):
            _beside_node(paper, node, f"b{index} = {_text(value)}")
        return saved(figure)


class _Node(NamedTuple):
    """A node's centre in points and its name.

    Its number stands above it if ``side`` is 1 and below if −1, and ``shift`` points to the right, away from edges.
    """

    x: float
    y: float
    name: str
    side: int
    shift: float = 0.0


_RADIUS = 17.0
_INPUTS = (_Node(34, 196, "x₁", 1), _Node(34, 92, "x₂", -1))
_HIDDEN = (
    _Node(276, 246, "h₁", 1, 3),
    _Node(276, 178, "h₂", 1, 3),
    _Node(276, 110, "h₃", -1, 3),
    _Node(276, 42, "h₄", -1, 3),
)
_OUTPUT = _Node(406, 144, "y", 1, 14)
_FROM_X1, _TO_OUTPUT = (0.406, 0.432, 0.296, 0.746), 0.56
"""Where on the edges to h1 … h4 and to y the weights stand.

Of many random places these are farthest, 4 points, from each other, from other edges and from the biases. Those of x2
mirror x1's.
"""


def _edge(paper: Any, begin: _Node, end: _Node, *, along: float, text: str, name: str) -> None:
    """An edge with its weight along it, in a box: beside a bare line a number would seem to have a minus sign."""
    paper.plot([begin.x, end.x], [begin.y, end.y], color=SOFT, linewidth=1.2, gid=name, zorder=1)
    paper.text(
        begin.x + along * (end.x - begin.x),
        begin.y + along * (end.y - begin.y),
        text,
        rotation=math.degrees(math.atan2(end.y - begin.y, end.x - begin.x)),
        rotation_mode="anchor",
        ha="center",
        va="center",
        bbox={"facecolor": "white", "edgecolor": SOFT, "linewidth": 0.8, "pad": 2},
    )


def _node(paper: Any, node: _Node) -> None:
    circle = {"marker": "o", "markersize": 2 * _RADIUS, "markerfacecolor": "white", "markeredgecolor": INK}
    paper.plot([node.x], [node.y], markeredgewidth=1.5, zorder=2, **circle)
    paper.text(node.x, node.y, node.name, fontsize=15, ha="center", va="center")


def _beside_node(paper: Any, node: _Node, text: str) -> None:
    paper.text(node.x + node.shift, node.y + node.side * (_RADIUS + 10), text, ha="center", va="center")


def _text(value: float) -> str:
    return number(value + 0.0).replace("-", "−")


def _beside(w: float, lowest: float) -> tuple[float, float]:
    """Ends of the weight's axis in halves: the triangle's room, and the lowest point's if that is near."""
    left = min(w - 0.75, max(lowest - 0.4, w - 1.5))
    right = max(w + 1.35, min(lowest + 0.4, w + 2.0))
    return math.floor(2 * left + 1e-9) / 2, math.ceil(2 * right - 1e-9) / 2


def _around(height: float, slope: float, lowest: float) -> tuple[float, float]:
    """Ends of the loss's axis, whole numbers: the triangle, and the curve's lowest point if that is near."""
    bottom, top = min(height, height + slope), max(height, height + slope) + 1
    low = max(0, math.floor(max(min(lowest, bottom) - 0.5, bottom - 3)))
    return low, max(math.ceil(top), low + 4)


def _grid(axes: Any, across: tuple[float, float], up: tuple[float, float]) -> None:
    """Lines at each 0.1 and 0.5, heavier where a number stands."""
    axes.set_xlim(*across)
    axes.set_ylim(*up)
    axes.set_xticks(np.arange(2 * across[0], 2 * across[1] + 1) / 2)
    axes.set_xticks(np.arange(round(10 * across[0]), round(10 * across[1]) + 1) / 10, minor=True)
    axes.set_yticks(np.arange(up[0], up[1] + 1))
    axes.set_yticks(np.arange(2 * up[0], 2 * up[1] + 1) / 2, minor=True)
    axes.grid(visible=True, which="minor", color=FINE, linewidth=0.6)
    axes.grid(visible=True, color=SOFT, linewidth=1.1)


def _run(first: float, factor: float, steps: int) -> Array:
    """The loss after 0, 1, … steps, up to the first that is far above the picture."""
    losses = [first]
    while len(losses) <= steps and losses[-1] <= 2 * first:
        losses.append(losses[-1] * factor)
    return np.array(losses)


def _curve(axes: Any, run: Array, end: tuple[float, float], look: Look, *, name: str, leaves: bool) -> None:
    """A run up to its end, with at most 21 markers, none of them where it ``leaves`` the picture between two steps."""
    axes.plot(
        [*range(len(run) - 1), end[0]],
        [*run[:-1], end[1]],
        linestyle=look.dash,
        linewidth=2,
        markevery=list(range(0, len(run) - leaves, math.ceil(axes.get_xlim()[1] / 20))),
        clip_on=False,  # a marker on an axis is a whole one
        gid=name,
        **marker(look),
    )


def _name_ends(figure: Any, axes: Any, ends: Mapping[str, tuple[float, float]], looks: Mapping[str, Look]) -> None:
    """Writes each curve's label, with its marker, where the curve ends: on the right or above the top."""
    steps, top = axes.get_xlim()[1], axes.get_ylim()[1]
    paper, box = sheet(figure), axes.get_position()
    low, high = box.min * (WIDTH, HEIGHT), box.max * (WIDTH, HEIGHT)
    places = {name: low + (high - low) * end / (steps, top) for name, end in ends.items()}
    out = {name for name, (_, loss) in ends.items() if loss >= top}
    columns = apart({name: places[name][0] for name in out}, 30 + LETTER * max(map(len, ends)), low[0], high[0])
    rows = apart({name: places[name][1] for name in ends if name not in out}, ROW, low[1], high[1])
    for name, place in places.items():
        label = (columns[name], high[1] + 18) if name in out else (place[0] + 24, rows[name])
        paper.plot(*zip(place, label, strict=True), color=looks[name].colour, linewidth=1)
        paper.plot(*label, **marker(looks[name]))
        paper.text(label[0] + 8, label[1], name, weight="bold", va="center_baseline")


def _end(run: Array, top: float) -> tuple[float, float]:
    """The step and the loss where a curve ends or leaves through the top."""
    last = len(run) - 1
    if run[-1] <= top:
        return last, run[-1]
    return last - (run[-1] - top) / (run[-1] - run[-2]), top
