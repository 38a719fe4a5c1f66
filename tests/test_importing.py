"""Solutions that include each other: found in their own folder, read anew, never mixed with those of another course."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from grader.errors import CourseError
from grader.exercise.importing import solution_module
from grader.solution import Solution

INNER = """
from grader.solution import Solution
solution = Solution("inner")

@solution.step(formula="i", ja="内", en="inner")
def inner(x):
    return x + 1

solution.mistake("IN01", inner, lambda x: x, ja="足していません。", en="Nothing was added.")
"""
OUTER = """
from grader.solution import Solution

from .inner import solution as other

solution = Solution("outer")
solution.include(other)

@solution.step(formula="o", ja="外", en="outer")
def outer(inner):
    return inner * 10
"""


def course(folder: Path, **files: str) -> Path:
    """A folder of solutions: the two above, or what is given instead."""
    folder.mkdir(exist_ok=True)
    for name, text in {"inner": INNER, "outer": OUTER, **files}.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def outer(folder: Path, x: float = 1) -> tuple[object, object]:
    """What the step ``outer`` is, right and with the included mistake."""
    solution = solution_module(folder, "outer").solution
    assert isinstance(solution, Solution)
    wrong = solution.run({"x": x}, replaced=[solution.mistakes["IN01"]])
    return solution.run({"x": x})["outer"], wrong["outer"]


def test_a_solution_takes_steps_and_mistakes_of_another_in_its_folder(tmp_path: Path) -> None:
    assert outer(course(tmp_path)) == (20, 10)
    solution = solution_module(tmp_path, "outer").solution
    assert list(solution.steps) == ["inner", "outer"]
    assert [(one.id, one.included) for one in solution.mistakes.values()] == [("IN01", True)]


def test_an_edited_solution_is_read_again_even_within_the_same_moment(tmp_path: Path) -> None:
    assert outer(course(tmp_path)) == (20, 10)
    before = (tmp_path / "inner.py").stat()
    course(tmp_path, inner=INNER.replace("x + 1", "x + 4"))
    os.utime(tmp_path / "inner.py", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert outer(tmp_path) == (50, 10)
    (tmp_path / "inner.py").unlink()
    with pytest.raises(CourseError, match="inner"):
        outer(tmp_path)


def test_two_courses_are_never_mixed_and_nothing_is_left_behind(tmp_path: Path) -> None:
    first = solution_module(course(tmp_path / "a"), "outer").solution
    loaded, finders = set(sys.modules), list(sys.meta_path)
    second = solution_module(course(tmp_path / "b", inner=INNER.replace("x + 1", "x + 6")), "outer").solution
    assert [one.run({"x": 1})["outer"] for one in (first, second, first)] == [20, 70, 20]
    assert (set(sys.modules), sys.meta_path) == (loaded, finders)
    assert [path.suffix for path in (tmp_path / "a").iterdir()] == [".py", ".py"]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"outer": OUTER.replace(".inner", ".iner")}, r"outer\.py: includes 'iner', but .*iner\.py is missing"),
        ({"inner": INNER.replace("x + 1", "x +")}, r"inner\.py: cannot be imported \(SyntaxError"),
        ({"inner": INNER.replace("solution.mis", "solutoin.mis")}, r"inner\.py: cannot be imported \(NameError"),
        ({"inner": "from .outer import solution\n"}, r"cannot be imported \(ImportError: .*circular"),
        ({"outer": OUTER.replace("def outer(", "def inner(x, ")}, "step 'inner' is declared twice"),
    ],
)
def test_what_cannot_be_included_is_told_with_the_file_at_fault(
    tmp_path: Path, files: dict[str, str], told: str
) -> None:
    with pytest.raises(CourseError, match=told):
        solution_module(course(tmp_path, **files), "outer")
