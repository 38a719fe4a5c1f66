"""The pictures of questions: measured in the SVG, what is to be read can be read, and nothing else is told."""

from __future__ import annotations

import itertools
import math
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import TextPath

from grader.make import pictures
from grader.make.canvas import Drawn
from grader.records import Array

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
MOST_BYTES = 40_000

SIX = {"A": 0.05, "B": 0.3, "C": 0.9, "D": 1.7, "E": 0.02, "F": 1.99}
CLIMBING = {"A": 2.3, "B": 0.1, "C": 2.02, "D": 0.5, "E": 3.0, "F": 2.1}
NUMBERS = [(n + 1) / -100 for n in range(100, 119)]
HARDEST: dict[str, Callable[[], Drawn]] = {
    "loss_curve": lambda: pictures.loss_curve(-0.3, -5.0, 0.5),
    "descents": lambda: pictures.descents(SIX, start=-2, curvature=1, steps=20),
    "climbing": lambda: pictures.descents(CLIMBING, start=3, curvature=1, steps=30),
    "network": lambda: pictures.network(*np.split(np.array(NUMBERS), [2, 14])),
}

halves = st.integers(1, 10).flatmap(lambda n: st.sampled_from([n / 2, -n / 2]))
hundredths = st.integers(-199, 199).map(lambda n: n / 100)
few = settings(max_examples=15)


def parsed(drawn: Drawn) -> ET.Element:
    return ET.fromstring(drawn.svg)  # noqa: S314 - it is our own


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def part(root: ET.Element, name: str) -> ET.Element:
    """The group with this id."""
    (found,) = (group for group in root.iter(f"{SVG}g") if group.get("id") == name)
    return found


def line(group: ET.Element) -> Array:
    """The corners of the one line that a group draws."""
    path = next(path for path in group.iter(f"{SVG}path") if "id" not in path.attrib)
    return np.array(re.findall(r"[ML] (\S+) (\S+)", path.get("d", "")), dtype=float)


def markers(group: ET.Element) -> Array:
    """Where a group's markers are."""
    return np.array([[float(use.get("x", "")), float(use.get("y", ""))] for use in group.iter(f"{SVG}use")])


class Scale:
    """An axis as a reader sees it: the numbers at its lines say which place is which value."""

    def __init__(self, root: ET.Element, axis: int) -> None:
        self.lines: list[float] = []
        self.labels: list[str] = []
        numbered = []
        for group in root.iter(f"{SVG}g"):
            if re.fullmatch(f"{'xy'[axis]}tick_[0-9]+", group.get("id", "")):
                self.lines.append(line(group)[0, axis])
                if text := texts(group):
                    self.labels += text
                    numbered.append((self.lines[-1], float(text[0].replace("−", "-"))))
        (self._from, self._first), *_, (self._to, self._last) = numbered

    def read(self, place: Array) -> Array:
        share = (place - self._from) / (self._to - self._from)
        return np.asarray(self._first + share * (self._last - self._first))

    def has_line_at(self, place: float) -> bool:
        return min(abs(place - there) for there in self.lines) < 0.01


def boxes(root: ET.Element) -> list[tuple[str, Array]]:
    """Each text with the four corners of what it covers when written in DejaVu Sans."""
    found = []
    for element in root.iter(f"{SVG}text"):
        style = element.get("style", "")
        size = re.search(r"font(?:-size)?:[^;]*?([0-9.]+)px", style)
        assert size, style
        height, text = float(size[1]), element.text or ""
        weight = "bold" if "bold" in style or "700" in style else "normal"
        font = font_manager.FontProperties(family="DejaVu Sans", weight=weight)
        width = TextPath((0, 0), text, size=height, prop=font).get_extents().width
        start = {"middle": -width / 2, "end": -width}.get(next(iter(re.findall("text-anchor: ([a-z]+)", style)), ""), 0)
        corners = [(start, 0.1), (start + width, 0.1), (start + width, -0.76), (start, -0.76)]
        at = np.array([(float(element.get("x", "")) + x, float(element.get("y", "")) + y * height) for x, y in corners])
        turn = re.search(r"rotate\((\S+) (\S+) (\S+)\)", element.get("transform", ""))
        if turn:
            angle, centre = math.radians(float(turn[1])), np.array([float(turn[2]), float(turn[3])])
            turned = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
            at = centre + (at - centre) @ turned
        found.append((text, at))
    return found


def overlap(one: Array, other: Array) -> bool:
    """Whether two rectangles meet: unless a side of one of them parts them."""
    for corners in (one, other):
        for side in (corners[1] - corners[0], corners[2] - corners[1]):
            first, second = one @ side, other @ side
            if first.max() <= second.min() or second.max() <= first.min():
                return False
    return True


def check_apart(root: ET.Element) -> None:
    placed = boxes(root)
    for (name, one), (other_name, other) in itertools.combinations(placed, 2):
        assert not overlap(one, other), (name, other_name)
    for name, corners in placed:
        assert ((corners >= 0) & (corners <= [460.8, 288])).all(), name


def distance(place: Array, ends: Array) -> float:
    """From a place to a straight line between two ends."""
    along = ends[1] - ends[0]
    share = np.clip((place - ends[0]) @ along / (along @ along), 0, 1)
    return float(np.hypot(*(place - ends[0] - share * along)))


@pytest.mark.parametrize("name", HARDEST)
def test_a_picture_is_safe_to_embed_and_small(name: str) -> None:
    drawn = HARDEST[name]()
    svg, root = drawn.svg, parsed(drawn)
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox") == "0 0 460.8 288"
    assert len(svg.encode()) < MOST_BYTES
    assert not re.search("<[!?]|metadata", svg)
    assert mpl.__version__ not in svg
    assert set(re.findall(r'(\S+)="https?:', svg)) == {"xmlns", "xmlns:xlink"}
    assert svg.count("http") == 2
    assert all(element.get(HREF, "#").startswith("#") for element in root.iter())
    assert all(address.startswith("#") for address in re.findall(r"url\((.*?)\)", svg))
    check_apart(root)


@pytest.mark.parametrize("name", HARDEST)
def test_dejavu_has_every_letter(name: str) -> None:
    font = FT2Font(font_manager.findfont("DejaVu Sans"))
    assert {ord(letter) for text in texts(parsed(HARDEST[name]())) for letter in text} <= set(font.get_charmap())


@pytest.mark.parametrize("name", HARDEST)
def test_same_numbers_same_bytes_whatever_the_settings(name: str) -> None:
    first = HARDEST[name]()
    own = {"font.size": 30, "svg.fonttype": "path", "axes.facecolor": "red", "lines.linewidth": 9}
    with mpl.rc_context(own):
        before = dict(mpl.rcParams)
        assert HARDEST[name]() == first
        assert dict(mpl.rcParams) == before


def test_same_bytes_in_another_process_and_matplotlib_is_loaded_late() -> None:
    program = (
        "import sys; from grader.make import pictures; assert 'matplotlib' not in sys.modules;"
        "first, second = pictures.loss_curve(0.7, 2.5, 2.0), pictures.descents({'A': 0.1, 'B': 2.1}, start=2, "
        "curvature=1, steps=9); sys.stdout.buffer.write((first.svg + second.svg).encode() + first.png + second.png)"
    )
    elsewhere = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, check=True)
    first = pictures.loss_curve(0.7, 2.5, 2.0)
    second = pictures.descents({"A": 0.1, "B": 2.1}, start=2, curvature=1, steps=9)
    assert elsewhere.stdout == (first.svg + second.svg).encode() + first.png + second.png
    assert elsewhere.stderr == b""


@few
@given(w=st.integers(-40, 40).map(lambda n: n / 10), slope=halves, curvature=st.sampled_from([0.5, 1, 2, 3, 5, 8, 12]))
def test_weight_and_slope_can_be_read_from_the_loss_curve(w: float, slope: float, curvature: float) -> None:
    root = parsed(pictures.loss_curve(w, slope, curvature))
    across, up = Scale(root, 0), Scale(root, 1)
    assert sorted(texts(root)) == sorted([*across.labels, *up.labels, "w", "L"])
    assert np.allclose(np.diff(up.read(np.sort(np.array(up.lines))[::-1])), 0.5, atol=1e-4)
    assert np.allclose(np.diff(across.read(np.sort(np.array(across.lines)))), 0.1, atol=1e-4)
    (point,), (end,) = markers(part(root, "point")), markers(part(root, "end"))
    for x, y in (point, end):
        assert across.has_line_at(x)
        assert up.has_line_at(y)
        assert min(across.lines) < x < max(across.lines)
        assert min(up.lines) < y < max(up.lines)
    assert across.read(point[0]) == pytest.approx(w, abs=1e-4)
    assert across.read(end[0]) - across.read(point[0]) == pytest.approx(1, abs=1e-4)
    assert up.read(end[1]) - up.read(point[1]) == pytest.approx(slope, abs=1e-4)
    assert np.allclose(line(part(root, "triangle")), [point, [end[0], point[1]], end], atol=1e-3)
    assert distance(point, line(part(root, "tangent"))) < 0.01
    assert distance(end, line(part(root, "tangent"))) < 0.01
    lowest = up.read(point[1]) - slope**2 / (2 * curvature)
    assert lowest >= 0
    curve = line(part(root, "curve"))
    away = across.read(curve[:, 0]) - w
    shown = (curve[:, 1] >= min(up.lines)) & (curve[:, 1] <= max(up.lines))
    expected = up.read(point[1]) + slope * away + curvature / 2 * away**2
    assert np.allclose(up.read(curve[:, 1])[shown], expected[shown], atol=0.05)
    check_apart(root)


@few
@given(
    factors=st.lists(
        st.sampled_from([0.01, 0.1, 0.3, 0.5, 0.9, 1.0, 1.5, 1.9, 2.0, 2.02, 2.1, 2.5, 4]), min_size=1, max_size=6
    ),
    start=st.sampled_from([-10.0, -0.3, 1.0, 2.5]),
    curvature=st.sampled_from([0.5, 1.0, 4.0]),
    steps=st.integers(1, 60),
)
def test_descents_are_labelled_apart_and_stay_in_the_picture(
    factors: list[float], start: float, curvature: float, steps: int
) -> None:
    rates = {name: factor / curvature for name, factor in zip("ABCDEF", factors, strict=False)}
    root = parsed(pictures.descents(rates, start=start, curvature=curvature, steps=steps))
    across, up = Scale(root, 0), Scale(root, 1)
    assert sorted(texts(root)) == sorted([*across.labels, *up.labels, *rates, "n", "L"])
    assert all(label.isdigit() for label in across.labels)
    check_apart(root)
    for at, rate in enumerate(rates.values(), start=1):
        curve = part(root, f"curve{at}")
        assert line(curve)[:, 1].min() > 33.9
        places = markers(curve)
        taken = np.round(across.read(places[:, 0]))
        losses = curvature / 2 * start**2 * (1 - rate * curvature) ** (2 * taken)
        assert np.allclose(up.read(places[:, 1]), losses, atol=1e-3 * losses[0])
        assert np.allclose(across.read(places[:, 0]), taken, atol=1e-3)


def test_curves_differ_by_dash_and_by_marker_without_colour() -> None:
    root = parsed(HARDEST["descents"]())
    curves = [part(root, f"curve{at}") for at in range(1, 7)]
    dashes = {tuple(re.findall(r"dasharray: ([^;]*)", ET.tostring(curve, encoding="unicode"))) for curve in curves}
    shapes = set()
    for curve in curves:
        outline = next(path.get("d", "") for path in curve.iter(f"{SVG}path") if "id" in path.attrib)
        corners = np.array(re.findall(r"-?[0-9.]+", outline), dtype=float)
        shapes.add(tuple(np.round(corners / abs(corners).max(), 2)))  # two circles of different sizes are one shape
    assert len(dashes) == len(shapes) == 6


def test_each_label_stands_beside_its_own_curves_marker() -> None:
    root = parsed(HARDEST["climbing"]())
    uses = list(root.iter(f"{SVG}use"))
    places = markers(root)
    corners = dict(boxes(root))
    for at, name in enumerate(CLIMBING, start=1):
        label = np.array([corners[name][:, 0].min(), corners[name][:, 1].mean()])
        nearest = np.argmin(np.hypot(*(places - label).T))
        own = next(part(root, f"curve{at}").iter(f"{SVG}use"))
        assert uses[nearest].get("style") == own.get("style")


def test_more_curves_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        pictures.descents(dict.fromkeys("ABCDEFG", 0.1), start=1, curvature=1, steps=5)


def minus(value: float) -> str:
    return f"{value:g}".replace("-", "−")


@few
@given(st.lists(hundredths, min_size=19, max_size=19))
def test_network_has_its_numbers_where_they_belong_and_no_others(numbers: list[float]) -> None:
    x, w, b = np.split(np.array(numbers), [2, 14])
    root = parsed(pictures.network(x, w, b))
    biases = [f"b{index} = {minus(value)}" for index, value in zip("₁₂₃₄₅", b, strict=True)]
    nodes = ["x₁", "x₂", "h₁", "h₂", "h₃", "h₄", "y"]
    assert Counter(texts(root)) == Counter([*nodes, *biases, *map(minus, x), *map(minus, w)])
    check_apart(root)
    placed = boxes(root)
    middle = {text: corners.mean(axis=0) for text, corners in placed}
    edges = {at: line(part(root, f"w{at}")) for at in range(1, 13)}
    ends = [(f"x{'₁₂'[at % 2]}", f"h{'₁₂₃₄'[at // 2]}") for at in range(8)] + [(f"h{index}", "y") for index in "₁₂₃₄"]
    for (at, edge), both in zip(edges.items(), ends, strict=True):
        for place, node in zip(edge, both, strict=True):
            assert math.hypot(*(place - middle[node])) < 6
        on_it = [text for text, corners in placed if distance(corners.mean(axis=0), edge) < 2 and text not in nodes]
        assert on_it == [minus(w[at - 1])]
        for other, there in edges.items():
            (corners,) = (c for t, c in placed if t == on_it[0] and distance(c.mean(axis=0), edge) < 2)
            assert other == at or min(distance(place, there) for place in corners) > 3
    for text, node in zip(biases, nodes[2:], strict=True):
        assert math.hypot(*(middle[text] - middle[node])) < 35
