"""``grader new``: what it writes is where an instructor begins, so it passes the gate as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Command

from grader import course
from grader.exercise import loading
from grader.exercise.kinds import KINDS

WITHOUT_KIND = ("function", "number")
ASKED = {"": WITHOUT_KIND, **{kind: (kind,) for kind in KINDS}}


@pytest.mark.parametrize("kind", ASKED)
def test_a_skeleton_asks_for_its_kind_and_passes_the_gate(kind: str, grader: Command, tmp_path: Path) -> None:
    wanted = ("--kind", kind) if kind else ()
    assert grader("new", "thing", *wanted, "--course", tmp_path).status == 0
    problems = loading.load(course.find(tmp_path), "thing")
    assert tuple(str(problem.question.__struct_config__.tag) for problem in problems) == ASKED[kind]
    for problem in problems:
        assert len(problem.question.shows(problem.solution)) == 2
    ended = grader("verify", "thing", "--course", tmp_path, "--variants", 5)
    assert ended.status == 0, ended.err


@pytest.mark.parametrize("there", ["exercises/thing.yaml", "solutions/thing.py"])
def test_what_is_there_already_is_left_alone(there: str, grader: Command, tmp_path: Path) -> None:
    (tmp_path / there).parent.mkdir()
    (tmp_path / there).write_text("mine", encoding="utf-8")
    ended = grader("new", "thing", "--kind", "table", "--course", tmp_path)
    assert ended.status == 2
    assert Path(there).name in ended.err
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / there]
    assert (tmp_path / there).read_text(encoding="utf-8") == "mine"


def test_an_unknown_kind_is_refused_with_those_that_are_known(grader: Command, tmp_path: Path) -> None:
    ended = grader("new", "thing", "--kind", "essay", "--course", tmp_path)
    assert ended.status == 2
    assert "essay" in ended.err
    for kind in KINDS:
        assert kind in ended.err
    assert not list(tmp_path.iterdir())
