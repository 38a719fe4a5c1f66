"""Results that came from elsewhere: what a folder of grades can hold against whoever explains or resumes them.

Every function below spoils a folder of results; what must be seen of it stands in ``files/results/expected.yaml``.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

Spoil = Callable[[Path], None]
spoilers: dict[str, Spoil] = {}

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'x', 'x', max(i) FROM n"
COURSE = "from pathlib import Path\nPath({mark!r}).touch()\n"


def _spoils(spoil: Spoil) -> Spoil:
    spoilers[spoil.__name__] = spoil
    return spoil


def _run(out: Path, *statements: str, values: tuple[Any, ...] = ()) -> None:
    with closing(sqlite3.connect(out / "gradebook.sqlite", isolation_level=None)) as book:
        for statement in statements:
            book.execute(statement, values)


def _aside(out: Path, name: str) -> Path:
    """A file of the results, moved out of the folder; where it was there is nothing now."""
    return (out / name).rename(out.parent / f"aside-{name}")


def _records(out: Path, **changes: Any) -> None:
    lines = (out / "grades.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) | changes for line in lines]
    (out / "grades.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def _origin(out: Path, **changes: Any) -> None:
    with closing(sqlite3.connect(out / "gradebook.sqlite", isolation_level=None)) as book:
        ((origin,),) = book.execute("SELECT origin FROM runs")
        book.execute("UPDATE runs SET origin = ?", (json.dumps(json.loads(origin) | changes).encode(),))


def _question(out: Path, **changes: Any) -> None:
    """Change the first question of every record."""
    (line,) = (out / "grades.jsonl").read_text(encoding="utf-8").splitlines()
    first, *others = json.loads(line)["questions"]
    _records(out, questions=[first | changes, *others])


def _work(out: Path, cells: list[dict[str, str]]) -> None:
    """Keep other work."""
    with closing(sqlite3.connect(out / "gradebook.sqlite", isolation_level=None)) as book:
        ((work,),) = book.execute("SELECT work FROM submissions")
        changed = json.loads(zlib.decompress(work)) | {"cells": cells}
        book.execute("UPDATE submissions SET work = ?", (zlib.compress(json.dumps(changed).encode()),))


@_spoils
def course_with_code(out: Path) -> None:
    course = out / "course"
    for name in ("exercises", "solutions"):
        (course / name).mkdir(parents=True)
    for exercise in ("mse", "sse"):
        code = COURSE.format(mark=str(out.parent / "was-run"))
        (course / "solutions" / f"{exercise}.py").write_text(code, encoding="utf-8")
    _origin(out, course=str(course))


@_spoils
def course_named_with_escapes(out: Path) -> None:
    _origin(out, course="/course/\x1b[2J\u202e")


@_spoils
def grades_are_a_pipe(out: Path) -> None:
    (out / "grades.jsonl").unlink()
    os.mkfifo(out / "grades.jsonl")


@_spoils
def grades_are_a_link(out: Path) -> None:
    (out / "grades.jsonl").symlink_to(_aside(out, "grades.jsonl"))


@_spoils
def grades_are_a_folder(out: Path) -> None:
    (out / "grades.jsonl").unlink()
    (out / "grades.jsonl").mkdir()


@_spoils
def grades_are_sparse(out: Path) -> None:
    with (out / "grades.jsonl").open("r+b") as file:
        file.truncate(1 << 36)


@_spoils
def grades_are_deep(out: Path) -> None:
    (out / "grades.jsonl").write_text('{"student":' + "[" * 200_000, encoding="utf-8")


@_spoils
def students_with_escapes(out: Path) -> None:
    _records(out, student="s01\x1b[2J\u202e")


@_spoils
def files_with_escapes(out: Path) -> None:
    _records(out, submission=["\x1b]0;owned\x07\u202e.py"])


@_spoils
def book_is_a_pipe(out: Path) -> None:
    (out / "gradebook.sqlite").unlink()
    os.mkfifo(out / "gradebook.sqlite")


@_spoils
def book_is_a_link(out: Path) -> None:
    (out / "gradebook.sqlite").symlink_to(_aside(out, "gradebook.sqlite"))


@_spoils
def book_has_another_name(out: Path) -> None:
    os.link(out / "gradebook.sqlite", out.parent / "other-name")


@_spoils
def log_of_the_book_is_a_link(out: Path) -> None:
    (out / "gradebook.sqlite-wal").symlink_to(out.parent / "victim")


@_spoils
def book_is_damaged(out: Path) -> None:
    content = bytearray((out / "gradebook.sqlite").read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    (out / "gradebook.sqlite").write_bytes(content)


@_spoils
def book_with_trigger(out: Path) -> None:
    _run(out, "CREATE TRIGGER t AFTER INSERT ON grades BEGIN DELETE FROM submissions; END")


@_spoils
def book_with_view(out: Path) -> None:
    _run(out, "DROP TABLE runs", f"CREATE VIEW runs (assignment, origin, more) AS {ENDLESS}")


@_spoils
def book_with_module(out: Path) -> None:
    _run(out, "CREATE VIRTUAL TABLE module USING fts4(content)")


@_spoils
def book_with_computed_column(out: Path) -> None:
    columns = "student, assignment, work AS (zeroblob(1000000000))"
    _run(out, "DROP TABLE submissions", f"CREATE TABLE submissions ({columns})")


@_spoils
def work_is_a_bomb(out: Path) -> None:
    _run(out, "UPDATE submissions SET work = ?", values=(zlib.compress(bytes(1 << 29)),))


@_spoils
def work_is_cut(out: Path) -> None:
    _run(out, "UPDATE submissions SET work = substr(work, 1, 20)")


@_spoils
def work_is_no_archive(out: Path) -> None:
    _run(out, "UPDATE submissions SET work = ?", values=(b"\x1b[2J",))


@_spoils
def origin_is_no_text(out: Path) -> None:
    _run(out, "UPDATE runs SET origin = ?", values=(b"\xff\xfe{[",))


@_spoils
def origin_is_deep(out: Path) -> None:
    _run(out, "UPDATE runs SET origin = ?", values=(b'{"roster":' + b"[" * 200_000,))


@_spoils
def work_of_many_cells(out: Path) -> None:
    _work(out, [{"source": "", "label": ""}] * 400_000)


@_spoils
def work_of_many_lines(out: Path) -> None:
    _work(out, [{"source": "a = 1\n" * 1_000_000, "label": "x"}])


@_spoils
def course_key_never_ends(out: Path) -> None:
    _origin(out, course_key="/dev/zero")


@_spoils
def course_key_is_a_pipe(out: Path) -> None:
    os.mkfifo(out / "course.key", 0o600)
    _origin(out, course_key=str(out / "course.key"))


@_spoils
def keys_are_a_pipe(out: Path) -> None:
    (out / "keys").mkdir()
    os.mkfifo(out / "keys" / "functions.keys")
    _origin(out, course_key=None, keys=str(out / "keys"))


@_spoils
def assignment_is_a_pipe(out: Path) -> None:
    os.mkfifo(out / "some.yaml")
    _origin(out, exercise=None, assignment=str(out / "some.yaml"))


@_spoils
def assignment_is_long(out: Path) -> None:
    (out / "some.yaml").write_text("a: [1]\n" * 100_000, encoding="utf-8")
    _origin(out, exercise=None, assignment=str(out / "some.yaml"))


@_spoils
def questions_with_markup(out: Path) -> None:
    _question(out, id="[link=http://evil/]mse.function[/link] [bold]right[/x]")


@_spoils
def told_in_many_lines(out: Path) -> None:
    _question(out, message={"ja": "", "en": "\n" * 50_000})


@_spoils
def questions_without_end(out: Path) -> None:
    (line,) = (out / "grades.jsonl").read_text(encoding="utf-8").splitlines()
    _records(out, questions=json.loads(line)["questions"] * 10_000)
