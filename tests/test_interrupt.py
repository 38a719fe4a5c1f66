"""Ctrl-C ends a run at once, whatever the judge is at, and what is done is there."""

from __future__ import annotations

import contextlib
import csv
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PATIENCE_SECONDS, wait_for
from traces import adopt, descendants

DEAF = """
import re, sys
from grader.batch import work
from grader.cli import main
usual = work.Worker.__call__
def deaf(self, task):
    if b'"student":"s07"' in task:
        open(sys.argv.pop(), "w").close()
        re.match("(a*)*b", "a" * 50)
    return usual(self, task)
work.Worker.__call__ = deaf
mark = sys.argv.pop()
sys.argv.append(mark)
main(sys.argv[1:-1])
"""
"""A grader whose judge, at one student, is at something that listens to nobody for minutes."""
LOOKING = """
import sys
from grader.batch import sheets
from grader.cli import main
def looking(*arguments):
    open(mark, "w").close()
    while True:
        pass
sheets.foreign = looking
mark = sys.argv.pop()
main(sys.argv[1:])
"""
"""A grader that has done all work and looks for whose it is without an end."""
STUDENTS = [f"s{number:02}" for number in range(1, 9)]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for student in STUDENTS:
        source = f"# {student}\ndef mse(y, t):\n    return ((y - t) ** 2).mean()\n"
        (tmp_path / "in" / f"{student}.py").write_text(source, encoding="utf-8")
    return tmp_path


def start(place: Path, *program: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"GRADER_COURSE_KEY": str(place / "course.key")}
    command = [sys.executable, *program, "grade", "in", "--exercise", "mse", "--jobs", "2", "--out", "out"]
    command += [str(place / "busy")] if program[0] == "-c" else []
    return subprocess.Popen(command, cwd=place, env=environment, stderr=subprocess.PIPE)


def test_ctrl_c_does_not_wait_for_a_judge_that_does_not_listen(place: Path) -> None:
    before = descendants()
    adopt(orphans=True)
    try:
        with start(place, "-c", DEAF) as run:
            wait_for((place / "busy").exists, "the judge to be busy")
            run.send_signal(signal.SIGINT)
            _, told = run.communicate(timeout=PATIENCE_SECONDS)
        assert run.returncode == 128 + signal.SIGINT
        assert b"interrupted after" in told
        wait_for(lambda: descendants() <= before, "workers and boxes to be gone")
    finally:
        for process in descendants() - before:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        adopt(orphans=False)
    with (place / "out" / "gradebook.csv").open(encoding="utf-8") as file:
        done = [row["student"] for row in csv.DictReader(file)]
    assert "s07" not in done
    assert len((place / "out" / "grades.jsonl").read_bytes().splitlines()) == len(done)
    with start(place, "-m", "grader") as again:
        again.communicate(timeout=PATIENCE_SECONDS)
    assert again.returncode == 0
    assert len((place / "out" / "grades.jsonl").read_bytes().splitlines()) == len(STUDENTS)


def test_ctrl_c_does_not_wait_for_what_comes_after_the_work(place: Path) -> None:
    with start(place, "-c", LOOKING) as run:
        wait_for((place / "busy").exists, "the grader to look whose work it is")
        run.send_signal(signal.SIGINT)
        _, told = run.communicate(timeout=PATIENCE_SECONDS)
    assert run.returncode == 128 + signal.SIGINT
    assert b"interrupted after 8 of 8" in told
    assert len((place / "out" / "grades.jsonl").read_bytes().splitlines()) == len(STUDENTS)


def test_ctrl_c_while_the_program_is_loaded_ends_it_without_a_word(place: Path) -> None:
    program = """
import signal, sys
from grader.cli import main
class Impatient:
    def find_spec(self, *_):
        signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Impatient())
main()
"""
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, cwd=place, check=False, capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (128 + signal.SIGINT, "", "")
