"""Nothing in one hand-in names or replaces another's, no look-alike takes the place of a name, and it is told."""

from __future__ import annotations

import errno
import json
import os
import time
import zipfile
from datetime import UTC
from pathlib import Path

import carriers
import msgspec
import pytest
import yaml
from conftest import Command
from msgspec import Struct

from grader.collect import discover, read_roster, read_times, student_id

FILES = Path(__file__).parent / "attacks" / "files"
PROGRAMS = {"honest": carriers.HONEST, "wrong": carriers.WRONG}


class Class(Struct, frozen=True, forbid_unknown_fields=True):
    """A class, and what must come of it.

    Attributes:
        why: what is attacked.
        files: what is in each of them: the name of a program, the files of a zip, or where a link leads to.
        marks: by student, of everybody who has a row: right or wrong for one who was graded, or else the status.
        roster: the ids; nothing where there is no roster.
        paths: those on the command line; a star stands for what a shell makes of it.
        times: the table of hand-in times, if there is one.
        tells: words of what the terminal says.
        status: of the command.
    """

    why: str
    files: dict[str, str | dict[str, str]]
    marks: dict[str, str]
    roster: tuple[str, ...] = ()
    paths: tuple[str, ...] = ("in",)
    times: str = ""
    tells: tuple[str, ...] = ()
    status: int = 0


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """A roster or hand-in times that must be refused, and words of the refusal."""

    tells: tuple[str, ...]
    roster: str = ""
    times: str = ""


def _read(family: str) -> object:
    return yaml.safe_load((FILES / family / "expected.yaml").read_text(encoding="utf-8"))


ATTACKS = msgspec.convert(_read("whose"), dict[str, Class])
TABLES = msgspec.convert(_read("tables"), dict[str, Table])
MARKS = "\u0301\u0316" * 16_000
"""Accents that take half a second to put in order."""


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_work_is_whose_it_is(attack: Class, grader: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in attack.files.items():
        put(tmp_path / name, content)
    options = []
    if attack.roster:
        Path("roster.csv").write_text("\n".join(("student", *attack.roster, "")), encoding="utf-8")
        options += ["--roster", "roster.csv"]
    if attack.times:
        Path("times.csv").write_text(attack.times, encoding="utf-8")
        options += ["--times", "times.csv"]
    paths = [path for given in attack.paths for path in (sorted(tmp_path.glob(given)) if "*" in given else [given])]
    shown = [str(path).removeprefix(f"{tmp_path}/") for path in paths]
    ended = grader("grade", *shown, "--exercise", "mse", "--jobs", 1, *options, "--out", "out", "--json")
    assert {row["student"]: mark(row) for row in json.loads(ended.out or "[]")} == attack.marks, ended.err
    assert [words for words in attack.tells if words not in ended.err] == [], ended.err
    assert ended.status == attack.status, ended.err


def put(path: Path, content: str | dict[str, str]) -> None:
    """Write a program, a link or a zip of programs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        path.write_text(PROGRAMS[content], encoding="utf-8")
    elif "link" in content:
        path.symlink_to(content["link"])
    else:
        path.write_bytes(carriers.zipped(*((name, PROGRAMS[program]) for name, program in content.items())))


def mark(row: dict[str, object]) -> str:
    """What one student got for the function."""
    function = msgspec.convert(row["questions"], list[dict[str, object]])[0]
    return str(function["verdict"] if row["status"] in {"graded", "not_on_roster"} else row["status"])


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_spoilt_table_is_refused_with_the_line(table: Table, grader: Command, tmp_path: Path) -> None:
    work = tmp_path / "s01.py"
    work.write_text(carriers.HONEST, encoding="utf-8")
    option = "--roster" if table.roster else "--times"
    spoilt = tmp_path / "spoilt.csv"
    spoilt.write_text(table.roster or table.times, encoding="utf-8")
    ended = grader("grade", work, "--exercise", "mse", option, spoilt, "--out", tmp_path / "out")
    assert ended.status == 2
    assert [words for words in (str(spoilt), *table.tells) if words not in ended.err] == [], ended.err
    assert not (tmp_path / "out").exists()


def test_a_class_of_look_alikes_alone_is_told(grader: Command, tmp_path: Path, roster: Path) -> None:
    put(tmp_path / "in" / "S01.py", "honest")
    put(tmp_path / "in" / "ｓ01.py", "honest")
    ended = grader("grade", tmp_path / "in", "--exercise", "mse", "--roster", roster, "--out", tmp_path / "out")
    assert ended.status == 1
    assert "NOT PLACED" in ended.err
    assert "handed in nothing: s01, s02, s03" in ended.err


def test_names_of_any_length_take_no_time(tmp_path: Path) -> None:
    export = tmp_path / "class.zip"
    with zipfile.ZipFile(export, "w") as archive:
        for number in range(30):
            archive.writestr(f"s05/{number}{MARKS}.py", "x = 1\n")
            archive.writestr(f"{number}{MARKS}/work.py", "x = 1\n")
            archive.writestr(f"{number}{MARKS}.py", "x = 1\n")
        archive.writestr("s01/a.py", carriers.HONEST)
    began = time.process_time()
    found = discover([export], known=["s01", "s05"])
    assert time.process_time() - began < 5
    assert {"s01", "s05"} < {handed.student for handed in found.handed}
    assert len(found.handed) == 32


def test_cells_of_any_length_take_no_time(tmp_path: Path) -> None:
    roster, times = tmp_path / "roster.csv", tmp_path / "times.csv"
    rows = [f"{number}{MARKS}" for number in range(30)]
    roster.write_text("\n".join(("student,name", *(f"{row},{row}" for row in rows))), encoding="utf-8")
    moment = "2027-05-01T10:00"
    times.write_text("\n".join(("student,submitted_at,file", *(f"{r},{moment},{r}" for r in rows))), encoding="utf-8")
    began = time.process_time()
    assert len({entry.student for entry in read_roster(roster)}) == len(read_times(times, UTC).rows) == len(rows)
    assert student_id(rows[0]) != student_id(f"{rows[0]}x")
    assert time.process_time() - began < 5


def test_two_slashes_in_front_of_a_path_lose_nobody(tmp_path: Path) -> None:
    put(tmp_path / "in" / "s05.zip", {"s01.py": "wrong", "s02.py": "honest"})
    put(tmp_path / "in" / "s01.py", "honest")
    for known in (["s01", "s02", "s05"], []):
        found = discover([Path(f"/{tmp_path}/in/{name}") for name in ("s01.py", "s05.zip")], known=known)
        assert [one.student for one in found.handed] == ["s01", "s05"]


def test_a_name_that_is_too_long_is_told_as_that(grader: Command, tmp_path: Path) -> None:
    put(tmp_path / "s01.py", "honest")
    paths = tmp_path / "s01.py", tmp_path / f"{'a' * 300}.py"
    ended = grader("grade", *paths, "--exercise", "mse", "--out", tmp_path / "out")
    assert ended.status == 2
    assert "cannot be opened" in ended.err


def test_a_folder_that_may_not_be_opened_stops_nobodys_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lstat(path: Path) -> os.stat_result:
        if "s05" in str(path):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return usual(path)

    for name in ("s01", "s05"):
        put(tmp_path / "in" / name / "work.py", "honest")
    usual = os.lstat
    monkeypatch.setattr("grader.collect.below.os.lstat", lstat)
    found = discover([tmp_path / "in" / name / "work.py" for name in ("s01", "s05")], known=["s01", "s05"])
    assert [(one.student, [source.refusal for source in one.sources]) for one in found.handed] == [
        ("s01", [""]),
        ("s05", ["collect_unreadable"]),
    ]
