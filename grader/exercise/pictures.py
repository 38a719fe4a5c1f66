"""What the picture of a question shows: the closed set that an exercise can ask for."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

from grader.records import Text


class _Picture(Struct, frozen=True, forbid_unknown_fields=True, tag_field="shows"):
    """Base of the pictures; names are those of data."""


class LossCurve(_Picture, frozen=True, tag="loss_curve"):
    """The loss over one weight ``w``, with the tangent there, whose slope is the datum ``slope``."""

    w: str
    slope: str
    curvature: Annotated[float, Meta(ge=0.1, le=100)] = 2.0


class Descents(_Picture, frozen=True, tag="descents"):
    """The loss after each step of gradient descent on a parabola, a curve for each option with its learning rate."""

    rates: Annotated[dict[str, Annotated[float, Meta(gt=0, le=100)]], Meta(min_length=2, max_length=5)]
    start: Annotated[float, Meta(gt=0, le=100)] = 4.0
    curvature: Annotated[float, Meta(ge=0.1, le=100)] = 1.0
    steps: Annotated[int, Meta(ge=2, le=50)] = 12


class NetworkPicture(_Picture, frozen=True, tag="network"):
    """The 2-4-1 network with its numbers, and one sample at its inputs."""

    x: str
    w: str
    b: str


Picture = LossCurve | Descents | NetworkPicture


class Illustration(NamedTuple):
    """A picture, and what it shows in words, for those who cannot see it."""

    picture: Picture
    alt: Text
