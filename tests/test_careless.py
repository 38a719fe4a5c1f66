"""What an author gets wrong in a question is told in one line: the file, the key, the value, and what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Command

from grader import course
from grader.errors import GraderError
from grader.exercise import problemset
from grader.make import keys

ROOT = course.find()
AN_OPTION = {"ja": "$w$ は変わらない。", "en": "$w$ stays as it is."}
SAME = {"ja": "$w$ は大きくなる。", "en": "$w$ becomes larger."}
CODE = "def lecture_loss(y, t):\n    errors = abs(y - t)\n    return sum(errors) / (len(errors) - 1)\n"
ASSIGNMENT = """
id: careless
title: {ja: 試し, en: A trial}
exercises: [{exercise: gd, points: {loop: 1}}]
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A course of one's own."""
    for name in ("exercises", "solutions", "templates"):
        shutil.copytree(getattr(ROOT, name), tmp_path / "course" / name)
    return tmp_path / "course"


def told(place: Path, exercise: str) -> str:
    """How the exercise is refused, as it is read or as a variant is drawn."""
    try:
        problems = problemset.of_exercise(course.find(place), exercise, everything=True)
        keys.variant(problems, b"careless", "s01")
    except GraderError as error:
        return str(error)
    return pytest.fail("it is not refused")


def change(place: Path, exercise: str, question: str, keys_to: tuple[str, ...], value: Any) -> None:
    path = place / "exercises" / f"{exercise}.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    inner = next(one for one in document["questions"] if one["id"] == question)
    for key in keys_to[:-1]:
        inner = inner[key]
    if value is None:
        del inner[keys_to[-1]]
    else:
        inner[keys_to[-1]] = value
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), encoding="utf-8")


IN_YAML: dict[tuple[str, str, tuple[str, ...]], list[tuple[Any, str]]] = {
    ("gd", "direction", ("options", "smaller")): [
        (SAME, "options: '$w$ は大きくなる。' stands there twice; leave one out"),
        ({"ja": "A", "en": "A"}, "options.smaller.ja: 'A' reads like letters of options; use other words"),
        ({"ja": " ", "en": " "}, "options.smaller.ja: is empty; write what the option says"),
        (None, "choice 'direction' names the option 'smaller'; the question has"),
    ],
    ("gd", "direction", ("options", "stays")): [(AN_OPTION, "'stays' must be either in right or in wrong")],
    ("gd", "direction", ("digits",)): [(3, "digits: is 3, and sentences have none; leave it out")],
    ("gd", "direction", ("variant",)): [("shared", "Invalid enum value 'shared'")],
    ("gd", "rates", ("several",)): [(None, "choice 'rates' has 2 right options; name one, or let")],
    ("gd", "step", ("digits",)): [(None, "questions[3].digits: is 0; ask for 1 to 12 decimals")],
    ("gd", "step", ("answer",)): [("nope", "'nope' is no step of the solution")],
    ("gd", "curve", ("picture", "w")): [("v", "picture.w: 'v' is not in data (w, grad, lr)")],
    ("gd", "curve", ("data", "w")): [(None, "picture.w: 'w' has a shape; declare a single number in data")],
    ("gd", "curve", ("alt",)): [
        (None, "missing required field `alt`"),
        ({"ja": "", "en": ""}, "alt.ja: is empty; say what the picture shows"),
    ],
    ("gd", "curve", ("options",)): [({"a": AN_OPTION}, "options: give either sentences there, or a step")],
    ("gd", "curve", ("picture", "curvature")): [(1e300, "picture.curvature`")],
    ("gd", "descents", ("options",)): [({}, "options: give either sentences there, or a step as answer")],
    ("gd", "descents", ("picture", "rates", "low")): [
        (0.6, "picture.rates: good and low give the same curve; give one of them another rate"),
        (2.05, "picture.rates: high and low give the same curve; give one of them another rate"),
    ],
    ("gd", "descents", ("picture", "start")): [(0, "picture.start`")],
    ("mse", "debug", ("code",)): [
        ("def lecture_loss(y, t)\n", "code: is no Python"),
        (CODE.replace("lecture_loss", "loss"), "code: must be the one function 'lecture_loss', with nothing beside it"),
        (CODE.replace("y, t)", "t, y)", 1), "code: must take y, t, as arguments says"),
        (CODE.replace("y, t)", "y, t, *more)", 1), "code: must take y, t, as arguments says"),
        ("# Repair this.\n" + CODE, "code: must begin with the line def lecture_loss(y, t): alone"),
        ("@staticmethod\n" + CODE, "code: must begin with the line def lecture_loss(y, t): alone"),
        (CODE.replace("y, t)", "\n    y, t\n)", 1), "code: must begin with the line def lecture_loss(y, t): alone"),
        ("def lecture_loss(y, t): return 0\n", "code: must begin with the line def lecture_loss(y, t): alone"),
        (CODE, "which stands 0 times in the code"),
    ],
    ("fwd", "network", ("picture", "x")): [("b", "picture.x: 'b' must have 2 numbers; say so in its shape")],
    ("fwd", "chain", ("blanks",)): [
        ({"mu": "mu"}, "length >= 2"),
        ({"y": "y", "mu": "mu"}, "'y' is computed from 'mu', which comes after it; turn them round"),
        ({"mu": "mu", "M_u": "h"}, "mu and M_u are read as the same name; rename one of them"),
        ({"mu": "mu", "m": "mu"}, "step 'mu' stands there twice; leave one out"),
    ],
}
CASES = [(*where, value, says) for where, ways in IN_YAML.items() for value, says in ways]


@pytest.mark.parametrize(("exercise", "question", "keys_to", "value", "says"), CASES)
def test_a_fault_in_the_yaml_is_told(
    place: Path, exercise: str, question: str, keys_to: tuple[str, ...], value: Any, says: str
) -> None:
    change(place, exercise, question, keys_to, value)
    said = told(place, exercise)
    assert says in said
    assert exercise in said
    assert "\n" not in said


def _replaced(old: str, new: str) -> Callable[[str], str]:
    def replaced(source: str) -> str:
        assert old in source
        return source.replace(old, new, 1)

    return replaced


ORDER = 'right=["outputs", "loss", "slopes", "update", "next"]'
IN_PYTHON = {
    "unknown option": ("gd", 'right=["larger"]', 'right=["lager"]', "names the option 'lager'; the question has"),
    "a text for a list": ("gd", 'right=["larger"]', 'right="larger"', "has right='larger'; give a list of options"),
    "nothing right": ("gd", 'right=["larger"], wrong={', 'right=[], wrong={"larger": "GD02", ', "has 0 right options"),
    "no dictionary": ("gd", 'wrong={"faster": "GD19", "better": "GD20"}', 'wrong=["faster"]', "give a dictionary"),
    "unknown mistake": ("gd", '"smaller": "GD01"', '"smaller": "GD99"', "'GD99', which is no mistake; declare it"),
    "another question's": (
        "gd",
        "solution.ordering(",
        'solution.choice("loops", right=["a"], wrong={})\nsolution.ordering(',
        "choice 'loops' is of no question; they are function",
    ),
    "a notion twice": ("gd", '"GD16",\n', '"GD15",\n', "notion 'GD15' is declared twice"),
    "a notion like a mistake": ("gd", '"GD16",\n', '"GD01",\n', "notion 'GD01' is declared twice"),
    "three in a pair": (
        "gd",
        '("loss", "outputs")',
        '("loss", "outputs", "next")',
        "give the two options that it turns",
    ),
    "a pair of one": ("gd", '("loss", "outputs")', '("loss", "loss")', "as is right; turn them round"),
    "the right way round": ("gd", '("loss", "outputs")', '("outputs", "loss")', "as is right; turn them round"),
    "an option missing": ("gd", ORDER, ORDER.replace(', "next"', ""), "the option 'next' must stand once in right"),
    "the order of the yaml": (
        "gd",
        ORDER,
        'right=["loss", "next", "outputs", "slopes", "update"]',
        "is the order in which the options stand in the YAML, which students may see; sort them there by name",
    ),
    "a repair twice there": ("mse", '"abs(output - target)"', '"output"', "'output', which stands 2 times"),
    "a step that fails": ("fwd", "return h @ w_out", "return h @ None", "a step of fwd.h fails on drawn data"),
    "a step that is NaN": (
        "backprop",
        "np.outer(delta5_back, w[8:])",
        "np.outer(delta5_back, w[8:]) * np.nan",
        "no finite",
    ),
}


@pytest.mark.parametrize("name", IN_PYTHON)
def test_a_fault_in_the_solution_is_told(place: Path, name: str) -> None:
    exercise, old, new, says = IN_PYTHON[name]
    path = place / "solutions" / f"{exercise}.py"
    path.write_text(_replaced(old, new)(path.read_text(encoding="utf-8")), encoding="utf-8")
    said = told(place, exercise)
    assert says in said
    assert exercise in said


def test_more_values_than_there_are_mistakes_are_refused(place: Path) -> None:
    path = place / "solutions" / "gd.py"
    source = path.read_text(encoding="utf-8")
    start, end = source.index('solution.mistake(\n    "GD06"'), source.index("solution.notion(")
    path.write_text(source[:start] + source[end:], encoding="utf-8")
    change(place, "gd", "step", ("count",), 10)
    assert "gd.py: has 5 mistakes of 'updated'; 'step' needs 9, so lower its count" in told(place, "gd")


@pytest.mark.parametrize("command", ["verify", "make", "grade"])
def test_every_command_tells_it_in_one_line(place: Path, roster: Path, grader: Command, command: str) -> None:
    path = place / "solutions" / "gd.py"
    broken = _replaced('("loss", "outputs")', '("loss", "outputs", "next")')
    path.write_text(broken(path.read_text(encoding="utf-8")), encoding="utf-8")
    assignment = place.parent / "careless.yaml"
    assignment.write_text(ASSIGNMENT, encoding="utf-8")
    (place.parent / "s01.py").write_text("gd_loop = 'ABCDE'\n", encoding="utf-8")
    arguments: dict[str, list[object]] = {
        "verify": ["gd"],
        "make": [assignment, "--roster", roster, "--out", place.parent / "out"],
        "grade": [place.parent / "s01.py", "--assignment", assignment, "--out", place.parent / "out"],
    }
    ended = grader(command, *arguments[command], "--course", place)
    said = ended.err + ended.out
    assert ended.status != 0
    assert said.replace("\n", " ").count("give the two options that it turns round") == 1
    assert "Traceback" not in said
