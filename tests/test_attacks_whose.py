"""Nothing in one hand-in names or replaces another's, no look-alike takes the place of a name, and all of it is told."""

from __future__ import annotations

import json
import time
import zipfile
from pathlib import Path

import carriers
import msgspec
import pytest
import yaml
from conftest import Command
from msgspec import Struct

from grader.collect import discover, read_roster, read_times, student_id

CLASSES = Path(__file__).parent / "attacks" / "files" / "whose" / "expected.yaml"
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


ATTACKS = msgspec.convert(yaml.safe_load(CLASSES.read_text(encoding="utf-8")), dict[str, Class])


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
    assert {row["student"]: mark(row) for row in json.loads(ended.out)} == attack.marks, ended.err
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
