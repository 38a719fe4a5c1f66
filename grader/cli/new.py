"""``grader new``."""

from __future__ import annotations

import keyword
from pathlib import Path

import click
import jinja2

from grader import course
from grader.cli.common import FOLDER, console
from grader.errors import CourseError, OutputError
from grader.exercise.kinds import KINDS


@click.command()
@click.argument("exercise")
@click.option(
    "--kind", type=click.Choice(KINDS), help="What its question asks for; without it, a function and a number."
)
@click.option("--course", "root", type=FOLDER, default=Path(), help="Where exercises/ and solutions/ are or shall be.")
def new(exercise: str, kind: str | None, root: Path) -> None:
    """Write a skeleton of EXERCISE, one YAML and one Python file, that already passes grader verify."""
    if not exercise.isidentifier() or keyword.iskeyword(exercise) or exercise != exercise.lower() or exercise[0] == "_":
        raise CourseError(f"{exercise!r} is no name for an exercise; use small letters, digits and _, a letter first.")
    made = {
        root / "exercises" / f"{exercise}.yaml": _template(f"{kind or 'exercise'}.yaml.j2"),
        root / "solutions" / f"{exercise}.py": _template(f"{kind}.py.j2", "solution.py.j2"),
    }
    for path in made:
        if path.exists():
            raise OutputError(f"{path}: is there already; choose another name or remove it.")
    for path, template in made.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(template.render(name=exercise), encoding="utf-8")
        except OSError as error:
            raise OutputError(f"{path}: cannot be written ({error}); choose another folder with --course.") from error
        console().print(f"wrote {path}", markup=False, soft_wrap=True)
    where = "" if root == Path() else f" --course {root}"
    console().print(f"next  grader verify {exercise}{where or ' --course .'}", markup=False, soft_wrap=True)


def _template(*names: str) -> jinja2.Template:
    """The first of the templates that is there.

    Raises:
        CourseError: none of them is.
    """
    folder = course.shipped_templates() / "new"
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        variable_start_string="<<",
        variable_end_string=">>",
        autoescape=False,  # noqa: S701 - YAML and Python, and the name was checked
    )
    try:
        return environment.select_template(names)
    except jinja2.TemplatesNotFound as error:
        raise CourseError(
            f"{folder / names[0]}: is missing; write the skeleton of a question of that kind there."
        ) from error
