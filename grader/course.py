"""Where a course lives: the folders ``exercises``, ``solutions`` and ``templates``.

They stand beside the package in a checkout, inside it in an installed wheel, or in a folder of the instructor's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.errors import CourseError

USUAL = "homework6"
"""The assignment that is meant where a course has several and none is named: the lecture's."""
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Course:
    """The three folders of a course."""

    exercises: Path
    solutions: Path
    templates: Path

    def exercise_file(self, exercise: str) -> Path:
        """The YAML of an exercise, whether it exists or not."""
        return self.exercises / f"{exercise}.yaml"

    def solution_file(self, exercise: str) -> Path:
        """The Python file with an exercise's steps and mistakes, whether it exists or not."""
        return self.solutions / f"{exercise}.py"

    def exercise_names(self) -> list[str]:
        """The ids of all exercises, sorted."""
        return sorted(path.stem for path in self.exercises.glob("*.yaml"))

    def assignment_names(self) -> list[str]:
        """The ids of all assignments, sorted."""
        return sorted(path.stem for path in self._assignments.glob("*.yaml"))

    def assignment_file(self, assignment: str | None) -> Path:
        """The YAML of an assignment: a path, an id, or the course's only or usual one.

        Raises:
            CourseError: there is none of that name, or the course has several and none was named.
        """
        known = self.assignment_names()
        names = ", ".join(known) or "none"
        if assignment is None:
            usual = known if len(known) == 1 else [one for one in known if one == USUAL]
            if not usual:
                raise CourseError(f"{self._assignments}: name one assignment of {names} with --assignment.")
            return self._assignments / f"{usual[0]}.yaml"
        for path in (Path(assignment), self._assignments / f"{assignment}.yaml"):
            if path.suffix in {".yaml", ".yml"} and path.is_file():
                return path
        raise CourseError(f"assignment {assignment!r} is neither a YAML file nor one of this course's ({names}).")

    @property
    def _assignments(self) -> Path:
        return self.exercises / "assignments"


def find(root: Path | None = None) -> Course:
    """The course in ``root``, or the one that came with the program.

    A course of one's own needs ``exercises`` and ``solutions``; templates that it lacks are the program's.

    Raises:
        CourseError: ``root`` lacks one of the two folders.
    """
    own = _shipped()
    if root is None:
        return Course(own / "exercises", own / "solutions", own / "templates")
    for name in ("exercises", "solutions"):
        if not (root / name).is_dir():
            raise CourseError(f"{root}: has no folder {name!r}; a course needs exercises/ and solutions/.")
    templates = root / "templates"
    return Course(root / "exercises", root / "solutions", templates if templates.is_dir() else own / "templates")


def shipped_templates() -> Path:
    """The program's own templates and words."""
    return _shipped() / "templates"


def _shipped() -> Path:
    installed = _PACKAGE / "course_data"
    return installed if installed.is_dir() else _PACKAGE.parent
