"""The pictures of the class report as SVG text: the same numbers give the same bytes.

Labels are ids and English words, drawn as text in the reader's own fonts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from matplotlib import style
from matplotlib.figure import Figure

from grader.records import Array
from grader.report.verdicts import Group

MOST_MISTAKES = 20
"""How many mistakes fit into the picture."""

INK, SOFT, LINE, MARK, BAD = "#1d2433", "#5b6475", "#d8dde6", "#2456b3", "#b3261e"
WIDTH = 8.0
"""Inches; the page scales the pictures to its own width."""

COLOURS: dict[Group, tuple[str, str]] = {
    "right": ("#1b7a43", "white"),
    "carried": ("#86c29c", INK),
    "rounded": ("#e8b44f", INK),
    "partly": ("#f3d9a0", INK),
    "wrong": (BAD, "white"),
    "error": ("#e08f88", INK),
    "no answer": ("#aab2c0", INK),
    "not graded": ("#e9ecf1", INK),
    "grader fault": (INK, "white"),
}
"""The colour of each group's bar and of the number in it."""

_MOST_BINS = 20
_ROW = 0.3
"""Inches from one question's bar to the next."""

_STYLE = {
    "font.size": 10,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Arial", "Helvetica", "sans-serif"],
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "xtick.color": LINE,
    "ytick.color": LINE,
    "xtick.labelcolor": SOFT,
    "ytick.labelcolor": INK,
    "svg.fonttype": "none",
}
_LEGEND: dict[str, Any] = {
    "loc": "outside upper left",
    "ncols": len(COLOURS),
    "frameon": False,
    "handlelength": 0.9,
    "handleheight": 0.9,
    "handletextpad": 0.5,
    "columnspacing": 1.3,
}


def marks(scores: Sequence[float], highest: float) -> str:
    """A histogram of marks from 0 to ``highest``, with the median.

    Args:
        scores: one for each student, at least one.
        highest: the most that can be had.
    """
    edges = _edges(max(highest, *scores))
    counts, _ = np.histogram(scores, edges)
    with _drawing("marks", 2.9) as (figure, axes, svg):
        bars = axes.bar(edges[:-1], counts, width=np.diff(edges), align="edge", color=MARK, edgecolor="white")
        labels = [str(count) if count else "" for count in counts]
        axes.bar_label(bars, labels=labels, padding=2, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6})
        middle = float(np.median(scores))
        axes.axvline(middle, color=INK, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
        axes.annotate(
            f"median {middle:g}",
            (middle, 1),
            xycoords=axes.get_xaxis_transform(),
            xytext=(5 if middle < highest / 2 else -5, 0),
            textcoords="offset points",
            ha="left" if middle < highest / 2 else "right",
            va="bottom",
        )
        axes.set_xlim(edges[0], edges[-1])
        axes.set_ylim(0, counts.max() * 1.15)
        axes.set_xticks(edges if len(edges) < _MOST_BINS else edges[::2])
        axes.set_yticks([])
        axes.set_xlabel("points")
        axes.spines["bottom"].set_visible(True)
        _save(figure, svg)
    return svg.getvalue()


def verdicts(groups: Mapping[str, Mapping[str, int]]) -> str:
    """A stacked bar for each question: how many students are in each group of verdicts.

    Args:
        groups: for each question in order, the number of students by group.
    """
    labels = [f"{question}  {number}" for number, question in enumerate(groups, start=1)]
    left = np.zeros(len(labels))
    with _drawing("verdicts", 0.9 + _ROW * len(labels)) as (figure, axes, svg):
        widest = max(sum(counts.values()) for counts in groups.values())
        for group, (colour, ink) in COLOURS.items():
            counts = np.array([question.get(group, 0) for question in groups.values()])
            if not counts.any():
                continue
            bars = axes.barh(labels, counts, left=left, height=0.78, color=colour, edgecolor="white", label=group)
            shown = [str(count) if count > 0.02 * widest else "" for count in counts]
            axes.bar_label(bars, labels=shown, label_type="center", color=ink, fontsize=9)
            left += counts
        axes.set_xlim(0, widest)
        _rows(axes)
        figure.legend(**_LEGEND)
        _save(figure, svg)
    return svg.getvalue()


def mistakes(students: Sequence[tuple[str, int]]) -> str:
    """A bar for each mistake: how many students made it.

    Args:
        students: mistake id and number of students, the commonest first.
    """
    names = [name for name, _ in students]
    counts = [count for _, count in students]
    with _drawing("mistakes", 0.3 + 0.27 * len(names)) as (figure, axes, svg):
        rows = np.arange(len(names))
        bars = axes.barh(rows, counts, height=0.66, color=MARK)
        axes.bar_label(bars, padding=4)
        axes.set_yticks(rows, labels=names, parse_math=False)
        axes.set_xlim(0, max(*counts, 5) * 1.06)
        _rows(axes)
        _save(figure, svg)
    return svg.getvalue()


def _rows(axes: Any) -> None:
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0)
    axes.margins(y=0.01)


def _edges(highest: float) -> Array:
    """Edges of at most ``_MOST_BINS`` bins of a round width from 0 to ``highest`` or a little above."""
    power = 10.0 ** np.floor(np.log10(highest / _MOST_BINS))
    width = next(step * power for step in (1, 2, 2.5, 5, 10, 20) if step * power * _MOST_BINS >= highest * (1 - 1e-9))
    bins = int(np.ceil(highest / width - 1e-9))
    return np.linspace(0.0, bins * width, bins + 1).round(12)


@contextmanager
def _drawing(name: str, height: float) -> Iterator[tuple[Any, Any, io.StringIO]]:
    """A figure with bare axes and the text it is saved to; ``name`` keeps its ids apart from other pictures'."""
    with style.context(["default", {**_STYLE, "svg.hashsalt": name, "svg.id": name}]):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        axes = figure.add_subplot()
        axes.spines[:].set_visible(False)
        yield figure, axes, io.StringIO()


def _save(figure: Any, svg: io.StringIO) -> None:
    figure.savefig(svg, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
