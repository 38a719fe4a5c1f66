"""Options that several commands share, and how work in progress is shown."""

from __future__ import annotations

import logging
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grader import files
from grader.errors import faults
from grader.records import Language
from grader.words import without_unprintable

Command = TypeVar("Command", bound=Callable[..., Any])

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


def course_option(command: Command) -> Command:
    """``--course DIR``."""
    return click.option("--course", "root", type=FOLDER, help="A course of your own: exercises/ and solutions/.")(
        command
    )


def course_key_option(command: Command) -> Command:
    """``--course-key FILE``."""
    return click.option(
        "--course-key",
        type=FILE,
        envvar="GRADER_COURSE_KEY",
        default=Path(click.get_app_dir("nn-grader")) / "course.key",
        show_default=True,
        show_envvar=True,
        help="The secret that variants and hidden cases are derived from; grader make creates it.",
    )(command)


def year_option(command: Command) -> Command:
    """``--year YYYY``."""
    return click.option(
        "--year", type=click.IntRange(2000, 2200), help="The year of the deadline, if not the assignment's."
    )(command)


def language_option(command: Command) -> Command:
    """``--language ja|en``."""
    return click.option(
        "--language", type=click.Choice(["ja", "en"]), envvar="GRADER_LANGUAGE", default="ja", show_default=True
    )(command)


def console() -> Console:
    """Where people read: standard error, so that standard output stays for data."""
    return _Terminal(stderr=True, highlight=False)


class _Terminal(Console):
    """Prints no character of a text that would move the cursor or turn the line, whoever wrote it."""

    def print(self, *objects: Any, **how: Any) -> None:
        """The same, made safe."""
        super().print(*(without_unprintable(one) if isinstance(one, str) else one for one in objects), **how)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar with the time left, on terminals only."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    shown = console()
    with Progress(*columns, console=shown, transient=True, disable=not shown.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class _FaultLog(logging.FileHandler):
    """Appends to a file for its owner only, and to nothing that a link leads to."""

    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | files.NO_LINK
        return os.fdopen(os.open(self.baseFilename, flags, 0o600), "a", encoding=self.encoding)


@contextmanager
def faults_logged(path: Path | None = None) -> Iterator[None]:
    """Keep the tracebacks of the grader's own faults in a file, made only if there is one, and say loudly that it is.

    Args:
        path: the file; by default a new one whose name nobody can foretell, in the folder for temporary files.
    """
    path = path or Path(tempfile.gettempdir()) / f"grader-faults-{secrets.token_hex(8)}.log"
    before = path.stat().st_size if path.exists() else 0
    handler = _FaultLog(path, delay=True, encoding="utf-8")
    faults.addHandler(handler)
    faults.propagate = False
    try:
        yield
    finally:
        faults.removeHandler(handler)
        handler.close()
        if path.exists() and path.stat().st_size > before:
            console().print(f"FAULTS OF THE GRADER: see {path}", style="bold red", markup=False, soft_wrap=True)


def as_language(value: str) -> Language:
    """The checked value of ``--language``."""
    return "en" if value == "en" else "ja"
