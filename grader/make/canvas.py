"""What the pictures of questions are drawn on and with; for the same numbers they are the same bytes.

Curves differ by dash and marker as well as by colour (Okabe and Ito's palette, https://jfly.uni-koeln.de/color/), so
that nothing is lost in print or to the colour-blind. Sizes are in points, 1/72 inch; on a phone 390 pixels wide a point
is 0.85 pixels.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

INK, SOFT, FINE, BLUE, RED = "#1d2433", "#7d8798", "#c3cad6", "#0072B2", "#D55E00"
WIDTH, HEIGHT = 460.8, 288.0
DPI = 120
"""Of a picture in a notebook: 768 pixels wide, which fits into a cell."""
COLOURS = 64
FONT = 13.5
ROW = 17.0
"""From one line of text to the next."""
LETTER = 12.0
"""How wide the letter of a curve may be."""

_STYLE = {
    "font.size": FONT,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Arial", "Helvetica", "sans-serif"],
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.axisbelow": True,
    "axes.formatter.useoffset": False,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "svg.fonttype": "none",
}


class Look(NamedTuple):
    """How one curve is told from the others; ``face`` is the colour inside its markers."""

    colour: str
    dash: tuple[float, tuple[float, ...]]
    marker: str
    face: str
    size: float


LOOKS = (
    Look(BLUE, (0, ()), "o", BLUE, 6),
    Look(RED, (0, (6, 2.5)), "s", "white", 8),
    Look("#007a5a", (0, (1.2, 2)), "^", "#007a5a", 7.5),  # their bluish green, darker for contrast on white
    Look("#9c4a7d", (0, (7, 2, 1.5, 2)), "D", "white", 7),  # their reddish purple, darker
    Look(INK, (0, (3, 1.5)), "v", INK, 7),
    Look("#7a6000", (0, (10, 3)), "P", "white", 9),  # their orange, darker
)


def apart(wanted: Mapping[str, float], least: float, low: float, high: float) -> dict[str, float]:
    """Places as near as may be to the wanted ones, ``least`` from one to the next, from ``low`` to ``high``."""
    names = sorted(wanted, key=lambda name: wanted[name])
    at = [wanted[name] for name in names]
    for i in range(1, len(at)):
        at[i] = max(at[i], at[i - 1] + least)
    ceiling = high
    for i in reversed(range(len(at))):
        at[i] = max(min(at[i], ceiling), low + least * i)
        ceiling = at[i] - least
    return dict(zip(names, at, strict=True))


def marker(look: Look) -> dict[str, Any]:
    """The colour and the marker as ``plot`` takes them."""
    face = {"markerfacecolor": look.face, "markeredgewidth": 1.4}
    return {"color": look.colour, "marker": look.marker, "markersize": look.size, **face}


def axes_for(figure: Any, *, x: str, right: float, top: float = HEIGHT - 12) -> Any:
    """Axes for the loss over ``x``, at a place that hangs on no font."""
    left, bottom = 62.0, 48.0
    axes = figure.add_axes((left / WIDTH, bottom / HEIGHT, (right - left) / WIDTH, (top - bottom) / HEIGHT))
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(which="both", bottom=False, left=False)
    axes.set_xlabel(x, style="italic", fontsize=16)
    axes.set_ylabel("L", style="italic", fontsize=16, rotation=0, ha="right", va="center")
    axes.yaxis.set_label_coords(-44 / (right - left), 0.5)
    return axes


def sheet(figure: Any) -> Any:
    """The whole picture with points for coordinates."""
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    return axes


class Drawn(NamedTuple):
    """A picture in two forms.

    Attributes:
        svg: text, for pages: sharp at every size.
        png: for notebooks: Colab shows no SVG in them.
    """

    svg: str
    png: bytes


@contextmanager
def drawing(name: str) -> Iterator[Any]:
    """A figure, whatever this machine's own settings for matplotlib are."""
    import matplotlib as mpl  # noqa: PLC0415 - takes half a second to load, and most questions have no picture
    from matplotlib.figure import Figure  # noqa: PLC0415

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update({**_STYLE, "svg.hashsalt": name})
        yield Figure(figsize=(WIDTH / 72, HEIGHT / 72), facecolor="white")


def saved(figure: Any) -> Drawn:
    """The picture without the lines before ``<svg``, which name an address, and without metadata."""
    whole, png = io.StringIO(), io.BytesIO()
    figure.savefig(whole, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    figure.savefig(png, format="png", dpi=DPI)
    return Drawn(whole.getvalue()[whole.getvalue().index("<svg") :], _in_few_colours(png))


def _in_few_colours(png: io.BytesIO) -> bytes:
    """The same without metadata and in a quarter of its bytes: a class hands every notebook in again."""
    from PIL import Image  # noqa: PLC0415 - matplotlib's own, and as late as it

    small = io.BytesIO()
    Image.open(png).convert("RGB").quantize(COLOURS).save(small, format="png", optimize=True)
    return small.getvalue()
