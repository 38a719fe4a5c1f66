"""How an exercise says what its data are and when a variant is fair: the closed set of samplers and rules.

What goes beyond them is said in Python, as a step of the solution that a rule can name.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Size = Annotated[int, Meta(ge=1)] | str
"""A length: a number, or the name of an integer drawn before."""
Digits = Annotated[int, Meta(ge=0, le=12)]


class _Sampler(Struct, frozen=True, forbid_unknown_fields=True, tag_field="sampler"):
    """Base of the samplers: how one datum of a variant is drawn."""


class Integer(_Sampler, frozen=True, tag="integer"):
    """A whole number from ``low`` to ``high``, both included."""

    low: int
    high: int

    def __post_init__(self) -> None:
        _check_range(self.low, self.high, digits=0)


class Decimals(_Sampler, frozen=True, tag="decimals"):
    """Numbers with ``digits`` decimals from ``low`` to ``high``; without a shape, a single one."""

    low: float
    high: float
    digits: Digits
    shape: tuple[Size, ...] = ()

    def __post_init__(self) -> None:
        _check_range(self.low, self.high, self.digits)


class Labels(_Sampler, frozen=True, tag="labels"):
    """Targets 0 or 1, as floats."""

    shape: tuple[Size, ...]


class OneHot(_Sampler, frozen=True, tag="one_hot"):
    """Rows with a single 1: in this column (from 0 on) everywhere, or anywhere."""

    shape: tuple[Size, Size]
    column: Annotated[int, Meta(ge=0)] | None = None


class Distribution(_Sampler, frozen=True, tag="distribution"):
    """Rows of positive numbers with ``digits`` decimals that sum to 1 exactly in decimals, none below ``least``."""

    shape: tuple[Size, Size]
    digits: Digits
    least: Annotated[float, Meta(gt=0, le=1)]

    def __post_init__(self) -> None:
        _check_range(self.least, 1, self.digits)


class Choice(_Sampler, frozen=True, tag="choice"):
    """One of the listed numbers; with a shape, one for each element."""

    of: Annotated[tuple[float, ...], Meta(min_length=1)]
    shape: tuple[Size, ...] = ()


class Fixed(_Sampler, frozen=True, tag="fixed"):
    """Always this number; as a length, a whole one."""

    value: int | float


Sampler = Integer | Decimals | Labels | OneHot | Distribution | Choice | Fixed


def _check_range(low: float, high: float, digits: int) -> None:
    if not low <= high:
        raise ValueError(f"low is {low} and high is {high}; low must not be above high")
    if max(abs(low), abs(high)) * 10**digits >= 2**53:
        raise ValueError(f"numbers from {low} to {high} with {digits} decimals are more than a float holds")
    if (low, high) != (round(low, digits), round(high, digits)):
        raise ValueError(f"low {low} and high {high} must have no more than {digits} decimals themselves")


class _Rule(Struct, frozen=True, forbid_unknown_fields=True, tag_field="rule"):
    """Base of the fairness rules; ``of`` names a datum or a step of the solution."""

    of: str


class BothClasses(_Rule, frozen=True, tag="both_classes"):
    """Both 0 and 1 occur."""


class UnequalClasses(_Rule, frozen=True, tag="unequal_classes"):
    """0 and 1 both occur, one more often than the other."""


class Between(_Rule, frozen=True, tag="between"):
    """Every element lies strictly between ``low`` and ``high``."""

    low: float
    high: float


class Magnitude(_Rule, frozen=True, tag="magnitude"):
    """Every |element| is above ``above`` and below ``below``."""

    above: float = 0.0
    below: float = float("inf")


class Avoids(_Rule, frozen=True, tag="avoids"):
    """No |element| is one of ``values``."""

    values: tuple[float, ...]


class MixedSigns(_Rule, frozen=True, tag="mixed_signs"):
    """Positive and negative elements occur; with ``rows``, in every row."""

    rows: bool = False


class Distinct(_Rule, frozen=True, tag="distinct"):
    """The |elements| differ from each other by more than ``gap``."""

    gap: float = 0.0


class LastAtLeast(_Rule, frozen=True, tag="last_at_least"):
    """The last |element| is at least ``value``."""

    value: float


class ColumnsApart(_Rule, frozen=True, tag="columns_apart"):
    """In every row the first two elements differ by more than ``gap``."""

    gap: float


class ActiveColumns(_Rule, frozen=True, tag="active_columns"):
    """At least ``at_least`` columns are positive in some row."""

    at_least: int


Rule = (
    BothClasses
    | UnequalClasses
    | Between
    | Magnitude
    | Avoids
    | MixedSigns
    | Distinct
    | LastAtLeast
    | ColumnsApart
    | ActiveColumns
)
