"""What is handed in as a file is hostile too: one class with every file of ``attacks/files``, and what came of it.

The class is graded once through the public command, beside a few healthy students, and everything the command wrote
or printed is looked at.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import carriers
import msgspec
import odd_folders
import pytest
import yaml
from msgspec import Struct
from msgspec.structs import replace

from grader.batch.gradebook import COLUMNS
from grader.words import is_unprintable

FILES = Path(__file__).parent / "attacks" / "files"
COURSE_KEY = b"nn-grader-tests-of-hostile-files".hex()
CANARY = "CANARY-of-the-hostile-files"
HEALTHY = ("healthy_folder", "healthy_notebook", "healthy_program")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

ALLOWED = {
    "html": {"lang"},
    "head": set(),
    "meta": {"charset", "name", "content", "http-equiv"},
    "title": set(),
    "style": set(),
    "body": set(),
    "header": set(),
    "main": set(),
    "section": {"class", "role"},
    "article": {"id", "class"},
    "figure": {"class"},
    "img": {"src", "alt"},
    "a": {"href", "class", "title"},
    "div": {"class", "lang"},
    "span": {"class", "lang", "role", "title", "aria-label"},
    "p": {"class"},
    **{
        tag: {"class"}
        for tag in ("h1", "h2", "ol", "ul", "li", "dl", "dt", "dd", "small", "strong", "code", "bdi", "br")
    },
    "b": {"aria-hidden"},
    **{tag: {"class", "title"} for tag in ("table", "thead", "tbody", "tr", "th", "td")},
}
"""All that pages for students and staff may be made of, besides formulas, which none of these students gets."""

Row = dict[str, Any]


class Expected(Struct, frozen=True, forbid_unknown_fields=True):
    """What must be seen of one hand-in.

    Attributes:
        why: what the hand-in is.
        student: the id it is graded under; its key where nothing is said.
        names: the files that hold the honest program, where the names are the attack.
        status: of the row in the gradebook.
        verdict: on the function ``mse``; the honest one is right and worth its point.
        number: the verdict on the number by hand, which nobody answers rightly.
        files: what is listed as read, where it matters.
        says: words of the English message or remarks.
    """

    why: str
    student: str = ""
    names: tuple[str, ...] = ()
    status: str = "graded"
    verdict: str = "right"
    number: str = ""
    files: tuple[str, ...] | None = None
    says: tuple[str, ...] = ()


def load(family: str) -> dict[str, Expected]:
    """What is expected of one family, by student."""
    read = yaml.safe_load((FILES / family / "expected.yaml").read_text(encoding="utf-8"))
    found = msgspec.convert(read, dict[str, Expected], strict=False)
    return {name: replace(one, student=one.student or name) for name, one in found.items()}


FAMILIES = {family: load(family) for family in ("archives", "disk", "names", "notebooks")}
EXPECTED = {f"{family}/{name}": one for family, found in FAMILIES.items() for name, one in found.items()}
STUDENTS = [*HEALTHY, *(one.student for one in EXPECTED.values())]


@dataclass(frozen=True)
class Graded:
    """One run over everything.

    Attributes:
        rows: by student.
        changes: files outside of the folder of results that are new, gone or other than they were.
    """

    out: Path
    printed: str
    told: str
    rows: Mapping[str, Row]
    changes: frozenset[tuple[str, tuple[int, ...]]]


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """The whole class, graded once."""
    place = tmp_path_factory.mktemp("hostile")
    write_tables(place, STUDENTS)
    plant(place / "outside")
    write_healthy(place / "handed_in")
    write_hostile(place / "handed_in")
    before = snapshot(place)
    done = grade(place)
    rows = {row["student"]: row for row in json.loads(done.stdout)}
    return Graded(place / "out", done.stdout, done.stderr, rows, before ^ snapshot(place))


def write_tables(place: Path, students: Sequence[str]) -> None:
    """The roster, and the key that the numbers by hand follow from."""
    key = place / "course.key"
    key.touch(mode=0o600)
    key.write_text(COURSE_KEY, encoding="ascii")
    with (place / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["student"], *([student] for student in students)])


def plant(outside: Path) -> None:
    """What must not be read: a program that would be right, and says whose it is."""
    outside.mkdir()
    (outside / "secret.py").write_text(f"# {CANARY}\n{carriers.HONEST}raise ValueError('{CANARY}')\n", encoding="utf-8")
    (outside / "secret.zip").write_bytes(carriers.zipped(("work.py", carriers.HONEST)))


def write_healthy(folder: Path) -> None:
    """Three students who mean no harm."""
    (folder / "healthy_folder").mkdir(parents=True)
    (folder / "healthy_folder" / "work.py").write_text(carriers.HONEST, encoding="utf-8")
    (folder / "healthy_program.py").write_text(f"{carriers.WRONG}mse_value = 0.25\n", encoding="utf-8")
    cell = {"cell_type": "code", "source": carriers.HONEST, "metadata": {}, "outputs": []}
    (folder / "healthy_notebook.ipynb").write_text(json.dumps({"nbformat": 4, "cells": [cell]}), encoding="utf-8")


def write_hostile(folder: Path) -> None:
    """Everybody else."""
    carriers.write(folder)
    odd_folders.write(folder)
    for notebook in sorted((FILES / "notebooks").glob("*.ipynb")):
        (folder / notebook.name).write_bytes(notebook.read_bytes())
    for one in FAMILIES["names"].values():
        for name in one.names:
            (folder / name).write_text(carriers.HONEST, encoding="utf-8")
    (folder / "stray\x1b[2J\u202e.dat").write_bytes(b"")


def grade(place: Path) -> subprocess.CompletedProcess[str]:
    """The public command on the class in ``place``."""
    command = [sys.executable, "-m", "grader", "grade", "handed_in", "--exercise", "mse", "--roster", "roster.csv"]
    command += ["--course-key", "course.key", "--out", "out", "--jobs", "2", "--json"]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", cwd=place)
    assert done.returncode == 0, done.stderr
    return done


def snapshot(place: Path) -> frozenset[tuple[str, tuple[int, ...]]]:
    """Every file and folder below a place but the results, as it is now; links are not followed."""
    found = set()
    for folder, folders, files in os.walk(place):
        if folder == str(place) and "out" in folders:
            folders.remove("out")
        for name in [*folders, *files]:
            path = os.path.join(folder, name)  # noqa: PTH118 - some of the names are no text
            now = os.lstat(path)
            found.add((path, (now.st_mode, now.st_size, now.st_mtime_ns, now.st_ino)))
    return frozenset(found)


def texts(graded: Graded) -> Iterator[tuple[str, str]]:
    """Everything that was printed or written as text, by where."""
    yield "standard output", graded.printed
    yield "standard error", graded.told
    for path in sorted(graded.out.rglob("*")):
        if path.suffix in {".csv", ".jsonl", ".html"}:
            yield str(path.relative_to(graded.out)), path.read_bytes().decode("utf-8", "strict")


class Page(HTMLParser):
    """Reads a page and collects what must not be in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.policy: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        values = dict(attrs)
        if tag not in ALLOWED or not set(names) <= ALLOWED[tag] or len(set(names)) < len(names):
            self.problems.append(f"{self.get_starttag_text()}")
        if not (values.get("href") or "#").startswith(("#", "feedback/")):
            self.problems.append(f"leads to {values['href']}")
        if not (values.get("src") or "data:image/svg+xml;base64,").startswith("data:image/svg+xml;base64,"):
            self.problems.append(f"loads {values['src']}")
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"]
        elif "http-equiv" in values:
            self.problems.append(f"{self.get_starttag_text()}")

    def handle_comment(self, data: str) -> None:
        self.problems.append(f"a comment {data[:100]!r}")

    def handle_decl(self, decl: str) -> None:
        if decl != "doctype html":
            self.problems.append(f"declares {decl[:100]!r}")

    def handle_pi(self, data: str) -> None:
        self.problems.append(f"an instruction {data[:100]!r}")

    def unknown_decl(self, data: str) -> None:
        self.problems.append(f"declares {data[:100]!r}")


def test_every_file_has_an_expectation_and_the_other_way_round(graded: Graded) -> None:
    assert sorted(graded.rows) == sorted(STUDENTS)


@pytest.mark.parametrize("expected", EXPECTED.values(), ids=EXPECTED)
def test_a_hostile_file_gets_what_it_must_get(expected: Expected, graded: Graded) -> None:
    row = graded.rows[expected.student]
    verdicts = {question["id"]: question["verdict"] for question in row["questions"]}
    number = expected.number or ("missing" if expected.status == "graded" else expected.verdict)
    table = "missing" if expected.status == "graded" else expected.verdict
    wanted = {"mse.function": expected.verdict, "mse.number": number, "mse.table": table}
    assert (row["status"], verdicts) == (expected.status, wanted)
    assert row["score"] == (1.0 if expected.verdict == "right" else 0.0)
    assert expected.files in {None, tuple(row["submission"])}
    told = "\n".join(text["en"] for text in [*row["remarks"], row["questions"][0]["message"]])
    assert [words for words in expected.says if words not in told] == [], told


def test_the_healthy_are_graded_as_if_they_were_alone(graded: Graded, tmp_path: Path) -> None:
    write_tables(tmp_path, HEALTHY)
    write_healthy(tmp_path / "handed_in")
    rows = {row["student"]: row for row in json.loads(grade(tmp_path).stdout)}
    assert rows == {student: graded.rows[student] for student in HEALTHY}
    for student in HEALTHY:
        page = f"feedback/{student}.html"
        assert (tmp_path / "out" / page).read_bytes() == (graded.out / page).read_bytes()


def test_nothing_outside_of_the_results_is_written_or_changed(graded: Graded) -> None:
    assert graded.changes == frozenset()
    assert not Path(carriers.ABSOLUTE).exists()


def test_the_results_are_one_page_for_each_student_and_nothing_else(graded: Graded) -> None:
    found = {str(path.relative_to(graded.out)) for path in graded.out.rglob("*") if path.is_file()}
    assert found == {
        *("faults.log", "gradebook.csv", "gradebook.sqlite", "grades.jsonl", "report.html"),
        *(f"feedback/{student}.html" for student in graded.rows),
    }


def test_nothing_is_read_through_a_link(graded: Graded) -> None:
    assert [where for where, text in texts(graded) if CANARY in text] == []


def test_nobody_reads_a_character_that_disturbs(graded: Graded) -> None:
    found = {where: {ascii(c) for c in set(text) - {"\n"} if is_unprintable(c)} for where, text in texts(graded)}
    assert {where: characters for where, characters in found.items() if characters} == {}


def test_pages_hold_nothing_that_runs_or_loads(graded: Graded) -> None:
    pages = {where: Page(text) for where, text in texts(graded) if where.endswith(".html")}
    assert len(pages) == len(graded.rows) + 1
    assert {where: page.problems for where, page in pages.items() if page.problems} == {}
    assert {page.policy for page in pages.values()} == {POLICY}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_spreadsheet_finds_a_formula(separator: str, graded: Graded) -> None:
    text = (graded.out / "gradebook.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines(), delimiter=separator))
    assert len(rows) == len(graded.rows) + 1
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    if separator == ",":
        columns = (*COLUMNS, "mse.function", "mse.number", "mse.table")
        assert {tuple(rows[0]), *map(len, rows)} == {columns, len(columns)}
        assert {row[0].removeprefix("'") for row in rows[1:]} == set(graded.rows)


def test_grades_are_one_json_document_on_each_line(graded: Graded) -> None:
    lines = (graded.out / "grades.jsonl").read_bytes().split(b"\n")
    assert lines.pop() == b""
    assert {row["student"]: row for row in map(json.loads, lines)} == graded.rows
