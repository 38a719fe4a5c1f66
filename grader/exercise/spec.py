"""What the YAML of an exercise and of an assignment may say, and how it is read.

An unknown key, a wrong type or a missing field is told with the file and the path inside it.
"""

from __future__ import annotations

import keyword
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from grader import handing, strict_yaml
from grader.errors import CourseError
from grader.exercise.kinds import Id, Name, Question, SomeLimits
from grader.exercise.vocabulary import Rule, Sampler
from grader.handing import Handing, LateRule
from grader.records import LANGUAGES, Budget, Group, Language, Limits, Text


class Exercise(Struct, frozen=True, forbid_unknown_fields=True):
    """What students may see of an exercise."""

    id: Id
    title: Text
    data: dict[str, Sampler]
    questions: Annotated[tuple[Question, ...], Meta(min_length=1)]
    rules: tuple[Rule, ...] = ()

    def full_id(self, question: Question) -> str:
        """The question's id in keys, notebooks and grades."""
        return f"{self.id}.{question.id}"


Share = Annotated[float, Meta(ge=0, le=1)]


class Credit(Struct, frozen=True, forbid_unknown_fields=True):
    """The rubric of a question: what share of its points wrong work earns. Of what applies, the most counts.

    Attributes:
        groups: for each kind of cases that is right without exception; together no more than 1.
        mistakes: for a known mistake, by its id, if it is all that is wrong; of several together the product.
        steps: for each step of the solution that was done right although another was not; together no more than 1.
    """

    groups: dict[Group, Share] = {}
    mistakes: dict[str, Share] = {}
    steps: dict[str, Share] = {}


class Selection(Struct, frozen=True, forbid_unknown_fields=True):
    """An exercise of an assignment: by the question's short id, its points, rubric, and limits other than usual."""

    exercise: Name
    points: dict[str, Decimal]
    limits: dict[str, SomeLimits] = {}
    credit: dict[str, Credit] = {}


class Assignment(Struct, frozen=True, forbid_unknown_fields=True):
    """Exercises, points and the rules of handing in.

    Attributes:
        year: the year in which ``due`` falls.
        due: month and day, hour and minute ("05-23 23:59"); that whole minute is still in time, and of a
            minute that comes twice, as clocks are put back, the later one. Without it nothing is ever late.
        timezone: IANA name of the zone in which ``due`` is meant.
        late: what happens to late work: refused (0 points) or accepted.
        solutions_after_days: days after the deadline at which solutions may be shown.
        hints: how much feedback tells: where the mistake is, what it is, or also the right formula.
        rounded_credit: the share of points for a number that was rounded too early.
        limits: what the cells may use together, and each question that has no limits of its own.
        budget: what a whole submission may use; the questions after it are not run.
        packages: what submissions may import beside the standard library and NumPy, by the names that ``import``
            takes ("sklearn"); each must be installed where the grader runs.
    """

    id: Name
    title: Text
    exercises: tuple[Selection, ...]
    year: Annotated[int, Meta(ge=2000, le=2200)] | None = None
    due: Annotated[str, Meta(pattern=r"^\d{2}-\d{2} \d{2}:\d{2}$")] | None = None
    timezone: str = "UTC"
    late: LateRule = "refuse"
    solutions_after_days: Annotated[int, Meta(ge=0, le=3660)] = 7
    hints: Literal["where", "what", "formula"] = "what"
    languages: Annotated[tuple[Language, ...], Meta(min_length=1)] = LANGUAGES
    rounded_credit: Annotated[float, Meta(ge=0, le=1)] = 0.5
    limits: Limits = Limits()
    budget: Budget = Budget()
    packages: tuple[str, ...] = ()

    @property
    def handing(self) -> Handing:
        """The rules of handing in.

        Raises:
            ValueError: there are none: an unknown zone, no year, or a minute that never comes.
        """
        return handing.rules(self.year, self.due, self.timezone, self.late, self.solutions_after_days)


Spec = TypeVar("Spec", Exercise, Assignment)


def read(path: Path, kind: type[Spec]) -> Spec:
    """Read an exercise or an assignment from its YAML file.

    Raises:
        CourseError: with the file, the path of the key inside it, and what is wrong there.
    """
    try:
        spec = msgspec.convert(strict_yaml.read(path), kind, strict=True)
    except msgspec.ValidationError as error:
        raise CourseError(f"{path}: {error}. Correct or remove that key.") from error
    if spec.id != path.stem:
        raise CourseError(f"{path}: id is {spec.id!r}; it must be {path.stem!r}, like the file's name.")
    return spec


def read_assignment(path: Path, year: int | None = None) -> Assignment:
    """Read an assignment from its YAML file, with another year than its own if one is given.

    Raises:
        CourseError: like ``read``; or the deadline has no year, is a minute that never comes, or its time zone is
            unknown; or one of the packages is not named as ``import`` names it.
    """
    spec = read(path, Assignment)
    if year is not None:
        spec = msgspec.structs.replace(spec, year=year)
    for name in spec.packages:
        if not name.isidentifier() or keyword.iskeyword(name):
            raise CourseError(
                f"{path}: packages has {name!r}; write the name that import takes, such as sklearn for scikit-learn."
            )
    try:
        spec.handing  # noqa: B018 - rules that cannot be show here
    except ValueError as error:
        raise CourseError(f"{path}: {error}") from error
    return spec
